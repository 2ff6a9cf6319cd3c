package sso

import (
	"context"
	"time"

	"tramway/internal/authz"
	"tramway/internal/desk"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/saml"
	"tramway/internal/sqldb"
)

// Desk is what waits for administrators: certificates that end soon, or have ended, of
// providers by which people sign in.
func (m *Module) Desk() desk.Parts { return desk.Parts{Work: []desk.Work{m.work}} }

func (m *Module) work(ctx context.Context, c *httpapi.Call) (out []desk.Item, err error) {
	if c.Allow(Govern, authz.Resource{}) != nil || c.Org.Plan().Allow(plan.SSO, 1) != nil {
		return nil, nil
	}
	all, err := sqldb.All[row](ctx, c.Org.Read(), `SELECT `+cols+` FROM {o}.sso_providers WHERE turned_on AND kind=? ORDER BY id`, kindSAML)
	for _, r := range all {
		told, err := r.told()
		if err != nil {
			return nil, err
		}
		state, end := told.Standing(c.Org.Now())
		if state == saml.Good {
			continue
		}
		says := map[string]any{"name": r.Name, "date": end.In(c.Org.Zone()).Format(time.DateOnly)}
		out = append(out, desk.Item{Ref: ref.To("sso_provider", r.ID).String(), Kind: "sso_certificate", Count: 1, At: end.Add(-saml.Soon), DueAt: &end, Link: "/admin/sign-in",
			Title: lang.Text(c.Lang, "work.sso_certificate_title", nil), Detail: lang.Text(c.Lang, "work.sso_certificate", says)})
	}
	return out, err
}
