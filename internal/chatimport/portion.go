package chatimport

import (
	"errors"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tramway/internal/chatimport/internal/history"
	"tramway/internal/chatimport/internal/store"
	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// portion imports some messages of one conversation, in the order of time.
func (b *bringer) portion(to Room, r store.Room, some []store.Message) error {
	became, err := store.Became(b.ctx, b.o.Read(), b.i.Source, r.Key)
	if err != nil {
		return err
	}
	keys := make([]string, len(some))
	for n, m := range some {
		keys[n] = m.Key
	}
	here, err := b.m.talks.Arrived(b.ctx, b.o.Read(), became, keys)
	if err != nil {
		return err
	}
	cast, err := b.cast(some)
	if err != nil {
		return err
	}
	all, upTo, err := b.messages(some, here, cast)
	if err != nil {
		return err
	}
	some = some[:upTo]
	return b.commit(some, func(tx *org.Tx, i *store.Import) error {
		if err := store.PutAuthors(tx.Ctx, tx, i.Source, cast.fresh); err != nil {
			return err
		}
		added := 0
		if len(all) > 0 {
			in, err := b.home(tx, to, r.Key, became, all[0].At)
			if err != nil {
				return err
			}
			if added, err = b.m.talks.Arrive(tx, in, i.Source, i.ID, all); err != nil {
				return err
			}
			b.last = in
		}
		had := 0
		for _, m := range some {
			if here[m.Key] {
				had++
			}
		}
		had += len(all) - added
		i.Counts.V.Added += int64(added)
		i.Counts.V.Had += int64(had)
		i.Counts.V.Out += int64(len(some) - added - had)
		return nil
	})
}

// home is the conversation that messages from a moment on go into: the last that the room
// became, as long as nothing later was said in it. Places are in the order of time, for
// what is kept goes by its place; so later ones go into a further conversation.
func (b *bringer) home(tx *org.Tx, to Room, key string, became []string, from time.Time) (string, error) {
	if len(became) > 0 {
		in := became[len(became)-1]
		last, there, empty, err := b.m.talks.Spoken(tx.Ctx, tx, in)
		if err != nil {
			return "", err
		}
		if there && (empty || !last.After(from)) {
			return in, nil
		}
	}
	to.Began = from
	in, err := b.m.talks.Settle(tx, to)
	if err != nil {
		return "", err
	}
	return in, store.NoteConversation(tx.Ctx, tx, b.i.Source, key, in)
}

// cast is who speaks and is named in some messages.
type cast struct {
	ids    map[string]string // of who speaks, by key; left out: not in it
	person map[string]string // of those who are in the directory
	names  map[string]string // by key
	fresh  []store.Author    // authors of their own who speak for the first time
}

func (b *bringer) cast(some []store.Message) (c cast, err error) {
	var keys []string
	for _, m := range some {
		keys = append(keys, m.Author)
		_ = history.Written(m.Body.V.Text, func(key string) string { keys = append(keys, key); return "" })
		for _, r := range m.Body.V.Reactions {
			keys = append(keys, r.Persons...)
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	people, err := store.PeopleBy(b.ctx, b.o.Read(), b.i.ID, keys)
	if err != nil {
		return c, err
	}
	own, err := store.Authors(b.ctx, b.o.Read(), b.i.Source, false, keys)
	if err != nil {
		return c, err
	}
	c = cast{map[string]string{}, map[string]string{}, map[string]string{}, nil}
	var here []string
	for _, p := range people {
		c.names[p.Key] = p.About.V.Name
		switch {
		case p.Person != "":
			c.ids[p.Key], c.person[p.Key] = p.Person, p.Person
			here = append(here, p.Person)
		case p.How != "out":
			c.ids[p.Key] = own[p.Key].ID
		}
	}
	for _, m := range some { // only who speaks needs an id
		if had, in := c.ids[m.Author]; in && had == "" {
			a := store.Author{Key: m.Author, ID: id.New(b.o.Region, b.o.Now()), Name: sqldb.Seal(c.names[m.Author])}
			c.ids[m.Author], c.fresh = a.ID, append(c.fresh, a)
		}
	}
	called, err := b.m.people.Names(b.ctx, b.o.Read(), here)
	for key, p := range c.person {
		if called[p] != "" {
			c.names[key] = called[p]
		}
	}
	return c, err
}

// messages are those that are not here yet, with their attachments stored; upTo is how
// many of them were looked at before the attachments became too much for one commit.
func (b *bringer) messages(some []store.Message, here map[string]bool, c cast) (out []Message, upTo int, err error) {
	room := int64(portionSize)
	for n, m := range some {
		if here[m.Key] || c.ids[m.Author] == "" {
			continue
		}
		for _, f := range m.Body.V.Files {
			room -= f.Size
		}
		if room < 0 && n > 0 {
			return out, n, nil
		}
		one, err := b.message(m, c)
		if err != nil {
			return nil, 0, err
		}
		out = append(out, one)
	}
	return out, len(some), nil
}

func (b *bringer) message(m store.Message, c cast) (Message, error) {
	h := m.Body.V
	out := Message{Key: m.Key, Sender: c.ids[m.Author], At: time.UnixMicro(m.At), Thread: h.Thread, Pinned: h.Pinned}
	if h.EditedAt > 0 {
		out.EditedAt = time.UnixMicro(h.EditedAt)
	}
	if h.All {
		out.Mentions = []string{"all"}
	}
	out.Text = history.Written(h.Text, func(key string) string {
		if p := c.person[key]; p != "" && !h.All && !slices.Contains(out.Mentions, p) && len(out.Mentions) < maxMentions {
			out.Mentions = append(out.Mentions, p)
		}
		return "@" + firstOf(c.names[key], key)
	})
	for _, r := range h.Reactions {
		for _, key := range r.Persons {
			if p := c.person[key]; p != "" && r.Emoji != "" && !slices.Contains(out.Reactions, [2]string{r.Emoji, p}) {
				out.Reactions = append(out.Reactions, [2]string{r.Emoji, p})
			}
		}
	}
	return out, b.carry(&out, h.Files)
}

const (
	maxMentions = 200
	maxFiles    = 20 // attachments of a message
)

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// carry stores what a message carries. What is not there, or too large, is named in its
// text; a text that is too long comes with all of it as an attachment.
func (b *bringer) carry(m *Message, files []history.File) error {
	if utf8.RuneCountInString(m.Text) > maxText {
		f, err := b.m.talks.Store(b.ctx, b.o, "message.txt", strings.NewReader(m.Text))
		if err != nil {
			return err
		}
		m.Files = append(m.Files, f)
		m.Text = string([]rune(m.Text)[:maxText/2]) + " …"
	}
	var absent []string
	for _, f := range files {
		if f.Path == "" || f.Size > b.largest || len(m.Files) >= maxFiles {
			absent = append(absent, "📎 "+f.Name)
			continue
		}
		stored, err := b.store(f)
		if errors.Is(err, errUnreadable) {
			absent = append(absent, "📎 "+f.Name)
			continue
		}
		if err != nil {
			return err
		}
		m.Files = append(m.Files, stored)
	}
	if len(absent) > 0 {
		m.Text = strings.TrimLeft(string([]rune(m.Text)[:min(utf8.RuneCountInString(m.Text), maxText-maxAbsent)])+"\n"+history.Short(strings.Join(absent, " "), maxAbsent-1), "\n")
	}
	return nil
}

const maxAbsent = 1000 // characters that name what is not there

// errUnreadable is returned for an attachment that the archive has and can't give.
var errUnreadable = errors.New("chatimport: an attachment can't be read")

func (b *bringer) store(f history.File) (File, error) {
	in, err := b.a.File(f.Path, b.largest)
	if err != nil {
		return nil, errUnreadable
	}
	defer in.Close()
	broken := &honest{Reader: in}
	stored, err := b.m.talks.Store(b.ctx, b.o, f.Name, broken)
	if err != nil && broken.err != nil && fault.Of(err) == nil {
		return nil, errUnreadable
	}
	return stored, err
}

// honest remembers that reading failed, and not storing.
type honest struct {
	io.Reader
	err error
}

func (h *honest) Read(p []byte) (int, error) {
	n, err := h.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		h.err = err
	}
	return n, err
}
