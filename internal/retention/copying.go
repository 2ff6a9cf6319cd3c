package retention

import (
	"context"
	"encoding/json"
	"time"

	"tramway/internal/fault"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/retention/internal/store"
	"tramway/internal/retention/retentionevent"
	"tramway/internal/sqldb"
)

// copyJob counts what is held of a person, a table a commit, so that whoever asked
// sees how far it is and what they will get.
const copyJob = "retention.copy"

type copying struct {
	Copy string `json:"copy"`
}

// Ask asks for a copy of what is held of a person (data access, section 18 and
// principle 6 of Cap. 486): for whoever asks, and for nobody else.
func (m *Module) Ask(ctx context.Context, o *org.Org, who org.Who, person string) (c store.Copy, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		c = store.Copy{}
		p, err := m.people.Person(tx.Ctx, tx, person)
		if err != nil {
			return err
		}
		if p.ID == "" {
			return fault.New(fault.NotFound, "not_found")
		}
		waiting, err := store.Waiting(tx.Ctx, tx, who.ID, sqldb.At(tx.Now()), 100)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			if w.Person == person && w.State == "preparing" {
				c = w // asking twice is asking once
				return nil
			}
		}
		c = store.Copy{ID: tx.NewID(), Person: person, AskedBy: who.ID, MadeAt: sqldb.At(tx.Now()), State: "preparing", Parts: sqldb.AsJSON([]store.Part{})}
		tx.Record(org.Entry{Action: "retention.copy.ask", Object: ref.To("person", person), Note: map[string]string{"copy": c.ID}})
		tx.Enqueue(org.Job{Kind: copyJob, Key: copyJob + ":" + c.ID, Data: copying{c.ID}})
		return store.SaveCopy(tx.Ctx, tx, c)
	})
	return c, err
}

// shares are the copies that have rows of their own.
func shares(parts life.Parts) (out []life.Copy) {
	for _, c := range parts.Copies {
		if !c.Derived {
			out = append(out, c)
		}
	}
	return out
}

func (m *Module) copyStep(tx *org.Tx, j org.Due) error {
	var data copying
	if err := json.Unmarshal(j.Data.V, &data); err != nil {
		return err
	}
	c, err := store.CopyByID(tx.Ctx, tx, data.Copy)
	if err != nil || c == nil || c.State != "preparing" {
		return err
	}
	all := shares(m.parts)
	if at := len(c.Parts.V); at < len(all) {
		n, err := sqldb.One[int64](tx.Ctx, tx, `SELECT count(*) FROM {o}.`+all[at].Table+` WHERE `+all[at].Where, all[at].Args(c.Person)...)
		if err != nil {
			return err
		}
		c.Parts.V = append(c.Parts.V, store.Part{Name: all[at].Called(), Rows: n})
		tx.Enqueue(org.Job{Kind: copyJob, Key: copyJob + ":" + c.ID, Data: data})
		tx.Changed(ref.To("copy", c.ID))
		return store.SaveCopy(tx.Ctx, tx, *c)
	}
	c.State, c.ReadyAt, c.ExpiresAt = "ready", sqldb.At(tx.Now()), sqldb.At(tx.Now().Add(CopyLife))
	tx.Emit(retentionevent.CopyReady{Copy: c.ID, Person: c.Person, For: c.AskedBy})
	tx.Changed(ref.To("copy", c.ID))
	return store.SaveCopy(tx.Ctx, tx, *c)
}

// Take notes that a copy is being downloaded. Only whoever asked for it may, while it
// lasts.
func Take(ctx context.Context, o *org.Org, who org.Who, id string) (c *store.Copy, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if c, err = store.CopyByID(tx.Ctx, tx, id); err != nil {
			return err
		}
		switch {
		case c == nil || c.AskedBy != who.ID:
			return fault.New(fault.NotFound, "not_found")
		case c.State != "ready":
			return fault.New(fault.Conflict, "copy_not_ready")
		case c.ExpiresAt.Time().Before(tx.Now()):
			return fault.New(fault.Conflict, "copy_expired")
		}
		if c.TakenAt == 0 {
			c.TakenAt = sqldb.At(tx.Now())
		}
		tx.Record(org.Entry{Action: "retention.copy.take", Object: ref.To("person", c.Person), Note: map[string]string{"copy": id}})
		return store.SaveCopy(tx.Ctx, tx, *c)
	})
	return c, err
}

// takeTime bounds how long a download may hold its view of the data open.
const takeTime = 15 * time.Minute
