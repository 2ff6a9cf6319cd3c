package slack

import (
	"strconv"
	"strings"
	"time"

	"tramway/internal/chatimport/internal/history"
)

type message struct {
	Type     string `json:"type"`
	Subtype  string `json:"subtype"`
	Hidden   bool   `json:"hidden"`
	User     string `json:"user"`
	Bot      string `json:"bot_id"`
	Username string `json:"username"`
	Text     string `json:"text"`
	TS       string `json:"ts"`
	Thread   string `json:"thread_ts"`
	Edited   *struct {
		TS string `json:"ts"`
	} `json:"edited"`
	Pinned    []string `json:"pinned_to"`
	Reactions []struct {
		Name  string   `json:"name"`
		Users []string `json:"users"`
	} `json:"reactions"`
	Files []struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Title string `json:"title"`
		Size  int64  `json:"size"`
	} `json:"files"`
	Attachments []struct {
		Fallback string `json:"fallback"`
		Title    string `json:"title"`
		Text     string `json:"text"`
	} `json:"attachments"`
}

// said are the kinds of line that somebody said; all others are Slack's own.
var said = map[string]bool{"": true, "file_share": true, "me_message": true, "thread_broadcast": true, "bot_message": true, "file_comment": true}

func (r *reader) message(file string, n int, in *room, m message) error {
	bad := func(code string) error {
		r.sink.Problem(history.Problem{File: file, Line: n, Code: code})
		return nil
	}
	if in == nil {
		return bad(history.NoRoom)
	}
	if m.Type != "message" && m.Type != "" || !said[m.Subtype] || m.Hidden {
		return bad(history.SystemLine)
	}
	at, ok := micros(m.TS)
	if !ok || !history.Believable(time.UnixMicro(at), r.now) {
		return bad(history.NoTime)
	}
	author, err := r.author(m)
	if err != nil {
		return err
	}
	if author == "" {
		return bad(history.NoAuthor)
	}
	out := history.Message{Room: in.id, Key: m.TS, Author: author, At: at, Pinned: in.pins[m.TS] || len(m.Pinned) > 0, Files: r.carried(m)}
	out.Text, out.All = r.markdown(m.words())
	if strings.TrimSpace(out.Text) == "" && len(out.Files) == 0 {
		return bad(history.Empty)
	}
	if m.Edited != nil {
		out.EditedAt, _ = micros(m.Edited.TS)
	}
	if m.Thread != m.TS {
		out.Thread = m.Thread
	}
	for _, e := range m.Reactions {
		out.Reactions = append(out.Reactions, history.Reaction{Emoji: history.Nod(e.Name), Persons: e.Users})
	}
	return r.sink.Message(out)
}

// words are what a message says; of a program's that has none, what it shows instead.
func (m message) words() string {
	if strings.TrimSpace(m.Text) != "" {
		return m.Text
	}
	var out []string
	for _, a := range m.Attachments {
		if s := firstOf(strings.TrimSpace(a.Title+"\n"+a.Text), a.Fallback); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n\n")
}

// author is who said it: a person of the workspace, or a program, which is made known
// when it speaks first.
func (r *reader) author(m message) (string, error) {
	if m.User != "" {
		if _, known := r.known[m.User]; known {
			return m.User, nil
		}
		r.known[m.User] = history.Short(firstOf(m.Username, m.User), 120)
		return m.User, r.sink.Person(history.Person{Key: m.User, Name: r.known[m.User], Robot: m.Bot != ""})
	}
	key := firstOf(m.Bot, m.Username)
	if key == "" {
		return "", nil
	}
	key = "bot:" + history.Short(key, 120)
	if _, known := r.known[key]; known {
		return key, nil
	}
	r.known[key] = history.Short(firstOf(m.Username, m.Bot), 120)
	return key, r.sink.Person(history.Person{Key: key, Name: r.known[key], Robot: true})
}

func (r *reader) carried(m message) (out []history.File) {
	for _, f := range m.Files {
		one := history.File{Name: history.Short(firstOf(f.Name, f.Title, f.ID), 200), Path: r.files[f.ID], Size: f.Size}
		if one.Path != "" {
			one.Size = r.a.Has(one.Path)
		}
		out = append(out, one)
	}
	return out
}

// micros reads a time such as "1512085950.000216": seconds since 1970.
func micros(ts string) (int64, bool) {
	whole, part, _ := strings.Cut(ts, ".")
	seconds, err := strconv.ParseInt(whole, 10, 64)
	if err != nil || seconds <= 0 || seconds > 1<<40 || len(part) > 6 {
		return 0, false
	}
	var rest int64
	if part != "" {
		if rest, err = strconv.ParseInt(part+strings.Repeat("0", 6-len(part)), 10, 64); err != nil || rest < 0 {
			return 0, false
		}
	}
	return seconds*1e6 + rest, true
}
