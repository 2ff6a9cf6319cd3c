package ding

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"tramway/internal/authz"
	"tramway/internal/ding/dingevent"
	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Draft is a notice to be sent.
type Draft struct {
	Text         string
	Persons      []string
	Departments  []string
	Groups       []string // conversations: all in them
	Unread       bool     // all who have not read the message
	Conversation string   // of the message it is about; "": none
	Seq          int64
	Urgent       bool
	Confirm      bool
	Steps        []rules.Step
	Repeat       int       // minutes; 0: none
	At           time.Time // zero: now
}

// PutOut sends a notice, or sets it for its time, and gives its id. Errors: bad fields, ding_too_many.
func (m *Module) PutOut(ctx context.Context, c *httpapi.Call, d Draft) (string, error) {
	if err := m.check(ctx, c, &d); err != nil {
		return "", err
	}
	persons, err := m.resolve(ctx, c, d.targets(), Message{d.Conversation, d.Seq})
	if err != nil {
		return "", err
	}
	// A department or a group may be empty until a notice's time comes.
	if later := d.At.After(c.Org.Now()) && len(d.Departments)+len(d.Groups) > 0; len(persons) == 0 && !later {
		return "", fault.Bad("body.person_ids", "required")
	}
	quiet, err := m.quiet(ctx, c.Org, d.Urgent, persons)
	if err != nil {
		return "", err
	}
	id := ""
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		if err := room(tx, c.Person()); err != nil {
			return err
		}
		id = tx.NewID()
		row := d.row(tx, id, c)
		tx.Record(org.Entry{Action: "ding.send", Object: ref.To("ding", id), Note: map[string]string{"receivers": strconv.Itoa(len(persons)), "sha256": digestOf(id, d.Text)},
			After: map[string]any{"steps": d.Steps, "repeat_minutes": d.Repeat, "confirm": d.Confirm, "urgent": d.Urgent, "send_at": row.SendAt.Time().Format(time.RFC3339)}})
		if err := store.Save(tx.Ctx, tx, row); err != nil {
			return err
		}
		if row.State == store.Scheduled {
			wake(tx, id, row.SendAt.Time())
			return nil
		}
		return begin(tx, row, persons, quiet)
	})
	return id, err
}

func digestOf(id, text string) string {
	sum := sha256.Sum256([]byte(id + "\n" + text))
	return hex.EncodeToString(sum[:])
}

func (d Draft) targets() store.Targets {
	return store.Targets{Persons: d.Persons, Departments: d.Departments, Groups: d.Groups, Unread: d.Unread}
}

func (d Draft) row(tx *org.Tx, id string, c *httpapi.Call) store.Ding {
	row := store.Ding{ID: id, Sender: c.Person(), Body: sqldb.Seal(d.Text), Conversation: d.Conversation, Seq: d.Seq, Urgent: d.Urgent, Confirm: d.Confirm,
		Steps: sqldb.AsJSON(slices.Concat([]rules.Step{}, d.Steps)), Repeat: d.Repeat, Language: c.Lang, State: store.Chasing, SendAt: sqldb.At(tx.Now()), CreatedAt: sqldb.At(tx.Now()),
		Targets: sqldb.AsJSON(d.targets())}
	if d.At.After(tx.Now()) {
		row.State, row.SendAt = store.Scheduled, sqldb.At(d.At)
	}
	return row
}

// check cleans a draft in place and names everything that is wrong with it.
func (m *Module) check(ctx context.Context, c *httpapi.Call, d *Draft) error {
	var bad fault.Fields
	d.Text = strings.TrimSpace(d.Text)
	rules.CheckText(d.Text, &bad)
	rules.Ladder{Steps: d.Steps, Repeat: d.Repeat}.Check(&bad)
	if d.Repeat > 0 && !d.Confirm {
		bad.Add("body.repeat_minutes", "ding_repeat_confirm")
	}
	for _, s := range d.Steps {
		if slices.Contains(rules.Channels, s.Channel) && !m.carries(s.Channel) {
			bad.Add("body.steps", "ding_channel_off")
		}
	}
	if d.At.Sub(c.Org.Now()) > rules.MaxAhead {
		bad.Add("body.send_at", "invalid_value")
	}
	if d.Unread && d.Conversation == "" {
		bad.Add("body.message", "required")
	}
	if d.Conversation != "" && m.cfg.Messages.Sees(ctx, c, d.Conversation, d.Seq) != nil {
		bad.Add("body.message", "not_found")
	}
	if err := bad.Err(); err != nil {
		return err
	}
	if d.Conversation != "" {
		if err := m.cfg.Messages.MayDing(ctx, c, d.Conversation); err != nil {
			return err
		}
	}
	if !d.Urgent {
		return nil
	}
	passes, err := m.cfg.Quiet.UrgentPasses(ctx, c.Org.Read())
	if err == nil && !passes {
		err = fault.Bad("body.urgent", "ding_urgent_off")
	}
	return err
}

