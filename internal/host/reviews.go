package host

import (
	"context"
	"time"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// ReviewKind says what an operator is asked.
type ReviewKind string

// The kinds of reviews.
const (
	Verification   ReviewKind = "verification"    // are these papers this organisation's?
	Appeal         ReviewKind = "appeal"          // the same, after a refusal
	Likeness       ReviewKind = "likeness"        // may this name stand beside that one?
	SamePicture    ReviewKind = "picture"         // and this picture, with it?
	Report         ReviewKind = "report"          // does this organisation pose as that one?
	StandingAppeal ReviewKind = "standing_appeal" // it is limited, and says that this is wrong
	Ending         ReviewKind = "ending"          // its only administrator wants it dissolved
	EndingAppeal   ReviewKind = "ending_appeal"   // it was dissolved, and somebody wants it back
)

// Review waits for an operator, or was decided.
type Review struct {
	ID           string       `db:"id"` // of the attempt in the house, if there is one
	Org          string       `db:"org"`
	Name         string       `db:"name"`
	NameZh       string       `db:"name_zh"`
	Region       string       `db:"region"`
	Kind         ReviewKind   `db:"kind"`
	Other        string       `db:"other"` // organisation it resembles
	OtherName    string       `db:"other_name"`
	Rule         string       `db:"rule"`
	Picture      string       `db:"picture"` // how it shows itself now; "": by none
	OtherPicture string       `db:"other_picture"`
	Came         sqldb.Micros `db:"came_at"`
	Due          sqldb.Micros `db:"due_at"`
	Decided      sqldb.Micros `db:"decided_at"`
	Outcome      string       `db:"outcome"`
	Operator     string       `db:"operator"`

	Said sqldb.Sealed[string] `db:"said"` // to whoever asked, where no house says it
}

// Outcomes of a review.
const (
	ReviewApproved  = "approved"
	ReviewRefused   = "refused"
	ReviewWithdrawn = "withdrawn"
)

const reviewQuery = `SELECT r.id, r.org, o.name, o.name_zh, o.region, r.kind, r.other,
	coalesce((SELECT CASE WHEN p.name='' THEN p.name_zh ELSE p.name END FROM {o}.organisations p WHERE p.id=r.other), '') AS other_name,
	coalesce((SELECT file FROM {o}.org_pictures s WHERE s.org=r.org), '') AS picture, coalesce((SELECT file FROM {o}.org_pictures s WHERE s.org=r.other), '') AS other_picture,
	r.rule, r.came_at, r.due_at, r.decided_at, r.outcome, r.operator, r.said FROM {o}.reviews r JOIN {o}.organisations o ON o.id=r.org`

// AskReview puts something before the operators; asked again with the same id it
// changes nothing, so a house may tell it as often as it likes.
func (h *Host) AskReview(ctx context.Context, r Review) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error { return askReview(ctx, q, r) })
}

func askReview(ctx context.Context, q sqldb.Q, r Review) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.reviews(id, org, kind, other, rule, came_at, due_at, decided_at, outcome, operator)
		VALUES(?,?,?,?,?,?,?,0,'','') ON CONFLICT DO NOTHING`, r.ID, r.Org, r.Kind, r.Other, r.Rule, r.Came, r.Due)
	return err
}

// Answer keeps what an operator says to whoever asked; nothing that is decided changes.
func (h *Host) Answer(ctx context.Context, reviewID, said string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.reviews SET said=? WHERE id=? AND decided_at=0`, sqldb.Seal(said), reviewID)
		return err
	})
}

