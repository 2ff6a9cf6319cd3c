package store

import (
	"context"

	"tramway/internal/sqldb"
)

// ViewLimits are those that an organisation has set, by kind.
func ViewLimits(ctx context.Context, q sqldb.Q) (map[string]int, error) {
	type row struct {
		Kind   string `db:"kind"`
		People int    `db:"people"`
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT kind, people FROM {o}.view_limits`)
	out := map[string]int{}
	for _, r := range rows {
		out[r.Kind] = r.People
	}
	return out, err
}

// PutViewLimit sets one.
func PutViewLimit(ctx context.Context, q sqldb.Q, kind string, people int) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.view_limits(kind, people) VALUES(?,?) ON CONFLICT (kind) DO UPDATE SET people=excluded.people`, kind, people)
	return err
}

// Viewed is what one node has seen of somebody's looking in an hour.
type Viewed struct {
	Viewer string `db:"viewer"`
	Kind   string `db:"kind"`
	Node   string `db:"node"`
	Hour   int64  `db:"hour"`
	People int    `db:"people"`
	Sketch []byte `db:"sketch"`
	Told   bool   `db:"told"`
}

// ViewedBy is what all nodes have told of somebody's looking in an hour.
func ViewedBy(ctx context.Context, q sqldb.Q, viewer, kind string, hour int64) ([]Viewed, error) {
	return sqldb.All[Viewed](ctx, q, `SELECT viewer, kind, node, hour, people, sketch, told FROM {o}.view_counts WHERE viewer=? AND kind=? AND hour=?`, viewer, kind, hour)
}

// SaveViewed writes what a node has seen, and forgets all hours before.
func SaveViewed(ctx context.Context, q sqldb.Q, v Viewed) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.view_counts WHERE hour < ?`, v.Hour); err != nil {
		return err
	}
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.view_counts(viewer, kind, node, hour, people, sketch, told) VALUES(?,?,?,?,?,?,?)
		ON CONFLICT (viewer, kind, node) DO UPDATE SET hour=excluded.hour, people=excluded.people, sketch=excluded.sketch, told=excluded.told`,
		v.Viewer, v.Kind, v.Node, v.Hour, v.People, v.Sketch, v.Told)
	return err
}
