// Package slack reads the export of a Slack workspace: a zip with users.json, a list for
// each kind of conversation, and a folder for each conversation with a file a day.
//
// What it promises: it holds one message at a time, and what it can't read it names.
//
// Floor: 2
package slack

import (
	"encoding/json"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"tramway/internal/chatimport/internal/history"
)

type reader struct {
	a      *history.Archive
	at     string // the folder of it all
	sink   history.Sink
	now    time.Time
	known  map[string]string // names of users, by id
	rooms  map[string]*room  // by folder
	called map[string]string // names of channels, by id
	files  map[string]string // where an attachment is, by its id
}

type room struct {
	id   string
	pins map[string]bool
}

// Read hands over everything in an archive whose lists are in the folder at.
func Read(a *history.Archive, at string, now time.Time, sink history.Sink) error {
	r := &reader{a, at, sink, now, map[string]string{}, map[string]*room{}, map[string]string{}, map[string]string{}}
	for _, name := range []string{"users.json", "org_users.json"} {
		if err := each(r, name, r.user); err != nil {
			return err
		}
	}
	for _, list := range [][2]string{{"channels.json", history.Public}, {"groups.json", history.Private}, {"mpims.json", history.Direct}, {"dms.json", history.Direct}} {
		if err := each(r, list[0], func(c channel, n int) error { return r.channel(list[1], c, n) }); err != nil {
			return err
		}
	}
	days := r.days()
	for i, name := range days {
		folder := path.Base(path.Dir(name))
		if err := eachIn(r, name, func(m message, n int) error { return r.message(name, n, r.rooms[folder], m) }); err != nil {
			return err
		}
		r.sink.Progress(int64(i+1), int64(len(days)))
	}
	return nil
}

// days are the files of messages, and it remembers where the attachments are.
func (r *reader) days() (out []string) {
	for _, name := range r.a.Names() {
		inner, in := strings.CutPrefix(name, r.at)
		if !in {
			continue
		}
		parts := strings.Split(strings.TrimPrefix(inner, "/"), "/")
		switch {
		case len(parts) == 2 && isDay(parts[1]):
			out = append(out, name)
		case len(parts) == 3 && parts[0] == "__uploads":
			r.files[parts[1]] = name
		case len(parts) == 3 && parts[1] == "attachments":
			id, _, _ := strings.Cut(parts[2], "-")
			r.files[id] = name
		}
	}
	return out
}

func isDay(name string) bool {
	day, isJSON := strings.CutSuffix(name, ".json")
	_, err := time.Parse(time.DateOnly, day)
	return isJSON && err == nil
}

func each[T any](r *reader, name string, fn func(T, int) error) error {
	name = path.Join(r.at, name)
	if r.a.Has(name) < 0 {
		return nil
	}
	return eachIn(r, name, fn)
}

// eachIn goes through a file that is one list. An element of another shape is a problem
// by itself; what is no JSON ends the file, not the reading.
func eachIn[T any](r *reader, name string, fn func(T, int) error) error {
	in, err := r.a.Text(name)
	if err != nil {
		return unread(r, name, 0, err)
	}
	defer in.Close()
	fed := &feeder{in, maxElement}
	d := json.NewDecoder(fed)
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return unread(r, name, 1, err)
	}
	n := 1
	for ; d.More(); n++ {
		var raw json.RawMessage
		fed.left = maxElement
		if err := d.Decode(&raw); err != nil {
			return unread(r, name, n, err)
		}
		var one T
		if json.Unmarshal(raw, &one) != nil {
			r.sink.Problem(history.Problem{File: name, Line: n, Code: history.Broken})
			continue
		}
		if err := fn(one, n); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil { // the list has no end
		return unread(r, name, n, err)
	}
	return nil
}

const maxElement = 4 << 20 // bytes of one message

var errLong = errors.New("slack: one element is longer than is good for us")

// feeder lets a decoder read so much for one element: it would hold all of it.
type feeder struct {
	io.Reader
	left int
}

func (f *feeder) Read(p []byte) (int, error) {
	if f.left <= 0 {
		return 0, errLong
	}
	n, err := f.Reader.Read(p[:min(len(p), f.left)])
	f.left -= n
	return n, err
}

// unread notes that a file can't be read further; only what is too much ends it all.
func unread(r *reader, name string, n int, err error) error {
	if errors.Is(err, history.ErrTooMuch) {
		return err
	}
	if err != nil && !errors.Is(err, io.EOF) || n > 0 {
		r.sink.Problem(history.Problem{File: name, Line: n, Code: history.Broken})
	}
	return nil
}

type user struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Real    string `json:"real_name"`
	Bot     bool   `json:"is_bot"`
	Profile struct {
		Real    string `json:"real_name"`
		Display string `json:"display_name"`
		Mail    string `json:"email"`
		Phone   string `json:"phone"`
	} `json:"profile"`
}

func (r *reader) user(u user, _ int) error {
	if u.ID == "" {
		return nil
	}
	name := history.Short(firstOf(u.Profile.Real, u.Real, u.Profile.Display, u.Name, u.ID), 120)
	r.known[u.ID] = name
	return r.sink.Person(history.Person{Key: u.ID, Name: name, Mail: history.Short(u.Profile.Mail, 254), Phone: history.Short(u.Profile.Phone, 40), Robot: u.Bot})
}

func firstOf(all ...string) string {
	i := slices.IndexFunc(all, func(s string) bool { return strings.TrimSpace(s) != "" })
	if i < 0 {
		return ""
	}
	return all[i]
}

type channel struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Creator  string   `json:"creator"`
	Archived bool     `json:"is_archived"`
	Members  []string `json:"members"`
	Pins     []struct {
		ID string `json:"id"`
	} `json:"pins"`
	Topic   saying `json:"topic"`
	Purpose saying `json:"purpose"`
}

// saying is a topic or a purpose.
type saying struct {
	Value string `json:"value"`
}

func (r *reader) channel(kind string, c channel, n int) error {
	if c.ID == "" {
		return nil
	}
	one := &room{c.ID, map[string]bool{}}
	for _, p := range c.Pins {
		one.pins[p.ID] = true
	}
	r.rooms[c.ID] = one
	name := history.Short(c.Name, 120)
	if name != "" {
		r.rooms[c.Name], r.called[c.ID] = one, name
	}
	if kind == history.Direct {
		name = ""
	}
	description, lost := history.Described(r.plain(c.Topic.Value), r.plain(c.Purpose.Value))
	if kind == history.Direct {
		description, lost = "", description
	}
	if lost != "" {
		r.sink.Problem(history.TopicOf(firstOf(name, c.ID), lost, n))
	}
	return r.sink.Room(history.Room{Key: c.ID, Kind: kind, Name: name, Owner: c.Creator, Members: c.Members, Archived: c.Archived, Description: description})
}
