package chatimport

import (
	"context"
	"slices"
	"strings"
	"time"

	"tramway/internal/chatimport/internal/history"
	"tramway/internal/chatimport/internal/store"
	"tramway/internal/org"
)

// bring turns what was read into messages, conversation by conversation, some hundred
// messages a commit, which also says how far it has come.
func (m *Module) bring(ctx context.Context, o *org.Org, i store.Import, a *history.Archive, until time.Time) error {
	b := &bringer{m: m, ctx: ctx, o: o, i: i, a: a}
	largest, err := m.talks.LargestFile(ctx, o.Read())
	if err != nil {
		return err
	}
	b.largest = largest
	for {
		rooms, err := store.Rooms(ctx, o.Read(), i.ID, max(b.i.Room-1, 0), 1)
		if err != nil {
			return err
		}
		if len(rooms) == 0 {
			return m.finish(ctx, o, i.ID, done, "")
		}
		if err := b.room(rooms[0], until); err != nil {
			return err
		}
	}
}

// bringer imports one archive.
type bringer struct {
	m       *Module
	ctx     context.Context
	o       *org.Org
	i       store.Import
	a       *history.Archive
	largest int64  // bytes of an attachment
	last    string // the conversation that the room became
}

// room imports what is left of a conversation, from the message on that it has come to.
func (b *bringer) room(r store.Room, until time.Time) error {
	to, err := b.settling(r)
	if err != nil {
		return err
	}
	b.i.Room, b.last = r.N, ""
	for {
		some, err := store.Messages(b.ctx, b.o.Read(), b.i.ID, r.N, b.i.AfterAt, b.i.AfterKey, portion)
		if err != nil {
			return err
		}
		if len(some) == 0 {
			return b.leave()
		}
		if len(to.Members) == 0 {
			err = b.passOver(r, some)
		} else {
			err = b.portion(to, r, some)
		}
		if err != nil {
			return err
		}
		if time.Now().After(until) {
			return errTurn
		}
	}
}

// settling is the conversation that a room becomes. Its members are those who are in the
// directory. A room that everybody could come into is the importer's if nobody is; of all
// others nobody sees anything then, and they are left out.
func (b *bringer) settling(r store.Room) (to Room, err error) {
	about := r.About.V
	people, err := store.PeopleBy(b.ctx, b.o.Read(), b.i.ID, append([]string{about.Owner}, about.Members...))
	if err != nil {
		return to, err
	}
	who, called := map[string]string{}, map[string]string{}
	for _, p := range people {
		who[p.Key], called[p.Key] = p.Person, p.About.V.Name
	}
	to = Room{From: b.i.Source, Title: about.Name, About: about.Description, Open: about.Kind == history.Public, Archived: about.Archived, By: b.i.MadeBy}
	var names []string
	for _, key := range about.Members {
		if p := who[key]; p != "" && !slices.Contains(to.Members, p) {
			to.Members = append(to.Members, p)
		}
		names = append(names, called[key])
	}
	here, err := b.m.people.Names(b.ctx, b.o.Read(), to.Members)
	if err != nil {
		return to, err
	}
	to.Members = slices.DeleteFunc(to.Members, func(p string) bool { _, is := here[p]; return !is })
	to.Pair = about.Kind == history.Direct && len(about.Members) == 2 && len(to.Members) == 2
	if len(to.Members) == 0 && to.Open {
		to.Members = []string{b.i.MadeBy}
	}
	if len(to.Members) == 0 {
		return to, nil
	}
	if to.Owner = who[about.Owner]; !slices.Contains(to.Members, to.Owner) {
		to.Owner = to.Members[0]
	}
	if about.Kind == history.Direct && len(to.Members) < 2 {
		to.Title, to.Archived = history.Short(strings.Join(names, ", "), 120), true
	}
	return to, nil
}

// passOver counts messages of a conversation that nobody here was in.
func (b *bringer) passOver(r store.Room, some []store.Message) error {
	return b.commit(some, func(tx *org.Tx, i *store.Import) error {
		i.Counts.V.Out += int64(len(some))
		if b.i.AfterKey == "" {
			i.Counts.V.NoRoom++
		}
		return nil
	})
}

// commit makes a change together with how far the import is then. Whoever gave it up
// meanwhile stops it.
func (b *bringer) commit(some []store.Message, change func(*org.Tx, *store.Import) error) error {
	last := some[len(some)-1]
	var after store.Import
	err := b.o.Write(b.ctx, org.System(stepJob), func(tx *org.Tx) error {
		tx.Exempt("upload")
		now, err := store.ByID(tx.Ctx, tx, b.i.ID)
		if err != nil {
			return err
		}
		if now.State != importing {
			return errGivenUp
		}
		after = now
		after.Room, after.AfterAt, after.AfterKey, after.Done = b.i.Room, last.At, last.Key, now.Done+int64(len(some))
		if err := change(tx, &after); err != nil {
			return err
		}
		return store.Save(tx.Ctx, tx, after)
	})
	if err == nil {
		b.i = after
	}
	return err
}

// leave goes on to the next conversation.
func (b *bringer) leave() error {
	return b.o.Write(b.ctx, org.System(stepJob), func(tx *org.Tx) error {
		tx.Exempt("upload")
		now, err := store.ByID(tx.Ctx, tx, b.i.ID)
		if err != nil {
			return err
		}
		if now.State != importing {
			return errGivenUp
		}
		if b.last != "" {
			b.m.talks.Refresh(tx, b.last)
		}
		now.Room, now.AfterAt, now.AfterKey = b.i.Room+1, 0, ""
		b.i = now
		return store.Save(tx.Ctx, tx, now)
	})
}
