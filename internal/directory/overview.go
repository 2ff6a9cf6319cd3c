package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/org"
	"tramway/internal/overview"
	"tramway/internal/sqldb"
)

// Overview are the points that the directory knows of.
func (m *Module) Overview() []overview.Point {
	return []overview.Point{
		{Name: "mail_domains", Link: "/admin/people", Look: ownDomains},
		{Name: "monthly_file", Link: "/admin/downloads", Look: monthlyFile},
	}
}

func ownDomains(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	own, err := store.MailDomains(ctx, o.Read())
	return overview.When(len(own) == 0, overview.Better), nil, err
}

// monthlyFile: a file of people and chart newer than 31 days is there.
func monthlyFile(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	n, err := sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.people_exports WHERE made_at > ?`, sqldb.At(o.Now().Add(-exportStale)))
	return overview.When(n == 0, overview.Better), nil, err
}

// Evidence is what the directory shows of itself to whoever audits.
func (m *Module) Evidence() []overview.Point {
	return []overview.Point{
		{Name: "accounts", Link: "/admin/people", Look: counted("active")},
		{Name: "leavers", Link: "/admin/data?view=people", Look: counted("left")},
	}
}

func counted(status string) func(context.Context, *org.Org) (overview.State, overview.Args, error) {
	return func(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
		n, err := sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.people WHERE status=?`, status)
		return overview.Fine, overview.Args{"n": n}, err
	}
}
