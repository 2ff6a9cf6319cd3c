package identity

import (
	"context"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/identity/identityevent"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// RecoveryState is a recovery as whoever asked follows it.
type RecoveryState struct {
	Step    string     `json:"step" enum:"asked,approved,waiting,ready"`
	ReadyAt *time.Time `json:"ready_at"`
	Mobile  string     `json:"mobile" doc:"its last digits, once the recovery is approved"`
}

type recoveryOut struct{ Body RecoveryState }

type followIn struct {
	Body struct {
		Token    string `json:"token" maxLength:"100"`
		Code     string `json:"code,omitempty" maxLength:"20"`
		Password string `json:"password,omitempty" maxLength:"1000"`
	}
}

func (m *Module) recoveryRoutes(s *httpapi.Server) {
	ask := public("POST", "/recovery", "Ask to come in again without password or second factor")
	ask.Status = 201
	httpapi.Handle(s, ask, m.askRecovery)
	httpapi.Handle(s, public("POST", "/recovery/state", "How far my recovery is"), func(ctx context.Context, c *httpapi.Call, in *followIn) (*recoveryOut, error) {
		r, err := m.cfg.Host.Recovery(ctx, in.Body.Token)
		if err != nil {
			return nil, err
		}
		return m.recoveryState(ctx, r)
	})
	httpapi.Handle(s, public("POST", "/recovery/send", "Send the code to my mobile"), m.sendRecoveryCode)
	httpapi.Handle(s, public("POST", "/recovery/prove", "Prove my mobile with the code"), m.proveRecovery)
	httpapi.Handle(s, public("POST", "/recovery/finish", "Set a new password when the waiting time is over"), m.finishRecovery)
}

func (m *Module) recoveryState(ctx context.Context, r host.Recovery) (*recoveryOut, error) {
	out := &recoveryOut{}
	step := r.Step(m.cfg.Clock.Now())
	out.Body.Step = string(step)
	if r.ReadyAt != 0 {
		at := r.ReadyAt.Time()
		out.Body.ReadyAt = &at
	}
	if step != host.Approved {
		return out, nil
	}
	number, err := m.cfg.Host.Mobile(ctx, r.Account)
	out.Body.Mobile = host.Masked(number)
	return out, err
}

func (m *Module) askRecovery(ctx context.Context, c *httpapi.Call, in *struct {
	Body struct {
		Login string `json:"login" maxLength:"254"`
	}
}) (*struct {
	Body struct {
		Token string `json:"token" doc:"the secret by which the asker follows the recovery"`
	}
}, error) {
	token, err := m.cfg.Host.NewRecoveryToken(ctx, in.Body.Login, c.Client)
	if err != nil {
		return nil, err
	}
	asked := *c
	m.later("asking for a recovery", func(ctx context.Context) error {
		a, news, err := m.cfg.Host.AskRecovery(ctx, in.Body.Login, token, asked.Client)
		if err != nil || a.ID == "" {
			return err
		}
		step := host.Asked
		if !news {
			step = "" // recorded, and in the list of those who ask
		}
		return m.tell(ctx, &asked, a, "account.recovery.ask", step)
	})
	out := &struct {
		Body struct {
			Token string `json:"token" doc:"the secret by which the asker follows the recovery"`
		}
	}{}
	out.Body.Token = token
	return out, nil
}

func (m *Module) sendRecoveryCode(ctx context.Context, c *httpapi.Call, in *followIn) (*httpapi.Empty, error) {
	r, err := m.cfg.Host.Recovery(ctx, in.Body.Token)
	if err != nil {
		return nil, err
	}
	code, number, err := m.cfg.Host.SendRecoveryCode(ctx, r, c.Client)
	if err != nil {
		return nil, err
	}
	if err := m.about(ctx, c, r, "account.recovery.send_code", ""); err != nil {
		return nil, err
	}
	return &httpapi.Empty{}, m.text(ctx, c.Lang, number, code)
}

func (m *Module) proveRecovery(ctx context.Context, c *httpapi.Call, in *followIn) (*recoveryOut, error) {
	r, err := m.cfg.Host.Recovery(ctx, in.Body.Token)
	if err != nil {
		return nil, err
	}
	proved, err := m.cfg.Host.ProveRecovery(ctx, r, in.Body.Code, m.cfg.RecoveryWait)
	if fault.Is(err, "invalid") {
		if noteErr := m.about(ctx, c, r, "account.recovery.wrong_code", ""); noteErr != nil {
			return nil, noteErr
		}
	}
	if err != nil {
		return nil, err
	}
	if err := m.about(ctx, c, r, "account.recovery.prove_mobile", host.Waiting); err != nil {
		return nil, err
	}
	return m.recoveryState(ctx, proved)
}

func (m *Module) finishRecovery(ctx context.Context, c *httpapi.Call, in *followIn) (*sessionOut, error) {
	r, err := m.cfg.Host.Recovery(ctx, in.Body.Token)
	if err != nil {
		return nil, err
	}
	a, err := m.cfg.Host.FinishRecovery(ctx, r, in.Body.Password)
	if err != nil {
		return nil, err
	}
	if err := m.note(ctx, c, host.Session{Account: a}, resetActions[host.ByAdministrators]); err != nil {
		return nil, err
	}
	return m.begin(ctx, c, a)
}

// about is tell for the account of a recovery.
func (m *Module) about(ctx context.Context, c *httpapi.Call, r host.Recovery, action string, step host.Step) error {
	a, err := m.cfg.Host.Account(ctx, r.Account)
	if err != nil {
		return err
	}
	return m.tell(ctx, c, a, action, step)
}

// tell records a step in each organisation of the account, as done by somebody nobody
// has recognised; a step that has one is told to the administrators there, and by mail
// to the account itself.
func (m *Module) tell(ctx context.Context, c *httpapi.Call, a host.Account, action string, step host.Step) error {
	in, err := m.cfg.Host.Memberships(ctx, a.ID)
	if err != nil {
		return err
	}
	for _, membership := range in {
		o, err := m.cfg.Registry.Open(ctx, membership.ID)
		if err != nil {
			return err
		}
		who := org.Who{ID: "recovery", Kind: "system", Device: c.Client.Device, Address: c.Client.Address, Request: c.Request}
		err = o.Write(ctx, who, func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: action, Object: ref.To("person", membership.Person)})
			if step != "" {
				tx.Emit(identityevent.Recovery{Person: membership.Person, Step: string(step)})
			}
			return nil
		})
		o.Close()
		if err != nil {
			return err
		}
	}
	if step != "" {
		language, from := c.Lang, c.Client
		m.later("mailing about a recovery", func(ctx context.Context) error {
			return m.send(ctx, "recovery", language, a.Name, a.Login, map[string]any{"at": moment(from, m.cfg.Clock.Now())})
		})
	}
	return nil
}

// text sends a code to a mobile. Without a gateway the operator hands it over.
func (m *Module) text(ctx context.Context, language, number, code string) error {
	if m.cfg.Texts == nil {
		return nil
	}
	err := m.cfg.Texts.Send(ctx, number, lang.Text(language, "sms.code", map[string]any{"code": code}))
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "sms_failed")
	}
	return nil
}
