package host

import (
	"context"

	"tramway/internal/sqldb"
)

// moot are reviews about an ending that is no longer so: a wish that was taken back,
// agreed to by somebody else or lapsed, and an appeal of what is open again or gone.
const moot = `decided_at=0 AND (kind=? AND org IN (SELECT id FROM {o}.organisations WHERE ending<>?)
	OR kind=? AND org IN (SELECT id FROM {o}.organisations WHERE ending<>?))`

func mootArgs() []any { return []any{Ending, EndingAsked, EndingAppeal, Dissolved} }

// EndMoot takes what is moot from before the operators. Left there it could not be
// decided, and would agree to the next wish in place of a second administrator. except
// is the review that an operator decides just now; "": none.
func (h *Host) EndMoot(ctx context.Context, except string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error { return h.endMoot(ctx, q, except) })
}

func (h *Host) endMoot(ctx context.Context, q sqldb.Q, except string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.reviews SET decided_at=?, outcome=? WHERE id<>? AND `+moot,
		append([]any{h.now(), ReviewWithdrawn, except}, mootArgs()...)...)
	return err
}
