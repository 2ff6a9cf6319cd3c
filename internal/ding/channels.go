package ding

import (
	"context"
	"errors"
	netmail "net/mail"
	"sync/atomic"

	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/lang"
	"tramway/internal/mail"
	"tramway/internal/org"
	"tramway/internal/sms"
)

// worded is what the steps of a batch say, and where they go.
type worded struct {
	ding   store.Ding
	sender Name
	names  map[string]Name
	reach  map[string]Reach
	link   string // on the page, below the public address
	origin string
}

func (m *Module) words(ctx context.Context, o *org.Org, d store.Ding, all []store.Try) (worded, error) {
	ids := []string{d.Sender}
	for _, t := range all {
		ids = append(ids, t.Person)
	}
	names, err := m.cfg.People.Names(ctx, o.Read(), ids)
	if err != nil {
		return worded{}, err
	}
	reach, err := m.cfg.People.Reach(ctx, o, ids[1:])
	return worded{d, names[d.Sender], names, reach, "/ding?ding=" + d.ID, m.cfg.Origin + "/o/" + o.ID}, err
}

func (w worded) args(l string) map[string]any {
	return map[string]any{"name": w.sender.In(l), "text": w.ding.Body.V, "link": w.origin + w.link}
}

// tagOf names what browsers show of a notice.
func tagOf(id string) string { return "ding:" + id }

// step takes one step by its channel.
func (m *Module) step(ctx context.Context, o *org.Org, w worded, t store.Try, down *atomic.Bool) outcome {
	to := w.reach[t.Person]
	switch t.Channel {
	case rules.Push:
		return m.push(ctx, o, w, t)
	case rules.Mail:
		return m.mail(ctx, w, t, to.Email, down)
	case rules.SMS:
		return m.hand(ctx, m.cfg.SMS, w, t, to.Phone)
	default:
		return m.hand(ctx, m.cfg.Voice, w, t, to.Phone)
	}
}

func (m *Module) push(ctx context.Context, o *org.Org, w worded, t store.Try) outcome {
	if m.cfg.Push == nil {
		return outcome{store.Skipped, "off"}
	}
	sent, again, err := m.cfg.Push.Push(ctx, o, t.Person, Pushed{Tag: tagOf(w.ding.ID), Link: w.link, Words: func(l string) (string, string) {
		return lang.Text(l, "ding.push.title", w.args(l)), w.ding.Body.V
	}})
	switch {
	case sent > 0:
		return outcome{store.Taken, ""}
	case err != nil || again:
		return outcome{store.ToDo, "down"}
	}
	return outcome{store.Skipped, "no_device"}
}

func (m *Module) mail(ctx context.Context, w worded, t store.Try, address string, down *atomic.Bool) outcome {
	switch {
	case m.cfg.Mail == nil:
		return outcome{store.Skipped, "off"}
	case address == "":
		return outcome{store.Skipped, "no_address"}
	case down.Load():
		return outcome{store.ToDo, "down"}
	}
	l := w.ding.Language
	err := m.cfg.Mail.Send(ctx, mail.Message{To: []netmail.Address{{Name: w.names[t.Person].In(l), Address: address}}, Subject: lang.Text(l, "ding.mail.subject", w.args(l)),
		Text: lang.Text(l, "ding.mail.text", w.args(l)), Headers: map[string]string{"Auto-Submitted": "auto-generated", "Importance": "high"}, MessageID: t.ID, Date: w.ding.SendAt.Time()})
	if err == nil {
		return outcome{store.Taken, ""}
	}
	var e *mail.Error
	if errors.As(err, &e) && (e.Step == "connect" || e.Step == "greeting" || e.Step == "tls" || e.Step == "sign in") {
		down.Store(true)
	}
	if mail.Temporary(err) || ctx.Err() != nil {
		return outcome{store.ToDo, "down"}
	}
	return outcome{store.Broken, "refused"}
}

// hand gives a text to a gateway that costs money: what may have gone out is not sent
// again.
func (m *Module) hand(ctx context.Context, g Gateway, w worded, t store.Try, number string) outcome {
	switch {
	case g == nil:
		return outcome{store.Skipped, "off"}
	case number == "":
		return outcome{store.Skipped, "no_number"}
	}
	l := w.ding.Language
	err := g.Hand(ctx, sms.Message{To: number, Text: lang.Text(l, "ding."+t.Channel, w.args(l)), Key: t.ID, Lang: l})
	var e *sms.Error
	switch {
	case err == nil:
		return outcome{store.Taken, ""}
	case errors.As(err, &e) && e.Again:
		return outcome{store.ToDo, "down"}
	case errors.As(err, &e) && !e.Unknown:
		return outcome{store.Broken, "refused"}
	}
	return outcome{store.Unknown, "no_answer"}
}
