package host

import (
	"context"
	"time"

	"tramway/internal/fault"
	"tramway/internal/namelike"
	"tramway/internal/sqldb"
)

// Renaming is a change of an organisation's name that its own record does not tell yet.
type Renaming struct {
	Org       string       `db:"id"`
	Name      string       `db:"name"`
	NameZh    string       `db:"name_zh"`
	WasName   string       `db:"was_name"`
	WasNameZh string       `db:"was_name_zh"`
	By        string       `db:"renamed_by"` // person
	At        sqldb.Micros `db:"renamed_at"`
}

// renamedRule is why an operator is asked about a name that is like no other: the
// organisation posed as another under the one it had.
const renamedRule = "renamed"

// Rename gives an organisation other names, which are checked as at its founding and
// hold everywhere at once; what somebody verified was the old one. changed is false for
// the names it has. Errors: invalid with the fields, name_taken among them;
// version_conflict while an earlier change is not recorded; not_found.
func (h *Host) Rename(ctx context.Context, by, orgID string, n Names) (changed bool, err error) {
	var bad fault.Fields
	n.check("body", &bad)
	if err := bad.Err(); err != nil {
		return false, err
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		o, err := found(sqldb.One[Organisation](ctx, q, `SELECT `+orgCols+` FROM {o}.organisations WHERE id=? AND ending NOT IN (?,?)`, orgID, Dissolved, Gone))
		if changed = o.names() != n; err != nil || !changed {
			return err
		}
		return h.rename(ctx, q, by, o, n)
	})
	return changed, err
}

func (h *Host) rename(ctx context.Context, q sqldb.Q, by string, o Organisation, n Names) error {
	near, err := nearest(ctx, q, o.ID, n.list())
	if err != nil {
		return err
	}
	if near.Outcome == namelike.Block {
		return fault.Bad("body.name", "name_taken")
	}
	done, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET name=?, name_zh=?, standing=?, verified_until=0, heard=heard+1, renamed_by=?, renamed_at=?,
		was_name=?, was_name_zh=? WHERE id=? AND renamed_by=''`, n.Name, n.NameZh, standingAs(o.Standing, near), by, h.now(), o.Name, o.NameZh, o.ID)
	if err == nil && done == 0 {
		err = fault.New(fault.Conflict, "version_conflict")
	}
	if err != nil {
		return err
	}
	if err := saveNameKeys(ctx, q, o.ID, n.list()); err != nil {
		return err
	}
	return h.askAnew(ctx, q, o, near)
}

// standingAs is how an organisation stands under another name. One that was found to
// pose as another stays limited until an operator has looked.
func standingAs(before string, near likeness) string {
	switch {
	case before == Own || before == Limited:
		return before
	case near.Outcome == namelike.Review:
		return Held
	}
	return Free
}

// askAnew puts the new name before the operators instead of the old one, if it needs
// that.
func (h *Host) askAnew(ctx context.Context, q sqldb.Q, o Organisation, near likeness) error {
	if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.reviews SET decided_at=?, outcome=? WHERE org=? AND kind=? AND decided_at=0`,
		h.now(), ReviewWithdrawn, o.ID, Likeness); err != nil {
		return err
	}
	if near.Outcome != namelike.Review {
		near.Rule = renamedRule
	}
	if standing := standingAs(o.Standing, near); standing == Own || standing == Free {
		return nil
	}
	return h.askLikeness(ctx, q, o, near)
}

// Renamings are some that are waiting to be recorded: those from before a moment, as
// whoever renamed records it first.
func (h *Host) Renamings(ctx context.Context, before time.Time, limit int) ([]Renaming, error) {
	return sqldb.All[Renaming](ctx, h.db.Read(), renamingQuery+` WHERE renamed_by<>'' AND renamed_at<? AND ending NOT IN (?,?) ORDER BY renamed_at LIMIT ?`,
		sqldb.At(before), Dissolved, Gone, limit)
}

// Renaming is the one of an organisation that waits. Errors: not_found.
func (h *Host) Renaming(ctx context.Context, orgID string) (Renaming, error) {
	return found(sqldb.One[Renaming](ctx, h.db.Read(), renamingQuery+` WHERE renamed_by<>'' AND id=?`, orgID))
}

const renamingQuery = `SELECT id, name, name_zh, was_name, was_name_zh, renamed_by, renamed_at FROM {o}.organisations`

// RenamingTold notes that a change is recorded.
func (h *Host) RenamingTold(ctx context.Context, r Renaming) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET renamed_by='', heard=heard+1 WHERE id=? AND renamed_at=?`, r.Org, r.At)
		return err
	})
}
