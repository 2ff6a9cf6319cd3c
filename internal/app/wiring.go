package app

import (
	"context"

	"tramway/internal/chat"
	"tramway/internal/directory"
	"tramway/internal/httpapi"
	"tramway/internal/identity"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/overview"
	"tramway/internal/push"
	"tramway/internal/statute"
	"tramway/web"
)

// ways are those out of the installation; nil where one is not set up.
type ways struct {
	post  directory.Post
	texts identity.Texts
	push  *push.Sender
	words chat.Translator
}

// wire puts the parts on one another: the ways out, the modules, what is collected of
// them, the houses, and the server above all.
func (a *App) wire(ctx context.Context, h *houses, opts Options) (err error) {
	a.figures = newFigures()
	if a.keeper, err = a.Config.newKeeper(a); err != nil {
		return err
	}
	out, err := a.openWays(ctx, h, opts)
	if err != nil {
		return err
	}
	m, err := a.makeModules(out, opts)
	if err != nil {
		return err
	}
	a.Chat, a.plans, a.papers = m.talk, m.plans, m.papers
	if err := m.join(); err != nil {
		return err
	}
	if err := a.openHouses(h, m, opts); err != nil {
		return err
	}
	if err := a.openServer(h, m, out, opts); err != nil {
		return err
	}
	return a.listen()
}

func (a *App) openWays(ctx context.Context, h *houses, opts Options) (out ways, err error) {
	if out.post, err = a.Config.Mail.post(); err != nil {
		return out, err
	}
	if out.texts, err = a.Config.SMS.texts(); err != nil {
		return out, err
	}
	if out.words, err = a.Config.Translate.translator(); err != nil {
		return out, err
	}
	out.push, err = h.pusher(ctx, a.Config, opts.PushLoopback)
	return out, err
}

// openHouses opens the door to the pages and the registry, and gives the houses to
// those modules that look into several.
func (a *App) openHouses(h *houses, m *modules, opts Options) (err error) {
	if a.door, err = live.New(a.log, m.fans(), m.talk.Channels()); err != nil {
		return err
	}
	a.Registry = org.NewRegistry(org.Config{Open: h.open, Migrations: Migrations, Jobs: m.jobs(), Subscribers: m.subscribers(),
		Followers: []org.Follower{a.door.Follow}, Clock: opts.Clock, Log: a.log, MaxOpen: a.Config.MaxOpen,
		Checkpointed: a.Host.Checkpointed, Known: a.Host.Known, NextDue: a.Host.NextDue, Woken: a.woken,
		Grown: m.evidence.Grown, Closing: m.evidence.Closing})
	a.onClose(a.Registry.Close)
	m.notices.SetPresent(a.door.Present)
	m.present.SetPages(a.door)
	m.people.SetDoor(a.Host, a.Registry)
	m.papers.SetHouses(a.Registry)
	m.guests.SetHouses(robotHouses{a.Host, a.Registry})
	m.robots.SetHouses(robotHouses{a.Host, a.Registry})
	m.ends.SetHouses(a.Registry)
	m.plans.SetHouses(a.Registry)
	a.onClose(a.closeDoor)
	return nil
}

// openServer puts everybody's routes behind one handler.
func (a *App) openServer(h *houses, m *modules, out ways, opts Options) (err error) {
	a.Server, err = httpapi.New(httpapi.Config{Host: a.Host, Registry: a.Registry, Rules: m.rules, Log: a.log, Clock: a.clock, Version: Version,
		Origin: a.Config.Origin, Proxies: a.Config.Proxies, Page: web.Handler(), Rate: a.Config.Rate,
		Answered: a.figures.answered})
	if err != nil {
		return err
	}
	a.openIdentity(h, m, out, opts)
	m.dings.SetActing(a.Server.Acting)
	m.frames.SetEvidence(a.shown(h, m))
	for _, one := range append(m.registered(), m.desk(), overview.New(Version, a.points(h, m))) {
		one.Register(a.Server)
	}
	statute.Register(a.Server, a.Host)
	a.Server.Raw("GET /live", a.door.Serve(a.Server, a.Config.Origin))
	a.figures.watch(a, h)
	a.handler = a.Server.Handler()
	a.door.Watching(live.Watch{Open: a.Registry.Open, Tell: m.present.Tell, Relay: a.relay()})
	return nil
}

func (a *App) openIdentity(h *houses, m *modules, out ways, opts Options) {
	if len(opts.Demo) == 0 {
		a.SetupCode = newCode()
	}
	a.Identity = identity.New(identity.Config{Host: a.Host, Registry: a.Registry, Ports: founders{h}, Version: Version,
		Origin: a.Config.Origin, Post: out.post, Texts: out.texts, Clock: a.clock, RecoveryWait: a.Config.RecoveryWait, Log: a.log,
		SetupCode: a.SetupCode, Demo: opts.Demo, Arrived: m.guests.Arrive, Companies: companies{m.single},
		Cookie: a.Server.SessionCookie, DeviceCookie: a.Server.DeviceCookie})
	a.onClose(a.Identity.Close)
	a.Identity.Register(a.Server)
}
