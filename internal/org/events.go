package org

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"tramway/internal/sqldb"
)

// Received is an event as a subscriber sees it.
type Received struct {
	Seq  int64                       `db:"seq"`
	Type string                      `db:"type"`
	At   sqldb.Micros                `db:"at"`
	Data sqldb.JSON[json.RawMessage] `db:"data"`
}

// As reads the event's struct.
func As[T Event](r Received) (T, error) {
	var v T
	err := json.Unmarshal(r.Data.V, &v)
	return v, err
}

// Subscriber reacts to events inside the house. Handle gets up to 256 events in
// order, in the same commit that moves the cursor; its error stops this
// subscriber only, and after several tries the first event of the batch is
// parked.
type Subscriber struct {
	Name   string
	Types  []string
	Handle func(tx *Tx, events []Received) error
}

// Follower hears of every event as it is placed and keeps no cursor: for what
// is lost without harm, such as telling open pages.
type Follower func(ctx context.Context, o *Org, events []Received)

const subscriberTries = 5

// eventLoop is the state of one house's deliveries.
type eventLoop struct {
	mu       sync.Mutex // one delivery round at a time
	followed int64      // followers have heard up to here
}

// deliver hands every placed event to followers and subscribers; more says that
// some events could not be placed yet.
func (o *Org) deliver(ctx context.Context) (more bool, err error) {
	o.events.mu.Lock()
	defer o.events.mu.Unlock()
	if more, err = o.sequence(ctx); err != nil {
		return false, err
	}
	if err := o.follow(ctx); err != nil {
		return false, err
	}
	for _, s := range o.reg.cfg.Subscribers {
		for {
			n, err := o.feed(ctx, s)
			if err != nil && ctx.Err() == nil {
				o.log.Error("subscriber failed", "subscriber", s.Name, "error", err)
			}
			if n < batchSize {
				break
			}
		}
	}
	return more, nil
}

func (o *Org) follow(ctx context.Context) error {
	for len(o.reg.cfg.Followers) > 0 {
		evs, err := after(ctx, o.Read(), o.events.followed, nil)
		if err != nil || len(evs) == 0 {
			return err
		}
		for _, f := range o.reg.cfg.Followers {
			f(ctx, o, evs)
		}
		o.events.followed = evs[len(evs)-1].Seq
	}
	return nil
}

// after reads the next batch; types nil means all.
func after(ctx context.Context, q sqldb.Q, seq int64, types []string) ([]Received, error) {
	if types == nil {
		return sqldb.All[Received](ctx, q, `SELECT seq, type, at, data FROM {o}.outbox WHERE seq > ? ORDER BY seq LIMIT ?`, seq, batchSize)
	}
	return sqldb.All[Received](ctx, q, `SELECT seq, type, at, data FROM {o}.outbox WHERE seq > ? AND type IN {in} ORDER BY seq LIMIT ?`,
		seq, sqldb.Strings(types), batchSize)
}

type cursor struct {
	Seq     int64        `db:"seq"`
	Tries   int          `db:"tries"`
	RetryAt sqldb.Micros `db:"retry_at"`
}

func (o *Org) cursor(ctx context.Context, q sqldb.Q, name string) (cursor, error) {
	c, err := sqldb.All[cursor](ctx, q, `SELECT seq, tries, retry_at FROM {o}.cursors WHERE subscriber=?`, name)
	if err != nil || len(c) == 0 {
		return cursor{}, err
	}
	return c[0], nil
}

func (c cursor) save(tx *Tx, name string) error {
	_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.cursors(subscriber, seq, tries, retry_at) VALUES(?,?,?,?)
		ON CONFLICT (subscriber) DO UPDATE SET seq=excluded.seq, tries=excluded.tries, retry_at=excluded.retry_at`,
		name, c.Seq, c.Tries, c.RetryAt)
	return err
}

// feed gives one subscriber its next batch and says how long that was.
func (o *Org) feed(ctx context.Context, s Subscriber) (int, error) {
	c, err := o.cursor(ctx, o.Read(), s.Name)
	if err != nil || c.RetryAt > sqldb.At(o.Now()) {
		return 0, err
	}
	evs, err := after(ctx, o.Read(), c.Seq, s.Types)
	if err != nil || len(evs) == 0 {
		return 0, err
	}
	if c.Tries > 0 {
		evs = evs[:1] // find the event that fails
	}
	err = o.handle(ctx, s, c, evs)
	if err == nil {
		return len(evs), nil
	}
	return 0, o.setback(ctx, s, c, evs[0], err)
}

func (o *Org) handle(ctx context.Context, s Subscriber, c cursor, evs []Received) error {
	return o.Write(ctx, System(s.Name), func(tx *Tx) error {
		tx.Exempt("cursor")
		now, err := o.cursor(tx.Ctx, tx, s.Name)
		if err != nil {
			return err
		}
		if now.Seq != c.Seq {
			return nil // another node handled it
		}
		if err := s.Handle(tx, evs); err != nil {
			return err
		}
		return cursor{Seq: evs[len(evs)-1].Seq}.save(tx, s.Name)
	})
}

// setback notes a failed try, and parks the event after the last one.
func (o *Org) setback(ctx context.Context, s Subscriber, c cursor, ev Received, cause error) error {
	err := o.Write(ctx, System(s.Name), func(tx *Tx) error {
		tx.Exempt("cursor")
		if c.Tries+1 < subscriberTries {
			pause := time.Second << c.Tries
			return cursor{c.Seq, c.Tries + 1, sqldb.At(tx.Now().Add(pause))}.save(tx, s.Name)
		}
		_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.parked(subscriber, seq, type, at, data, error) VALUES(?,?,?,?,?,?)`,
			s.Name, ev.Seq, ev.Type, ev.At, ev.Data, cause.Error())
		if err != nil {
			return err
		}
		return cursor{Seq: ev.Seq}.save(tx, s.Name)
	})
	return fmt.Errorf("event %d %s: %w", ev.Seq, ev.Type, firstError(cause, err))
}

func firstError(errs ...error) error {
	i := slices.IndexFunc(errs, func(e error) bool { return e != nil })
	return errs[i]
}

// Parked are the events somebody has to look at.
func (o *Org) Parked(ctx context.Context) (int, error) {
	return sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.parked`)
}
