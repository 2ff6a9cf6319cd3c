package proof

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// reviewWithin is how long after its end a month should have been signed.
const reviewWithin = 14 * 24 * time.Hour

// Sum is how often something happened in a month, and by which actions.
type Sum struct {
	Kind  string `json:"kind"`
	Count int64  `json:"count"`
	Parts []Part `json:"parts"`
}

// Part is one action of a sum; first times of addresses and devices are parts without
// entries of their own.
type Part struct {
	Action string `json:"action"`
	Count  int64  `json:"count"`
}

// Acting is what one person did in a month, signing in left out.
type Acting struct {
	Person string `json:"person"`
	Count  int64  `json:"count"`
}

// Sums of a month.
type Sums struct {
	Kinds  []Sum    `json:"kinds"`
	Actors []Acting `json:"actors"` // who did most, at most shownActors
}

const shownActors = 50

// kinds say which actions belong to what is reviewed, in the order of the page. An
// action that ends in a dot is the beginning of several.
var kinds = []struct {
	Kind    string
	Actions []string
}{
	{"sign_ins", []string{"account.sign_in"}},
	{"new_addresses", []string{newAddress}},
	{"new_devices", []string{newDevice}},
	{"failed_sign_ins", []string{"account.sign_in_failed", "account.recovery.wrong_code"}},
	{"recoveries", []string{"account.recover", "account.recover_by_operator", "account.reset_password"}},
	{"rights_given", []string{"access.role.give", "access.grant.give", "access.swap.agree"}},
	{"rights_taken", []string{"access.role.take", "access.grant.revoke", "access.grant.end"}},
	{"downloads", []string{"record.export", "record.export_sealed", "retention.copy.take", "directory.export.take"}},
	{"people_added", []string{"directory.person.add", "directory.person.return"}},
	{"people_left", []string{"directory.person.leave"}},
	{"verification", []string{"verification."}},
	{"settings", []string{"access.most.", "retention.period.", "retention.hold.", "directory.mail.", "directory.field.", "plan.", "record.receiver.", "record.key.", "organisation."}},
}

func belongs(action string, to []string) bool {
	return slices.ContainsFunc(to, func(a string) bool { return action == a || strings.HasSuffix(a, ".") && strings.HasPrefix(action, a) })
}

// sumsOf reads a month's counts: as many rows as there were actions and people.
func sumsOf(ctx context.Context, q sqldb.Q, month string) (s Sums, err error) {
	parts, err := sqldb.All[struct {
		Action string `db:"action"`
		Count  int64  `db:"count"`
	}](ctx, q, `SELECT action, CAST(sum(count) AS BIGINT) AS count FROM {o}.record_counts WHERE month=? GROUP BY action ORDER BY action`, month)
	if err != nil {
		return s, err
	}
	for _, k := range kinds {
		sum := Sum{Kind: k.Kind, Parts: []Part{}}
		for _, p := range parts {
			if belongs(p.Action, k.Actions) {
				sum.Count += p.Count
				sum.Parts = append(sum.Parts, Part(p))
			}
		}
		s.Kinds = append(s.Kinds, sum)
	}
	s.Actors = []Acting{}
	rows, err := sqldb.All[struct {
		Person string `db:"actor"`
		Count  int64  `db:"count"`
	}](ctx, q, `SELECT actor, CAST(sum(count) AS BIGINT) AS count FROM {o}.record_counts WHERE month=? AND actor <> '' GROUP BY actor ORDER BY 2 DESC, actor LIMIT ?`, month, shownActors)
	for _, r := range rows {
		s.Actors = append(s.Actors, Acting(r))
	}
	return s, err
}

// digest of the sums is in the entries of the review: whoever has the file can tell.
func (s Sums) digest() (string, error) {
	text, err := json.Marshal(s)
	d := sha256.Sum256(text)
	return hex.EncodeToString(d[:]), err
}

// review is a row of record_reviews.
type review struct {
	Month      string               `db:"month"`
	Version    int64                `db:"version"`
	Sums       sqldb.JSON[Sums]     `db:"sums"`
	Digest     string               `db:"digest"`
	PreparedAt sqldb.Micros         `db:"prepared_at"`
	DueAt      sqldb.Micros         `db:"due_at"`
	Remarks    sqldb.Sealed[string] `db:"remarks"`
	ReviewedBy string               `db:"reviewed_by"`
	ReviewedAt sqldb.Micros         `db:"reviewed_at"`
	SignedBy   string               `db:"signed_by"`
	SignedAt   sqldb.Micros         `db:"signed_at"`
}

const reviewCols = `month, version, sums, digest, prepared_at, due_at, remarks, reviewed_by, reviewed_at, signed_by, signed_at`

