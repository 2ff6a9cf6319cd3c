package reach

import (
	"context"
	"slices"
	"strconv"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Bounds: each cell is looked at whenever somebody is reached.
const (
	maxCells     = 400
	keptVersions = 50
)

// matrix is a row of reach_matrices.
type matrix struct {
	Version   int64              `db:"version"`
	Cells     sqldb.JSON[[]Cell] `db:"cells"`
	ChangedBy string             `db:"changed_by"`
	ChangedAt sqldb.Micros       `db:"changed_at"`
}

// latest is the matrix that holds; version 0 if none was ever set.
func latest(ctx context.Context, q sqldb.Q) (matrix, error) {
	all, err := versions(ctx, q, 1)
	if err != nil || len(all) == 0 {
		return matrix{}, err
	}
	return all[0], nil
}

// versions are the last so many, latest first.
func versions(ctx context.Context, q sqldb.Q, limit int) ([]matrix, error) {
	return sqldb.All[matrix](ctx, q, `SELECT version, cells, changed_by, changed_at FROM {o}.reach_matrices ORDER BY version DESC LIMIT ?`, limit)
}

// Set puts a matrix in place of the one whose version its author saw; it holds at once.
// Errors: version_conflict, bad fields.
func (m *Module) Set(ctx context.Context, o *org.Org, who org.Who, saw int64, cells []Cell) error {
	cells = slices.DeleteFunc(slices.Clone(cells), func(c Cell) bool { return c.Chat == "" && c.Call == "" && c.Ding == "" })
	if err := check(cells); err != nil {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		had, err := latest(tx.Ctx, tx)
		switch {
		case err != nil:
			return err
		case had.Version != saw:
			return fault.New(fault.Conflict, "version_conflict")
		}
		if err := m.there(tx, cells); err != nil {
			return err
		}
		return put(tx, had, cells, nil)
	})
}

// Restore puts a version back that was there before, as a new one. Errors: not_found.
func (m *Module) Restore(ctx context.Context, o *org.Org, who org.Who, version int64) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := versions(tx.Ctx, tx, keptVersions)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(v matrix) bool { return v.Version == version })
		switch {
		case version == 0 && len(all) > 0: // before there was any
			return put(tx, all[0], []Cell{}, map[string]string{"version": "0"})
		case i < 0:
			return fault.New(fault.NotFound, "not_found")
		}
		return put(tx, all[0], all[i].Cells.V, map[string]string{"version": strconv.FormatInt(version, 10)})
	})
}

func put(tx *org.Tx, had matrix, cells []Cell, note map[string]string) error {
	action := "reach.set"
	if note != nil {
		action = "reach.restore"
	}
	before := append([]Cell{}, had.Cells.V...)
	tx.Record(org.Entry{Action: action, Object: ref.To("organisation", tx.Org.ID), Before: before, After: cells, Note: note})
	tx.Changed(ref.To("organisation", tx.Org.ID))
	err := sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.reach_matrices(version, cells, changed_by, changed_at)`,
		[][]any{{had.Version + 1, sqldb.AsJSON(cells), tx.Who.ID, sqldb.At(tx.Now())}}, "")
	if err != nil {
		return err
	}
	_, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.reach_matrices WHERE version <= ?`, had.Version+1-keptVersions)
	return err
}

// check refuses what is no matrix.
func check(cells []Cell) error {
	var bad fault.Fields
	if len(cells) > maxCells {
		bad.Add("body.cells", "too_many", fault.Args{"max": maxCells})
	}
	seen := map[[2]Class]bool{}
	for i, c := range cells {
		at := "body.cells[" + strconv.Itoa(i) + "]"
		if !c.From.known() || !c.To.known() {
			bad.Add(at, "unknown_object")
		}
		if seen[[2]Class{c.From, c.To}] {
			bad.Add(at, "taken")
		}
		seen[[2]Class{c.From, c.To}] = true
	}
	return bad.Err()
}

func (c Class) known() bool {
	r, isRole := c.role()
	_, isDepartment := c.department()
	return c == everybody || isDepartment || isRole && slices.Contains(authz.Roles, r)
}

// there refuses departments that are not.
func (m *Module) there(tx *org.Tx, cells []Cell) error {
	_, departments := named(cells)
	known, err := m.people.Departments(tx.Ctx, tx, departments)
	for _, d := range departments {
		if _, ok := known[d]; err == nil && !ok {
			err = fault.Bad("body.cells", "unknown_department")
		}
	}
	return err
}