// EndReview notes how a review ended; the first ending counts.
func (h *Host) EndReview(ctx context.Context, reviewID, outcome, operator string, at time.Time) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.reviews SET decided_at=?, outcome=?, operator=? WHERE id=? AND decided_at=0`,
			sqldb.At(at), outcome, operator, reviewID)
		return err
	})
}

// Waiting are the reviews nobody has decided, the most urgent first; after is the
// last one already seen.
func (h *Host) Waiting(ctx context.Context, after Review, limit int) ([]Review, error) {
	return sqldb.All[Review](ctx, h.db.Read(), reviewQuery+` WHERE r.decided_at=0 AND (r.due_at, r.id) > (?, ?)
		ORDER BY r.due_at, r.id LIMIT ?`, after.Due, after.ID, limit)
}

// Overdue is how many reviews nobody has decided though somebody should have looked by
// now (F109).
func (h *Host) Overdue(ctx context.Context) (int64, error) {
	return sqldb.One[int64](ctx, h.db.Read(), `SELECT count(*) FROM {o}.reviews WHERE decided_at=0 AND due_at<?`, h.now())
}

// Review finds one.
func (h *Host) Review(ctx context.Context, reviewID string) (Review, error) {
	return found(sqldb.One[Review](ctx, h.db.Read(), reviewQuery+` WHERE r.id=?`, reviewID))
}

// MedianReview is how long the last hundred decided verifications waited; ok is false
// if there is none (F116).
func (h *Host) MedianReview(ctx context.Context) (wait time.Duration, ok bool, err error) {
	all, err := sqldb.All[int64](ctx, h.db.Read(), `SELECT waited FROM (SELECT decided_at-came_at AS waited FROM {o}.reviews
		WHERE decided_at>0 AND outcome<>? AND kind IN (?,?) ORDER BY decided_at DESC LIMIT 100) last ORDER BY waited`, ReviewWithdrawn, Verification, Appeal)
	if err != nil || len(all) == 0 {
		return 0, false, err
	}
	return time.Duration(all[len(all)/2]) * time.Microsecond, true, nil
}

// Standings of an organisation.
const (
	Own     = "own"     // of whoever runs the installation: nothing to prove
	Free    = "free"    //
	Held    = "held"    // its name is like another's, and nobody has decided yet
	Limited = "limited" // found to pose as another: nobody outside is reached from it
)

// SetStanding changes how an organisation stands.
func (h *Host) SetStanding(ctx context.Context, orgID, standing string) error {
	return h.change(ctx, `UPDATE {o}.organisations SET standing=? WHERE id=?`, standing, orgID)
}

// SetVerified says until when an organisation is verified; zero: it is not. o is as it was
// before its house was asked: a house that has not heard of the name says nothing about
// it. Errors: version_conflict if somebody else told what they had asked meanwhile, or
// the name changed: the house is to be asked again.
func (h *Host) SetVerified(ctx context.Context, o Organisation, at, until time.Time) error {
	if o.RenamedBy != "" {
		return nil
	}
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET verified_at=CASE WHEN CAST(? AS BIGINT)=0 THEN verified_at ELSE ? END,
			verified_until=?, heard=heard+1 WHERE id=? AND heard=?`, sqldb.At(at), sqldb.At(at), sqldb.At(until), o.ID, o.Heard)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, "version_conflict")
		}
		return err
	})
}

func (h *Host) change(ctx context.Context, text string, args ...any) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.Exec(ctx, q, text, args...)
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound, "not_found")
		}
		return err
	})
}

// Certified says whether an organisation is verified now.
func (h *Host) Certified(ctx context.Context, orgID string) (bool, error) {
	o, err := h.Organisation(ctx, orgID)
	return o.Verified(h.clock.Now()), err
}

// Poses says whether an operator found that an organisation poses as another (F122).
func (h *Host) Poses(ctx context.Context, orgID string) (bool, error) {
	o, err := h.Organisation(ctx, orgID)
	return o.Standing == Limited, err
}

// Proved says whether an organisation has nothing left to prove: it is verified, or
// that of whoever runs the installation. Until then some functions are limited (F136).
func (h *Host) Proved(ctx context.Context, orgID string) (bool, error) {
	o, err := h.Organisation(ctx, orgID)
	return o.Standing == Own || o.Standing != Limited && o.Verified(h.clock.Now()), err
}
