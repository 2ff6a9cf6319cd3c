package identity

import (
	"context"
	"encoding/json"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/identity/identityevent"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// noteFailed tells the organisations of an account that somebody tried to come in as
// it. Nobody waits for it: the time of an answer must not tell which logins exist. The
// throttle bounds how many there are.
func (m *Module) noteFailed(ctx context.Context, c *httpapi.Call, login string) error {
	a, err := m.cfg.Host.ByLogin(ctx, strings.TrimSpace(login))
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	in, err := m.cfg.Host.Memberships(ctx, a.ID)
	for _, membership := range in {
		o, err := m.cfg.Registry.Open(ctx, membership.ID)
		if err != nil {
			continue // a house that can't open
		}
		who := org.Who{ID: "identity", Kind: "system", Device: c.Client.Device, Address: c.Client.Address, Request: c.Request}
		err = o.Write(ctx, who, func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: "account.sign_in_failed", Object: ref.To("person", membership.Person)})
			return nil
		})
		o.Close()
		if err != nil {
			return err
		}
	}
	return err
}

type goneOut struct {
	Cookie Cookie `header:"Set-Cookie"`
}

type ceremonyOut struct {
	Body struct {
		Handle  string `json:"handle"`
		Options any    `json:"options" doc:"for navigator.credentials"`
	}
}

type credentialIn struct {
	Body struct {
		Handle     string          `json:"handle" maxLength:"100"`
		Name       string          `json:"name,omitempty" maxLength:"80"`
		Credential json.RawMessage `json:"credential"`
	}
}

func public(method, path, summary string) httpapi.Route {
	return httpapi.Route{Method: method, Path: path, Summary: summary, Tag: "Identity", Public: true}
}

func account(method, path, summary string) httpapi.Route {
	return httpapi.Route{Method: method, Path: path, Summary: summary, Tag: "Identity", Account: true}
}

// bound: also for a session that leads into one organisation only.
func bound(r httpapi.Route) httpapi.Route {
	r.Bound = true
	return r
}

func (m *Module) signInRoutes(s *httpapi.Server) {
	httpapi.Handle(s, public("POST", "/sign-in", "Sign in with a password"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Login    string `json:"login" maxLength:"254"`
			Password string `json:"password" maxLength:"1000"`
		}
	}) (*sessionOut, error) {
		started, token, err := m.cfg.Host.SignIn(ctx, in.Body.Login, in.Body.Password, c.Client)
		if fault.Is(err, "sign_in_failed") || fault.Is(err, "company_only") {
			m.later("noting a failed sign-in", func(ctx context.Context) error { return m.noteFailed(ctx, c, in.Body.Login) })
		}
		return m.started(ctx, c, started, token, alarming, err)
	})
	httpapi.Handle(s, public("POST", "/sign-in/passkey/begin", "Begin signing in with a passkey"), func(ctx context.Context, _ *httpapi.Call, _ *struct{}) (*ceremonyOut, error) {
		out := &ceremonyOut{}
		var err error
		out.Body.Handle, out.Body.Options, err = m.cfg.Host.BeginPasskeySignIn(ctx)
		return out, err
	})
	httpapi.Handle(s, public("POST", "/sign-in/passkey/finish", "Finish signing in with a passkey"), func(ctx context.Context, c *httpapi.Call, in *credentialIn) (*sessionOut, error) {
		started, token, err := m.cfg.Host.FinishPasskeySignIn(ctx, in.Body.Handle, in.Body.Credential, c.Client)
		return m.started(ctx, c, started, token, alarming, err)
	})
	httpapi.Handle(s, bound(account("POST", "/sign-out", "Sign out here")), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*goneOut, error) {
		if err := m.note(ctx, c, c.Session, "account.sign_out", ended(c.Session.ID)); err != nil {
			return nil, err
		}
		return &goneOut{m.cfg.Cookie("")}, m.cfg.Host.End(ctx, c.Session.Account.ID, c.Session.ID)
	})
	httpapi.Handle(s, account("POST", "/sign-out-everywhere", "End all my sessions"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*goneOut, error) {
		if err := m.note(ctx, c, c.Session, "account.sign_out_everywhere", ended("")); err != nil {
			return nil, err
		}
		return &goneOut{m.cfg.Cookie("")}, m.cfg.Host.EndAll(ctx, c.Session.Account.ID)
	})
	httpapi.Handle(s, public("POST", "/invitations/accept", "Accept an invitation"), m.accept)
	m.invitedKeyRoutes(s)
}

// accept makes the account and lets the person in.
func (m *Module) accept(ctx context.Context, c *httpapi.Call, in *struct {
	Body struct {
		Token    string `json:"token" maxLength:"100"`
		Password string `json:"password" maxLength:"1000" doc:"a new one, or that of the account that has this login"`
	}
}) (*sessionOut, error) {
	a, i, err := m.cfg.Host.Accept(ctx, in.Body.Token, in.Body.Password, c.Client)
	if err != nil {
		return nil, err
	}
	if err := m.letIn(ctx, c, i, map[string]string{"login": i.Login}); err != nil {
		return nil, err
	}
	out, err := m.begin(ctx, c, a)
	if err == nil {
		out.joined(i)
	}
	return out, err
}

// joined says where somebody came in for the first time. A guest has no first steps: they
// come for one conversation.
func (o *sessionOut) joined(i host.Invitation) {
	if i.Until == 0 {
		o.Body.Joined = i.Org
	}
}

// letIn tells the house that somebody has come in by an invitation.
func (m *Module) letIn(ctx context.Context, c *httpapi.Call, i host.Invitation, note map[string]string) error {
	o, err := m.cfg.Registry.Open(ctx, i.Org)
	if err != nil {
		return err
	}
	defer o.Close()
	return o.Write(ctx, org.Who{ID: i.Person, Kind: "member", Device: c.Client.Device, Address: c.Client.Address, Request: c.Request}, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "account.join", Object: ref.To("person", i.Person), Note: note})
		if err := welcome(tx, i.Person); err != nil {
			return err
		}
		return m.cfg.Arrived(tx, i.Person)
	})
}

// welcome makes whoever comes in a member, unless somebody gave them roles before
// they came: a guest stays one.
func welcome(tx *org.Tx, person string) error {
	had, err := authz.Load(tx.Ctx, tx, person)
	if err != nil || len(had.Roles) > 0 {
		return err
	}
	return GiveRoles(tx, person, authz.Member)
}

// ended tells each organisation that a session is over; "" is all of the account's.
func ended(session string) func(person string) org.Event {
	return func(person string) org.Event { return identityevent.Ended{Person: person, Session: session} }
}
