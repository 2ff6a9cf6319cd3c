// Package identity is how people come in: setting the installation up, creating
// organisations, signing in by password or passkey, sessions, invitations. Its
// pages are Setup, Sign-in and Me (web/src/modules/identity).
//
// What it promises: an answer never tells whether a login exists; signing in, out
// and every change of credentials is in the record of each organisation the
// account belongs to; a session ended anywhere ends at once everywhere.
//
// Floor: 5
package identity

import (
	"cmp"
	"context"
	"crypto/subtle"
	"log/slog"
	"time"

	"tramway/internal/authz"
	"tramway/internal/clock"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// Founder is somebody who creates an organisation.
type Founder struct{ Name, NameZh, Email string }

// Ports is what identity needs of others.
type Ports interface {
	// MakeHouse makes keys and storage for a new organisation.
	MakeHouse(ctx context.Context, orgID string) error
	// Unread is how much a person has not read, and how often they are mentioned in it.
	Unread(ctx context.Context, o *org.Org, person string) (total, mentions int64, err error)
	// AddPerson adds the first person to the directory.
	AddPerson(ctx context.Context, o *org.Org, who org.Who, f Founder) (person string, err error)
}

// Config of the module.
type Config struct {
	Host     *host.Host
	Registry *org.Registry
	Ports    Ports
	Version  string
	Origin   string // public address, for links in mails
	Post     Post   // nil: no mail is sent
	Texts    Texts  // nil: the operator reads codes out
	Clock    clock.Clock
	// RecoveryWait is how long administrators can stop a recovery; default a day.
	RecoveryWait time.Duration
	Log          *slog.Logger
	SetupCode    string   // asked of the first visitor; "" when the installation is a demonstration
	Demo         []SignIn // sign-ins to offer on the page
	// Arrived is told in the same change that a person has just come in by an invitation.
	Arrived      func(tx *org.Tx, person string) error
	Companies    Companies
	Cookie       func(token string) Cookie
	DeviceCookie func(token string) Cookie
}

// SignIn is one sign-in of the demonstration.
type SignIn struct {
	Login        string `json:"login"`
	Password     string `json:"password"`
	Name         string `json:"name"`
	Organisation string `json:"organisation"`
}

// Module is identity.
type Module struct {
	cfg    Config
	behind *later
}

// New makes the module.
func New(cfg Config) *Module {
	if cfg.RecoveryWait == 0 {
		cfg.RecoveryWait = host.RecoveryWait
	}
	return &Module{cfg, newLater()}
}

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.setupRoutes(s)
	m.signInRoutes(s)
	m.meRoutes(s)
	m.passkeyRoutes(s)
	m.secondRoutes(s)
	m.resetRoutes(s)
	m.mobileRoutes(s)
	m.recoveryRoutes(s)
	m.recoveriesRoutes(s)
	m.deviceRoutes(s)
	m.signOutRoutes(s)
	m.unreadRoutes(s)
	m.companyRoutes(s)
}

// Found creates an organisation with its first administrator.
func (m *Module) Found(ctx context.Context, n host.NewOrganisation, f Founder, account host.Account) (host.Membership, error) {
	o, err := m.cfg.Host.CreateOrganisation(ctx, n)
	if err != nil {
		return host.Membership{}, err
	}
	person, err := m.furnish(ctx, o, f)
	if err != nil {
		return host.Membership{}, err
	}
	if err := m.cfg.Host.PlanBegun(ctx, o.ID); err != nil {
		return host.Membership{}, err
	}
	return host.Membership{Organisation: o, Person: person}, m.cfg.Host.Join(ctx, account.ID, o.ID, person)
}

// furnish makes the house and puts the first administrator in it; if that fails
// the organisation was never there.
func (m *Module) furnish(ctx context.Context, o host.Organisation, f Founder) (person string, err error) {
	defer func() {
		if err != nil {
			_ = m.cfg.Host.RemoveOrganisation(context.WithoutCancel(ctx), o.ID) // the first error is the one to tell
		}
	}()
	if err := m.cfg.Ports.MakeHouse(ctx, o.ID); err != nil {
		return "", err
	}
	house, err := m.cfg.Registry.Open(ctx, o.ID)
	if err != nil {
		return "", err
	}
	defer house.Close()
	who := org.System("setup")
	if person, err = m.cfg.Ports.AddPerson(ctx, house, who, f); err != nil {
		return "", err
	}
	return person, house.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "organisation.create", Object: ref.To("organisation", o.ID),
			After: map[string]string{"name": o.Name, "name_zh": o.NameZh, "region": o.Region, "administrator": person}})
		return GiveRoles(tx, person, authz.Administrator, authz.Member)
	})
}

