package chatimport

import (
	"context"
	"time"
	"unicode/utf8"

	"tramway/internal/chatimport/internal/history"
	"tramway/internal/chatimport/internal/mattermost"
	"tramway/internal/chatimport/internal/slack"
	"tramway/internal/chatimport/internal/store"
	"tramway/internal/chatimport/internal/table"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// zone is that of times without one: Hong Kong and the mainland have the same.
var zone = time.FixedZone("HKT", 8*60*60)

// read reads an archive into rows: the dry run. It goes on after a stop by passing over as
// many messages as were read before.
func (m *Module) read(ctx context.Context, o *org.Org, i store.Import, a *history.Archive, until time.Time) error {
	source, at, err := a.Find()
	if err != nil {
		return err
	}
	if i.Source != "" && i.Source != source {
		return history.ErrUnknown
	}
	i.Source = source
	s := &sink{ctx: ctx, o: o, i: i, until: until, resume: i.Counts.V.Seen, people: map[string]*store.Person{}, rooms: map[string]*store.Room{}, dirty: map[string]bool{}}
	if err := m.bounds(ctx, o, s); err != nil {
		return err
	}
	for _, name := range a.Outside {
		s.Problem(history.Problem{File: name, Code: history.BadName})
	}
	switch source {
	case history.Slack:
		err = slack.Read(a, at, o.Now(), s)
	case history.Mattermost:
		err = mattermost.Read(a, at, o.Now(), s)
	default:
		err = table.Read(a, at, o.Region, zone, o.Now(), s)
	}
	if err == nil {
		err = s.flush()
	}
	if err != nil {
		return err
	}
	return m.match(ctx, o, s.i)
}

// bounds says which attachments are too large here, and which messages too old.
func (m *Module) bounds(ctx context.Context, o *org.Org, s *sink) (err error) {
	if s.largest, err = m.talks.LargestFile(ctx, o.Read()); err != nil {
		return err
	}
	for n, pair := range []bool{false, true} {
		days, err := m.talks.KeptDays(ctx, o.Read(), pair)
		if err != nil {
			return err
		}
		if days > 0 {
			s.oldest[n] = o.Now().AddDate(0, 0, -days).UnixMicro()
		}
	}
	return nil
}

// sink writes what a source hands over, some hundred messages a commit.
type sink struct {
	ctx     context.Context
	o       *org.Org
	i       store.Import
	until   time.Time
	resume  int64 // messages that were read before
	seen    int64
	largest int64    // bytes of an attachment
	oldest  [2]int64 // in a group, and between two; before it nothing is kept

	people   map[string]*store.Person
	rooms    map[string]*store.Room
	dirty    map[string]bool // persons and rooms that are to be written
	messages []store.Message
	problems []store.Problem
}

// Person implements history.Sink.
func (s *sink) Person(p history.Person) error {
	had := s.people[p.Key]
	if had == nil {
		if len(s.people) >= maxPeople {
			return history.ErrTooMuch
		}
		had = &store.Person{Key: p.Key, How: "name"}
		s.people[p.Key] = had
	}
	had.About = sqldb.Seal(p)
	s.dirty["p"+p.Key] = true
	return nil
}

// Room implements history.Sink.
func (s *sink) Room(r history.Room) error {
	had := s.rooms[r.Key]
	if had == nil {
		if len(s.rooms) >= maxRooms {
			return history.ErrTooMuch
		}
		had = &store.Room{N: len(s.rooms) + 1, Key: r.Key}
		s.rooms[r.Key] = had
	}
	had.About = sqldb.Seal(r)
	s.dirty["r"+r.Key] = true
	return nil
}

// Problem implements history.Sink.
func (s *sink) Problem(p history.Problem) {
	if s.seen < s.resume {
		return
	}
	if p.Code == history.SystemLine {
		s.i.Counts.V.System++
		return
	}
	s.i.Counts.V.Problems++
	if s.i.Counts.V.Problems <= maxProblems {
		s.problems = append(s.problems, store.Problem{N: int(s.i.Counts.V.Problems), File: sqldb.Seal(p.File), Line: p.Line, Code: p.Code})
	}
}

// Progress implements history.Sink.
func (s *sink) Progress(done, total int64) { s.i.Done, s.i.Total = min(done, total), total }

// Message implements history.Sink.
func (s *sink) Message(h history.Message) error {
	room, author := s.rooms[h.Room], s.people[h.Author]
	if s.seen++; room == nil || author == nil {
		s.Problem(history.Problem{File: h.Room, Code: history.NoRoom})
		return nil
	}
	before := s.seen <= s.resume
	if s.tooOld(room.About.V, h.At) {
		if !before {
			s.i.Counts.V.Old++
		}
		return nil
	}
	room.Messages++
	author.Messages++
	s.dirty["r"+h.Room], s.dirty["p"+h.Author] = true, true
	if before {
		return nil
	}
	s.count(h)
	s.messages = append(s.messages, store.Message{Room: room.N, At: h.At, Key: h.Key, Author: h.Author, Body: sqldb.Seal(h)})
	if len(s.messages) < portion {
		return nil
	}
	return s.flush()
}

func (s *sink) tooOld(r history.Room, at int64) bool {
	if r.Kind == history.Direct && len(r.Members) == 2 {
		return at < s.oldest[1]
	}
	return at < s.oldest[0]
}

func (s *sink) count(h history.Message) {
	c := &s.i.Counts.V
	c.Messages++
	if h.Thread != "" {
		c.Replies++
	}
	if utf8.RuneCountInString(h.Text) > maxText {
		c.Cut++
	}
	for _, r := range h.Reactions {
		if r.Emoji == "" || history.OwnPicture(r.Emoji) {
			c.NoEmoji += int64(len(r.Persons))
		} else {
			c.Reactions += int64(len(r.Persons))
		}
	}
	for _, f := range h.Files {
		switch {
		case f.Path == "":
			c.Missing++
		case f.Size > s.largest:
			c.TooLarge++
		default:
			c.Files++
			c.Bytes += f.Size
		}
	}
}

// flush writes what was read since the last time, and how far that is.
func (s *sink) flush() error {
	var people []store.Person
	var rooms []store.Room
	for key := range s.dirty {
		if p := s.people[key[1:]]; key[0] == 'p' && p != nil {
			people = append(people, *p)
		} else if r := s.rooms[key[1:]]; key[0] == 'r' && r != nil {
			rooms = append(rooms, *r)
		}
	}
	s.i.Counts.V.Seen = max(s.seen, s.resume)
	var after store.Import
	err := s.o.Write(s.ctx, org.System(stepJob), func(tx *org.Tx) error {
		tx.Exempt("upload")
		now, err := store.ByID(tx.Ctx, tx, s.i.ID)
		if err != nil {
			return err
		}
		if now.State != reading { // somebody gave it up
			return errGivenUp
		}
		after = s.i
		fresh, twice, err := s.fresh(tx)
		if err != nil {
			return err
		}
		problems := s.problems
		for _, m := range twice {
			after.Counts.V.Messages--
			if after.Counts.V.Problems++; after.Counts.V.Problems <= maxProblems {
				problems = append(problems[:len(problems):len(problems)], store.Problem{N: int(after.Counts.V.Problems), File: sqldb.Seal(m.Key), Code: history.Twice})
			}
		}
		return write(tx, after, people, rooms, fresh, problems)
	})
	if err != nil {
		return err
	}
	s.i = after
	s.messages, s.problems = nil, nil
	clear(s.dirty)
	if time.Now().After(s.until) {
		return errTurn
	}
	return nil
}

var errGivenUp = fault.New(fault.Conflict, "import_not_ready")

func write(tx *org.Tx, i store.Import, people []store.Person, rooms []store.Room, messages []store.Message, problems []store.Problem) error {
	for _, err := range []error{store.PutPeople(tx.Ctx, tx, i.ID, people), store.PutRooms(tx.Ctx, tx, i.ID, rooms), store.PutMessages(tx.Ctx, tx, i.ID, messages),
		store.PutProblems(tx.Ctx, tx, i.ID, problems), store.Save(tx.Ctx, tx, i)} {
		if err != nil {
			return err
		}
	}
	return nil
}

// fresh are the messages that were not read before under the same key.
func (s *sink) fresh(tx *org.Tx) (fresh, twice []store.Message, err error) {
	keys := make([]string, len(s.messages))
	for i, m := range s.messages {
		keys[i] = m.Key
	}
	had, err := store.Known(tx.Ctx, tx, s.i.ID, keys)
	known := map[store.Place]bool{}
	for _, p := range had {
		known[p] = true
	}
	for _, m := range s.messages {
		p := store.Place{Room: m.Room, Key: m.Key}
		if known[p] {
			twice = append(twice, m)
			continue
		}
		known[p] = true
		fresh = append(fresh, m)
	}
	return fresh, twice, err
}
