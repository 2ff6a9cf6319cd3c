package directory

import (
	"context"
	netmail "net/mail"
	"time"

	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/id"
	"tramway/internal/lang"
	"tramway/internal/mail"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

func now(o *org.Org) sqldb.Micros { return sqldb.At(o.Now()) }

// mailCode sends the code that proves an asker's address, while they wait for it.
// Errors: mail_failed.
func (m *Module) mailCode(ctx context.Context, c *httpapi.Call, o *org.Org, r store.JoinRequest) error {
	if m.post == nil {
		return nil
	}
	code, err := m.comers.JoinCode(ctx, r.ID, r.Email, host.Client{Address: c.Client.Address})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	if err := m.mailJoiner(ctx, o, r, "join_code", id.New(o.Region, o.Now()), map[string]any{"code": code}); err != nil {
		c.Warn("mailing a code to somebody who asks to join", err)
		return fault.Wrap(err, fault.Unavailable, "mail_failed")
	}
	return nil
}

// mailJoiner sends one of the texts "mail.<kind>" in the asker's language.
func (m *Module) mailJoiner(ctx context.Context, o *org.Org, r store.JoinRequest, kind, messageID string, args map[string]any) error {
	if m.post == nil {
		return nil
	}
	name := Asked{Name: r.Name, NameZh: r.NameZh}.shown()
	args["name"], args["organisation"] = name, o.Names().In(r.Language)
	if args["reason"] == "" {
		args["reason"] = "–"
	}
	return m.post.Send(ctx, mail.Message{To: []netmail.Address{{Name: name, Address: r.Email}}, Subject: lang.Text(r.Language, "mail."+kind+".subject", args),
		Text: lang.Text(r.Language, "mail."+kind+".text", args), Headers: map[string]string{"Auto-Submitted": "auto-generated"}, MessageID: messageID})
}

// mailLink sends a new link to those it is meant for, and says how many the relay took.
// The link is a secret that is kept nowhere, so it is sent while its maker waits.
func (m *Module) mailLink(ctx context.Context, c *httpapi.Call, to []string, link string, until time.Time) (sent int) {
	if m.post == nil {
		return 0
	}
	ctx, cancel := context.WithTimeout(ctx, 2*mailTime)
	defer cancel()
	args := map[string]any{"organisation": c.Org.Names().In(c.Lang), "link": link, "until": until.In(c.Org.Zone()).Format("2006-01-02 15:04")}
	for _, address := range to {
		err := m.post.Send(ctx, mail.Message{To: []netmail.Address{{Address: address}}, Subject: lang.Text(c.Lang, "mail.join_link.subject", args),
			Text: lang.Text(c.Lang, "mail.join_link.text", args), Headers: map[string]string{"Auto-Submitted": "auto-generated"}, MessageID: id.New(c.Org.Region, c.Org.Now())})
		if err != nil {
			c.Warn("mailing a joining link", err)
			continue
		}
		sent++
	}
	return sent
}
