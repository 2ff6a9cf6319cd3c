// Package org is one organisation: a sealed house with its own database, keys,
// record and jobs, and one door for writing.
//
// What it promises:
//   - A *Org reaches one organisation. It is passed as an argument and never
//     found in a global, so code that holds one can't reach another.
//   - Write commits rows, record entry, events and jobs together, or none of
//     them. A write that recorded nothing does not commit.
//   - Events reach a subscriber at least once, in order, and exactly once for
//     what stays in the house, because the cursor moves in the same commit.
//   - A job exists exactly if the change that asked for it was committed, and
//     fires though the house is closed.
//   - A house that was rolled back to an older file is noticed when it opens.
//
// Floor: 2
package org

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"tramway/internal/blob"
	"tramway/internal/clock"
	"tramway/internal/lang"
	"tramway/internal/plan"
	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// Profile is what the installation knows of an organisation.
type Profile struct {
	ID     string
	Region string // two letters: hk, cn, sg
}

// Names are what an organisation is called, in English, in Chinese, or both.
type Names struct{ Name, NameZh string }

// In is the name that readers of a language are shown.
func (n Names) In(language string) string {
	if n.Name == "" || language != lang.English && n.NameZh != "" {
		return n.NameZh
	}
	return n.Name
}

// House is an opened database with its log key; the installation's opener
// makes it.
type House struct {
	Profile  Profile
	Names    Names     // at opening; see [Registry.Renew]
	Plan     plan.Plan // the same
	Limited  bool      // the same
	DB       *sqldb.DB
	LogName  string // origin of the log: <installation>/log/<organisation>
	LogKeys  LogKeys
	Files    blob.Backend
	BlobKey  []byte // wraps the key of each stored file
	Snapshot func() error
	Close    func() error
}

// Org is a handle on an open organisation. Close it when done.
type Org struct {
	Profile
	reg    *Registry
	db     *sqldb.DB
	signer atomic.Pointer[record.Signer]
	first  string // the verifier key that the log began with
	plan   atomic.Pointer[plan.Plan]
	names  atomic.Pointer[Names]
	poses  atomic.Bool
	blobs  *blob.Store
	house  House
	clock  clock.Clock
	log    *slog.Logger

	users  atomic.Int32 // handles not closed yet; guarded by Registry.mu for 0→1
	used   atomic.Int64 // when the last handle was closed
	wake   chan struct{}
	due    atomic.Bool // a timer may have been set or moved since the last look
	kick   chan struct{}
	stop   context.CancelFunc
	living context.Context // ends when the house closes
	loops  sync.WaitGroup
	events eventLoop

	telling  sync.Mutex // guards told
	told     int64      // size of the last head the installation knows
	rotating sync.Mutex // one change of the log's key at a time
}

// Read runs single statements against the latest commit.
func (o *Org) Read() sqldb.Q { return o.db.Read() }

// Snapshot runs several statements that all see the same commit.
func (o *Org) Snapshot(ctx context.Context, fn func(q sqldb.Q) error) error {
	return o.db.Snapshot(ctx, fn)
}

// DB is the database itself, for backup, dump and doctor.
func (o *Org) DB() *sqldb.DB { return o.db }

// Now is the time in the house, UTC.
func (o *Org) Now() time.Time { return o.clock.Now() }

// Zone is the organisation's time zone; every region served so far is UTC+8.
func (o *Org) Zone() *time.Location { return clock.HongKong }

// Plan is what the organisation may use at this moment.
func (o *Org) Plan() plan.Plan { return *o.plan.Load() }

// SetPlan changes it, for whoever holds the house from now on.
func (o *Org) SetPlan(p plan.Plan) { o.plan.Store(&p) }

// Names are what the organisation is called at this moment.
func (o *Org) Names() Names { return *o.names.Load() }

// Limited says whether an operator found that the organisation poses as another, and that
// nobody outside is reached from it (F122). It asks nobody.
func (o *Org) Limited() bool { return o.poses.Load() }

// SetLimited changes it, for whoever holds the house from now on.
func (o *Org) SetLimited(on bool) { o.poses.Store(on) }

// Log is where the house tells its operator of troubles.
func (o *Org) Log() *slog.Logger { return o.log }

// LogName is the name of the record in its checkpoints and outside.
func (o *Org) LogName() string { return o.house.LogName }

// VerifierKey is the public half of the log's key.
func (o *Org) VerifierKey() string { return o.signer.Load().VerifierKey() }

// Close gives the handle back. The house stays open while others use it.
func (o *Org) Close() { o.reg.release(o) }

// Again is another handle on the same house, for work that outlives this one.
func (o *Org) Again() *Org {
	o.users.Add(1)
	return o
}
