package proof

import (
	"context"
	"time"

	"tramway/internal/org"
	"tramway/internal/overview"
)

// Evidence is what the record shows of itself to whoever audits.
func (m *Module) Evidence() []overview.Point {
	return []overview.Point{{Name: "record", Link: "/admin/record", Look: sealed}}
}

// sealed: everything that happened is under a signed head that anybody can check.
func sealed(ctx context.Context, o *org.Org) (overview.State, overview.Args, error) {
	_, at, head, err := o.Checkpoint(ctx)
	if err != nil || at == 0 {
		return overview.Better, nil, err
	}
	return overview.Fine, overview.Args{"n": head.Size, "at": at.Time().In(o.Zone()).Format(time.DateTime)}, nil
}
