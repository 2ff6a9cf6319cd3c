package mattermost

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tramway/internal/chatimport/internal/history"
)

type post struct {
	Team    string   `json:"team"`
	Channel string   `json:"channel"`
	Members []string `json:"channel_members"`

	Type      string `json:"type"`
	User      string `json:"user"`
	Message   string `json:"message"`
	Created   int64  `json:"create_at"` // milliseconds since 1970
	Edited    int64  `json:"edit_at"`
	Pinned    bool   `json:"is_pinned"`
	Reactions []struct {
		User  string `json:"user"`
		Emoji string `json:"emoji_name"`
	} `json:"reactions"`
	Attachments []struct {
		Path string `json:"path"`
	} `json:"attachments"`
	Replies []post `json:"replies"`
}

// said is a post between a few.
func (r *reader) said(p post) error {
	slices.Sort(p.Members)
	members := slices.Compact(p.Members)
	if r.rooms[directKey(members)] == nil {
		if err := r.direct(members); err != nil {
			return err
		}
	}
	return r.post(directKey(members), p)
}

func (r *reader) post(room string, p post) error {
	if err := r.tell(); err != nil {
		return err
	}
	if r.rooms[room] == nil {
		r.bad(history.NoRoom)
		return nil
	}
	if err := r.message(room, "", p); err != nil {
		return err
	}
	for _, reply := range p.Replies {
		if err := r.message(room, keyOf(p), reply); err != nil {
			return err
		}
	}
	return nil
}

// keyOf is what a message is known by in every export: posts have no numbers in it. An
// edited one is the same.
func keyOf(p post) string { return strconv.FormatInt(p.Created, 10) + ":" + p.User }

func (r *reader) message(room, thread string, p post) error {
	at := time.UnixMilli(min(p.Created, 1<<52))
	switch {
	case strings.HasPrefix(p.Type, "system_"):
		r.bad(history.SystemLine)
		return nil
	case p.Created <= 0 || !history.Believable(at, r.now):
		r.bad(history.NoTime)
		return nil
	case p.User == "":
		r.bad(history.NoAuthor)
		return nil
	}
	m := history.Message{Room: room, Key: keyOf(p), Author: p.User, At: at.UnixMicro(), Thread: thread, Pinned: p.Pinned, Files: r.carried(p)}
	m.Text, m.All = r.named(p.Message)
	if strings.TrimSpace(m.Text) == "" && len(m.Files) == 0 {
		r.bad(history.Empty)
		return nil
	}
	if p.Edited > 0 && p.Edited < 1<<52 {
		m.EditedAt = p.Edited * 1000
	}
	m.Reactions = reactions(p)
	if !r.known[p.User] {
		r.known[p.User] = true
		if err := r.sink.Person(history.Person{Key: p.User, Name: history.Short(p.User, 120)}); err != nil {
			return err
		}
	}
	return r.sink.Message(m)
}

func reactions(p post) (out []history.Reaction) {
	for _, e := range p.Reactions {
		emoji := history.Nod(e.Emoji)
		i := slices.IndexFunc(out, func(h history.Reaction) bool { return h.Emoji == emoji })
		if i < 0 {
			out, i = append(out, history.Reaction{Emoji: emoji}), len(out)
		}
		out[i].Persons = append(out[i].Persons, e.User)
	}
	return out
}

var at = regexp.MustCompile(`@[a-z0-9._-]{1,64}`)

// named marks those whom a text names, and says whether it calls everybody. A full stop
// after a name ends the sentence.
func (r *reader) named(text string) (string, bool) {
	all := false
	text = at.ReplaceAllStringFunc(history.Clean(text), func(s string) string {
		name, rest := s[1:], ""
		for !r.known[name] && strings.TrimRight(name, ".-_") != name {
			rest, name = name[len(name)-1:]+rest, name[:len(name)-1]
		}
		switch {
		case r.known[name]:
			return history.Named(name) + rest
		case name == "all" || name == "channel" || name == "here":
			all = true
			return "@all" + rest
		}
		return s
	})
	return history.Emojis(text), all
}

// carried are the attachments, which lie in the folder data beside the lines.
func (r *reader) carried(p post) (out []history.File) {
	for _, a := range p.Attachments {
		f := history.File{Name: history.Short(path.Base(a.Path), 200)}
		for _, at := range []string{path.Join(path.Dir(r.file), "data", a.Path), path.Join(path.Dir(r.file), a.Path)} {
			if size := r.a.Has(at); size >= 0 && f.Path == "" {
				f.Path, f.Size = at, size
			}
		}
		out = append(out, f)
	}
	return out
}
