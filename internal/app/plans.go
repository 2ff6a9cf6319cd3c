package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"tramway/internal/authz"
	"tramway/internal/backup"
	"tramway/internal/directory"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/plans"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// used says how much there is of what a plan limits.
var used = map[string]plans.Used{
	plan.Members: directory.Members,
	plan.Storage: org.StoredBytes,
	plan.Administrators: func(ctx context.Context, q sqldb.Q) (int64, error) {
		n, err := authz.Count(ctx, q, authz.Administrator)
		return int64(n), err
	},
}

// renew makes plans, names and standings count in open houses as the installation has
// them now, and has the pages that show them look again. One at a time, so that what was
// read before a change never overwrites it.
func (a *App) renew(ctx context.Context, orgs []string) error {
	a.renewing.Lock()
	defer a.renewing.Unlock()
	open := a.Registry.Opened()
	orgs = slices.DeleteFunc(slices.Clone(orgs), func(id string) bool { return !slices.Contains(open, id) })
	if len(orgs) == 0 {
		return nil
	}
	all, err := a.Host.TermsOf(ctx, orgs)
	for id, t := range all {
		if a.Registry.Renew(id, org.Terms{Plan: t.Plan, Names: org.Names(t.Names), Limited: t.Limited}) {
			a.door.TellAll(id, map[string]string{"t": "changed", "ref": ref.To("organisation", id).String()})
		}
	}
	return err
}

// keepTerms takes up what another node or a command at the machine changed.
func (a *App) keepTerms(ctx context.Context) error {
	return errors.Join(a.renew(ctx, a.Registry.Opened()), a.plans.Tell(ctx), a.papers.TellNames(ctx))
}

// ListPlans are the plans on offer in the installation that cfg names.
func ListPlans(ctx context.Context, cfg Config) (out []host.Offered, err error) {
	err = home(ctx, cfg, func(h backup.Home) error {
		out, err = host.Plans(ctx, h.Host.Read())
		return err
	})
	return out, err
}

// SetPlan gives an organisation a plan, "" for everything; a program that serves it
// takes that up within a second and records it.
func SetPlan(ctx context.Context, cfg Config, orgID, name string) error {
	return home(ctx, cfg, func(h backup.Home) error {
		return h.Host.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
			_, err := host.GivePlan(ctx, q, plans.Command, orgID, name, time.Now())
			return err
		})
	})
}
