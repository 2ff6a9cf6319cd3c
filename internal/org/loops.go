package org

import (
	"context"
	"time"
)

// An open house runs two loops: one delivers events and does jobs as soon as
// there are any, the other grows the tree at most a few times a second, so that
// the price of the tree is shared by many entries.

// idleLook is how often a house looks for work that nobody announced: another
// node's commit whose wake-up was lost.
const idleLook = 5 * time.Second

func (o *Org) run() {
	ctx, stop := context.WithCancel(context.Background())
	o.stop, o.living = stop, ctx
	o.loops.Go(func() { o.workLoop(ctx) })
	o.loops.Go(func() { o.treeLoop(ctx) })
	o.signal()
}

// notify is called after each commit of this node.
func (o *Org) notify() {
	o.signal()
	if o.reg.cfg.Woken != nil {
		o.reg.cfg.Woken(o.ID)
	}
}

// signal never blocks: one waiting signal is as good as many.
func (o *Org) signal() {
	select {
	case o.wake <- struct{}{}:
	default:
	}
	o.signalTree()
}

func (o *Org) signalTree() {
	select {
	case o.kick <- struct{}{}:
	default:
	}
}

func (o *Org) workLoop(ctx context.Context) {
	timer := time.NewTimer(idleLook)
	defer timer.Stop()
	told, kept, next := time.Unix(0, 0), time.Time{}, time.Time{}
	o.due.Store(true)
	if err := o.orphans(ctx); err != nil && ctx.Err() == nil {
		o.log.Error("taking up work that was interrupted", "error", err)
	}
	if err := o.stand(ctx); err != nil && ctx.Err() == nil {
		o.log.Error("asking for standing work", "error", err)
	}
	for {
		o.upkeep(ctx, &kept)
		more, err := o.deliver(ctx)
		if err != nil && ctx.Err() == nil {
			o.log.Error("delivering events", "error", err)
		}
		if o.due.Swap(false) || !next.IsZero() && !o.Now().Before(next) {
			next = o.jobs(ctx, &told)
		}
		timer.Reset(o.pause(next, more))
		select {
		case <-o.wake:
		case <-timer.C:
			o.due.Store(true)
		case <-ctx.Done():
			return
		}
	}
}

// jobs does what is due, says when something will be, and tells the installation if
// that is news. Most commits set no timer, so it is not asked after each.
func (o *Org) jobs(ctx context.Context, told *time.Time) time.Time {
	next, err := o.runDue(ctx)
	if err != nil {
		o.due.Store(true)
		if ctx.Err() == nil {
			o.log.Error("doing jobs", "error", err)
		}
		return next
	}
	if !next.Equal(*told) && o.tellNext(ctx, next) {
		*told = next
	}
	return next
}

func (o *Org) pause(next time.Time, more bool) time.Duration {
	if more {
		return overtaken
	}
	if next.IsZero() {
		return idleLook
	}
	return min(max(next.Sub(o.Now()), time.Millisecond), idleLook)
}

func (o *Org) tellNext(ctx context.Context, at time.Time) bool {
	if o.reg.cfg.NextDue == nil {
		return true
	}
	if err := o.reg.cfg.NextDue(ctx, o.ID, at); err != nil {
		o.log.Error("telling when the next job is due", "error", err)
		return false
	}
	return true
}

func (o *Org) treeLoop(ctx context.Context) {
	signed := time.Time{}
	for {
		select {
		case <-o.kick:
		case <-ctx.Done():
			return
		}
		if err := o.grow(ctx, &signed); err != nil && ctx.Err() == nil {
			o.log.Error("growing the record", "error", err)
		}
		select {
		case <-time.After(integratePause):
		case <-ctx.Done():
			return
		}
	}
}

// grow integrates what waits, and signs if the last signature is a second old;
// otherwise the signature waits for the next round.
func (o *Org) grow(ctx context.Context, signed *time.Time) error {
	more, err := o.integrateAll(ctx)
	if err != nil {
		return err
	}
	if err := o.grown(ctx); err != nil {
		return err
	}
	if wait := checkpointEvery - time.Since(*signed); more || wait > 0 {
		time.AfterFunc(max(wait, overtaken), o.signalTree)
		return nil
	}
	*signed = time.Now()
	return o.checkpoint(ctx)
}

// shut stops the loops, signs what was written last and closes the database.
func (o *Org) shut() error {
	o.stop()
	o.loops.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := o.Integrate(ctx); err != nil {
		o.log.Error("last checkpoint", "error", err)
	}
	if err := o.closing(ctx); err != nil {
		o.log.Error("leaving a house", "error", err)
	}
	return o.house.Close()
}
