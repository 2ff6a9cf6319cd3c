package host

import (
	"context"
	"slices"
	"time"

	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/namelike"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
)

// Organisation is what the installation knows of one.
type Organisation struct {
	ID        string                `db:"id" json:"id"`
	Name      string                `db:"name" json:"name"`
	NameZh    string                `db:"name_zh" json:"name_zh"`
	Region    string                `db:"region" json:"region"`
	Language  string                `db:"language" json:"language"`
	Plan      sqldb.JSON[plan.Plan] `db:"plan" json:"-"`
	CreatedAt sqldb.Micros          `db:"created_at" json:"-"`
	Log       string                `db:"log" json:"-"` // name of its log if it came with one

	Kind          string       `db:"kind" json:"-"`   // company, school, government, other
	Nature        string       `db:"nature" json:"-"` // of its business
	VerifiedAt    sqldb.Micros `db:"verified_at" json:"-"`
	VerifiedUntil sqldb.Micros `db:"verified_until" json:"-"`
	Standing      string       `db:"standing" json:"-"` // own, free, held, limited

	Ending   string       `db:"ending" json:"-"` // see [Dissolved]
	EndingBy string       `db:"ending_by" json:"-"`
	EndingAt sqldb.Micros `db:"ending_at" json:"-"`

	RenamedAt sqldb.Micros `db:"renamed_at" json:"-"` // the last time; 0: never
	RenamedBy string       `db:"renamed_by" json:"-"` // who did, until its house has recorded it
	Heard     int64        `db:"heard" json:"-"`      // counts what changes its verification
}

// Verified says whether somebody has looked at its papers lately enough.
func (o Organisation) Verified(now time.Time) bool { return now.Before(o.VerifiedUntil.Time()) }

const orgCols = `id, name, name_zh, region, language, plan, created_at, log, kind, nature, verified_at, verified_until, standing, ending, ending_by, ending_at, renamed_at, renamed_by, heard`

// NewOrganisation is what somebody asks for.
type NewOrganisation struct {
	Name, NameZh, Region, Language string

	Kind   string // default company
	Nature string // of its business
	Own    bool   // of whoever runs the installation
}

func (n NewOrganisation) names() Names { return Names{n.Name, n.NameZh} }

func (o Organisation) names() Names { return Names{o.Name, o.NameZh} }

// Kinds of organisations; each has its own way of being verified (F124).
var Kinds = []string{"company", "school", "government", "other"}

// Check says what is wrong with it and fills in what follows from the region.
func (n *NewOrganisation) Check() error {
	var bad fault.Fields
	n.names().check("body.organisation", &bad)
	d, ok := Regions[n.Region]
	if !ok {
		bad.Add("body.organisation.region", "unknown_choice")
	}
	if n.Language == "" {
		n.Language = d.Language
	}
	if n.Kind == "" {
		n.Kind = Kinds[0]
	}
	if !slices.Contains(Kinds, n.Kind) {
		bad.Add("body.organisation.type", "unknown_choice")
	}
	if len(n.Nature) > 200 {
		bad.Add("body.organisation.nature", "too_long", fault.Args{"max": 200})
	}
	return bad.Err()
}

// CreateOrganisation adds an organisation; the caller makes its keys and house. One
// whose name is like another's is held, and an operator asked. It begins with the first
// plan ([Host.SetFirstPlan]). Errors: invalid with the fields, name_taken among them;
// not_in_plan for a region that the first plan does not have.
func (h *Host) CreateOrganisation(ctx context.Context, n NewOrganisation) (Organisation, error) {
	if err := n.Check(); err != nil {
		return Organisation{}, err
	}
	o := Organisation{ID: id.New(n.Region, h.clock.Now()), Name: n.Name, NameZh: n.NameZh, Region: n.Region,
		Language: n.Language, CreatedAt: h.now(), Kind: n.Kind, Nature: n.Nature}
	err := h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		near, err := nearest(ctx, q, "", n.names().list())
		if err != nil {
			return err
		}
		if near.Outcome == namelike.Block {
			return fault.Bad("body.organisation.name", "name_taken")
		}
		o.Standing = Free
		if n.Own {
			o.Standing = Own
		} else if near.Outcome == namelike.Review {
			o.Standing = Held
		}
		if n.Own { // whoever runs the installation needs no plan of theirs
			return h.register(ctx, q, o, near)
		}
		first, err := h.begins(ctx, q, &o)
		if err != nil {
			return err
		}
		if err := h.register(ctx, q, o, near); err != nil {
			return err
		}
		_, err = sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET plan_name=?, plan_at=? WHERE id=?`, first, o.CreatedAt, o.ID)
		return err
	})
	return o, err
}

// register writes an organisation, its names' keys, and what an operator is asked.
func (h *Host) register(ctx context.Context, q sqldb.Q, o Organisation, near likeness) error {
	if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.organisations(`+orgCols+`, next_due, seen_size, opened) VALUES(?,?,?,?,?,?,?,?,?,?,0,0,?,'','',0,0,'',0,0,0,?)`,
		o.ID, o.Name, o.NameZh, o.Region, o.Language, o.Plan, o.CreatedAt, o.Log, o.Kind, o.Nature, o.Standing, false); err != nil {
		return err
	}
	if err := saveNameKeys(ctx, q, o.ID, o.names().list()); err != nil {
		return err
	}
	if o.Standing != Held {
		return nil
	}
	return h.askLikeness(ctx, q, o, near)
}

