package app

import (
	"slices"

	"tramway/internal/desk"
	"tramway/internal/httpapi"
	"tramway/internal/identity"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/overview"
)

// The lists that the modules join; each module says for itself what it brings.

// join gives what becomes of everybody's rows to those who keep, hand over and forget.
func (m *modules) join() error {
	lives, err := livesOf(m.people, m.talk, m.notices, m.rights, m.evidence, m.kept, m.papers, m.likes, m.finds, m.told, m.dings, m.reaches,
		m.todos, m.judges, m.previews, m.robots, m.present, m.watched, m.arrivals, m.guests, m.single, m.frames)
	if err != nil {
		return err
	}
	m.people.Heirs(lives.Heirs)
	m.kept.Keeps(lives)
	return nil
}

func (m *modules) fans() []live.Fan {
	return slices.Concat(m.talk.Fans(), m.rights.Fans(), identity.Fans(), m.dings.Fans(), m.todos.Fans(), m.previews.Fans(), m.single.Fans())
}

func (m *modules) jobs() []org.JobKind {
	return slices.Concat(m.people.Jobs(), m.rights.Jobs(), m.kept.Jobs(), m.papers.Jobs(), m.evidence.Jobs(), m.likes.Jobs(), m.finds.Jobs(),
		m.told.Jobs(), m.notices.Jobs(), m.dings.Jobs(), m.talk.Jobs(), m.previews.Jobs(), m.arrivals.Jobs(), m.guests.Jobs())
}

func (m *modules) subscribers() []org.Subscriber {
	return slices.Concat(m.notices.Subscribers(), m.likes.Subscribers(), m.talk.Subscribers(), m.finds.Subscribers(), m.told.Subscribers(),
		m.previews.Subscribers(), m.guests.Subscribers())
}

// routed is a module with routes.
type routed interface{ Register(*httpapi.Server) }

func (m *modules) registered() []routed {
	return []routed{m.people, m.talk, m.evidence, m.notices, m.rights, m.kept, m.papers, m.likes, m.finds, m.told, m.reaches, m.todos, m.judges,
		m.previews, m.robots, m.present, m.watched, m.arrivals, m.guests, m.single, m.dings, m.ends, m.plans, m.frames}
}

func (m *modules) desk() routed {
	return desk.New(together(m.people.Desk(), m.talk.Desk(), m.kept.Desk(), m.evidence.Desk(), m.likes.Desk(), m.papers.Desk(), m.told.Desk(),
		m.dings.Desk(), m.todos.Desk(), m.judges.Desk(), m.single.Desk()))
}

// points are what is looked at for the overview.
func (a *App) points(h *houses, m *modules) []overview.Point {
	return slices.Concat(a.installationPoints(h), m.rights.Overview(), m.evidence.Overview(), m.people.Overview(), m.plans.Overview())
}

// shown is what auditors are shown: the points, and what is no point because it is always so.
func (a *App) shown(h *houses, m *modules) []overview.Point {
	return slices.Concat(a.points(h, m), installationEvidence(), m.rights.Evidence(), m.evidence.Evidence(), m.people.Evidence(), m.kept.Evidence())
}

// together collects what the modules put on a person's desk.
func together(all ...desk.Parts) (out desk.Parts) {
	for _, p := range all {
		out.Sources = append(out.Sources, p.Sources...)
		out.Work = append(out.Work, p.Work...)
		out.Resolvers = append(out.Resolvers, p.Resolvers...)
	}
	return out
}
