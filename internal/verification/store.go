package verification

import (
	"context"
	"errors"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/sqldb"
)

// States of an attempt.
const (
	draft     = "draft"
	submitted = "submitted"
	approved  = host.ReviewApproved
	refused   = host.ReviewRefused
	withdrawn = host.ReviewWithdrawn
)

// attempt is a row of verifications.
type attempt struct {
	ID          string                `db:"id"`
	State       string                `db:"state"`
	Version     int64                 `db:"version"`
	Numbers     sqldb.Sealed[Numbers] `db:"numbers"`
	Contact     string                `db:"contact"`
	Appeal      sqldb.Sealed[string]  `db:"appeal"`
	SubmittedAt sqldb.Micros          `db:"submitted_at"`
	SubmittedBy string                `db:"submitted_by"`
	DecidedAt   sqldb.Micros          `db:"decided_at"`
	DecidedBy   string                `db:"decided_by"`
	Reason      string                `db:"reason"`
	Note        sqldb.Sealed[string]  `db:"note"`
	ValidUntil  sqldb.Micros          `db:"valid_until"`
}

const attemptCols = `id, state, version, numbers, contact, appeal, submitted_at, submitted_by, decided_at, decided_by, reason, note, valid_until`

// latest is the attempt that counts now; the zero one if there was none.
func latest(ctx context.Context, q sqldb.Q) (attempt, error) {
	a, err := sqldb.One[attempt](ctx, q, `SELECT `+attemptCols+` FROM {o}.verifications ORDER BY id DESC LIMIT 1`)
	if errors.Is(err, sqldb.ErrNone) {
		err = nil
	}
	return a, err
}

func byID(ctx context.Context, q sqldb.Q, id string) (attempt, error) {
	a, err := sqldb.One[attempt](ctx, q, `SELECT `+attemptCols+` FROM {o}.verifications WHERE id=?`, id)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return a, err
}

func save(ctx context.Context, q sqldb.Q, a attempt) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.verifications(`+attemptCols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET state=excluded.state, version=excluded.version, numbers=excluded.numbers, contact=excluded.contact,
		appeal=excluded.appeal, submitted_at=excluded.submitted_at, submitted_by=excluded.submitted_by, decided_at=excluded.decided_at,
		decided_by=excluded.decided_by, reason=excluded.reason, note=excluded.note, valid_until=excluded.valid_until`,
		a.ID, a.State, a.Version, a.Numbers, a.Contact, a.Appeal, a.SubmittedAt, a.SubmittedBy, a.DecidedAt, a.DecidedBy, a.Reason, a.Note, a.ValidUntil)
	return err
}

// paper is a row of verification_papers.
type paper struct {
	Kind    string       `db:"kind"`
	File    string       `db:"file"`
	Name    string       `db:"name"`
	Size    int64        `db:"size"`
	AddedAt sqldb.Micros `db:"added_at"`
}

func papersOf(ctx context.Context, q sqldb.Q, attemptID string) ([]paper, error) {
	return sqldb.All[paper](ctx, q, `SELECT kind, file, name, size, added_at FROM {o}.verification_papers WHERE verification=? ORDER BY kind`, attemptID)
}

func paperOf(ctx context.Context, q sqldb.Q, attemptID, kind string) (paper, error) {
	p, err := sqldb.One[paper](ctx, q, `SELECT kind, file, name, size, added_at FROM {o}.verification_papers WHERE verification=? AND kind=?`, attemptID, kind)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return p, err
}

func savePaper(ctx context.Context, q sqldb.Q, attemptID string, p paper) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.verification_papers(verification, kind, file, name, size, added_at) VALUES(?,?,?,?,?,?)
		ON CONFLICT (verification, kind) DO UPDATE SET file=excluded.file, name=excluded.name, size=excluded.size, added_at=excluded.added_at`,
		attemptID, p.Kind, p.File, p.Name, p.Size, p.AddedAt)
	return err
}

func removePaper(ctx context.Context, q sqldb.Q, attemptID, kind string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.verification_papers WHERE verification=? AND kind=?`, attemptID, kind)
	return err
}
