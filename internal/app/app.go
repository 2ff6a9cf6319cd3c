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

	"tramway/internal/access"
	"tramway/internal/announce"
	"tramway/internal/authz"
	"tramway/internal/bus"
	"tramway/internal/certificate"
	"tramway/internal/chat"
	"tramway/internal/chatimport"
	"tramway/internal/clock"
	"tramway/internal/desk"
	"tramway/internal/ding"
	"tramway/internal/directory"
	"tramway/internal/dissolution"
	"tramway/internal/framework"
	"tramway/internal/guest"
	"tramway/internal/hook"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/identity"
	"tramway/internal/impersonation"
	"tramway/internal/live"
	"tramway/internal/moderation"
	"tramway/internal/monitoring"
	"tramway/internal/notify"
	"tramway/internal/org"
	"tramway/internal/overview"
	"tramway/internal/plan"
	"tramway/internal/plans"
	"tramway/internal/presence"
	"tramway/internal/preview"
	"tramway/internal/proof"
	"tramway/internal/reach"
	"tramway/internal/retention"
	"tramway/internal/search"
	"tramway/internal/sqldb"
	"tramway/internal/sso"
	"tramway/internal/statute"
	"tramway/internal/todo"
	"tramway/internal/verification"
	"tramway/internal/webpage"
	"tramway/web"
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

// Migrations are the tables of every module in a house, in order.
var Migrations = []sqldb.Migrations{authz.Migrations, directory.Migrations, chat.Migrations, notify.Migrations, verification.Migrations, retention.Migrations, access.Migrations, proof.Migrations, impersonation.Migrations, search.Migrations, announce.Migrations, ding.Migrations, reach.Migrations, todo.Migrations, moderation.Migrations, preview.Migrations, hook.Migrations, presence.Migrations, monitoring.Migrations, chatimport.Migrations, guest.Migrations, sso.Migrations, framework.Migrations}

// Rules are the actions of every module.
func Rules() *authz.Rules {
	return authz.NewRules(desk.Actions, directory.Actions, chat.Actions, proof.Actions, statute.Actions, notify.Actions, access.Actions, identity.Actions, verification.Actions, dissolution.Actions, retention.Actions, plans.Actions, impersonation.Actions, search.Actions, announce.Actions, ding.Actions, reach.Actions, todo.Actions, moderation.Actions, preview.Actions, hook.Actions, presence.Actions, monitoring.Actions, guest.Actions, sso.Actions, overview.Actions, framework.Actions,
		[]authz.Action{{Name: live.Action, Roles: authz.Roles}})
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
		Ended: a.sessionsEnded, Open: opensAlone(opts.Demo)})
	h.host = a.Host
	return err
}

