package org

import (
	"context"

	"tramway/internal/sqldb"
)

// What flows out of a house follows the record: whoever sends entries on is told when
// there are more, reads them by place, and keeps its own cursor.

// Placed is an entry with its place in the tree.
type Placed struct {
	Index int64                `db:"idx"`
	At    sqldb.Micros         `db:"at"`
	Body  sqldb.Sealed[string] `db:"body"` // canonical text; "" if it was erased
}

// Placed are at most limit entries from a place on, in their order.
func (o *Org) Placed(ctx context.Context, from int64, limit int) ([]Placed, error) {
	size, err := o.Size(ctx)
	if err != nil || from >= size {
		return nil, err
	}
	d := o.db.Dialect()
	return sqldb.All[Placed](ctx, o.Read(), `SELECT idx, at, body FROM {o}.entries WHERE `+between(d)+` ORDER BY `+byPlace(d)+` LIMIT ?`, from, size, limit)
}

// Size is how many entries have a place.
func (o *Org) Size(ctx context.Context) (int64, error) {
	h, err := headWith(ctx, o.Read(), `0 AS worded, '' AS key`)
	return h.Size, err
}

// Go does work that lasts beside the house's own; it ends before the house closes,
// which ends its context. Call it from what the house calls.
func (o *Org) Go(work func(ctx context.Context)) {
	o.loops.Go(func() { work(o.living) })
}

func (o *Org) grown(ctx context.Context) error {
	if o.reg.cfg.Grown == nil {
		return nil
	}
	return o.reg.cfg.Grown(ctx, o)
}

// closing lets others ask for work that is left, and tells the installation when.
func (o *Org) closing(ctx context.Context) error {
	if o.reg.cfg.Closing == nil {
		return nil
	}
	if err := o.reg.cfg.Closing(ctx, o); err != nil {
		return err
	}
	next, err := o.nextDue(ctx)
	if err == nil && !next.IsZero() {
		o.tellNext(ctx, next)
	}
	return err
}
