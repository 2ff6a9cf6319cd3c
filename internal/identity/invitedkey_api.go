package identity

import (
	"context"
	"encoding/json"

	"tramway/internal/httpapi"
)

// joinedOut is a session with the recovery codes of an account that was just made, shown
// this once.
type joinedOut struct {
	Cookies []Cookie `header:"Set-Cookie"`
	Body    struct {
		SignedIn
		Codes []string `json:"recovery_codes"`
	}
}

func (m *Module) invitedKeyRoutes(s *httpapi.Server) {
	httpapi.Handle(s, public("POST", "/invitations/passkey/begin", "Begin accepting an invitation with a new passkey"), func(ctx context.Context, _ *httpapi.Call, in *struct {
		Body struct {
			Token string `json:"token" maxLength:"100"`
		}
	}) (*ceremonyOut, error) {
		out := &ceremonyOut{}
		var err error
		out.Body.Handle, out.Body.Options, err = m.cfg.Host.BeginInvitedPasskey(ctx, in.Body.Token)
		return out, err
	})
	httpapi.Handle(s, public("POST", "/invitations/passkey/finish", "Accept an invitation with a new passkey instead of a password"), m.acceptWithPasskey)
}

func (m *Module) acceptWithPasskey(ctx context.Context, c *httpapi.Call, in *struct {
	Body struct {
		Token      string          `json:"token" maxLength:"100"`
		Handle     string          `json:"handle" maxLength:"100"`
		Name       string          `json:"name,omitempty" maxLength:"80" doc:"of the device"`
		Credential json.RawMessage `json:"credential"`
	}
}) (*joinedOut, error) {
	a, i, codes, err := m.cfg.Host.AcceptWithPasskey(ctx, in.Body.Token, in.Body.Handle, in.Body.Name, in.Body.Credential)
	if err != nil {
		return nil, err
	}
	if err := m.letIn(ctx, c, i, map[string]string{"login": i.Login, "by": "passkey"}); err != nil {
		return nil, err
	}
	s, token, err := m.cfg.Host.EnterByPasskey(ctx, a, c.Client)
	begun, err := m.started(ctx, c, s, token, quiet, err)
	if err != nil {
		return nil, err
	}
	begun.joined(i)
	out := &joinedOut{Cookies: begun.Cookies}
	out.Body.SignedIn, out.Body.Codes = begun.Body, codes
	return out, nil
}
