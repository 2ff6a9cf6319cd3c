package host

import (
	"context"
	"errors"
	"slices"
	"time"

	"tramway/internal/fault"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

// Offered is a plan that organisations can have.
type Offered struct {
	plan.Plan
	Changed bool // an operator wrote it
	Preset  bool // the program brings one of this name
	Used    int  // organisations that have it
}

type planRow struct {
	Name    string                `db:"name"`
	Content sqldb.JSON[plan.Plan] `db:"content"`
}

// Plans are all that are offered: the presets as they are or were changed, then the
// others by name.
func Plans(ctx context.Context, q sqldb.Q) ([]Offered, error) {
	changed, err := sqldb.All[planRow](ctx, q, `SELECT name, content FROM {o}.plans ORDER BY name`)
	if err != nil {
		return nil, err
	}
	type use struct {
		Name string `db:"plan_name"`
		N    int    `db:"n"`
	}
	uses, err := sqldb.All[use](ctx, q, `SELECT plan_name, count(*) AS n FROM {o}.organisations WHERE plan_name<>'' GROUP BY plan_name`)
	if err != nil {
		return nil, err
	}
	var out []Offered
	for _, p := range plan.Presets {
		out = append(out, Offered{Plan: p, Preset: true})
	}
	for _, c := range changed {
		i := slices.IndexFunc(out, func(o Offered) bool { return o.Name == c.Name })
		if i < 0 {
			i, out = len(out), append(out, Offered{})
		}
		out[i].Plan, out[i].Changed = c.Content.V, true
	}
	for _, u := range uses {
		if i := slices.IndexFunc(out, func(o Offered) bool { return o.Name == u.Name }); i >= 0 {
			out[i].Used = u.N
		}
	}
	return out, nil
}

// Plans is [Plans] of the served installation.
func (h *Host) Plans(ctx context.Context) ([]Offered, error) { return Plans(ctx, h.db.Read()) }

// SavePlan writes a plan and says which organisations have it: theirs changes with it.
func (h *Host) SavePlan(ctx context.Context, by string, p plan.Plan) (orgs []string, err error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.plans(name, content, changed_at) VALUES(?,?,?)
			ON CONFLICT (name) DO UPDATE SET content=excluded.content, changed_at=excluded.changed_at`, p.Name, sqldb.AsJSON(p), h.now()); err != nil {
			return err
		}
		orgs, err = spread(ctx, q, by, p, h.now())
		return err
	})
	return orgs, err
}

// DropPlan takes what an operator wrote away: a preset is again as the program brings
// it, another plan is gone. Errors: not_found, plan_used, plan_first.
func (h *Host) DropPlan(ctx context.Context, by, name string) (orgs []string, err error) {
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		orgs = nil
		n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.plans WHERE name=?`, name)
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound, "not_found")
		}
		if err != nil {
			return err
		}
		if p, preset := plan.Preset(name); preset {
			orgs, err = spread(ctx, q, by, p, h.now())
			return err
		}
		first, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.first_plan WHERE name=?`, name)
		if err == nil && first > 0 {
			err = fault.New(fault.Conflict, "plan_first")
		}
		if err != nil {
			return err
		}
		used, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.organisations WHERE plan_name=?`, name)
		if err == nil && used > 0 {
			err = fault.New(fault.Conflict, "plan_used", fault.Args{"n": used})
		}
		return err
	})
	return orgs, err
}

// spread gives a plan to all that have the one of its name. One without single sign-on
// lets passwords in again: nobody would come in otherwise.
func spread(ctx context.Context, q sqldb.Q, by string, p plan.Plan, at sqldb.Micros) ([]string, error) {
	p.Since = at.Time()
	return sqldb.All[string](ctx, q, `UPDATE {o}.organisations SET plan=?, plan_by=?, plan_at=?, company_only=(company_only AND ?) WHERE plan_name=? RETURNING id`,
		sqldb.AsJSON(p), by, at, !p.Off[plan.SSO], p.Name)
}

// SetPlan gives an organisation a plan; "" is everything without limits. Errors:
// not_found, unknown_choice.
func (h *Host) SetPlan(ctx context.Context, by, orgID, name string) (p plan.Plan, err error) {
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		p, err = GivePlan(ctx, q, by, orgID, name, h.clock.Now())
		return err
	})
	return p, err
}

// GivePlan is SetPlan inside a transaction, beside a program that serves.
func GivePlan(ctx context.Context, q sqldb.Q, by, orgID, name string, at time.Time) (p plan.Plan, err error) {
	if name != "" {
		if p, err = offered(ctx, q, name); err != nil {
			return p, err
		}
		p.Since = sqldb.At(at).Time()
	}
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET plan=?, plan_name=?, plan_by=?, plan_at=?, company_only=(company_only AND ?) WHERE id=? AND ending NOT IN (?,?)`,
		sqldb.AsJSON(p), name, by, sqldb.At(at), !p.Off[plan.SSO], orgID, Dissolved, Gone)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "not_found")
	}
	return p, err
}

func offered(ctx context.Context, q sqldb.Q, name string) (plan.Plan, error) {
	row, err := sqldb.One[planRow](ctx, q, `SELECT name, content FROM {o}.plans WHERE name=?`, name)
	if !errors.Is(err, sqldb.ErrNone) {
		return row.Content.V, err
	}
	p, preset := plan.Preset(name)
	if !preset {
		return p, fault.Bad("body.plan", "unknown_choice")
	}
	return p, nil
}

// PlanOf is the plan of an organisation. Errors: not_found.
func PlanOf(ctx context.Context, q sqldb.Q, orgID string) (plan.Plan, error) {
	p, err := found(sqldb.One[sqldb.JSON[plan.Plan]](ctx, q, `SELECT plan FROM {o}.organisations WHERE id=?`, orgID))
	return p.V, err
}

// Terms are what the installation says of an organisation while its house is open.
type Terms struct {
	Plan plan.Plan
	Names
	Limited bool // it was found to pose as another
}

// TermsOf are those of some organisations by their id.
func (h *Host) TermsOf(ctx context.Context, orgs []string) (map[string]Terms, error) {
	type row struct {
		ID       string                `db:"id"`
		Plan     sqldb.JSON[plan.Plan] `db:"plan"`
		Name     string                `db:"name"`
		NameZh   string                `db:"name_zh"`
		Standing string                `db:"standing"`
	}
	rows, err := sqldb.All[row](ctx, h.db.Read(), `SELECT id, plan, name, name_zh, standing FROM {o}.organisations WHERE id IN {in}`, sqldb.Strings(orgs))
	out := make(map[string]Terms, len(rows))
	for _, r := range rows {
		out[r.ID] = Terms{r.Plan.V, Names{r.Name, r.NameZh}, r.Standing == Limited}
	}
	return out, err
}
