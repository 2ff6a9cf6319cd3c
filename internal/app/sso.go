package app

import (
	"context"
	"net/url"
	"time"

	"tramway/internal/directory"
	"tramway/internal/identity"
	"tramway/internal/org"
	"tramway/internal/outbound"
	"tramway/internal/sqldb"
	"tramway/internal/sso"
)

// companySignIn is single sign-on; its houses are those that exist when it is asked.
func (a *App) companySignIn(dir *directory.Module, houses sso.Houses, local bool) *sso.Module {
	local = local || a.Config.triedOut()
	reach := a.Config.reach()
	reach.Timeout, reach.MaxBytes, reach.Loopback = 8*time.Second, 256<<10, local
	return sso.New(sso.Config{Accounts: a.Host, Houses: houses, People: ssoPeople{dir}, Client: outbound.Client(reach), Local: local, Origin: a.Config.Origin})
}

// triedOut says of an installation whose own address is this machine that it is one for
// trying things out; so are providers and programs beside it.
func (c Config) triedOut() bool {
	u, err := url.Parse(c.Origin)
	return err == nil && u.Hostname() == "localhost"
}

// lateHouses are those of a registry that is made later.
type lateHouses struct{ app *App }

func (l lateHouses) Open(ctx context.Context, orgID string) (*org.Org, error) {
	return robotHouses{l.app.Host, l.app.Registry}.Open(ctx, orgID)
}

type ssoPeople struct{ *directory.Module }

func (p ssoPeople) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]sso.Name, error) {
	return renamed(p.Module, ctx, q, ids, func(d directory.Name) sso.Name { return sso.Name{Name: d.Name, NameZh: d.NameZh} })
}

// companies is single sign-on as those ask about it who let people in.
type companies struct{ *sso.Module }

func (c companies) Look(ctx context.Context, orgID, address string) (identity.CompanyWay, error) {
	w, err := c.Module.Look(ctx, orgID, address)
	out := identity.CompanyWay{Org: w.Org, Name: w.Name, NameZh: w.NameZh, Providers: []identity.CompanyProvider{}}
	for _, p := range w.Providers {
		out.Providers = append(out.Providers, identity.CompanyProvider(p))
	}
	return out, err
}

func (c companies) Finish(ctx context.Context, who org.Who, browser string, a identity.CompanyAnswer) (identity.CompanyProof, error) {
	p, err := c.Module.Finish(ctx, who, browser, sso.Answer(a))
	return identity.CompanyProof(p), err
}
