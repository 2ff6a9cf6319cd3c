package announce

import (
	"context"

	"tramway/internal/announce/internal/store"
	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// Policy is a policy as those see it who build on its having been told.
type Policy struct {
	ID               string
	Label            string // of its newest version: 1.0
	TitleEn, TitleZh string
	EffectiveOn      string // 2026-11-22
	Version          int    // the newest
	Needed           int    // the version that has to be confirmed
	InForce          bool   // published, and not withdrawn
}

// PolicyOf is one of them. Errors: not_found.
func PolicyOf(ctx context.Context, q sqldb.Q, id string, now sqldb.Micros) (Policy, error) {
	a, err := store.ByID(ctx, q, id)
	if err == nil && (!a.Policy || a.Version == 0) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return Policy{}, err
	}
	all, err := policies(ctx, q, now, []store.Announcement{a})
	if err != nil {
		return Policy{}, err
	}
	return all[0], nil
}

// Policies are those in force, newest first, at most 100.
func Policies(ctx context.Context, q sqldb.Q, now sqldb.Micros) ([]Policy, error) {
	rows, err := store.Policies(ctx, q, now, 100)
	if err != nil {
		return nil, err
	}
	return policies(ctx, q, now, rows)
}

func policies(ctx context.Context, q sqldb.Q, now sqldb.Micros, rows []store.Announcement) ([]Policy, error) {
	ids := make([]string, len(rows))
	for i, a := range rows {
		ids[i] = a.ID
	}
	newest, err := store.Newest(ctx, q, ids)
	out := make([]Policy, len(rows))
	for i, a := range rows {
		v := newest[a.ID]
		out[i] = Policy{ID: a.ID, Label: v.Label, TitleEn: v.Content.V.En.Title, TitleZh: v.Content.V.Zh.Title, EffectiveOn: v.Content.V.EffectiveOn,
			Version: v.Number, Needed: a.Needed, InForce: a.InForce(now)}
	}
	return out, err
}