// carries says whether this installation has what a channel needs.
func (m *Module) carries(channel string) bool {
	return map[string]bool{rules.Push: m.cfg.Push != nil, rules.Mail: m.cfg.Mail != nil, rules.SMS: m.cfg.SMS != nil, rules.Voice: m.cfg.Voice != nil}[channel]
}

// room refuses what is more than the organisation allows a person in 24 hours.
func room(tx *org.Tx, sender string) error {
	most, err := store.PerDay(tx.Ctx, tx, PerDay)
	if err != nil {
		return err
	}
	n, err := store.SentSince(tx.Ctx, tx, sender, sqldb.At(tx.Now().Add(-24*time.Hour)))
	if err == nil && n >= most {
		err = fault.New(fault.TooMany, "ding_too_many", fault.Args{"max": most})
	}
	return err
}

// limitedPause is how soon it is asked again whether a guest may be reached.
const limitedPause = time.Hour

// quiet says until when those of some persons wait who do not want to be disturbed, or
// may not be: the guests of an organisation that was found to pose as another (F122).
func (m *Module) quiet(ctx context.Context, o *org.Org, urgent bool, persons []string) (map[string]time.Time, error) {
	waits, err := m.undisturbed(ctx, o, urgent, persons)
	if err != nil || !o.Limited() {
		return waits, err
	}
	out := map[string]time.Time{}
	maps.Copy(out, waits)
	guests, err := authz.Outsiders(ctx, o.Read())
	for _, p := range persons {
		if slices.Contains(guests, p) {
			out[p] = o.Now().Add(limitedPause)
		}
	}
	return out, err
}

func (m *Module) undisturbed(ctx context.Context, o *org.Org, urgent bool, persons []string) (map[string]time.Time, error) {
	if urgent {
		passes, err := m.cfg.Quiet.UrgentPasses(ctx, o.Read())
		if err != nil || passes {
			return nil, err
		}
	}
	return m.cfg.Quiet.Until(ctx, o, persons, o.Now())
}

// begin makes a row for each receiver and shows the notice on the pages of those who may
// be disturbed.
func begin(tx *org.Tx, d store.Ding, persons []string, quiet map[string]time.Time) error {
	now, ladder := tx.Now(), d.Ladder()
	rows, ring := make([]store.Receiver, len(persons)), []string{}
	for i, p := range persons {
		r := store.Receiver{Ding: d.ID, Person: p, State: store.Waiting}
		if until, waits := quiet[p]; waits {
			r.Quiet, r.Step, r.NextAt = true, -1, sqldb.At(until)
		} else {
			ring = append(ring, p)
			r.NextAt = after(ladder, 0, now)
		}
		rows[i] = r
	}
	ends := now.Add(rules.Chase)
	if err := store.Begin(tx.Ctx, tx, d.ID, len(persons), sqldb.At(ends)); err != nil {
		return err
	}
	if err := store.AddReceivers(tx.Ctx, tx, rows); err != nil {
		return err
	}
	tx.Changed(ref.To("ding", d.ID))
	tx.Emit(dingevent.Rang{Ding: d.ID, Persons: ring})
	return planned(tx, d.ID, now, sqldb.At(ends))
}

// after is when the step after so many is due; 0: there is none.
func after(l rules.Ladder, done int, now time.Time) sqldb.Micros {
	wait, more := l.Wait(done)
	if !more {
		return 0
	}
	return sqldb.At(now.Add(wait))
}
