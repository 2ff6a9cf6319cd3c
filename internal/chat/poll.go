package chat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Bounds of a poll.
const (
	maxQuestion = 500 // characters
	maxOption   = 200
	maxOptions  = 10
)

const closePollJob = "chat.close_poll"

// NewPoll is a question with its answers.
type NewPoll struct {
	ClientID  string // made by the device; the same one again gives the stored message
	Question  string
	Options   []string // 2 to 10
	Multiple  bool     // several answers at once
	Anonymous bool     // who chose what is kept nowhere
	Adds      bool     // members may add answers
	ClosesAt  time.Time
}

func (p *NewPoll) check() error {
	var bad fault.Fields
	d := Draft{ClientID: p.ClientID, Text: p.Question}
	if err := fault.Of(d.check()); err != nil {
		for _, f := range err.Fields {
			bad.Add(strings.Replace(f.Location, "text", "question", 1), f.Code, f.Args)
		}
	}
	bad.Length("body.question", p.Question, 0, maxQuestion)
	for i, o := range p.Options {
		p.Options[i] = strings.TrimSpace(o)
	}
	if n := len(p.Options); n < 2 || n > maxOptions {
		bad.Add("body.options", "poll_options", fault.Args{"max": maxOptions})
	}
	for i, o := range p.Options {
		if code := wrongOption(o, p.Options[:i]); code != "" {
			bad.Add(fmt.Sprintf("body.options[%d]", i), code, fault.Args{"max": maxOption})
		}
	}
	return bad.Err()
}

// wrongOption says what is wrong with an answer beside those that are there; "": nothing.
func wrongOption(text string, others []string) string {
	switch {
	case text == "":
		return "required"
	case utf8.RuneCountInString(text) > maxOption:
		return "too_long"
	case slices.ContainsFunc(others, func(o string) bool { return strings.EqualFold(o, text) }):
		return "poll_option_twice"
	}
	return ""
}

// Ask posts a poll. What an inspector would hold can't wait: it is refused. Errors: those
// of posting, edit_held.
func (mod *Module) Ask(ctx context.Context, o *org.Org, who org.Who, conversation string, p NewPoll) (m store.Message, again bool, err error) {
	if err := p.check(); err != nil {
		return m, false, err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		again = false
		mine, err := find(tx.Ctx, tx, conversation, who.ID)
		if err != nil {
			return err
		}
		m, err = store.ByClient(tx.Ctx, tx, who.ID, p.ClientID)
		if err == nil {
			again = true
			return sameConversation(m, conversation)
		}
		if !errors.Is(err, sqldb.ErrNone) {
			return err
		}
		if err := writable(tx, mine, Draft{}); err != nil {
			return err
		}
		if err := mod.paceMessages(tx); err != nil {
			return err
		}
		if err := mod.mayAddress(tx.Ctx, tx, mine, nil); err != nil {
			return err
		}
		if err := mod.passes(tx, mine, p.Question+"\n"+strings.Join(p.Options, "\n")); err != nil {
			return err
		}
		m, err = place(tx, mine.ID, spoken{tx.NewID(), who.ID, mine.Marks.V}, Draft{ClientID: p.ClientID, Text: p.Question}, "poll")
		if err != nil {
			return err
		}
		return asked(tx, m, p)
	})
	return m, again, err
}

// passes refuses a text that inspectors would not let through at once.
func (mod *Module) passes(tx *org.Tx, mine store.Mine, text string) error {
	v, _, err := life.Inspect(tx, mod.inspectors, life.Content{Kind: "message", Author: tx.Who.ID, In: ref.To("conversation", mine.ID), Class: classOf(mine.Conversation), Text: text})
	if err == nil && v.State != life.Released {
		err = fault.New(fault.Conflict, "edit_held", fault.Args{"reason": v.Reason})
	}
	return err
}

