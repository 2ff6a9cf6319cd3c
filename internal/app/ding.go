package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tramway/internal/authz"
	"tramway/internal/ding"
	"tramway/internal/directory"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/notify"
	"tramway/internal/org"
	"tramway/internal/reach"
	"tramway/internal/sms"
	"tramway/internal/sqldb"
)

// gateway is one for short messages or telephone, or nobody.
func (c SMSConfig) gateway(flag string) (*sms.Gateway, error) {
	if c.URL == "" {
		return nil, nil
	}
	g, err := sms.New(sms.Config{URL: c.URL, Header: c.Header, Body: c.Body})
	if err != nil {
		return nil, fmt.Errorf("--%s-url: %w", flag, err)
	}
	return g, nil
}

// makeDings is the module of urgent notices with everything that it asks of others. An
// interface stays nil where nobody stands behind it.
func (a *App) makeDings(m *modules, w ways) (*ding.Module, error) {
	cfg := ding.Config{People: dingPeople{m.people}, Matrix: dingMatrix{m.people, m.reaches}, Messages: m.talk, Quiet: quietHours{}, Origin: a.Config.Origin}
	if w.push != nil {
		cfg.Push = dingPush{m.notices}
	}
	if w.post != nil {
		cfg.Mail = w.post
	}
	short, err := a.Config.SMS.gateway("sms")
	if err != nil {
		return nil, err
	}
	if short != nil {
		cfg.SMS = short
	}
	voice, err := a.Config.Voice.gateway("voice")
	if err != nil {
		return nil, err
	}
	if voice != nil {
		cfg.Voice = voice
	}
	return ding.New(cfg), nil
}

type dingPeople struct{ *directory.Module }

func (p dingPeople) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]ding.Name, error) {
	return renamed(p.Module, ctx, q, ids, func(d directory.Name) ding.Name { return ding.Name(d) })
}

func (p dingPeople) Here(ctx context.Context, q sqldb.Q, ids []string) (map[string]bool, error) {
	names, err := p.Module.Here(ctx, q, ids)
	out := make(map[string]bool, len(names))
	for id := range names {
		out[id] = true
	}
	return out, err
}

func (p dingPeople) Reach(ctx context.Context, o *org.Org, ids []string) (map[string]ding.Reach, error) {
	found, err := p.Module.Reach(ctx, o.Read(), ids)
	out := make(map[string]ding.Reach, len(found))
	for id, r := range found {
		out[id] = ding.Reach(r)
	}
	return out, err
}

// dingMatrix lets whoever sees somebody chase them, unless the rules of reach deny it.
type dingMatrix struct {
	dir   *directory.Module
	reach *reach.Module
}

func (d dingMatrix) May(ctx context.Context, c *httpapi.Call, from string, to []string) (map[string]bool, error) {
	seen, err := d.dir.Seen(ctx, c, to)
	if err != nil {
		return nil, err
	}
	found, err := d.reach.Decide(ctx, c.Org.Read(), reach.Ding, from, to, false)
	if err != nil {
		return nil, err
	}
	guests, err := unreached(ctx, c)
	for _, id := range to {
		seen[id] = seen[id] && found[id].Allowed && !slices.Contains(guests, id)
	}
	return seen, err
}

// unreached are the guests of an organisation that was found to pose as another: nobody
// chases them. Of any other none are named, and nothing is asked.
func unreached(ctx context.Context, c *httpapi.Call) ([]string, error) {
	if !c.Org.Limited() {
		return nil, nil
	}
	return authz.Outsiders(ctx, c.Org.Read())
}

func (d dingMatrix) Refusal(ctx context.Context, c *httpapi.Call, from, to string) error {
	seen, err := d.dir.Seen(ctx, c, []string{to})
	if err != nil {
		return err
	}
	if !seen[to] {
		return fault.Bad("body.person_ids", "unknown_person")
	}
	guests, err := unreached(ctx, c)
	if err == nil && slices.Contains(guests, to) {
		err = fault.New(fault.Denied, "organisation_limited")
	}
	if err != nil {
		return err
	}
	refused, err := d.reach.Refusals(ctx, c.Org.Read(), reach.Ding, from, []string{to}, false)
	if err == nil {
		err = refused[to]
	}
	return err
}

type quietHours struct{}

func (quietHours) Until(ctx context.Context, o *org.Org, persons []string, at time.Time) (map[string]time.Time, error) {
	all, err := notify.Quiet(ctx, o.Read(), persons)
	out := map[string]time.Time{}
	for p, hours := range all {
		if end := hours.End(at.In(o.Zone())); !end.IsZero() {
			out[p] = end
		}
	}
	return out, err
}

func (quietHours) UrgentPasses(ctx context.Context, q sqldb.Q) (bool, error) {
	r, err := notify.RulesOf(ctx, q)
	return r.UrgentPasses, err
}

type dingPush struct{ notices *notify.Module }

// Push hides the text where the organisation wants it hidden.
func (d dingPush) Push(ctx context.Context, o *org.Org, person string, p ding.Pushed) (sent int, again bool, err error) {
	rules, err := notify.RulesOf(ctx, o.Read())
	if err != nil {
		return 0, false, err
	}
	words := func(l string) (title, body string) {
		if title, body = p.Words(l); rules.HideText {
			body = ""
		}
		return title, body
	}
	done, err := d.notices.Deliver(ctx, o, person, notify.Push{Tag: p.Tag, Link: p.Link, Urgent: true, Words: words}, nil)
	return done.Sent, len(done.Later) > 0, err
}

func (d dingPush) Close(tx *org.Tx, persons []string, tag string) error {
	return d.notices.Seen(tx, persons, tag)
}
