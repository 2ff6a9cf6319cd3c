package org

import (
	"context"

	"tramway/internal/sqldb"
)

// Change says that an object changed or went away; Kind is changed or deleted.
type Change struct {
	Seq  int64  `db:"seq"`
	Ref  string `db:"ref"`
	Kind string `db:"kind"`
}

// Changes are the latest changes of all objects after since, oldest first. Who
// may see which is the caller's question.
func (o *Org) Changes(ctx context.Context, since int64, limit int) ([]Change, error) {
	return sqldb.All[Change](ctx, o.Read(), `SELECT seq, ref, kind FROM {o}.changes WHERE seq > ? ORDER BY seq LIMIT ?`, since, limit)
}
