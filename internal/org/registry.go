package org

import (
	"context"
	"embed"
	"errors"
	"log/slog"
	"sync"
	"time"

	"tramway/internal/blob"
	"tramway/internal/clock"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables every house has under its modules.
var Migrations = sqldb.Migrations{Module: "org", Files: files}

// ErrRolledBack is returned by Open for a house whose record is shorter than,
// or different from, the last checkpoint the installation saw.
var ErrRolledBack = errors.New("org: the house is older than its last known checkpoint")

// Config is what a registry needs of the installation; app fills it.
type Config struct {
	Open        func(ctx context.Context, id string) (House, error)
	Migrations  []sqldb.Migrations // of the modules, in order
	Subscribers []Subscriber
	Followers   []Follower
	Jobs        []JobKind
	Clock       clock.Clock
	Log         *slog.Logger
	MaxOpen     int // idle houses above this are closed; default 200

	// Checkpointed is told of each signed head; Known gives the last one told.
	Checkpointed func(ctx context.Context, id string, size int64, root []byte) error
	Known        func(ctx context.Context, id string) (size int64, root []byte, err error)
	// NextDue is told when a house wants to be open; zero: when nothing waits.
	NextDue func(ctx context.Context, id string, at time.Time) error
	// Woken is told of each commit, to wake the other nodes.
	Woken func(id string)
	// Grown is told of a house that was opened, and after its record grew; it returns
	// soon and does what lasts by [Org.Go].
	Grown func(ctx context.Context, o *Org) error
	// Closing is told before a house is closed, while it can still be written to.
	Closing func(ctx context.Context, o *Org) error
}

// Registry opens houses and keeps those in use, and some that were, open.
type Registry struct {
	cfg   Config
	kinds map[string]JobKind

	mu     sync.Mutex
	open   map[string]*opening
	closed bool
}

// errGone tells waiters that a house finished closing: they open it anew.
var errGone = errors.New("org: closed meanwhile")

// opening is a house that is open, being opened or being closed; ready is closed
// when o or err is set. One house never has two openings, so its database never
// has two writers.
type opening struct {
	ready chan struct{}
	o     *Org
	err   error
}

// NewRegistry makes a registry.
func NewRegistry(cfg Config) *Registry {
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	if cfg.MaxOpen == 0 {
		cfg.MaxOpen = 200
	}
	r := &Registry{cfg: cfg, kinds: map[string]JobKind{}, open: map[string]*opening{}}
	for _, k := range cfg.Jobs {
		r.kinds[k.Name] = k
	}
	return r
}

// Open gives a handle on an organisation; the caller closes it.
func (r *Registry) Open(ctx context.Context, id string) (*Org, error) {
	for {
		op, mine, err := r.claim(id)
		if err != nil {
			return nil, err
		}
		if mine {
			r.finish(id, op)
		}
		select {
		case <-op.ready:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
		if errors.Is(op.err, errGone) {
			continue
		}
		if op.err != nil {
			return nil, op.err
		}
		if r.take(id, op) {
			return op.o, nil
		}
	}
}

func (r *Registry) claim(id string) (op *opening, mine bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return nil, false, errors.New("org: the registry is closed")
	}
	if op = r.open[id]; op == nil {
		op, mine = &opening{ready: make(chan struct{})}, true
		r.open[id] = op
	}
	return op, mine, nil
}

// finish opens the house; the opener's own context, because others wait too.
func (r *Registry) finish(id string, op *opening) {
	op.o, op.err = r.load(context.Background(), id)
	if op.err != nil {
		r.mu.Lock()
		delete(r.open, id)
		r.mu.Unlock()
	}
	close(op.ready)
}

// take counts a handle, unless the house was closed in between.
func (r *Registry) take(id string, op *opening) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open[id] != op {
		return false
	}
	op.o.users.Add(1)
	return true
}

func (r *Registry) load(ctx context.Context, id string) (*Org, error) {
	house, err := r.cfg.Open(ctx, id)
	if err != nil {
		return nil, err
	}
	o, err := r.start(ctx, house)
	if err != nil {
		return nil, errors.Join(err, house.Close())
	}
	return o, nil
}

func (r *Registry) start(ctx context.Context, house House) (*Org, error) {
	sets := append([]sqldb.Migrations{Migrations}, r.cfg.Migrations...)
	if err := sqldb.Migrate(ctx, house.DB, sets, house.Snapshot); err != nil {
		return nil, err
	}
	blobs, err := blob.NewStore(house.Files, house.Profile.ID, house.BlobKey, MaxBlob)
	if err != nil {
		return nil, err
	}
	o := &Org{Profile: house.Profile, reg: r, db: house.DB, blobs: blobs, house: house, clock: r.cfg.Clock,
		log: r.cfg.Log.With("org", house.Profile.ID), wake: make(chan struct{}, 1), kick: make(chan struct{}, 1)}
	o.SetPlan(house.Plan)
	o.names.Store(&house.Names)
	o.SetLimited(house.Limited)
	if err := o.pickKey(ctx); err != nil {
		return nil, err
	}
	if err := o.notRolledBack(ctx); err != nil {
		return nil, err
	}
	if err := o.seekFollowers(ctx); err != nil {
		return nil, err
	}
	o.run()
	return o, nil
}

