package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

// roomFor says whether the plan has room for so many more. An import that was let in
// is counted whole from then on, so it never stops in the middle for want of room.
// Errors: plan_limit.
func roomFor(ctx context.Context, q sqldb.Q, o *org.Org, more int) error {
	p := o.Plan()
	if _, limited := p.Limits[plan.Members]; !limited {
		return nil
	}
	n, err := Members(ctx, q)
	if err != nil {
		return err
	}
	coming, err := store.Coming(ctx, q)
	if err != nil {
		return err
	}
	return p.Allow(plan.Members, n+coming+int64(more))
}

// Members are the people who have not left.
func Members(ctx context.Context, q sqldb.Q) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.people WHERE status='active'`)
}
