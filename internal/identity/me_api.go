package identity

import (
	"context"
	"time"

	"tramway/internal/host"
	"tramway/internal/httpapi"
)

// Device is a session as its owner sees it.
type Device struct {
	ID        string    `json:"id"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"last_seen_at"`
	Device    string    `json:"device"`
	Address   string    `json:"address"`
	Current   bool      `json:"current"`
}

// Key is a passkey as its owner sees it.
type Key struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	CreatedAt time.Time  `json:"created_at"`
	UsedAt    *time.Time `json:"last_used_at"`
}

type list[T any] struct {
	Body struct {
		Items []T `json:"items"`
	}
}

type idPath struct {
	ID string `path:"id" maxLength:"1400"`
}

func (m *Module) meRoutes(s *httpapi.Server) {
	httpapi.Handle(s, bound(account("GET", "/me/sessions", "My sessions")), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*list[Device], error) {
		all, err := m.cfg.Host.Beside(ctx, c.Session)
		out := &list[Device]{}
		out.Body.Items = []Device{}
		for _, s := range all {
			out.Body.Items = append(out.Body.Items, Device{s.ID, s.CreatedAt, s.SeenAt, s.Device, s.Address, s.ID == c.Session.ID})
		}
		return out, err
	})
	httpapi.Handle(s, bound(account("DELETE", "/me/sessions/{id}", "End one of my sessions")), func(ctx context.Context, c *httpapi.Call, in *idPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.cfg.Host.EndBeside(ctx, c.Session, in.ID)
	})
	httpapi.Handle(s, account("POST", "/me/password", "Change my password"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Current string `json:"current" maxLength:"1000"`
			New     string `json:"new" maxLength:"1000"`
		}
	}) (*httpapi.Empty, error) {
		if err := m.cfg.Host.ChangePassword(ctx, c.Session, in.Body.Current, in.Body.New); err != nil {
			return nil, err
		}
		return &httpapi.Empty{}, m.note(ctx, c, c.Session, "account.change_password")
	})
	httpapi.Handle(s, bound(account("POST", "/me/fresh", "Prove again that it is me")), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Password string `json:"password" maxLength:"1000"`
			Code     string `json:"code,omitempty" maxLength:"40" doc:"of the authenticator app, or a recovery code; needed if the account has a second factor"`
		}
	}) (*freshOut, error) {
		return m.fresh(ctx, func() (host.Session, error) {
			return m.cfg.Host.Freshen(ctx, c.Session, in.Body.Password, in.Body.Code)
		})
	})
	httpapi.Handle(s, bound(account("POST", "/me/fresh/passkey", "Prove again that it is me, with a passkey")), func(ctx context.Context, c *httpapi.Call, in *credentialIn) (*freshOut, error) {
		return m.fresh(ctx, func() (host.Session, error) {
			return m.cfg.Host.FreshenByPasskey(ctx, c.Session, in.Body.Handle, in.Body.Credential)
		})
	})
}

type freshOut struct{ Body Session }

func (m *Module) fresh(ctx context.Context, prove func() (host.Session, error)) (*freshOut, error) {
	s, err := prove()
	if err != nil {
		return nil, err
	}
	v, err := m.view(ctx, s)
	return &freshOut{v}, err
}

func (m *Module) passkeyRoutes(s *httpapi.Server) {
	httpapi.Handle(s, account("GET", "/me/passkeys", "My passkeys"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*list[Key], error) {
		all, err := m.cfg.Host.Passkeys(ctx, c.Session.Account.ID)
		out := &list[Key]{}
		out.Body.Items = []Key{}
		for _, k := range all {
			out.Body.Items = append(out.Body.Items, key(k))
		}
		return out, err
	})
	begin := account("POST", "/me/passkeys/begin", "Begin adding a passkey")
	begin.Fresh = true
	httpapi.Handle(s, begin, func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*ceremonyOut, error) {
		out := &ceremonyOut{}
		var err error
		out.Body.Handle, out.Body.Options, err = m.cfg.Host.BeginPasskey(ctx, c.Session.Account)
		return out, err
	})
	httpapi.Handle(s, account("POST", "/me/passkeys/finish", "Finish adding a passkey"), func(ctx context.Context, c *httpapi.Call, in *credentialIn) (*codesOut, error) {
		codes, err := m.cfg.Host.FinishPasskey(ctx, c.Session, in.Body.Handle, in.Body.Name, in.Body.Credential)
		if err != nil {
			return nil, err
		}
		return codesOf(codes), m.note(ctx, c, c.Session, "account.add_passkey")
	})
	remove := account("DELETE", "/me/passkeys/{id}", "Remove a passkey")
	remove.Fresh = true
	httpapi.Handle(s, remove, func(ctx context.Context, c *httpapi.Call, in *idPath) (*httpapi.Empty, error) {
		if err := m.cfg.Host.RemovePasskey(ctx, c.Session.Account.ID, in.ID); err != nil {
			return nil, err
		}
		return &httpapi.Empty{}, m.note(ctx, c, c.Session, "account.remove_passkey")
	})
}

func key(k host.Passkey) Key {
	v := Key{ID: k.ID, Name: k.Name, CreatedAt: k.CreatedAt.Time()}
	if k.UsedAt != 0 {
		at := k.UsedAt.Time()
		v.UsedAt = &at
	}
	return v
}