// asked writes what belongs to a poll beside its message.
func asked(tx *org.Tx, m store.Message, p NewPoll) error {
	row := store.Poll{Conversation: m.Conversation, Seq: m.Seq, Multiple: p.Multiple, Anonymous: p.Anonymous, Adds: p.Adds}
	if !p.ClosesAt.IsZero() {
		at, err := minute(p.ClosesAt, tx.Now())
		if err != nil {
			return err
		}
		row.ClosesAt = at
		tx.Enqueue(org.Job{Kind: closePollJob, Key: fmt.Sprintf("%s:%s:%d", closePollJob, m.Conversation, m.Seq), Due: at.Time(), Data: store.Place{Conversation: m.Conversation, Seq: m.Seq}})
	}
	if err := store.AddPoll(tx.Ctx, tx, row); err != nil {
		return err
	}
	options := make([]store.Option, len(p.Options))
	for i, text := range p.Options {
		options[i] = store.Option{Seq: m.Seq, N: i, Text: sqldb.Seal(text), MadeBy: m.Sender}
	}
	return store.AddOptions(tx.Ctx, tx, m.Conversation, options)
}

// openPoll finds a poll in which the actor can still do something.
func openPoll(tx *org.Tx, conversation string, seq int64) (mine store.Mine, p store.Poll, err error) {
	mine, m, err := changeable(tx, conversation, seq, -1)
	switch {
	case err != nil:
		return mine, p, err
	case m.Kind != "poll":
		return mine, p, fault.New(fault.NotFound, "not_found")
	case mine.ArchivedAt > 0:
		return mine, p, fault.New(fault.Conflict, "conversation_archived")
	}
	p, err = store.PollAt(tx.Ctx, tx, conversation, seq)
	if err == nil && p.Closed(micros(tx)) {
		err = fault.New(fault.Conflict, "poll_closed")
	}
	return mine, p, err
}

// AddOption adds an answer where the poll lets its members. Errors: poll_closed,
// poll_fixed_options, edit_held.
func (mod *Module) AddOption(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, text string) error {
	text = strings.TrimSpace(text)
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, p, err := openPoll(tx, conversation, seq)
		if err == nil {
			err = inside(tx, conversation)
		}
		if err != nil {
			return err
		}
		there, err := store.Options(tx.Ctx, tx, conversation, seq, seq)
		if err != nil {
			return err
		}
		if !p.Adds || len(there) >= maxOptions {
			return fault.New(fault.Conflict, "poll_fixed_options", fault.Args{"max": maxOptions})
		}
		others := make([]string, len(there))
		for i, o := range there {
			others[i] = o.Text.V
		}
		if code := wrongOption(text, others); code != "" {
			return fault.Bad("body.text", code, fault.Args{"max": maxOption})
		}
		if err := mod.passes(tx, mine, text); err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "chat.poll.add_option", Object: ref.To("conversation", conversation), Note: map[string]string{"seq": fmt.Sprint(seq)}})
		one := store.Option{Seq: seq, N: len(there), Text: sqldb.Seal(text), MadeBy: who.ID}
		return recounted(tx, conversation, seq, store.AddOptions(tx.Ctx, tx, conversation, []store.Option{one}))
	})
}

// ClosePoll ends a poll early; its author may, and who leads the group.
func ClosePoll(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		mine, _, err := openPoll(tx, conversation, seq)
		if err != nil {
			return err
		}
		m, err := store.BySeq(tx.Ctx, tx, conversation, seq)
		if err == nil && m.Sender != who.ID && !leads(mine) {
			err = fault.New(fault.Conflict, "not_own_message")
		}
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "chat.poll.close", Object: ref.To("message", m.ID), Note: map[string]string{"conversation": conversation}})
		return recounted(tx, conversation, seq, store.ClosePoll(tx.Ctx, tx, conversation, seq, micros(tx)))
	})
}

// closeDue tells the members that a poll's time is over.
func closeDue(tx *org.Tx, j org.Due) error {
	var at store.Place
	if err := json.Unmarshal(j.Data.V, &at); err != nil {
		return err
	}
	p, err := store.PollAt(tx.Ctx, tx, at.Conversation, at.Seq)
	if errors.Is(err, sqldb.ErrNone) || err == nil && p.ClosedAt > 0 {
		return nil
	}
	if err != nil {
		return err
	}
	return recounted(tx, at.Conversation, at.Seq, store.ClosePoll(tx.Ctx, tx, at.Conversation, at.Seq, micros(tx)))
}
