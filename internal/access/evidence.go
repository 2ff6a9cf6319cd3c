package access

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/org"
	"tramway/internal/overview"
)

// Evidence is what rights show of themselves to whoever audits.
func (m *Module) Evidence() []overview.Point {
	return []overview.Point{
		{Name: "second_factor", Link: "/admin/roles", Look: m.allGuarded},
		{Name: "timed_grants", Link: "/admin/roles?view=grants", Look: grantsEnd},
	}
}

func (m *Module) allGuarded(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	all, err := authz.Administrators(ctx, o.Read())
	if err != nil {
		return "", nil, err
	}
	there, err := m.ways.Guarded(ctx, o.ID, all)
	return overview.When(len(there) < len(all), overview.Better), overview.Args{"n": len(there), "of": len(all)}, err
}

func grantsEnd(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	n, err := authz.Endless(ctx, o.Read())
	return overview.When(n > 0, overview.Better), overview.Args{"n": n}, err
}