// GiveRoles adds roles to a person; the caller records it.
func GiveRoles(tx *org.Tx, person string, roles ...authz.Role) error {
	for _, r := range roles {
		if _, err := authz.Give(tx.Ctx, tx, person, r); err != nil {
			return err
		}
	}
	return nil
}

// note records what an account did in every organisation its session leads into, and tells what
// there is to tell.
func (m *Module) note(ctx context.Context, c *httpapi.Call, s host.Session, action string, tell ...func(person string) org.Event) error {
	in, err := m.cfg.Host.Into(ctx, s)
	if err != nil {
		return err
	}
	return m.noteIn(ctx, c, s, in, action, tell...)
}

func (m *Module) noteIn(ctx context.Context, c *httpapi.Call, s host.Session, in []host.Membership, action string, tell ...func(person string) org.Event) error {
	for _, membership := range in {
		o, err := m.cfg.Registry.Open(ctx, membership.ID)
		if err != nil {
			continue // a house that can't open must not keep people out of the others
		}
		who := org.Who{ID: membership.Person, Kind: "member", Session: s.ID, Device: c.Client.Device, Address: c.Client.Address, Request: c.Request}
		err = o.Write(ctx, who, func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: action, Object: ref.To("person", membership.Person)})
			for _, event := range tell {
				tx.Emit(event(membership.Person))
			}
			return nil
		})
		o.Close()
		if err != nil {
			return err
		}
	}
	return nil
}

// Session is what the page knows of whoever is signed in.
type Session struct {
	Account       host.Account   `json:"account"`
	Organisations []Organisation `json:"organisations"`
	FreshUntil    time.Time      `json:"fresh_until"`
	Proved        bool           `json:"second_factor_proved" doc:"in this session"`
	SecondFactor  host.Factors   `json:"second_factor"`
	Operator      bool           `json:"operator" doc:"runs this installation"`
	Bound         string         `json:"bound_to" doc:"the one organisation that this session leads into, because its provider began it; empty: all of the account's"`
}

// Organisation is one the account belongs to.
type Organisation struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	NameZh   string `json:"name_zh"`
	Region   string `json:"region"`
	PersonID string `json:"person_id"`
	Picture  string `json:"picture" doc:"which it is; '': none"`

	Verified bool       `json:"verified" doc:"an operator has looked at its papers, and they still hold"`
	Ending   string     `json:"ending" enum:"none,asked,waiting,dissolved" doc:"how far its dissolution is"`
	EndingAt *time.Time `json:"ending_at" doc:"dissolved: it can come back until then"`
}

func (m *Module) view(ctx context.Context, s host.Session) (Session, error) {
	in, err := m.cfg.Host.Of(ctx, s)
	if err != nil {
		return Session{}, err
	}
	v := Session{Account: s.Account, Organisations: []Organisation{}, FreshUntil: s.FreshUntil, Proved: s.Factors == 2, Bound: s.Bound}
	for _, o := range in {
		v.Organisations = append(v.Organisations, m.organisation(o))
	}
	if v.SecondFactor, err = m.cfg.Host.Factors(ctx, s.Account.ID); err != nil {
		return v, err
	}
	if s.Bound != "" {
		return v, nil
	}
	v.Operator, err = m.cfg.Host.Operates(ctx, s.Account.ID)
	return v, err
}

func (m *Module) organisation(o host.Membership) Organisation {
	v := Organisation{ID: o.ID, Name: o.Name, NameZh: o.NameZh, Region: o.Region, PersonID: o.Person, Picture: o.Picture, Verified: o.Verified(m.cfg.Clock.Now()), Ending: cmp.Or(o.Ending, "none")}
	if o.EndingAt != 0 {
		at := o.EndingAt.Time()
		v.EndingAt = &at
	}
	return v
}

func (m *Module) codeFits(code string) bool {
	return m.cfg.SetupCode == "" || subtle.ConstantTimeCompare([]byte(code), []byte(m.cfg.SetupCode)) == 1
}

// empty says that nobody has set this installation up yet.
func (m *Module) empty(ctx context.Context) (bool, error) {
	all, err := m.cfg.Host.Organisations(ctx)
	return len(all) == 0, err
}

var errSetUp = fault.New(fault.Conflict, "already_set_up")
