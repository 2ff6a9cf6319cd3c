package host

import (
	"context"
	"strings"

	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

// OrganisationsAfter pages all organisations in use, by id; words narrows them to
// those whose name has it.
func (h *Host) OrganisationsAfter(ctx context.Context, after, words string, limit int) ([]Listed, error) {
	like := "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.ToLower(words)) + "%"
	return sqldb.All[Listed](ctx, h.db.Read(), `SELECT `+orgCols+`, opened, seen_size,
		(SELECT count(*) FROM {o}.memberships m WHERE m.org = o.id) AS members FROM {o}.organisations o
		WHERE id > ? AND ending NOT IN (?,?) AND (lower(name) LIKE ? ESCAPE '\' OR lower(name_zh) LIKE ? ESCAPE '\') ORDER BY id LIMIT ?`,
		after, Dissolved, Gone, like, like, limit)
}

// PlanNews is a change of an organisation's plan that its own record does not tell yet.
type PlanNews struct {
	Org  string                `db:"id"`
	Plan sqldb.JSON[plan.Plan] `db:"plan"`
	By   string                `db:"plan_by"`
	At   sqldb.Micros          `db:"plan_at"`
}

// PlanNews are some that are waiting to be recorded.
func (h *Host) PlanNews(ctx context.Context, limit int) ([]PlanNews, error) {
	return sqldb.All[PlanNews](ctx, h.db.Read(), `SELECT id, plan, plan_by, plan_at FROM {o}.organisations
		WHERE plan_by<>'' AND ending NOT IN (?,?) ORDER BY id LIMIT ?`, Dissolved, Gone, limit)
}

// PlanTold notes that a change is recorded; a later one still waits.
func (h *Host) PlanTold(ctx context.Context, n PlanNews) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET plan_by='' WHERE id=? AND plan_at=?`, n.Org, n.At)
		return err
	})
}
