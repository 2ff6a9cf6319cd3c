package retention

import (
	"context"
	"slices"

	"tramway/internal/keep"
	"tramway/internal/org"
	"tramway/internal/overview"
	"tramway/internal/retention/internal/store"
	"tramway/internal/sqldb"
)

// Evidence is what is shown of keeping and forgetting to whoever audits.
func (m *Module) Evidence() []overview.Point {
	return []overview.Point{
		{Name: "periods", Link: "/admin/data", Look: m.periodsEnd},
		{Name: "copies", Link: "/admin/data?view=people", Look: counted(store.CountCopies)},
		{Name: "erasures", Link: "/admin/data?view=people", Look: counted(store.CountErasures)},
	}
}

// periodsEnd: something ends by itself wherever it may.
func (m *Module) periodsEnd(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	days, err := daysOf(ctx, o.Read())
	if err != nil {
		return "", nil, err
	}
	all := m.used()
	endless := slices.DeleteFunc(slices.Clone(all), func(k keep.Class) bool { return days[k.Name] != 0 })
	return overview.When(len(endless) > 0, overview.Better), overview.Args{"n": len(all) - len(endless), "of": len(all)}, nil
}

// counted: it is there for everybody to use; how often it was is a number.
func counted(count func(context.Context, sqldb.Q) (int, error)) func(context.Context, *org.Org) (overview.State, overview.Args, error) {
	return func(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
		n, err := count(ctx, o.Read())
		return overview.Fine, overview.Args{"n": n}, err
	}
}