// pickKey finds the seed that the house says signs its log. A house whose key is not
// here is open all the same: people can work, and signing fails, which is logged.
func (o *Org) pickKey(ctx context.Context) error {
	s, err := o.house.signer(ctx, "")
	if err != nil {
		return err
	}
	o.signer.Store(s)
	c, err := readChain(ctx, o.Read())
	if err != nil {
		return err
	}
	if o.first = s.VerifierKey(); len(c) > 0 {
		o.first = c[0].OldKey
	}
	if _, err := o.signing(ctx, o.Read()); err != nil {
		o.log.Error("the key of the record", "error", err)
	}
	return nil
}

// notRolledBack compares the record with the last head the installation saw.
func (o *Org) notRolledBack(ctx context.Context) error {
	if o.reg.cfg.Known == nil {
		return nil
	}
	size, root, err := o.reg.cfg.Known(ctx, o.ID)
	if err != nil || size == 0 {
		return err
	}
	o.told = size
	return Continues(ctx, o.Read(), size, root)
}

// seekFollowers: followers hear only of what happens from now on.
func (o *Org) seekFollowers(ctx context.Context) error {
	last, err := sqldb.One[int64](ctx, o.Read(), `SELECT coalesce(max(seq), 0) FROM {o}.outbox`)
	o.events.followed = last
	return err
}

func (r *Registry) release(o *Org) {
	o.used.Store(time.Now().UnixNano())
	o.users.Add(-1)
	r.evict()
}

// evict closes the house unused for longest while too many are open.
func (r *Registry) evict() {
	o, closing := r.idlest()
	if o == nil {
		return
	}
	if err := r.finishClosing(o, closing); err != nil {
		o.log.Error("closing an idle house", "error", err)
	}
}

func (r *Registry) finishClosing(o *Org, closing *opening) error {
	err := o.shut()
	r.mu.Lock()
	if r.open[o.ID] == closing {
		delete(r.open, o.ID)
	}
	r.mu.Unlock()
	closing.err = errGone
	close(closing.ready)
	return err
}

// idlest picks the house to close and puts a closing mark in its place.
func (r *Registry) idlest() (*Org, *opening) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.open) <= r.cfg.MaxOpen {
		return nil, nil
	}
	var oldest *Org
	for _, op := range r.open {
		if o := op.idle(); o != nil && (oldest == nil || o.used.Load() < oldest.used.Load()) {
			oldest = o
		}
	}
	if oldest == nil {
		return nil, nil
	}
	closing := &opening{ready: make(chan struct{})}
	r.open[oldest.ID] = closing
	return oldest, closing
}

// idle is the house if it is open and nobody holds it.
func (op *opening) idle() *Org {
	select {
	case <-op.ready:
		if op.o != nil && op.o.users.Load() == 0 {
			return op.o
		}
	default:
	}
	return nil
}

// Forget closes a house as soon as nobody holds it; it may be opened again.
func (r *Registry) Forget(ctx context.Context, id string) error {
	for {
		o, closing := r.leaving(id)
		if o != nil {
			return r.finishClosing(o, closing)
		}
		r.mu.Lock()
		gone := r.open[id] == nil
		r.mu.Unlock()
		if gone {
			return nil
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// leaving puts a closing mark in the place of a house that nobody holds.
func (r *Registry) leaving(id string) (*Org, *opening) {
	r.mu.Lock()
	defer r.mu.Unlock()
	op := r.open[id]
	if op == nil || op.idle() == nil {
		return nil, nil
	}
	closing := &opening{ready: make(chan struct{})}
	r.open[id] = closing
	return op.o, closing
}

// Opened are the ids of the open houses.
func (r *Registry) Opened() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var ids []string
	for id := range r.open {
		ids = append(ids, id)
	}
	return ids
}

// Terms are what the installation says of an organisation while its house is open.
type Terms struct {
	Plan    plan.Plan
	Names   Names
	Limited bool // see [Org.Limited]
}

// Renew changes the terms of a house if it is open, or being opened with what was known
// before. shown: pages that are open there say something else now.
func (r *Registry) Renew(id string, t Terms) (shown bool) {
	r.mu.Lock()
	op := r.open[id]
	r.mu.Unlock()
	if op == nil {
		return false
	}
	<-op.ready
	if op.o == nil {
		return false
	}
	op.o.SetPlan(t.Plan)
	before := op.o.names.Swap(&t.Names)
	return op.o.poses.Swap(t.Limited) != t.Limited || *before != t.Names
}

// Poke wakes an open house because another node committed in it.
func (r *Registry) Poke(id string) {
	r.mu.Lock()
	op := r.open[id]
	r.mu.Unlock()
	if op == nil {
		return
	}
	select {
	case <-op.ready:
		if op.o != nil {
			op.o.due.Store(true)
			op.o.signal()
		}
	default: // being opened: it will look by itself
	}
}

// Close closes every house. Handles must have been given back.
func (r *Registry) Close() error {
	r.mu.Lock()
	r.closed = true
	all := r.open
	r.open = map[string]*opening{}
	r.mu.Unlock()
	var errs []error
	for _, op := range all {
		<-op.ready
		if op.o != nil {
			errs = append(errs, op.o.shut())
		}
	}
	return errors.Join(errs...)
}
