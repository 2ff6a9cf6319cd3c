package table

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"tramway/internal/chatimport/internal/history"
)

func (r *reader) cell(row []string, name string) string {
	i, there := r.at[name]
	if !there || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

func (r *reader) row(row []string) error {
	bad := func(code string) error {
		r.sink.Problem(history.Problem{File: r.file, Line: r.line, Code: code})
		return nil
	}
	name := history.Short(r.cell(row, "conversation"), 120)
	text := history.Emojis(history.Clean(r.cell(row, "text")))
	files := r.carried(r.cell(row, "attachments"))
	if name == "" && text == "" {
		return nil // an empty line
	}
	if name == "" {
		return bad(history.NoRoom)
	}
	at, ok := moment(r.cell(row, "time"), r.zone)
	if !ok || !history.Believable(at, r.now) {
		return bad(history.NoTime)
	}
	author, err := r.person(r.cell(row, "author"), r.cell(row, "email"), r.cell(row, "phone"))
	if err != nil {
		return err
	}
	switch {
	case author == "":
		return bad(history.NoAuthor)
	case text == "" && len(files) == 0:
		return bad(history.Empty)
	}
	room, err := r.room(name, r.cell(row, "kind"), author, r.cell(row, "members"))
	if err != nil {
		return err
	}
	m := history.Message{Room: room, Author: author, At: at.UnixMicro(), Text: text, Thread: r.cell(row, "thread"), Files: files}
	if m.Key = history.Short(r.cell(row, "id"), 120); m.Key == "" {
		m.Key = r.made(room, author, m.At, text)
	}
	if m.Thread == m.Key {
		m.Thread = ""
	}
	return r.sink.Message(m)
}

// made is the key of a row that has none: what it says, and how often that was said so.
func (r *reader) made(room, author string, at int64, text string) string {
	sum := sha256.Sum256([]byte(room + "\n" + author + "\n" + strconv.FormatInt(at, 10) + "\n" + text))
	key := "row:" + hex.EncodeToString(sum[:12])
	if len(r.times) > maxAlike { // rows that are alike stand near each other
		clear(r.times)
	}
	r.times[key]++
	return key + ":" + strconv.Itoa(r.times[key])
}

const maxAlike = 100_000

// person makes an author known when they first appear: by mail, by phone, else by name.
func (r *reader) person(name, mail, phone string) (key string, err error) {
	p := history.Person{Name: history.Short(name, 120), Mail: strings.ToLower(history.Short(mail, 254)), Phone: history.Short(phone, 40)}
	switch {
	case p.Mail != "":
		p.Key = p.Mail
	case p.Phone != "":
		p.Key = "tel:" + p.Phone
	case p.Name != "":
		p.Key = "name:" + p.Name
	default:
		return "", nil
	}
	if r.named[p.Key] != "" && (p.Name == "" || r.named[p.Key] != p.Key) {
		return p.Key, nil
	}
	if p.Name == "" { // until a row says how they are called
		p.Name = p.Key
	}
	r.named[p.Key] = p.Name
	return p.Key, r.sink.Person(p)
}

var kinds = map[string]string{"": history.Private, "open": history.Public, "public": history.Public, "公開": history.Public, "公开": history.Public,
	"closed": history.Private, "private": history.Private, "私人": history.Private, "direct": history.Direct, "單對單": history.Direct, "单聊": history.Direct}

// room is a conversation, told again whenever somebody new is in it. A kind that nobody
// knows is private: nobody sees more than before.
func (r *reader) room(name, kind, author, members string) (string, error) {
	room, had := r.rooms[name]
	if !had {
		room = &history.Room{Key: name, Kind: kinds[strings.ToLower(kind)], Name: name}
		if room.Kind == "" {
			room.Kind = history.Private
		}
		r.rooms[name] = room
	}
	more := !had
	for _, m := range append(strings.FieldsFunc(members, func(c rune) bool { return strings.ContainsRune(";, \n；，、", c) }), author) {
		key := author
		if m != author {
			var err error
			if key, err = r.person("", m, ""); err != nil {
				return "", err
			}
		}
		if in := name + "\n" + key; !r.inside[in] {
			r.inside[in], more = true, true
			room.Members = append(room.Members, key)
		}
	}
	if !more {
		return name, nil
	}
	return name, r.sink.Room(*room)
}

func (r *reader) carried(cell string) (out []history.File) {
	for _, name := range strings.FieldsFunc(cell, func(c rune) bool { return strings.ContainsRune(";\n；", c) }) {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		f := history.File{Name: history.Short(name[strings.LastIndexByte(name, '/')+1:], 200), Path: name}
		if f.Size = r.a.Has(name); f.Size < 0 {
			f.Path = r.paths[f.Name]
			f.Size = max(r.a.Has(f.Path), 0)
		}
		out = append(out, f)
	}
	return out
}

var layouts = []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006/1/2 15:04:05", "2006/1/2 15:04", "2/1/2006 15:04:05", "2/1/2006 15:04"}

// moment reads a time: ISO 8601, or as spreadsheets in Hong Kong and the mainland write
// it, the day before the month where the year comes last.
func moment(cell string, zone *time.Location) (time.Time, bool) {
	for _, l := range layouts {
		if at, err := time.ParseInLocation(l, cell, zone); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}
