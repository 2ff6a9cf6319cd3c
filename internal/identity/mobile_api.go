package identity

import (
	"context"

	"tramway/internal/host"
	"tramway/internal/httpapi"
)

// Texts carries short messages.
type Texts interface {
	Send(ctx context.Context, to, text string) error
}

type mobileOut struct {
	Body struct {
		Mobile string `json:"mobile" doc:"its last digits; empty: none was proved"`
		Sent   bool   `json:"texts" doc:"false: no gateway sends codes, the operator reads them out"`
	}
}

func (m *Module) mobileRoutes(s *httpapi.Server) {
	httpapi.Handle(s, account("GET", "/me/mobile", "My mobile"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*mobileOut, error) {
		number, err := m.cfg.Host.Mobile(ctx, c.Session.Account.ID)
		return m.mobile(number), err
	})
	httpapi.Handle(s, dangerous("POST", "/me/mobile/begin", "Send a code to my mobile"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Number string `json:"number" maxLength:"40" doc:"a Hong Kong mobile"`
		}
	}) (*mobileOut, error) {
		number, err := host.CleanMobile("body.number", in.Body.Number)
		if err != nil {
			return nil, err
		}
		code, err := m.cfg.Host.BeginMobile(ctx, c.Session, number)
		if err != nil {
			return nil, err
		}
		return m.mobile(number), m.text(ctx, c.Lang, number, code)
	})
	httpapi.Handle(s, dangerous("POST", "/me/mobile/finish", "Prove my mobile with the code"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Code string `json:"code" maxLength:"20"`
		}
	}) (*httpapi.Empty, error) {
		if err := m.cfg.Host.FinishMobile(ctx, c.Session, in.Body.Code); err != nil {
			return nil, err
		}
		return &httpapi.Empty{}, m.note(ctx, c, c.Session, "account.prove_mobile")
	})
}

func (m *Module) mobile(number string) *mobileOut {
	out := &mobileOut{}
	out.Body.Mobile, out.Body.Sent = host.Masked(number), m.cfg.Texts != nil
	return out
}