func (h *Host) askLikeness(ctx context.Context, q sqldb.Q, o Organisation, near likeness) error {
	now := h.clock.Now()
	return askReview(ctx, q, Review{ID: id.New(o.Region, now), Org: o.ID, Kind: Likeness, Other: near.other, Rule: string(near.Rule),
		Came: sqldb.At(now), Due: sqldb.At(now.Add(h.cfg.ReviewWithin))})
}

// RemoveOrganisation takes back one whose house could not be made.
func (h *Host) RemoveOrganisation(ctx context.Context, orgID string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.organisations WHERE id=?`, orgID)
		return err
	})
}

// Leave takes everybody's way into an organisation whose house is gone for good,
// and its timers. Accounts stay: they may be people elsewhere.
func (h *Host) Leave(ctx context.Context, orgID string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		for _, text := range []string{`DELETE FROM {o}.invitations WHERE org=?`, `DELETE FROM {o}.mail_claims WHERE org=?`, `DELETE FROM {o}.org_picture_bands WHERE org=?`, `DELETE FROM {o}.org_pictures WHERE org=?`, `DELETE FROM {o}.join_links WHERE org=?`, `DELETE FROM {o}.joiners WHERE org=?`,
			`DELETE FROM {o}.recoveries WHERE id IN (SELECT recovery FROM {o}.recovery_approvals WHERE org=?)`, `DELETE FROM {o}.recovery_approvals WHERE org=?`, `DELETE FROM {o}.memberships WHERE org=?`} {
			if _, err := sqldb.Exec(ctx, q, text, orgID); err != nil {
				return err
			}
		}
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET next_due=0, opened=?, ending=?, ending_at=0, verified_until=0 WHERE id=?`, false, Gone, orgID)
		return err
	})
}

// Organisation finds one.
func (h *Host) Organisation(ctx context.Context, orgID string) (Organisation, error) {
	return found(sqldb.One[Organisation](ctx, h.db.Read(), `SELECT `+orgCols+` FROM {o}.organisations WHERE id=?`, orgID))
}

// Organisations are all of them, oldest first.
func (h *Host) Organisations(ctx context.Context) ([]Organisation, error) {
	return Organisations(ctx, h.db.Read())
}

// Organisations are those in an installation's database that somebody else may be
// serving.
func Organisations(ctx context.Context, q sqldb.Q) ([]Organisation, error) {
	return sqldb.All[Organisation](ctx, q, `SELECT `+orgCols+` FROM {o}.organisations ORDER BY id`)
}

// Listed is an organisation with what can be said of it without opening its house.
type Listed struct {
	Organisation
	Open    bool  `db:"opened"`
	Size    int64 `db:"seen_size"` // of its record, when it was last signed
	Members int   `db:"members"`   // who can sign in
}

// List are all organisations, oldest first.
func List(ctx context.Context, q sqldb.Q) ([]Listed, error) {
	return sqldb.All[Listed](ctx, q, `SELECT `+orgCols+`, opened, seen_size,
		(SELECT count(*) FROM {o}.memberships m WHERE m.org = o.id) AS members FROM {o}.organisations o ORDER BY id`)
}

// Checkpointed keeps the last signed head of a house. It never goes back: an
// older head that arrives late is ignored.
func (h *Host) Checkpointed(ctx context.Context, orgID string, size int64, root []byte) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET seen_size=?, seen_root=? WHERE id=? AND seen_size<=?`, size, root, orgID, size)
		return err
	})
}

// Known is the last head told by Checkpointed.
func (h *Host) Known(ctx context.Context, orgID string) (int64, []byte, error) {
	type row struct {
		Size int64  `db:"seen_size"`
		Root []byte `db:"seen_root"`
	}
	r, err := found(sqldb.One[row](ctx, h.db.Read(), `SELECT seen_size, seen_root FROM {o}.organisations WHERE id=?`, orgID))
	return r.Size, r.Root, err
}

// NextDue notes when a house wants to be open.
func (h *Host) NextDue(ctx context.Context, orgID string, at time.Time) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET next_due=? WHERE id=?`, sqldb.At(at), orgID)
		return err
	})
}

// Opened marks a house as open or cleanly closed. A house that the program left
// open without closing may have timers nobody was told of.
func (h *Host) Opened(ctx context.Context, orgID string, open bool) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET opened=? WHERE id=?`, open, orgID)
		return err
	})
}

// WantOpen are the houses with a timer due, or left open by a crash.
func (h *Host) WantOpen(ctx context.Context, crashed bool) ([]string, error) {
	limit := 100
	if crashed {
		limit = 1 << 20 // asked once, at start: all of them
	}
	return sqldb.All[string](ctx, h.db.Read(), `SELECT id FROM {o}.organisations
		WHERE ending<>? AND ((next_due > 0 AND next_due <= ?) OR (opened AND ?)) ORDER BY next_due LIMIT ?`, Dissolved, h.now(), crashed, limit)
}
