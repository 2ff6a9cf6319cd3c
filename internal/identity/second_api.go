package identity

import (
	"context"
	"errors"
	"time"

	"tramway/internal/host"
	"tramway/internal/httpapi"
)

// SignedIn is a session that began, or what is still to be proved.
type SignedIn struct {
	Session
	Challenge *Challenge `json:"challenge,omitempty" doc:"set: the password was right, the second factor is missing, and there is no session yet"`
	Joined    string     `json:"joined,omitempty" doc:"the organisation whose member the account became just now, whose page of first steps is due"`
}

// Challenge is a sign-in that waits for the second factor.
type Challenge struct {
	Token         string    `json:"token"`
	Expires       time.Time `json:"expires_at"`
	Authenticator bool      `json:"authenticator"`
	Passkey       bool      `json:"passkey"`
}

// Whether a device that was never seen is news: not where somebody has just proved
// themselves by mail or by others, and was told of that.
const (
	alarming = true
	quiet    = false
)

// started answers with a session and its cookies, or with the challenge.
func (m *Module) started(ctx context.Context, c *httpapi.Call, s host.Session, token string, news bool, err error) (*sessionOut, error) {
	var p *host.Pending
	if errors.As(err, &p) {
		out := SignedIn{Session{Organisations: []Organisation{}}, &Challenge{p.Token, p.Expires, p.Factors.Authenticator, p.Factors.Passkeys > 0}, ""}
		return &sessionOut{Body: out}, nil
	}
	if err != nil {
		return nil, err
	}
	if err := m.note(ctx, c, s, "account.sign_in"); err != nil {
		return nil, err
	}
	if err := m.noteEmergency(ctx, c, s); err != nil {
		return nil, err
	}
	device, err := m.meet(ctx, c, s, news)
	if err != nil {
		return nil, err
	}
	v, err := m.view(ctx, s)
	return &sessionOut{[]Cookie{m.cfg.Cookie(token), m.cfg.DeviceCookie(device)}, SignedIn{v, nil, ""}}, err
}

type codeIn struct {
	Body struct {
		Token string `json:"token" maxLength:"100"`
		Code  string `json:"code" maxLength:"40" doc:"of the authenticator app, or a recovery code"`
	}
}

// codesOut are recovery codes, shown this once.
type codesOut struct {
	Body struct {
		Codes []string `json:"recovery_codes"`
	}
}

func codesOf(codes []string) *codesOut {
	out := &codesOut{}
	out.Body.Codes = append([]string{}, codes...)
	return out
}

type enrolmentOut struct {
	Body struct {
		Handle string `json:"handle"`
		Secret string `json:"secret" doc:"base32, for typing"`
		URI    string `json:"uri"`
		QR     string `json:"qr" doc:"data:image/png"`
	}
}

func (m *Module) secondRoutes(s *httpapi.Server) {
	httpapi.Handle(s, public("POST", "/sign-in/second", "Finish signing in with a code"), func(ctx context.Context, c *httpapi.Call, in *codeIn) (*sessionOut, error) {
		started, token, err := m.cfg.Host.FinishSignIn(ctx, in.Body.Token, in.Body.Code, c.Client)
		return m.started(ctx, c, started, token, alarming, err)
	})
	httpapi.Handle(s, dangerous("POST", "/me/authenticator/begin", "Begin connecting an authenticator app"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*enrolmentOut, error) {
		e, err := m.cfg.Host.BeginAuthenticator(ctx, c.Session.Account)
		out := &enrolmentOut{}
		out.Body.Handle, out.Body.Secret, out.Body.URI, out.Body.QR = e.Handle, e.Secret, e.URI, e.QR
		return out, err
	})
	httpapi.Handle(s, dangerous("POST", "/me/authenticator/finish", "Finish connecting with the app's first code"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Handle string `json:"handle" maxLength:"100"`
			Code   string `json:"code" maxLength:"40"`
		}
	}) (*codesOut, error) {
		codes, err := m.cfg.Host.FinishAuthenticator(ctx, c.Session, in.Body.Handle, in.Body.Code)
		if err != nil {
			return nil, err
		}
		return codesOf(codes), m.note(ctx, c, c.Session, "account.add_authenticator")
	})
	httpapi.Handle(s, dangerous("DELETE", "/me/authenticator", "Disconnect the authenticator app"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*httpapi.Empty, error) {
		if err := m.cfg.Host.RemoveAuthenticator(ctx, c.Session.Account.ID); err != nil {
			return nil, err
		}
		return &httpapi.Empty{}, m.note(ctx, c, c.Session, "account.remove_authenticator")
	})
	httpapi.Handle(s, dangerous("POST", "/me/recovery-codes", "Make new recovery codes"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*codesOut, error) {
		codes, err := m.cfg.Host.NewRecoveryCodes(ctx, c.Session.Account.ID)
		if err != nil {
			return nil, err
		}
		return codesOf(codes), m.note(ctx, c, c.Session, "account.new_recovery_codes")
	})
}

// dangerous is a route of an account that needs presence proved lately.
func dangerous(method, path, summary string) httpapi.Route {
	r := account(method, path, summary)
	r.Fresh = true
	return r
}
