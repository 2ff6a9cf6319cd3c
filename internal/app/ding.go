package app

import (
	"context"
	"fmt"
	"time"

	"tramway/internal/chat"
	"tramway/internal/ding"
	"tramway/internal/directory"
	"tramway/internal/httpapi"
	"tramway/internal/notify"
	"tramway/internal/org"
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

// dings is the module of urgent notices with everything that it asks of others. An
// interface stays nil where nobody stands behind it.
func (a *App) dings(dir *directory.Module, talk *chat.Module, notices *notify.Module, post directory.Post, pushes bool) (*ding.Module, error) {
	cfg := ding.Config{People: dingPeople{dir}, Matrix: sightMatrix{dir}, Messages: talk, Quiet: quietHours{}, Origin: a.Config.Origin}
	if pushes {
		cfg.Push = dingPush{notices}
	}
	if post != nil {
		cfg.Mail = post
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

// sightMatrix lets whoever sees somebody chase them.
type sightMatrix struct{ dir *directory.Module }

func (s sightMatrix) May(ctx context.Context, c *httpapi.Call, _ string, to []string) (map[string]bool, error) {
	return s.dir.Seen(ctx, c, to)
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
