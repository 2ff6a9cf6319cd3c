package org

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tramway/internal/id"
	"tramway/internal/record"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// ErrNoRecord is returned for a write that changed rows and recorded nothing.
var ErrNoRecord = errors.New("org: a change without an entry in the record")

// exempt are the kinds of write that need no entry, each with its reason.
var exempt = map[string]string{
	"read_mark":  "what one person has read is theirs, changes by the second and is shown only as a count",
	"cursor":     "moving a cursor changes nothing that anybody sees",
	"sequencer":  "the record can't record itself",
	"job":        "the change that asked for the job is recorded; its bookkeeping is not news",
	"once":       "a kept answer is given again to whoever had it; the change itself is recorded",
	"blob":       "bytes that nobody uses are cleared away; who let go of them is recorded",
	"view_count": "how much somebody looked at in an hour; too much of it is recorded",
	"reaction":   "a nod to a message is shown with its maker's name, and says nothing by itself",
	"thread":     "whether one person is told of a thread is seen by nobody else",
	"upload":     "what somebody is still sending is seen by nobody; the message that takes it is recorded",
	"vote":       "a vote is counted for all to see; of an anonymous poll nothing may lead from a vote to its maker, not its time either",
	"own_view":   "how one person arranges what they see, in lists and searches, is seen by nobody else",
	"trace":      "the number that a device's copies carry says nothing; reading who copied is recorded",
	"session":    "when a session was last seen; signing in and out are recorded",
}

// Entry is one fact for the record: who did it and when are added by the door.
type Entry struct {
	Action string // dotted: directory.person.add
	Object ref.Ref
	Before any // JSON-able; nil if the object is new
	After  any // JSON-able; nil if the object is gone
	Note   map[string]string

	id string // given by whoever has to know it before; "" mostly
}

// Event says that something happened. It carries ids, not content.
type Event interface{ EventType() string }

// Tx is the inside of one Write.
type Tx struct {
	sqldb.Q
	Org *Org
	Who Who
	Ctx context.Context

	now     time.Time
	exempt  bool
	entries []Entry
	events  []Event
	jobs    []Job
	changes []change
}

type change struct{ ref, kind string }

// Now is the one time of this change.
func (tx *Tx) Now() time.Time { return tx.now }

// NewID makes an id at the time of this change.
func (tx *Tx) NewID() string { return id.New(tx.Org.Region, tx.now) }

// Record adds an entry; the write can't commit without one.
func (tx *Tx) Record(e Entry) { tx.entries = append(tx.entries, e) }

// RecordAs is Record for whoever has to lead to the entry later: it gives the entry's id.
func (tx *Tx) RecordAs(e Entry) string {
	e.id = tx.NewID()
	tx.Record(e)
	return e.id
}

// Emit adds an event for the subscribers.
func (tx *Tx) Emit(e Event) { tx.events = append(tx.events, e) }

// Enqueue adds a job.
func (tx *Tx) Enqueue(j Job) { tx.jobs = append(tx.jobs, j) }

// Changed notes that devices holding this object should fetch it again.
func (tx *Tx) Changed(r ref.Ref) { tx.changes = append(tx.changes, change{r.String(), "changed"}) }

// Deleted leaves a tombstone.
func (tx *Tx) Deleted(r ref.Ref) { tx.changes = append(tx.changes, change{r.String(), "deleted"}) }

// Exempt declares a write of a kind that needs no entry.
func (tx *Tx) Exempt(kind string) {
	if exempt[kind] == "" {
		panic("org: no such exemption: " + kind)
	}
	tx.exempt = true
}

// Write runs fn and commits what it changed, recorded, emitted and enqueued
// together. nil means durable. fn may run more than once: it resets what it
// captured first, touches only tx, and has two seconds.
func (o *Org) Write(ctx context.Context, who Who, fn func(tx *Tx) error) error {
	var asked bool
	err := o.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		tx := &Tx{Q: q, Org: o, Who: who, Ctx: ctx, now: o.clock.Now()}
		if err := fn(tx); err != nil {
			return err
		}
		asked = len(tx.jobs) > 0
		return tx.flush()
	})
	if err == nil {
		if asked || who.Kind == "system" { // whose bookkeeping moves timers
			o.due.Store(true)
		}
		o.notify()
	}
	return err
}

func (tx *Tx) flush() error {
	if sqldb.Changed(tx.Q) && len(tx.entries) == 0 && !tx.exempt {
		return ErrNoRecord
	}
	if err := tx.once(); err != nil {
		return err
	}
	for _, e := range tx.entries {
		if err := tx.insertEntry(e); err != nil {
			return err
		}
	}
	for _, e := range tx.events {
		if _, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.outbox(type, at, data) VALUES(?,?,?)`,
			e.EventType(), sqldb.At(tx.now), sqldb.AsJSON(e)); err != nil {
			return err
		}
	}
	for _, j := range tx.jobs {
		if err := tx.insertJob(j); err != nil {
			return err
		}
	}
	return tx.insertChanges()
}

func (tx *Tx) insertEntry(e Entry) error {
	before, err := raw(e.Before)
	if err != nil {
		return err
	}
	after, err := raw(e.After)
	if err != nil {
		return err
	}
	w := tx.Who
	full := record.Entry{ID: cmp.Or(e.id, tx.NewID()), At: tx.now.UnixMicro(), Org: tx.Org.ID,
		Actor: record.Actor{ID: w.ID, Kind: w.Kind}, Session: w.Session, Device: w.Device, Address: w.Address, Request: w.Request,
		Action: e.Action, Object: e.Object.String(), Before: before, After: after, Note: e.Note}
	text, err := full.Canonical()
	if err != nil {
		return fmt.Errorf("entry %s: %w", e.Action, err)
	}
	salt := record.NewSalt()
	leaf := record.Leaf(salt, text)
	_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.entries(id, at, actor, action, object, leaf, salt, body) VALUES(?,?,?,?,?,?,?,?)`,
		full.ID, full.At, w.ID, e.Action, full.Object, leaf[:], salt[:], sqldb.Seal(string(text)))
	return err
}

func raw(v any) (json.RawMessage, error) {
	if v == nil {
		return nil, nil
	}
	return json.Marshal(v)
}

// insertChanges keeps the latest change of each object only.
func (tx *Tx) insertChanges() error {
	if len(tx.changes) == 0 {
		return nil
	}
	latest := map[string]string{}
	refs := sqldb.Strings{}
	for _, c := range tx.changes {
		if _, twice := latest[c.ref]; !twice {
			refs = append(refs, c.ref)
		}
		latest[c.ref] = c.kind
	}
	if _, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.changes WHERE ref IN {in}`, refs); err != nil {
		return err
	}
	for _, r := range refs {
		if _, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.changes(ref, kind) VALUES(?,?)`, r, latest[r]); err != nil {
			return err
		}
	}
	return nil
}
