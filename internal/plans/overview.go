package plans

import (
	"context"

	"tramway/internal/org"
	"tramway/internal/overview"
	"tramway/internal/plan"
)

// Overview is whether there is room: full is broken, and nine tenths is soon.
func (m *Module) Overview() []overview.Point {
	return []overview.Point{{Name: "room", Link: "/admin/plan", Look: m.room}}
}

func (m *Module) room(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	state, tightest := overview.Fine, overview.Args(nil)
	for _, what := range []string{plan.Members, plan.Storage} { // two administrators of two are as it should be
		limit, limited := o.Plan().Limits[what]
		if !limited {
			continue
		}
		used, err := m.cfg.Used[what](ctx, o.Read())
		if err != nil {
			return "", nil, err
		}
		switch {
		case used >= limit:
			return overview.Broken, overview.Args{"what": plan.Words(what), "plan": o.Plan().Name}, nil
		case used >= limit-limit/10:
			state, tightest = overview.Better, overview.Args{"what": plan.Words(what), "plan": o.Plan().Name}
		}
	}
	return state, tightest, nil
}
