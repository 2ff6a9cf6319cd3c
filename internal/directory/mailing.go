package directory

import (
	"context"
	netmail "net/mail"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/mail"
)

// mailTime is how long the inviter waits for the relay.
const mailTime = 10 * time.Second

// mailInvitation sends the link to the person invited, in the inviter's language,
// and says whether the relay took it. It is sent while the inviter waits, because
// the link is a secret that is kept nowhere: who could not be reached by mail gets
// it by hand.
func (m *Module) mailInvitation(ctx context.Context, c *httpapi.Call, to, name, link string, until time.Time) bool {
	if m.post == nil {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	args := map[string]any{"name": name, "organisation": c.Org.Names().In(c.Lang), "link": link, "until": until.In(c.Org.Zone()).Format("2006-01-02 15:04")}
	err := m.post.Send(ctx, mail.Message{To: []netmail.Address{{Name: name, Address: to}}, Subject: lang.Text(c.Lang, "mail.invitation.subject", args),
		Text: lang.Text(c.Lang, "mail.invitation.text", args), Headers: map[string]string{"Auto-Submitted": "auto-generated"}, MessageID: c.Request})
	if err != nil {
		c.Warn("mailing an invitation", err)
	}
	return err == nil
}
