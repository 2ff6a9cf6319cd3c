package identity

import (
	"context"
	"time"

	"tramway/internal/clock"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
)

func (m *Module) resetRoutes(s *httpapi.Server) {
	ask := public("POST", "/password/forgot", "Ask for a link to a new password by mail")
	ask.Status = 202
	httpapi.Handle(s, ask, func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Login string `json:"login" maxLength:"254"`
		}
	}) (*httpapi.Empty, error) {
		if m.cfg.Post == nil {
			return nil, fault.New(fault.Conflict, "no_mail")
		}
		if err := m.cfg.Host.CountReset(ctx, in.Body.Login, c.Client); err != nil {
			return nil, err
		}
		// Whether the login exists shows neither in the answer nor in its time.
		asked := *c
		m.later("mailing a link to a new password", func(ctx context.Context) error { return m.mailReset(ctx, &asked, in.Body.Login) })
		return &httpapi.Empty{}, nil
	})
	httpapi.Handle(s, public("POST", "/password/reset", "Set a new password by a link"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Token    string `json:"token" maxLength:"100"`
			Password string `json:"password" maxLength:"1000"`
		}
	}) (*sessionOut, error) {
		a, r, err := m.cfg.Host.UseReset(ctx, in.Body.Token, in.Body.Password)
		if err != nil {
			return nil, err
		}
		if err := m.note(ctx, c, host.Session{Account: a}, resetActions[r.Source]); err != nil {
			return nil, err
		}
		language := c.Lang
		m.later("mailing that a password was reset", func(ctx context.Context) error {
			return m.send(ctx, "password_reset_done", language, a.Name, a.Login, map[string]any{"at": moment(c.Client, time.Now())})
		})
		return m.begin(ctx, c, a)
	})
}

// resetActions are the entries of a new password, by where the link came from.
var resetActions = map[string]string{host.ByMail: "account.reset_password", host.ByOperator: "account.recover_by_operator",
	host.ByAdministrators: "account.recover"}

func (m *Module) mailReset(ctx context.Context, c *httpapi.Call, login string) error {
	a, token, err := m.cfg.Host.AskReset(ctx, login, c.Client)
	if err != nil || a.ID == "" {
		return err
	}
	if err := m.note(ctx, c, host.Session{Account: a}, "account.ask_reset"); err != nil {
		return err
	}
	return m.send(ctx, "password_reset", c.Lang, a.Name, a.Login, map[string]any{"link": m.cfg.Origin + "/reset/" + token,
		"minutes": int(host.ResetLife / time.Minute), "address": c.Client.Address})
}

// moment says when and from where, as mails do.
func moment(from host.Client, at time.Time) string {
	return at.In(clock.HongKong).Format("2006-01-02 15:04") + ", " + from.Device + ", " + from.Address
}
