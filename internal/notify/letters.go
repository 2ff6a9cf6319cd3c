package notify

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"strings"
	"sync"
	"sync/atomic"

	"tramway/internal/lang"
	"tramway/internal/mail"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Waiting is what somebody has not read of one conversation.
type Waiting struct {
	Person, Conversation, Title string
	Direct                      bool // between two
	Spoken, Rest                Pile
}

// Pile is some messages: how many, 100 at most, and where the newest is.
type Pile struct {
	Count int
	Last  int64
}

// Place is where a message is.
type Place struct {
	Conversation string
	Seq          int64
}

// Said is who said what.
type Said struct{ Sender, Text string }

// Bounds of a mail.
const (
	mailRooms = 20  // conversations named
	mailText  = 120 // characters of a message
	mailOpen  = 4   // sent at a time
)

// letter is what one person is mailed.
type letter struct {
	reader
	message mail.Message
}

// toldOf is one conversation in a letter.
type toldOf struct {
	Waiting
	count int
	last  Place
}

// pick is what a reader wants told of what waits for them.
func (r reader) pick(w Waiting) (t toldOf, any bool) {
	t = toldOf{Waiting: w, last: Place{Conversation: w.Conversation}}
	if r.DirectMail {
		t.count, t.last.Seq = w.Spoken.Count, w.Spoken.Last
	}
	if r.NormalMail {
		t.count, t.last.Seq = t.count+w.Rest.Count, max(t.last.Seq, w.Rest.Last)
	}
	return t, t.count > 0
}

// letters are written for those for whom something waits and who have an address.
func (m *Module) letters(ctx context.Context, o *org.Org, p mailing, all []reader) ([]letter, error) {
	since, readers := map[string]sqldb.Micros{}, map[string]reader{}
	for _, r := range all {
		since[r.Person], readers[r.Person] = r.Upto, r
	}
	waits, err := m.talks.Waiting(ctx, o.Read(), since, p.At)
	if err != nil || len(waits) == 0 {
		return nil, err
	}
	of, places := map[string][]toldOf{}, []Place{}
	for _, w := range waits {
		if r, ok := readers[w.Person]; ok {
			if t, any := r.pick(w); any {
				of[w.Person] = append(of[w.Person], t)
				places = append(places, t.last)
			}
		}
	}
	pen, err := m.pen(ctx, o, p, all, places)
	if err != nil {
		return nil, err
	}
	var out []letter
	for _, r := range all {
		if rooms := of[r.Person]; len(rooms) > 0 && pen.addresses[r.Person] != "" {
			out = append(out, letter{r, pen.write(r, rooms)})
		}
	}
	return out, nil
}

// pen is what all letters of a step are written with.
type pen struct {
	period       mailing
	organisation func(language string) string
	origin       string // of the organisation's pages
	hide         bool
	said         map[Place]Said
	names        map[string]Name
	addresses    map[string]string
}

func (m *Module) pen(ctx context.Context, o *org.Org, p mailing, all []reader, places []Place) (w pen, err error) {
	w = pen{period: p, organisation: o.Names().In, origin: strings.TrimSuffix(m.cfg.Origin, "/") + "/o/" + o.ID}
	rules, err := RulesOf(ctx, o.Read())
	if err != nil {
		return w, err
	}
	w.hide = rules.HideText
	if w.said, err = m.talks.Said(ctx, o.Read(), places); err != nil {
		return w, err
	}
	var persons []string
	for _, r := range all {
		persons = append(persons, r.Person)
	}
	if w.addresses, err = m.people.Addresses(ctx, o.Read(), persons); err != nil {
		return w, err
	}
	for _, s := range w.said {
		persons = append(persons, s.Sender)
	}
	w.names, err = m.people.Names(ctx, o.Read(), persons)
	return w, err
}

// write is one letter, in the language its reader chose with.
func (w pen) write(r reader, rooms []toldOf) mail.Message {
	l, count := r.Language, 0
	var list strings.Builder
	for i, t := range rooms {
		if count += t.count; i < mailRooms {
			list.WriteString(w.line(l, t) + "\n\n")
		}
	}
	if more := len(rooms) - mailRooms; more > 0 {
		list.WriteString(lang.Text(l, "mail.unread.more", map[string]any{"count": more}) + "\n\n")
	}
	settings := w.origin + "/me#me-messages"
	args := map[string]any{"name": w.names[r.Person].In(l), "organisation": w.organisation(l), "count": counted(count), "list": list.String(),
		"link": w.origin + "/im", "settings": settings, "every": lang.Text(l, "mail.unread."+w.period.Every, nil)}
	return mail.Message{To: []netmail.Address{{Name: w.names[r.Person].In(l), Address: w.addresses[r.Person]}},
		Subject: lang.Text(l, "mail.unread.subject", args), Text: lang.Text(l, "mail.unread.text", args),
		Headers:   map[string]string{"Auto-Submitted": "auto-generated", "List-Unsubscribe": "<" + settings + ">"},
		MessageID: fmt.Sprintf("unread.%s.%d", r.Person, w.period.At), Date: w.period.At.Time()}
}

func counted(n int) string {
	if n >= 100 {
		return "99+"
	}
	return fmt.Sprint(n)
}

// line is one conversation: where texts are hidden only who wrote.
func (w pen) line(l string, t toldOf) string {
	said := w.said[t.last]
	args := map[string]any{"name": w.names[said.Sender].In(l), "title": t.Title, "count": counted(t.count), "text": clip(said.Text, mailText), "link": w.origin + "/im/" + t.Conversation}
	switch {
	case w.hide || said.Text == "":
		return lang.Text(l, "mail.unread.hidden", args)
	case t.Title == "":
		return lang.Text(l, "mail.unread.direct", args)
	}
	return lang.Text(l, "mail.unread.group", args)
}

// sendLetters sends a few at a time. missed may have theirs later; down: the relay takes
// nothing, and the rest was not tried.
func (m *Module) sendLetters(ctx context.Context, all []letter) (missed []reader, down bool) {
	var (
		off  atomic.Bool
		mu   sync.Mutex // guards missed
		wg   sync.WaitGroup
		room = make(chan struct{}, mailOpen)
	)
	for _, one := range all {
		room <- struct{}{}
		wg.Go(func() {
			defer func() { <-room }()
			if !off.Load() {
				err := m.cfg.Mail.Send(ctx, one.message)
				if err == nil || !mail.Temporary(err) && ctx.Err() == nil {
					return
				}
				var e *mail.Error
				off.CompareAndSwap(false, ctx.Err() != nil || errors.As(err, &e) && (e.Step == "connect" || e.Step == "greeting" || e.Step == "tls" || e.Step == "sign in"))
			}
			mu.Lock()
			defer mu.Unlock()
			missed = append(missed, one.reader)
		})
	}
	wg.Wait()
	return missed, off.Load()
}
