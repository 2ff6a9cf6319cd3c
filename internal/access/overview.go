package access

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/org"
	"tramway/internal/overview"
)

// Overview are the points that rights know of.
func (m *Module) Overview() []overview.Point {
	return []overview.Point{
		{Name: "administrators", Link: "/admin/roles", Look: twoThere},
		{Name: "reachable", Link: "/me", Look: m.someReachable},
	}
}

// twoThere: one administrator who is ill leaves an organisation without any.
func twoThere(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	n, err := authz.Count(ctx, o.Read(), authz.Administrator)
	return overview.When(n < 2, overview.Better), nil, err
}

// someReachable: without a Hong Kong mobile a locked-out administrator has only the
// installation's operator.
func (m *Module) someReachable(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	if o.Region != "hk" {
		return "", nil, nil
	}
	all, err := authz.Administrators(ctx, o.Read())
	if err != nil {
		return "", nil, err
	}
	there, err := m.ways.Reachable(ctx, o.ID, all)
	return overview.When(len(there) == 0, overview.Better), nil, err
}
