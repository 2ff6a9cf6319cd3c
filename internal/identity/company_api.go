package identity

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/identity/identityevent"
	"tramway/internal/org"
)

// Companies knows the organisations' own providers.
type Companies interface {
	// Look finds the way of an organisation, or of that to which a mail address leads.
	Look(ctx context.Context, org, address string) (CompanyWay, error)
	// Begin gives the address to go to, and what the browser keeps meanwhile.
	Begin(ctx context.Context, org, provider string) (address, browser string, err error)
	// Bring takes what a provider's own page posts for somebody, and says where their
	// browser goes on.
	Bring(ctx context.Context, relay, answer string) (address string, err error)
	// Finish says who came back.
	Finish(ctx context.Context, who org.Who, browser string, a CompanyAnswer) (CompanyProof, error)
}

// CompanyWay is how an organisation's people sign in.
type CompanyWay struct {
	Org       string            `json:"organisation_id"`
	Name      string            `json:"name"`
	NameZh    string            `json:"name_zh"`
	Providers []CompanyProvider `json:"providers"`
}

// CompanyProvider is one of the organisation's.
type CompanyProvider struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Host string `json:"host" doc:"where the person goes"`
}

// CompanyAnswer is what a provider sent back with the person.
type CompanyAnswer struct {
	State string `json:"state" maxLength:"200"`
	Code  string `json:"code,omitempty" maxLength:"8000"`
	Error string `json:"error,omitempty" maxLength:"200" doc:"what it said instead of a code"`
}

// CompanyProof is who it said it is.
type CompanyProof struct {
	Account  host.Account
	Org      string           // into which, and into no other, the session leads
	StandsIn bool             // no second factor is asked for
	Joined   *host.Invitation // it came in by it just now
}

// companyCookie binds an answer to the browser that asked for it: nobody is signed in as
// somebody else by a link.
const companyCookie = "tramway_company"

func (m *Module) companyCookie(value string) Cookie {
	c := Cookie{Name: companyCookie, Value: value, Path: "/api/v1/sign-in/company", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: strings.HasPrefix(m.cfg.Origin, "https:"), MaxAge: int((10 * time.Minute).Seconds())}
	if value == "" {
		c.MaxAge = -1
	}
	return c
}

type goOut struct {
	Cookie Cookie `header:"Set-Cookie"`
	Body   struct {
		Address string `json:"address" doc:"of the provider, for the person's browser"`
	}
}

func (m *Module) companyRoutes(s *httpapi.Server) {
	httpapi.Handle(s, public("POST", "/sign-in/company/look", "Find an organisation's own sign-in"), func(ctx context.Context, _ *httpapi.Call, in *struct {
		Body struct {
			Mail string `json:"mail,omitempty" maxLength:"254" doc:"an address of the organisation's mail domains"`
			Org  string `json:"organisation_id,omitempty" maxLength:"40" doc:"instead of an address"`
		}
	}) (*struct{ Body CompanyWay }, error) {
		w, err := m.cfg.Companies.Look(ctx, in.Body.Org, strings.TrimSpace(in.Body.Mail))
		return &struct{ Body CompanyWay }{w}, err
	})
	httpapi.Handle(s, public("POST", "/sign-in/company/begin", "Go to an organisation's own provider"), func(ctx context.Context, _ *httpapi.Call, in *struct {
		Body struct {
			Org      string `json:"organisation_id" maxLength:"40"`
			Provider string `json:"provider_id" maxLength:"40"`
		}
	}) (*goOut, error) {
		address, browser, err := m.cfg.Companies.Begin(ctx, in.Body.Org, in.Body.Provider)
		out := &goOut{Cookie: m.companyCookie(browser)}
		out.Body.Address = address
		return out, err
	})
	httpapi.Handle(s, public("POST", "/sign-in/company/finish", "Come back from an organisation's own provider"), m.finishCompany)
	bring := public("POST", "/sign-in/company/saml", "Where an organisation's own provider posts its answer (SAML 2.0)")
	bring.Foreign, bring.Status, bring.MaxBody = true, http.StatusSeeOther, mostBrought
	httpapi.Handle(s, bring, m.bringCompany)
}

// mostBrought is how long an answer is, with what forms and base64 add to it.
const mostBrought = 512 << 10

type broughtOut struct {
	Location string `header:"Location"`
}

func (m *Module) bringCompany(ctx context.Context, _ *httpapi.Call, in *struct {
	RawBody []byte `contentType:"application/x-www-form-urlencoded"`
}) (*broughtOut, error) {
	form, err := url.ParseQuery(string(in.RawBody))
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "sso_xml")
	}
	address, err := m.cfg.Companies.Bring(ctx, form.Get("RelayState"), form.Get("SAMLResponse"))
	return &broughtOut{address}, err
}

func (m *Module) finishCompany(ctx context.Context, c *httpapi.Call, in *struct {
	Browser string `cookie:"tramway_company" maxLength:"100"`
	Body    CompanyAnswer
}) (*sessionOut, error) {
	who := org.Who{Device: c.Client.Device, Address: c.Client.Address, Request: c.Request}
	p, err := m.cfg.Companies.Finish(ctx, who, in.Browser, in.Body)
	if err != nil {
		return nil, err
	}
	if p.Joined != nil {
		if err := m.letIn(ctx, c, *p.Joined, map[string]string{"login": p.Joined.Login, "by": "provider"}); err != nil {
			return nil, err
		}
	}
	s, token, err := m.cfg.Host.EnterCompany(ctx, p.Account, p.Org, p.StandsIn, c.Client)
	out, err := m.started(ctx, c, s, token, alarming, err)
	if err != nil {
		return nil, err
	}
	if p.Joined != nil {
		out.joined(*p.Joined)
	}
	out.Cookies = append(out.Cookies, m.companyCookie(""))
	return out, nil
}

// noteEmergency tells the organisations whose own provider is the only way in that
// somebody whom they except came in without it.
func (m *Module) noteEmergency(ctx context.Context, c *httpapi.Call, s host.Session) error {
	if s.Bound != "" {
		return nil
	}
	in, err := m.cfg.Host.Into(ctx, s)
	if err != nil {
		return err
	}
	in = slices.DeleteFunc(in, func(one host.Membership) bool { return !one.Emergency })
	return m.noteIn(ctx, c, s, in, "account.sign_in_emergency", func(person string) org.Event {
		return identityevent.Emergency{Person: person, Session: s.ID}
	})
}
