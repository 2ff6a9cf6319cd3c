package retention

import (
	"context"
	"slices"

	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/retention/internal/store"
	"tramway/internal/sqldb"
)

// Life is retention's own share: its requests, and those whose time after leaving is
// over, who are then forgotten as if somebody had asked.
func (m *Module) Life() life.Parts {
	requests := []string{"holds", "copies", "erasures"}
	return life.Parts{
		Copies: []life.Copy{{Table: "copies", Where: "person = ?"}, {Table: "erasures", Where: "person = ?"}},
		Purges: []life.Purge{
			{Class: "employment", Due: m.leaversDue, Step: m.forgetLeavers},
			{Class: "request", Tables: requests, Due: requestsDue, Step: func(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
				if len(held) > 0 { // what was asked about somebody held is part of their matter
					return 0, nil
				}
				return store.DropOld(tx.Ctx, tx, before, limit)
			}},
		},
		Others: []life.Other{{Tables: []string{"retention_periods"}, By: "house"}, {Tables: org.Tidied, By: "upkeep"}},
	}
}

func requestsDue(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (d life.Due, err error) {
	if len(held) > 0 {
		return d, nil
	}
	if d.Rows, err = store.CountOld(ctx, o.Read(), before); err != nil {
		return d, err
	}
	d.At, err = store.Oldest(ctx, o.Read())
	return d, err
}

const forever = sqldb.Micros(1 << 62)

func (m *Module) leaversDue(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (d life.Due, err error) {
	due, err := m.leavers(ctx, o.Read(), before, held)
	if err != nil {
		return d, err
	}
	d.Rows = int64(len(due))
	first, err := m.people.LeftBefore(ctx, o.Read(), forever, 1)
	if len(first) == 1 {
		d.At = first[0].LeftAt
	}
	return d, err
}

// leavers are those whose time is over and who are not being forgotten yet.
func (m *Module) leavers(ctx context.Context, q sqldb.Q, before sqldb.Micros, held []string) ([]string, error) {
	all, err := m.people.LeftBefore(ctx, q, before, stepRows)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	begun, err := store.ErasuresOf(ctx, q, ids)
	return slices.DeleteFunc(ids, func(id string) bool {
		return slices.Contains(held, id) || begun[id].ID != "" && begun[id].State != "done"
	}), err
}

func (m *Module) forgetLeavers(tx *org.Tx, before sqldb.Micros, held []string, _ int) (int, error) {
	due, err := m.leavers(tx.Ctx, tx, before, held)
	for _, id := range due {
		if err == nil {
			err = begin(tx, id, "", false)
		}
	}
	return len(due), err
}
