package guest

import (
	"context"
	"encoding/json"
	netmail "net/mail"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/lang"
	"tramway/internal/mail"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// mailTime is how long an inviter waits for the relay.
const mailTime = 10 * time.Second

// Link is a guest's way in.
type Link struct {
	Link    string    `json:"link" doc:"to hand over; works once, for a week"`
	Expires time.Time `json:"expires_at"`
	Mailed  bool      `json:"mailed" doc:"it went to the guest's mail address as well"`
}

// link makes a guest's way in, and mails it; one that was made before works no more.
// Errors: guest_not_invited.
func (m *Module) link(ctx context.Context, o *org.Org, r row, messageID string) (l Link, err error) {
	if r.State != invited {
		return l, fault.New(fault.Conflict, "guest_not_invited")
	}
	token, expires, err := m.host.Invite(ctx, host.Invitation{Org: o.ID, Person: r.Person, Login: r.Email, Name: r.Name, Until: r.Until})
	if err != nil {
		return l, err
	}
	l = Link{Link: m.origin + "/invitation/" + token, Expires: expires}
	if r.Until.Time().Before(expires) {
		l.Expires = r.Until.Time()
	}
	l.Mailed = m.mail(ctx, o, r, l, messageID) == nil && m.post != nil
	return l, nil
}

func (m *Module) mail(ctx context.Context, o *org.Org, r row, l Link, messageID string) error {
	if m.post == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, mailTime)
	defer cancel()
	by, err := m.people.Names(ctx, o.Read(), []string{r.InvitedBy})
	if err != nil {
		return err
	}
	at := func(t time.Time) string { return t.In(o.Zone()).Format("2006-01-02 15:04") }
	args := map[string]any{"name": r.Name, "organisation": o.Names().In(r.Language), "inviter": in(r.Language, by[r.InvitedBy]), "link": l.Link, "until": at(r.Until.Time()), "expires": at(l.Expires)}
	return m.post.Send(ctx, mail.Message{To: []netmail.Address{{Name: r.Name, Address: r.Email}}, Subject: lang.Text(r.Language, "mail.guest.subject", args),
		Text: lang.Text(r.Language, "mail.guest.text", args), Headers: map[string]string{"Auto-Submitted": "auto-generated"}, MessageID: messageID})
}

// in is a name for readers of a language.
func in(language string, n Name) string {
	if n.NameZh != "" && (language != lang.English || n.Name == "") {
		return n.NameZh
	}
	return n.Name
}

// Again makes another link for whoever has not come in yet.
func (m *Module) Again(ctx context.Context, o *org.Org, who org.Who, id string, all bool) (l Link, err error) {
	r, err := m.theirs(ctx, o.Read(), who.ID, id, all)
	if err == nil && r.State != invited {
		err = fault.New(fault.Conflict, "guest_not_invited")
	}
	if err == nil {
		err = m.reaches(ctx, o)
	}
	if err != nil {
		return l, err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "guest.link", Object: r.about(), Note: map[string]string{"guest": id}})
		return nil
	})
	if err != nil {
		return l, err
	}
	return m.link(ctx, o, r, who.Request)
}

// sendJob mails the link once another organisation has let a guest go out.
const sendJob = "guest.send"

func (m *Module) sendLater(ctx context.Context, o *org.Org, j org.Due) error {
	r, err := jobRow(ctx, o.Read(), j)
	if err != nil || r.State != invited || m.post == nil { // without a relay whoever invites makes the link
		return err
	}
	if err := m.reaches(ctx, o); err != nil {
		if fault.Is(err, "organisation_limited") {
			return nil // lifted, whoever invites makes the link
		}
		return err
	}
	_, err = m.link(ctx, o, r, j.ID)
	return err
}

// jobRow is the guest that a job is about; one that is gone is in no state.
func jobRow(ctx context.Context, q sqldb.Q, j org.Due) (row, error) {
	id, err := jobAbout(j)
	if err != nil {
		return row{}, err
	}
	r, err := find(ctx, q, id)
	if fault.KindOf(err) == fault.NotFound {
		return row{}, nil
	}
	return r, err
}

func jobAbout(j org.Due) (string, error) {
	var a about
	err := json.Unmarshal(j.Data.V, &a)
	return a.Guest, err
}
