package identity

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"sync"

	"tramway/internal/companymail"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/password"
	"tramway/internal/plan"
)

// Cookie is the session cookie of an answer.
type Cookie = http.Cookie

type boot struct {
	Version     string   `json:"version"`
	State       string   `json:"state" enum:"empty,ready"`
	Demo        bool     `json:"demo"`
	DemoSignIns []SignIn `json:"demo_sign_ins"`
	Languages   []string `json:"languages"`
	Mail        bool     `json:"mail" doc:"mail is sent, so that a forgotten password can be set anew by a link"`
	NeedsCode   bool     `json:"setup_code_required"`
	Companies   bool     `json:"company_sign_in" doc:"some organisation has a sign-in of its own; told to whoever is not signed in"`
	Session     *Session `json:"session"`
}

type bootOut struct{ Body boot }

type sessionOut struct {
	Cookies []Cookie `header:"Set-Cookie"`
	Body    SignedIn
}

type newOrganisation struct {
	Name     string `json:"name,omitempty" maxLength:"200"`
	NameZh   string `json:"name_zh,omitempty" maxLength:"200"`
	Region   string `json:"region" enum:"hk,cn,sg"`
	Language string `json:"language,omitempty" enum:"en,zh-HK,zh-CN,"`
	Kind     string `json:"type,omitempty" enum:"company,school,government,other," doc:"default company"`
	Nature   string `json:"nature,omitempty" maxLength:"200" doc:"of its business"`
}

func (n newOrganisation) ask() host.NewOrganisation {
	return host.NewOrganisation{Name: n.Name, NameZh: n.NameZh, Region: n.Region, Language: n.Language, Kind: n.Kind, Nature: n.Nature}
}

type setupIn struct {
	Body struct {
		Code         string          `json:"setup_code,omitempty" maxLength:"100"`
		Organisation newOrganisation `json:"organisation"`
		Admin        struct {
			Name     string `json:"name,omitempty" maxLength:"120"`
			NameZh   string `json:"name_zh,omitempty" maxLength:"60"`
			Login    string `json:"login" maxLength:"254"`
			Password string `json:"password" maxLength:"1000"`
		} `json:"admin"`
	}
}

func (m *Module) setupRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/boot", Summary: "What the page needs first", Tag: "Identity", Public: true, Bound: true}, m.boot)
	var one sync.Mutex // two first visitors at the same moment: one wins
	httpapi.Handle(s, httpapi.Route{Method: "POST", Path: "/setup", Summary: "Set a new installation up", Tag: "Identity", Public: true, Status: 201},
		func(ctx context.Context, c *httpapi.Call, in *setupIn) (*sessionOut, error) {
			one.Lock()
			defer one.Unlock()
			return m.setup(ctx, c, in)
		})
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/organisations/choices", Summary: "What may be chosen for a further organisation", Tag: "Identity", Account: true}, m.choices)
	httpapi.Handle(s, httpapi.Route{Method: "POST", Path: "/organisations", Summary: "Create a further organisation", Tag: "Identity", Account: true, Fresh: true, Status: 201},
		func(ctx context.Context, c *httpapi.Call, in *struct{ Body newOrganisation }) (*struct{ Body Organisation }, error) {
			a := c.Session.Account
			made, err := m.Found(ctx, in.Body.ask(), Founder{Name: a.Name, Email: a.Login}, a)
			return &struct{ Body Organisation }{m.organisation(made)}, err
		})
}

type choicesOut struct {
	Body struct {
		Plan    string   `json:"plan" doc:"what it begins with; empty: everything, without limits"`
		Home    string   `json:"home" doc:"region of the installation"`
		Regions []string `json:"regions" doc:"those that may be chosen"`
	}
}

func (m *Module) choices(ctx context.Context, _ *httpapi.Call, _ *struct{}) (*choicesOut, error) {
	p, err := m.cfg.Host.FirstPlan(ctx)
	out := &choicesOut{}
	out.Body.Plan, out.Body.Home = p.Name, m.cfg.Host.Home()
	for _, r := range slices.Sorted(maps.Keys(host.Regions)) {
		if r == out.Body.Home || p.Allow(plan.Region, 1) == nil {
			out.Body.Regions = append(out.Body.Regions, r)
		}
	}
	return out, err
}

func (m *Module) boot(ctx context.Context, c *httpapi.Call, _ *struct{}) (*bootOut, error) {
	empty, err := m.empty(ctx)
	if err != nil {
		return nil, err
	}
	b := boot{Version: m.cfg.Version, State: "ready", Mail: m.cfg.Post != nil, Demo: len(m.cfg.Demo) > 0, DemoSignIns: m.cfg.Demo, Languages: lang.All}
	if b.DemoSignIns == nil {
		b.DemoSignIns = []SignIn{}
	}
	if empty {
		b.State, b.NeedsCode = "empty", m.cfg.SetupCode != ""
	}
	if c.Session.ID == "" {
		b.Companies, err = m.cfg.Host.AnyCompany(ctx)
		return &bootOut{b}, err
	}
	v, err := m.view(ctx, c.Session)
	if err != nil {
		return nil, err
	}
	b.Session = &v
	return &bootOut{b}, nil
}

func (m *Module) setup(ctx context.Context, c *httpapi.Call, in *setupIn) (*sessionOut, error) {
	if empty, err := m.empty(ctx); err != nil || !empty {
		if err == nil {
			err = errSetUp
		}
		return nil, err
	}
	b := in.Body
	if !m.codeFits(b.Code) {
		return nil, fault.New(fault.Denied, "setup_code_wrong")
	}
	login, err := host.CleanLogin("body.admin.login", b.Admin.Login)
	if err != nil {
		return nil, err
	}
	if code := companymail.Rule(nil).Refuses(login); code != "" {
		return nil, fault.Bad("body.admin.login", code)
	}
	name := b.Admin.Name
	if name == "" {
		name = b.Admin.NameZh
	}
	if name == "" {
		return nil, fault.Bad("body.admin.name", "required")
	}
	known := password.Known{login, b.Admin.Name, b.Admin.NameZh, b.Organisation.Name, b.Organisation.NameZh}
	if err := password.Check("body.admin.password", b.Admin.Password, password.Alone, known); err != nil {
		return nil, err
	}
	ask := b.Organisation.ask()
	ask.Own = true // whoever sets an installation up has nothing to prove to themselves
	if err := ask.Check(); err != nil {
		return nil, err
	}
	a, err := m.account(ctx, login, name, b.Admin.Password)
	if err != nil {
		return nil, err
	}
	if _, err := m.Found(ctx, ask, Founder{b.Admin.Name, b.Admin.NameZh, login}, a); err != nil {
		return nil, err
	}
	if err := m.cfg.Host.MakeOperator(ctx, a.ID); err != nil {
		return nil, err
	}
	return m.begin(ctx, c, a)
}

// account makes the first account, or takes the one that an interrupted setup
// left behind if the password is the same.
func (m *Module) account(ctx context.Context, login, name, secret string) (host.Account, error) {
	a, err := m.cfg.Host.CreateAccount(ctx, login, name, secret)
	if fault.Is(err, "login_taken") {
		s, _, err := m.cfg.Host.SignIn(ctx, login, secret, host.Client{})
		return s.Account, err
	}
	return a, err
}

// begin starts a session and answers with its cookie.
func (m *Module) begin(ctx context.Context, c *httpapi.Call, a host.Account) (*sessionOut, error) {
	s, token, err := m.cfg.Host.Enter(ctx, a, c.Client)
	return m.started(ctx, c, s, token, quiet, err)
}
