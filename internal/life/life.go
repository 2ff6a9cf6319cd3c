// Package life is what happens to things in their life: who is given a copy of them,
// what removes them when they are old or their person is gone, who has them after a
// colleague left, and who looks at them before others do. Modules join by giving
// parts; app collects them, and a test fails for a table that declares what nobody
// stands behind.
//
// What it promises: what is asked of a module is bounded, so that each step fits into
// one Write.
//
// Floor: 4
package life

import (
	"context"

	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Parts are the collected lists.
type Parts struct {
	Tables   []sqldb.Table // all that are declared
	Copies   []Copy
	Purges   []Purge
	Erasures []Erasure
	Heirs    []Heir
	Others   []Other
}

// Copy is a table's share in the copy of what is held of a person.
type Copy struct {
	Table   string
	Name    string   // words "table.<it>"; "": the table's
	Where   string   // the rows by or about the person: every ? is the person's id
	Without []string // columns that speak of others
	Derived bool     // instead: made of other tables, and says nothing more
}

// Called is the share's name.
func (c Copy) Called() string {
	if c.Name != "" {
		return c.Name
	}
	return c.Table
}

// Args are those of Where.
func (c Copy) Args(person string) []any {
	var out []any
	for _, r := range c.Where {
		if r == '?' {
			out = append(out, person)
		}
	}
	return out
}

// Purge removes what is older than its class allows.
type Purge struct {
	Class  string
	Tables []string
	Own    bool // its periods are its module's: it is asked every night, and before is now
	// Due says what is there from before a moment, for a preview.
	Due func(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (Due, error)
	// Step removes at most about limit rows and says how many; fewer than limit: no
	// more are there. Nothing that has to do with a person held goes.
	Step func(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error)
}

// Due is what would be removed.
type Due struct {
	Rows int64        `db:"rows"`
	At   sqldb.Micros `db:"at"` // of a purge: when the oldest there is was made; of an erasure: from when the newest counts; 0: nothing
}

// Erasure removes what is held of one person who has left.
type Erasure struct {
	Name   string // words "erasure.<it>"
	Tables []string
	Class  string // whose least has to pass first; "" if nothing has to
	Wrote  bool   // what they wrote to others: goes only if that is asked for
	// Left says how much is there, and from when the newest of it counts.
	Left func(ctx context.Context, q sqldb.Q, person string) (Due, error)
	// Step removes at most about limit rows from before a moment; 0: no more are there.
	Step func(tx *org.Tx, person string, before sqldb.Micros, limit int) (int, error)
}

// Heir passes on what somebody who leaves has in hand.
type Heir struct {
	Name  string // words "heir.<it>"
	Needs bool   // somebody has to take it over; else it ends
	Count func(ctx context.Context, o *org.Org, person string) (int, error)
	// Pass gives everything to the heir ("" if it just ends), in the commit in which
	// the person leaves.
	Pass func(tx *org.Tx, person, heir string) error
}

// Counted begins the notes of a leaving in the record that say how much of a kind there
// was: "count.reports".
const Counted = "count."

// Other are tables whose rows go in another way, with who sees to it.
type Other struct {
	Tables []string
	By     string // upkeep: the house itself; house: with the organisation; account: with the account
}

// Together collects what the modules give.
func Together(tables []sqldb.Table, all ...Parts) Parts {
	out := Parts{Tables: tables}
	for _, p := range all {
		out.Copies = append(out.Copies, p.Copies...)
		out.Purges = append(out.Purges, p.Purges...)
		out.Erasures = append(out.Erasures, p.Erasures...)
		out.Heirs = append(out.Heirs, p.Heirs...)
		out.Others = append(out.Others, p.Others...)
	}
	return out
}

// Table finds a declared table.
func (p Parts) Table(name string) (t sqldb.Table, ok bool) {
	for _, t := range p.Tables {
		if t.Name == name {
			return t, true
		}
	}
	return t, false
}
