package proof

import (
	"context"

	"tramway/internal/org"
	"tramway/internal/overview"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

// Overview are the points that the record knows of.
func (m *Module) Overview() []overview.Point {
	return []overview.Point{
		{Name: "receivers", Link: "/admin/record/receivers", Look: receiversThere},
		{Name: "reviews", Link: "/admin/record/reviews", Look: reviewsInTime},
	}
}

func receiversThere(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	all, err := receivers(ctx, o.Read())
	if err != nil || len(all) == 0 && o.Plan().Allow(plan.RecordSend, 1) != nil {
		return "", nil, err
	}
	for _, r := range all {
		if r.Failure != "" {
			return overview.Broken, overview.Args{"name": r.Settings.V.Name}, nil
		}
	}
	return overview.When(len(all) == 0, overview.Better), nil, nil
}

func reviewsInTime(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	if o.Plan().Allow(plan.RecordReview, 1) != nil {
		return "", nil, nil
	}
	late, err := sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.record_reviews WHERE signed_at=0 AND due_at < ?`, sqldb.At(o.Now()))
	if late > 0 {
		return overview.Broken, overview.Args{"n": late}, err
	}
	return overview.Fine, nil, err
}
