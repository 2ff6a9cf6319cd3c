package host

import (
	"context"
	"errors"

	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

// Begun is who gave a plan that an organisation began with.
const Begun = "setup"

// FirstPlan is what an organisation begins with; the zero plan is everything.
func (h *Host) FirstPlan(ctx context.Context) (plan.Plan, error) { return firstPlan(ctx, h.db.Read()) }

func firstPlan(ctx context.Context, q sqldb.Q) (plan.Plan, error) {
	name, err := sqldb.One[string](ctx, q, `SELECT name FROM {o}.first_plan`)
	if errors.Is(err, sqldb.ErrNone) {
		return plan.Plan{}, nil
	}
	if err != nil {
		return plan.Plan{}, err
	}
	return offered(ctx, q, name)
}

// SetFirstPlan says what organisations that are created from now on begin with; "" is
// everything. Those that are there keep theirs. Error: unknown_choice.
func (h *Host) SetFirstPlan(ctx context.Context, name string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.first_plan`); err != nil || name == "" {
			return err
		}
		if _, err := offered(ctx, q, name); err != nil {
			return err
		}
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.first_plan(one, name) VALUES(1, ?)`, name)
		return err
	})
}

// Home is the region of this installation: what is created in another one needs it in
// its plan.
func (h *Host) Home() string { return h.cfg.Region }

// begins gives a new organisation its first plan, or refuses a region that the plan does
// not have (not_in_plan). It is told in the organisation's record by [Host.PlanBegun].
func (h *Host) begins(ctx context.Context, q sqldb.Q, o *Organisation) (name string, err error) {
	p, err := firstPlan(ctx, q)
	if err != nil {
		return "", err
	}
	if o.Region != h.cfg.Region {
		if err := p.Allow(plan.Region, 1); err != nil {
			return "", err
		}
	}
	if p.Name != "" {
		p.Since = o.CreatedAt.Time()
	}
	o.Plan.V = p
	return p.Name, nil
}

// PlanBegun has the first plan of an organisation told in its record, once there is one.
func (h *Host) PlanBegun(ctx context.Context, orgID string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET plan_by=? WHERE id=? AND plan_name<>'' AND plan_by=''`, Begun, orgID)
		return err
	})
}
