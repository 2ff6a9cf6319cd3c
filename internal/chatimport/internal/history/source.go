package history

import (
	"bytes"
	"path"
	"strings"
)

// Find tells of which source an archive is, and the folder or file that its messages are
// in. Errors: ErrUnknown.
func (a *Archive) Find() (source, at string, err error) {
	if a.plain != nil {
		head, err := a.head("")
		if bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff"))), []byte("{")) {
			return Mattermost, "", err
		}
		return Table, "", err
	}
	best := ""
	for _, name := range a.names {
		what := sourceOf(name)
		if what == "" || best != "" && strings.Count(name, "/") >= strings.Count(best, "/") && (source == Slack || what != Slack) {
			continue
		}
		source, best = what, name
	}
	switch source {
	case "":
		return "", "", ErrUnknown
	case Slack:
		best = path.Dir(best)
		if best == "." {
			best = ""
		}
	}
	return source, best, nil
}

func sourceOf(name string) string {
	switch path.Base(name) {
	case "users.json", "org_users.json", "channels.json":
		return Slack
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".jsonl":
		return Mattermost
	case ".csv":
		return Table
	}
	return ""
}
