// Package mattermost reads the bulk export of a Mattermost server: lines of JSON, each an
// object with its type, and beside them, in a zip, the folder of attachments.
//
// What it promises: it holds one line at a time and the rooms, and what it can't read it
// names by its line.
//
// Floor: 2
package mattermost

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"tramway/internal/chatimport/internal/history"
)

const maxLine = 4 << 20 // bytes

type reader struct {
	a     *history.Archive
	file  string
	sink  history.Sink
	now   time.Time
	known map[string]bool          // user names
	rooms map[string]*history.Room // by key
	order []string
	told  bool // the rooms were handed over
	n     int  // line
}

// Read hands over everything in a file of an archive, "": the archive by itself.
func Read(a *history.Archive, file string, now time.Time, sink history.Sink) error {
	in, err := a.Text(file)
	if err != nil {
		return err
	}
	defer in.Close()
	r := &reader{a: a, file: file, sink: sink, now: now, known: map[string]bool{}, rooms: map[string]*history.Room{}}
	total, done := max(a.Has(file), a.Size()), int64(0)
	lines := bufio.NewReaderSize(in, 64<<10)
	for {
		line, long, err := next(lines)
		r.n++
		done += int64(len(line)) + 1
		if long {
			r.bad(history.TooLong)
		} else if strings.TrimSpace(string(line)) != "" {
			if err := r.line(line); err != nil {
				return err
			}
		}
		if r.n%1000 == 0 {
			r.sink.Progress(done, total)
		}
		if errors.Is(err, io.EOF) {
			return r.tell()
		}
		if errors.Is(err, history.ErrTooMuch) {
			return err
		}
		if err != nil { // the zip is broken here: what was read counts
			r.bad(history.Broken)
			return r.tell()
		}
	}
}

// next is a line without its end; a longer one than maxLine is passed over.
func next(r *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, long, err
		}
	}
}

func (r *reader) bad(code string) {
	r.sink.Problem(history.Problem{File: r.file, Line: r.n, Code: code})
}

type line struct {
	Type    string   `json:"type"`
	Channel *channel `json:"channel"`
	User    *user    `json:"user"`
	Post    *post    `json:"post"`
	Room    *direct  `json:"direct_channel"`
	Said    *post    `json:"direct_post"`
	Bot     *struct {
		Username string `json:"username"`
		Name     string `json:"display_name"`
	} `json:"bot"`
	Emoji *struct {
		Name string `json:"name"`
	} `json:"emoji"`
}

func (r *reader) line(text []byte) error {
	var l line
	if json.Unmarshal(text, &l) != nil {
		r.bad(history.Broken)
		return nil
	}
	switch {
	case l.Channel != nil:
		r.channel(*l.Channel)
	case l.User != nil:
		return r.user(*l.User)
	case l.Bot != nil && l.Bot.Username != "":
		r.known[l.Bot.Username] = true
		return r.sink.Person(history.Person{Key: l.Bot.Username, Name: history.Short(firstOf(l.Bot.Name, l.Bot.Username), 120), Robot: true})
	case l.Post != nil:
		return r.post(l.Post.Team+"/"+l.Post.Channel, *l.Post)
	case l.Room != nil:
		return r.direct(l.Room.members())
	case l.Said != nil:
		return r.said(*l.Said)
	case l.Emoji != nil:
		r.sink.Problem(history.Problem{File: ":" + history.Short(l.Emoji.Name, 60) + ":", Line: r.n, Code: history.OwnEmoji})
	case l.Type == "":
		r.bad(history.Broken)
	}
	return nil
}

type channel struct {
	Team    string `json:"team"`
	Name    string `json:"name"`
	Display string `json:"display_name"`
	Type    string `json:"type"`
	Deleted int64  `json:"deleted_at"`
	Header  string `json:"header"`
	Purpose string `json:"purpose"`
}

func (r *reader) channel(c channel) {
	if c.Name == "" {
		r.bad(history.Broken)
		return
	}
	kind := history.Public
	if c.Type == "P" {
		kind = history.Private
	}
	description, cut := history.Described(c.Header, c.Purpose)
	if cut != "" {
		r.sink.Problem(history.TopicOf(firstOf(c.Display, c.Name), cut, r.n))
	}
	r.add(&history.Room{Key: c.Team + "/" + c.Name, Kind: kind, Name: history.Short(firstOf(c.Display, c.Name), 120), Description: description, Archived: c.Deleted > 0})
}

func (r *reader) add(room *history.Room) {
	if r.rooms[room.Key] == nil {
		r.order = append(r.order, room.Key)
	}
	r.rooms[room.Key] = room
}

type user struct {
	Username string `json:"username"`
	Mail     string `json:"email"`
	First    string `json:"first_name"`
	Last     string `json:"last_name"`
	Nick     string `json:"nickname"`
	Teams    []struct {
		Name     string `json:"name"`
		Channels []struct {
			Name  string `json:"name"`
			Roles string `json:"roles"`
		} `json:"channels"`
	} `json:"teams"`
}

func (r *reader) user(u user) error {
	if u.Username == "" {
		r.bad(history.Broken)
		return nil
	}
	r.known[u.Username] = true
	for _, t := range u.Teams {
		for _, c := range t.Channels {
			if room := r.rooms[t.Name+"/"+c.Name]; room != nil {
				room.Members = append(room.Members, u.Username)
				if room.Owner == "" && strings.Contains(c.Roles, "channel_admin") {
					room.Owner = u.Username
				}
			}
		}
	}
	name := strings.TrimSpace(u.First + " " + u.Last)
	return r.sink.Person(history.Person{Key: u.Username, Name: history.Short(firstOf(name, u.Nick, u.Username), 120), Mail: history.Short(u.Mail, 254)})
}

// tell hands over the rooms, once all users said in which they are.
func (r *reader) tell() error {
	if r.told {
		return nil
	}
	r.told = true
	for _, key := range r.order {
		if err := r.sink.Room(*r.rooms[key]); err != nil {
			return err
		}
	}
	return nil
}

type direct struct {
	Members      []string `json:"members"`
	Participants []struct {
		Username string `json:"username"`
	} `json:"participants"`
}

func (d direct) members() []string {
	out := slices.Clone(d.Members)
	for _, p := range d.Participants {
		out = append(out, p.Username)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func directKey(members []string) string { return "@" + strings.Join(members, " ") }

func (r *reader) direct(members []string) error {
	if len(members) == 0 {
		r.bad(history.Broken)
		return nil
	}
	room := &history.Room{Key: directKey(members), Kind: history.Direct, Members: members}
	r.rooms[room.Key] = room
	return r.sink.Room(*room)
}

func firstOf(all ...string) string {
	for _, s := range all {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}