// wire makes the modules and hands each what it needs of the others.
func (a *App) wire(ctx context.Context, h *houses, opts Options) (err error) {
	a.figures = newFigures()
	if a.keeper, err = a.Config.newKeeper(a); err != nil {
		return err
	}
	post, err := a.Config.Mail.post()
	if err != nil {
		return err
	}
	texts, err := a.Config.SMS.texts()
	if err != nil {
		return err
	}
	dir := directory.New(a.Host, a.Config.Origin, post)
	talk := chat.New(chatNames{dir})
	reaches := reach.New(reachPeople{dir}, talk)
	talk.SetReach(chatReach{reaches})
	if mb := a.Config.AttachmentMB; mb > 0 {
		talk.Largest(int64(mb) << 20)
	}
	if !opts.Unpaced {
		talk.SetPaced()
	}
	a.Chat = talk
	judges := moderation.New(judgedPeople{dir}, judgedTalks{talk})
	talk.Inspectors(judges.Inspector())
	pusher, err := h.pusher(ctx, a.Config, opts.PushLoopback)
	if err != nil {
		return err
	}
	hears := notify.Config{Push: pusher, Sessions: a.Host, Origin: a.Config.Origin}
	if post != nil {
		hears.Mail = post
	}
	notices := notify.New(noticeNames{dir}, noticeTalks{talk}, hears)
	dings, err := a.dings(dir, talk, reaches, notices, post, pusher != nil)
	if err != nil {
		return err
	}
	rules := Rules()
	talk.Rights(rules)
	rights := access.New(rules, places{dir}, a.Host)
	ends := dissolution.New(a.Host, a.now)
	papers := verification.New(verification.Config{Host: a.Host, Within: a.Config.ReviewWithin, Now: a.now, InForce: a.renew,
		Others: map[host.ReviewKind]verification.Decider{host.Ending: ends.Decide, host.EndingAppeal: ends.Decide}})
	a.plans = plans.New(plans.Config{Host: a.Host, Used: used, Unnamed: map[string]plans.Limit{plan.Administrators: access.MostOf}, InForce: a.renew})
	evidence := proof.New(proof.Config{People: proofNames{dir}, Outbound: a.Config.reach(), Version: Version})
	kept := retention.New(retained{dir}, accountsHeld{a.Host})
	likes := impersonation.New(faces{dir})
	finds := search.New(talks{talk}, searchNames{dir})
	told := announce.New(announced{dir})
	robots := hook.New(robotTalks{talk}, a.Config.Origin)
	talk.SetRobots(robotNames{})
	robots.SetOutside(a.robotsOutside(dir, opts.PushLoopback))
	todos := todo.New(todoNames{dir}, todoTalks{talk})
	talk.CardOwners(chat.CardOwner{Name: "robot", Outside: robots.Pressed}, chat.CardOwner{Name: todo.CardOwner, May: todo.Use, Inside: todos.Pressed})
	previews := preview.New(linkTalks{talk}, webpage.New(opts.PushLoopback), a.Config.Origin)
	talk.SetAuthors(oldNames{})
	arrivals := chatimport.New(oldTalks{talk}, oldPeople{dir})
	guests := guest.New(guestPeople{dir}, guestTalks{talk}, a.Host, post, a.Config.Origin)
	single := a.companySignIn(dir, lateHouses{a}, opts.PushLoopback)
	present := presence.New(dir, talk)
	watched := monitoring.New(watchedNotices{}, watchedPeople{dir}, watchedTalks{talk})
	talk.SetOthers(chat.Others{Holds: retention.Held, Days: conversationDays, Monitored: watched.ChatsOpen, Counted: notify.Counted})
	points := slices.Concat(a.installationPoints(h), rights.Overview(), evidence.Overview(), dir.Overview(), a.plans.Overview())
	framed := framework.New(slices.Concat(points, installationEvidence(), rights.Evidence(), evidence.Evidence(), kept.Evidence(), dir.Evidence()))
	lives, err := livesOf(dir, talk, notices, rights, evidence, kept, papers, likes, finds, told, dings, reaches, todos, judges, previews, robots, present, watched, arrivals, guests, single, framed)
	if err != nil {
		return err
	}
	dir.Heirs(lives.Heirs)
	kept.Keeps(lives)
	if a.door, err = live.New(a.log, slices.Concat(talk.Fans(), rights.Fans(), identity.Fans(), dings.Fans(), todos.Fans(), previews.Fans(), single.Fans()), talk.Channels()); err != nil {
		return err
	}
	a.Registry = org.NewRegistry(org.Config{Open: h.open, Migrations: Migrations,
		Jobs: slices.Concat(dir.Jobs(), rights.Jobs(), kept.Jobs(), papers.Jobs(), evidence.Jobs(), likes.Jobs(), finds.Jobs(), told.Jobs(),
			notices.Jobs(), dings.Jobs(), talk.Jobs(), previews.Jobs(), arrivals.Jobs(), guests.Jobs()),
		Subscribers: slices.Concat(notices.Subscribers(), likes.Subscribers(), talk.Subscribers(), finds.Subscribers(), told.Subscribers(), previews.Subscribers(), guests.Subscribers()),
		Followers:   []org.Follower{a.door.Follow}, Clock: opts.Clock, Log: a.log, MaxOpen: a.Config.MaxOpen,
		Checkpointed: a.Host.Checkpointed, Known: a.Host.Known, NextDue: a.Host.NextDue, Woken: a.woken,
		Grown: evidence.Grown, Closing: evidence.Closing})
	a.onClose(a.Registry.Close)
	notices.SetPresent(a.door.Present)
	present.SetPages(a.door)
	dir.SetDoor(a.Host, a.Registry)
	papers.SetHouses(a.Registry)
	guests.SetHouses(robotHouses{a.Host, a.Registry})
	robots.SetHouses(robotHouses{a.Host, a.Registry})
	a.papers = papers
	ends.SetHouses(a.Registry)
	a.plans.SetHouses(a.Registry)
	a.onClose(a.closeDoor)
	a.Server, err = httpapi.New(httpapi.Config{Host: a.Host, Registry: a.Registry, Rules: rules, Log: a.log, Clock: a.clock, Version: Version,
		Origin: a.Config.Origin, Proxies: a.Config.Proxies, Page: web.Handler(), Rate: a.Config.Rate,
		Answered: a.figures.answered})
	if err != nil {
		return err
	}
	if len(opts.Demo) == 0 {
		a.SetupCode = newCode()
	}
	a.Identity = identity.New(identity.Config{Host: a.Host, Registry: a.Registry, Ports: founders{h}, Version: Version,
		Origin: a.Config.Origin, Post: post, Texts: texts, Clock: a.clock, RecoveryWait: a.Config.RecoveryWait, Log: a.log,
		SetupCode: a.SetupCode, Demo: opts.Demo, Arrived: guests.Arrive, Companies: companies{single}, Cookie: a.Server.SessionCookie, DeviceCookie: a.Server.DeviceCookie})
	a.onClose(a.Identity.Close)
	a.Identity.Register(a.Server)
	dir.Register(a.Server)
	talk.Register(a.Server)
	evidence.Register(a.Server)
	statute.Register(a.Server, a.Host)
	notices.Register(a.Server)
	rights.Register(a.Server)
	kept.Register(a.Server)
	papers.Register(a.Server)
	likes.Register(a.Server)
	finds.Register(a.Server)
	told.Register(a.Server)
	reaches.Register(a.Server)
	todos.Register(a.Server)
	judges.Register(a.Server)
	previews.Register(a.Server)
	robots.Register(a.Server)
	present.Register(a.Server)
	watched.Register(a.Server)
	arrivals.Register(a.Server)
	guests.Register(a.Server)
	single.Register(a.Server)
	dings.SetActing(a.Server.Acting)
	dings.Register(a.Server)
	ends.Register(a.Server)
	a.plans.Register(a.Server)
	desk.New(together(dir.Desk(), talk.Desk(), kept.Desk(), evidence.Desk(), likes.Desk(), papers.Desk(), told.Desk(), dings.Desk(), todos.Desk(), judges.Desk(), single.Desk())).Register(a.Server)
	overview.New(Version, points).Register(a.Server)
	framed.Register(a.Server)
	a.Server.Raw("GET /live", a.door.Serve(a.Server, a.Config.Origin))
	a.figures.watch(a, h)
	a.handler = a.Server.Handler()
	a.door.Watching(live.Watch{Open: a.Registry.Open, Tell: present.Tell, Relay: a.relay()})
	return a.listen()
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
