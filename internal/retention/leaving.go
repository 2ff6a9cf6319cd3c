package retention

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/retention/internal/store"
	"tramway/internal/sqldb"
)

// Leaving is the report on somebody's leaving: read from the record and from what is
// there now, so that it says what was done and can be checked.
type Leaving struct {
	Person   Gone       `json:"person"`
	Recorded bool       `json:"recorded" doc:"the record still says how they left; entries go after their period"`
	By       *Somebody  `json:"by" doc:"who let them leave"`
	Heir     *Somebody  `json:"heir" doc:"who took over; absent: nobody had to"`
	Handed   []Handed   `json:"handed" doc:"what they had in hand, counted when they left"`
	Sessions *int       `json:"sessions" doc:"how many sessions ended with their way in; absent: they had none, or it is being taken"`
	ShutAt   *time.Time `json:"shut_out_at" doc:"when their way in was taken"`
	Wiped    []Wiped    `json:"wiped" doc:"what was erased of them since"`
	Held     bool       `json:"held" doc:"a hold keeps everything that is left"`
	Stays    []Share    `json:"stays" doc:"what is left of them, and until when"`
	Entries  []Proof    `json:"entries" doc:"of the record, by which this can be checked"`
}

// Handed is one kind of thing that somebody who left had in hand.
type Handed struct {
	Name   string `json:"name"`
	Title  string `json:"title"`
	Count  int    `json:"count"`
	Passed bool   `json:"passed" doc:"somebody took it over; else it ended"`
}

// Wiped is one kind of thing that was erased.
type Wiped struct {
	Name  string    `json:"name"`
	Title string    `json:"title"`
	Rows  int       `json:"rows"`
	At    time.Time `json:"at" doc:"the last of it"`
}

// Proof is an entry of the record.
type Proof struct {
	ID    string    `json:"id"`
	At    time.Time `json:"at"`
	Title string    `json:"title"`
}

// mostProofs is how many entries a report names.
const mostProofs = 200

// report puts a leaving together. Errors: not_found, person_still_here.
func (m *Module) report(ctx context.Context, c *httpapi.Call, person string) (l Leaving, err error) {
	shown, err := m.preview(ctx, c, &PersonPath{ID: person})
	if err != nil {
		return l, err
	}
	if now, err := m.people.Person(ctx, c.Org.Read(), person); err != nil || now.LeftAt == 0 {
		return l, orStillHere(err)
	}
	l = Leaving{Person: shown.Body.Person, Held: shown.Body.Held, Stays: shown.Body.Items, Handed: []Handed{}, Wiped: []Wiped{}, Entries: []Proof{}}
	q := c.Org.Read()
	left, err := org.LastAbout(ctx, q, ref.To("person", person), "directory.person.leave")
	if err != nil {
		return l, err
	}
	if left != nil {
		if err := m.told(ctx, c, &l, *left); err != nil {
			return l, err
		}
	}
	return l, m.wiped(ctx, c, &l, person)
}

func orStillHere(err error) error {
	if err == nil {
		err = fault.New(fault.Conflict, "person_still_here")
	}
	return err
}

// told is what the record says of the leaving itself.
func (m *Module) told(ctx context.Context, c *httpapi.Call, l *Leaving, left org.Noted) error {
	q, note := c.Org.Read(), left.Said.Note
	people, err := m.people.People(ctx, q, []string{left.Said.Actor.ID, note["heir"]})
	if err != nil {
		return err
	}
	if l.Recorded = left.Said.ID != ""; l.Recorded {
		by := somebody(people, left.Said.Actor.ID)
		l.By = &by
	}
	if note["heir"] != "" {
		heir := somebody(people, note["heir"])
		l.Heir = &heir
	}
	for _, h := range m.parts.Heirs {
		if n, _ := strconv.Atoi(note[life.Counted+h.Name]); n > 0 {
			l.Handed = append(l.Handed, Handed{h.Name, lang.Text(c.Lang, "heir."+h.Name, nil), n, h.Needs})
		}
	}
	all, err := left.Beside(ctx, q, mostProofs)
	if err != nil {
		return err
	}
	l.proofs(c, all)
	shut, err := org.LastAbout(ctx, q, ref.To("person", l.Person.ID), "directory.person.shut_out")
	if err != nil || shut == nil || shut.At() < left.At() { // of a leaving before this one
		return err
	}
	if n, err := strconv.Atoi(shut.Said.Note[life.Counted+"sessions"]); err == nil {
		l.Sessions = &n
	}
	l.ShutAt = moment(shut.At().Time())
	l.proofs(c, []org.Noted{*shut})
	return nil
}

// wiped is what was erased of somebody, by the steps that the record has.
func (m *Module) wiped(ctx context.Context, c *httpapi.Call, l *Leaving, person string) error {
	begun, err := store.ErasuresOf(ctx, c.Org.Read(), []string{person})
	e, any := begun[person]
	if err != nil || !any {
		return err
	}
	steps, err := org.About(ctx, c.Org.Read(), ref.To("erasure", e.ID), mostProofs)
	if err != nil {
		return err
	}
	l.proofs(c, steps)
	for _, s := range steps {
		var f erasureFacts
		if s.Action != "retention.erase.step" || json.Unmarshal(s.Said.After, &f) != nil {
			continue
		}
		l.gone(c, f, s.At())
	}
	return nil
}

func (l *Leaving) gone(c *httpapi.Call, f erasureFacts, at sqldb.Micros) {
	for i := range l.Wiped {
		if l.Wiped[i].Name == f.Part {
			l.Wiped[i].Rows, l.Wiped[i].At = l.Wiped[i].Rows+f.Rows, at.Time()
			return
		}
	}
	l.Wiped = append(l.Wiped, Wiped{f.Part, lang.Text(c.Lang, "erasure."+f.Part, nil), f.Rows, at.Time()})
}

func (l *Leaving) proofs(c *httpapi.Call, all []org.Noted) {
	for _, n := range all {
		l.Entries = append(l.Entries, Proof{n.ID, n.At().Time(), strings.TrimSpace(lang.Text(c.Lang, "act."+n.Action, nil))})
	}
}
