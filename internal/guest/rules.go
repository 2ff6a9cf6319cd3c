package guest

import (
	"context"
	"errors"

	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Rules are what an organisation lets be. Guests may be invited until it says no:
// whoever does it has a right to, all see who is a guest, and it ends by itself. Its own
// people are nobody's guests without its leave until it says yes (FEATURES F154).
type Rules struct {
	Inviting bool `json:"inviting" db:"inviting" doc:"whether guests may be invited"`
	Joining  bool `json:"joining" db:"joining" doc:"whether its people may be guests of other organisations without its being asked"`
}

// RulesOf are an organisation's.
func RulesOf(ctx context.Context, q sqldb.Q) (Rules, error) {
	r, err := sqldb.One[Rules](ctx, q, `SELECT inviting, joining FROM {o}.guest_rules WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		return Rules{Inviting: true}, nil
	}
	return r, err
}

// SetRules changes them.
func SetRules(ctx context.Context, o *org.Org, who org.Who, r Rules) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := RulesOf(tx.Ctx, tx)
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "guest.rules", Object: ref.To("organisation", o.ID), Before: before, After: r})
		_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.guest_rules(one, inviting, joining) VALUES(1,?,?) ON CONFLICT (one) DO UPDATE SET inviting=excluded.inviting, joining=excluded.joining`, r.Inviting, r.Joining)
		return err
	})
}

type rulesBody struct{ Body Rules }

func (m *Module) ruleRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/guest-rules", "What the organisation lets guests be", Manage), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*rulesBody, error) {
		r, err := RulesOf(ctx, c.Org.Read())
		return &rulesBody{r}, err
	})
	httpapi.Handle(s, route("PUT", "/guest-rules", "Set it", Manage), func(ctx context.Context, c *httpapi.Call, in *rulesBody) (*rulesBody, error) {
		return in, SetRules(ctx, c.Org, c.Who(), in.Body)
	})
}
