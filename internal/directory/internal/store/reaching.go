package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Standing are the persons directly in departments who have not left.
func Standing(ctx context.Context, q sqldb.Q, departments []string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT DISTINCT p.id FROM {o}.people p JOIN {o}.person_departments d ON d.person=p.id
		WHERE p.status='active' AND d.department IN {in} ORDER BY p.id`, sqldb.Strings(departments))
}

// Reached is where a person is reached.
type Reached struct {
	ID    string  `db:"id"`
	Email *string `db:"email"`
	Phone *string `db:"phone"`
}

// Reach says it of those of some persons who have not left.
func Reach(ctx context.Context, q sqldb.Q, ids []string) ([]Reached, error) {
	return sqldb.All[Reached](ctx, q, `SELECT id, email, phone FROM {o}.people WHERE status='active' AND id IN {in}`, sqldb.Strings(ids))
}

// Contacted are who has not left and is reached by an address or a number.
func Contacted(ctx context.Context, q sqldb.Q, mails, phones []string) ([]Reached, error) {
	return sqldb.All[Reached](ctx, q, `SELECT id, email, phone FROM {o}.people WHERE status='active' AND (email IN {in} OR phone IN {in}) ORDER BY id`,
		sqldb.Strings(mails), sqldb.Strings(phones))
}
