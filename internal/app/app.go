// Package app puts the program together: it is the only package that knows every
// module. New opens the installation, Run serves it until the context ends.
//
// Floor: 6
package app

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"sync"
	"time"

	"tramway/internal/bus"
	"tramway/internal/certificate"
	"tramway/internal/chat"
	"tramway/internal/clock"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/identity"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/plans"
	"tramway/internal/sqldb"
	"tramway/internal/verification"
)

// Version of the program; the build sets it.
var Version = "dev"

// App is an opened installation.
type App struct {
	Config   Config
	Host     *host.Host
	Registry *org.Registry
	Server   *httpapi.Server
	Identity *identity.Module
	Chat     *chat.Module

	// SetupCode is asked of the first visitor of an empty installation.
	SetupCode string

	log          *slog.Logger
	houses       *houses
	certificates *certificate.Keeper // nil: from files, or none
	figures      *figures
	keeper       *keeper // nil: no backups are made here
	clock        clock.Clock
	door         *live.Door
	bus          *bus.Bus // nil on a single node
	plans        *plans.Module
	papers       *verification.Module
	renewing     sync.Mutex // one taking up of plans and names at a time
	handler      http.Handler
	closers      []func() error
}

// Options are what tests and the demonstration set beside the configuration.
type Options struct {
	Log   *slog.Logger
	Demo  []identity.SignIn
	Clock clock.Clock
	// PushLoopback lets push services be on this machine, where tests have theirs.
	PushLoopback bool
	// Unpaced lets people write as fast as they like, as tests do.
	Unpaced bool
}

// New opens an installation, making what is not there yet. Errors: [ErrServed],
// and the mistakes of the configuration by their names.
func New(ctx context.Context, cfg Config, opts Options) (*App, error) {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	a, h, err := open(ctx, cfg, false, opts)
	if err != nil {
		return nil, err
	}
	if a.clock = opts.Clock; a.clock == nil {
		a.clock = clock.System{}
	}
	if err = a.openCertificates(ctx, h); err == nil {
		err = a.openBus()
	}
	if err == nil {
		err = a.wire(ctx, h, opts)
	}
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// open takes the folder, the keys and the installation's database; alone if nobody
// may serve it meanwhile.
func open(ctx context.Context, cfg Config, alone bool, opts Options) (a *App, h *houses, err error) {
	if err := cfg.complete(); err != nil {
		return nil, nil, err
	}
	opened := &App{Config: cfg, log: opts.Log} // a refusal returns nil, and has to close what is open
	defer func() {
		if err != nil {
			err = errors.Join(err, opened.Close())
		}
	}()
	release, err := lock(cfg, alone)
	if err != nil {
		return nil, nil, err
	}
	opened.onClose(release)
	h = &houses{cfg: cfg}
	if h.ring, err = OpenKeys(cfg); err != nil {
		return nil, nil, err
	}
	opened.houses = h
	if cfg.Postgres != "" {
		if h.pool, err = sqldb.OpenPool(cfg.Postgres, 40); err != nil {
			return nil, nil, err
		}
		opened.onClose(h.pool.Close)
	}
	return opened, h, opened.openHost(ctx, h, opts)
}

func (a *App) onClose(f func() error) { a.closers = append(a.closers, f) }

func (a *App) openHost(ctx context.Context, h *houses, opts Options) error {
	db, err := h.openHost(ctx)
	if err != nil {
		return fmt.Errorf("the installation's database: %w", err)
	}
	a.onClose(db.Close)
	a.Host, err = host.New(ctx, host.Config{DB: db, Clock: opts.Clock, Region: a.Config.Region, Origin: a.Config.Origin,
		Ended: a.sessionsEnded, Open: opensAlone(opts.Demo), ReviewWithin: a.Config.ReviewWithin})
	h.host = a.Host
	return err
}

// opensAlone: the sign-ins that a demonstration shows to everybody have no secret
// that a second factor could guard. nil where nothing is shown.
func opensAlone(shown []identity.SignIn) func(login string) bool {
	if len(shown) == 0 {
		return nil
	}
	return func(login string) bool {
		return slices.ContainsFunc(shown, func(s identity.SignIn) bool { return s.Login == login })
	}
}

func newCode() string {
	var b [9]byte
	_, _ = rand.Read(b[:]) // never fails on a supported system
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func (a *App) closeDoor() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	err := a.door.Close(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil // a page that does not answer any more is cut off, which is no failure
	}
	return err
}

func (a *App) now() time.Time { return a.clock.Now() }

// Handler is everything behind the port; for tests.
func (a *App) Handler() http.Handler { return a.handler }

// Close lets go of everything, in reverse order of opening.
func (a *App) Close() error {
	var errs []error
	for i := len(a.closers) - 1; i >= 0; i-- {
		errs = append(errs, a.closers[i]())
	}
	a.closers = nil
	return errors.Join(errs...)
}
