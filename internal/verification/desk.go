package verification

import (
	"context"
	"time"

	"tramway/internal/authz"
	"tramway/internal/desk"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// yearly is how long before a verification ends administrators are asked whether what
// was handed in is still right (F119).
const yearly = 30 * 24 * time.Hour

// Desk is what waits for administrators: the yearly check, until it is handed in.
func (m *Module) Desk() desk.Parts { return desk.Parts{Work: []desk.Work{m.work}} }

func (m *Module) work(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	if c.Allow(Write, authz.Resource{}) != nil {
		return nil, nil
	}
	last, err := sqldb.All[attempt](ctx, c.Org.Read(), `SELECT `+attemptCols+` FROM {o}.verifications WHERE state=? AND valid_until>0 ORDER BY id DESC LIMIT 1`, approved)
	if err != nil || len(last) == 0 || c.Org.Now().Before(last[0].ValidUntil.Time().Add(-yearly)) {
		return nil, err
	}
	now, err := latest(ctx, c.Org.Read())
	if err != nil || now.State == submitted || now.State == withdrawn {
		return nil, err
	}
	due := last[0].ValidUntil.Time()
	return []desk.Item{{Ref: ref.To("verification", last[0].ID).String(), Kind: "verification_yearly", Count: 1, At: due.Add(-yearly), DueAt: &due, Link: "/admin/verification",
		Title: lang.Text(c.Lang, "work.verification_yearly_title", nil), Detail: lang.Text(c.Lang, "work.verification_yearly", nil)}}, nil
}