func reviewBy(ctx context.Context, q sqldb.Q, month string) (review, error) {
	r, err := sqldb.One[review](ctx, q, `SELECT `+reviewCols+` FROM {o}.record_reviews WHERE month=?`, month)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return r, err
}

func saveReview(ctx context.Context, q sqldb.Q, r review) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.record_reviews(`+reviewCols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (month) DO UPDATE SET
		version=excluded.version, remarks=excluded.remarks, reviewed_by=excluded.reviewed_by, reviewed_at=excluded.reviewed_at,
		signed_by=excluded.signed_by, signed_at=excluded.signed_at`,
		r.Month, r.Version, r.Sums, r.Digest, r.PreparedAt, r.DueAt, r.Remarks, r.ReviewedBy, r.ReviewedAt, r.SignedBy, r.SignedAt)
	return err
}

// prepare opens a review for each month that is over, has entries and has none.
func prepare(tx *org.Tx) error {
	months, err := sqldb.All[string](tx.Ctx, tx, `SELECT DISTINCT month FROM {o}.record_counts WHERE month < ?
		AND month NOT IN (SELECT month FROM {o}.record_reviews) ORDER BY month LIMIT 24`, monthOf(tx.Org, tx.Now()))
	if err != nil {
		return err
	}
	for _, month := range months {
		if err := prepareMonth(tx, month); err != nil {
			return err
		}
	}
	return nil
}

func prepareMonth(tx *org.Tx, month string) error {
	sums, err := sumsOf(tx.Ctx, tx, month)
	if err != nil {
		return err
	}
	digest, err := sums.digest()
	if err != nil {
		return err
	}
	end, err := monthAfter(tx.Org, month)
	if err != nil {
		return err
	}
	r := review{Month: month, Version: 1, Sums: sqldb.AsJSON(sums), Digest: digest, PreparedAt: sqldb.At(tx.Now()), DueAt: sqldb.At(end.Add(reviewWithin))}
	if late := sqldb.At(tx.Now().Add(reviewWithin)); r.DueAt < late && end.Add(48*time.Hour).Before(tx.Now()) {
		r.DueAt = late // a month from before there were reviews
	}
	tx.Record(org.Entry{Action: "record.review.prepare", Object: ref.To("review", month), After: map[string]any{"month": month, "sums": digest}})
	return saveReview(tx.Ctx, tx, r)
}

// Remark says that somebody has looked at a month, and what they think of it; until it is
// signed somebody can look again. Errors: not_found, version_conflict, review_signed, not_in_plan.
func (m *Module) Remark(ctx context.Context, o *org.Org, who org.Who, month string, version int64, remarks string) error {
	return m.review(ctx, o, who, month, version, func(tx *org.Tx, r *review) error {
		r.Remarks, r.ReviewedBy, r.ReviewedAt = sqldb.Seal(strings.TrimSpace(remarks)), who.ID, sqldb.At(tx.Now())
		tx.Record(org.Entry{Action: "record.review.remark", Object: ref.To("review", month), After: map[string]any{"sums": r.Digest, "remarks": r.Remarks.V}})
		return nil
	})
}

// Sign closes a month. Where there are two administrators it is another than who
// reviewed. Errors: not_found, version_conflict, review_signed, review_first,
// review_own, not_in_plan.
func (m *Module) Sign(ctx context.Context, o *org.Org, who org.Who, month string, version int64) error {
	return m.review(ctx, o, who, month, version, func(tx *org.Tx, r *review) error {
		if r.ReviewedBy == "" {
			return fault.New(fault.Conflict, "review_first")
		}
		alone, err := alone(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if r.ReviewedBy == who.ID && !alone {
			return fault.New(fault.Conflict, "review_own")
		}
		r.SignedBy, r.SignedAt = who.ID, sqldb.At(tx.Now())
		tx.Record(org.Entry{Action: "record.review.sign", Object: ref.To("review", month), After: map[string]any{"sums": r.Digest, "reviewed_by": r.ReviewedBy}})
		return nil
	})
}

// alone: the organisation has one administrator, who signs what they reviewed.
func alone(ctx context.Context, q sqldb.Q) (bool, error) {
	n, err := authz.Count(ctx, q, authz.Administrator)
	return n < 2, err
}

func (m *Module) review(ctx context.Context, o *org.Org, who org.Who, month string, version int64, step func(*org.Tx, *review) error) error {
	if err := o.Plan().Allow(plan.RecordReview, 1); err != nil {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		r, err := reviewBy(tx.Ctx, tx, month)
		if err != nil {
			return err
		}
		switch {
		case r.SignedBy != "":
			return fault.New(fault.Conflict, "review_signed")
		case r.Version != version:
			return fault.New(fault.Conflict, "version_conflict")
		}
		r.Version++
		if err := step(tx, &r); err != nil {
			return err
		}
		tx.Changed(ref.To("review", month))
		return saveReview(tx.Ctx, tx, r)
	})
}
