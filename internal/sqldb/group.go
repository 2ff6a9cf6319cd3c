package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// Group commit: one goroutine owns the only writing connection. It takes the
// closures that are waiting, runs each under a savepoint of one transaction and
// commits them together, so that one wait for the disk serves many writers.
//
// SQLite rolls the whole transaction back by itself when a statement is
// interrupted, the disk is full or an I/O error strikes, and the next statement
// would then commit alone, in silence. So every error inside a closure asks
// whether the transaction still lives; once it died its connection runs nothing
// more for that closure, nobody in the batch is acknowledged, and each closure
// is run again alone.
const (
	// ClosureTime is how long one closure may take.
	ClosureTime = 2 * time.Second
	// groupTime bounds how long the first of a batch waits for the others.
	groupTime = 20 * time.Millisecond
	queueSize = 1024
	// logPages is how long the log becomes before it is copied into the file, at a
	// quiet moment; busyPages, if there is none.
	logPages, busyPages = 1000, 4000
)

// errDead marks a transaction that SQLite has rolled back.
var errDead = errors.New("sqldb: the transaction died")

// PanicError is what Write returns when a closure panicked.
type PanicError struct {
	Value any
	Stack []byte
}

func (p *PanicError) Error() string { return fmt.Sprintf("sqldb: closure panicked: %v", p.Value) }

type work struct {
	ctx     context.Context
	fn      func(context.Context, Q) error
	started atomic.Bool
	err     error
	done    chan struct{}
}

// begin claims the work; false if the caller gave up before.
func (w *work) begin() bool { return w.started.CompareAndSwap(false, true) }

func (w *work) finish(err error) {
	w.err = err
	close(w.done)
}

// group is the writer of a SQLite DB.
type group struct {
	db    *DB
	conn  *sqliteConn
	open  func() (*sqliteConn, error)
	max   int // closures a commit; 1 turns grouping off
	queue chan *work
	over  chan struct{}

	mu     sync.RWMutex // guards closed against sends on queue
	closed bool
}

func newGroup(db *DB, limit int, open func() (*sqliteConn, error)) (*group, error) {
	conn, err := open()
	if err != nil {
		return nil, err
	}
	g := &group{db: db, conn: conn, open: open, max: limit, queue: make(chan *work, queueSize), over: make(chan struct{})}
	go g.loop()
	return g, nil
}

func (g *group) do(ctx context.Context, fn func(context.Context, Q) error) error {
	w := &work{ctx: ctx, fn: fn, done: make(chan struct{})}
	if err := g.send(ctx, w); err != nil {
		return err
	}
	select {
	case <-w.done:
		return w.err
	case <-ctx.Done():
		if w.begin() { // nobody started it: nothing of it will happen
			return ctx.Err()
		}
		<-w.done // it may commit: only its outcome is the truth
		return w.err
	}
}

func (g *group) send(ctx context.Context, w *work) error {
	g.mu.RLock()
	defer g.mu.RUnlock()
	if g.closed {
		return ErrClosed
	}
	select {
	case g.queue <- w:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *group) close() error {
	g.mu.Lock()
	if g.closed {
		g.mu.Unlock()
		return nil
	}
	g.closed = true
	close(g.queue)
	g.mu.Unlock()
	<-g.over
	return g.conn.close()
}

func (g *group) loop() {
	defer close(g.over)
	for w := range g.queue {
		if w.begin() {
			g.batch(w)
			g.tidy()
		}
	}
}

// tidy keeps the log short once those who wrote have been told: nobody waits for it
// but whoever comes meanwhile.
func (g *group) tidy() {
	if log := g.conn.log; log >= busyPages || log >= logPages && len(g.queue) == 0 {
		g.conn.checkpoint()
	}
}

// batch runs first and whoever waits behind it in one transaction.
func (g *group) batch(first *work) {
	if err := g.begin(); err != nil {
		first.finish(err)
		return
	}
	start := time.Now()
	ran, errs := []*work{}, []error{}
	for w := first; w != nil; w = g.next(len(ran), start) {
		err := g.savepoint(w)
		ran, errs = append(ran, w), append(errs, err)
		if errors.Is(err, errDead) {
			g.alone(ran)
			return
		}
	}
	if err := g.commit(); err != nil {
		g.alone(ran)
		return
	}
	for i, w := range ran {
		w.finish(errs[i])
	}
}

// next is the next waiting closure, nil when the batch should commit.
func (g *group) next(n int, start time.Time) *work {
	for n < g.max && time.Since(start) < groupTime {
		select {
		case w, ok := <-g.queue:
			if !ok {
				return nil
			}
			if w.begin() {
				return w
			}
		default:
			return nil
		}
	}
	return nil
}

// alone gives each closure of a failed batch a transaction of its own.
func (g *group) alone(ran []*work) {
	g.conn.exec("ROLLBACK") //nothing to report: it may be gone already
	for _, w := range ran {
		w.finish(g.single(w))
	}
}

func (g *group) single(w *work) error {
	if err := g.begin(); err != nil {
		return err
	}
	if err := g.savepoint(w); err != nil {
		g.conn.exec("ROLLBACK")
		return err
	}
	if err := g.commit(); err != nil {
		g.conn.exec("ROLLBACK")
		return err
	}
	return nil
}

// begin opens the transaction, on a new connection if the old one is broken.
func (g *group) begin() error {
	err := g.conn.exec("BEGIN IMMEDIATE")
	if err == nil {
		return nil
	}
	conn, openErr := g.open()
	if openErr != nil {
		return fmt.Errorf("begin: %w", err)
	}
	_ = g.conn.close() // broken: its error says nothing new
	g.conn = conn
	return g.conn.exec("BEGIN IMMEDIATE")
}

// commit asks first whether there is a transaction at all: a COMMIT that finds
// none would fail anyway, but the reason belongs in the error.
func (g *group) commit() error {
	if g.conn.autocommit() {
		return errDead
	}
	return g.conn.exec("COMMIT")
}

// savepoint runs one closure. errDead in the error says that the whole
// transaction is gone, not only this closure's part.
func (g *group) savepoint(w *work) error {
	if err := g.conn.exec("SAVEPOINT closure"); err != nil {
		return errors.Join(errDead, err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.ctx), closureTime(w.ctx, SQLite))
	defer cancel()
	q := &groupTx{g: g}
	err := guard(func() error { return w.fn(ctx, q) })
	q.over = true
	if q.dead || g.conn.autocommit() {
		return errors.Join(errDead, err, q.cause)
	}
	if err != nil {
		if undo := g.conn.exec("ROLLBACK TO closure"); undo != nil {
			return errors.Join(errDead, err, undo)
		}
	}
	if rel := g.conn.exec("RELEASE closure"); rel != nil {
		return errors.Join(errDead, err, rel)
	}
	return err
}

// guard turns a panic of fn into an error.
func guard(fn func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{v, debug.Stack()}
		}
	}()
	return fn()
}

// groupTx is what a closure sees.
type groupTx struct {
	g     *group
	dead  bool
	over  bool
	wrote bool
	cause error
}

func (t *groupTx) base() *DB     { return t.g.db }
func (t *groupTx) changed() bool { return t.wrote }

func (t *groupTx) usable() error {
	if t.dead || t.over {
		return errDead
	}
	return nil
}

// failed notices when an error took the whole transaction with it.
func (t *groupTx) failed(err error) error {
	if !t.over && t.g.conn.autocommit() {
		t.dead, t.cause = true, err
	}
	return err
}

func (t *groupTx) query(ctx context.Context, text string, args []any) (*sql.Rows, error) {
	if err := t.usable(); err != nil {
		return nil, err
	}
	t.g.db.ran.Add(1)
	return t.g.conn.query(ctx, text, args)
}

func (t *groupTx) exec(ctx context.Context, text string, args []any) (sql.Result, error) {
	if err := t.usable(); err != nil {
		return nil, err
	}
	t.wrote = true
	t.g.db.ran.Add(1)
	return t.g.conn.change(ctx, text, args)
}
