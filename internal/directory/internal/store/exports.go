package store

import (
	"context"
	"errors"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// Export is a row of people_exports.
type Export struct {
	ID     string       `db:"id" json:"id"`
	File   string       `db:"file" json:"file"`
	Format string       `db:"format" json:"format"`
	People int          `db:"people" json:"people"`
	Size   int64        `db:"size" json:"size"`
	MadeBy string       `db:"made_by" json:"-"` // "": by the schedule
	MadeAt sqldb.Micros `db:"made_at" json:"-"`
}

const exportCols = `id, file, format, people, size, made_by, made_at`

// AddExport writes one.
func AddExport(ctx context.Context, q sqldb.Q, e Export) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.people_exports(`+exportCols+`) VALUES(?,?,?,?,?,?,?)`, e.ID, e.File, e.Format, e.People, e.Size, e.MadeBy, e.MadeAt)
	return err
}

// ExportByID finds one. Errors: not_found.
func ExportByID(ctx context.Context, q sqldb.Q, id string) (Export, error) {
	e, err := sqldb.One[Export](ctx, q, `SELECT `+exportCols+` FROM {o}.people_exports WHERE id=?`, id)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return e, err
}

// Exports are all that are kept, newest first: a few of the schedule and of each asker.
func Exports(ctx context.Context, q sqldb.Q, before string, limit int) ([]Export, error) {
	return sqldb.All[Export](ctx, q, `SELECT `+exportCols+` FROM {o}.people_exports WHERE id < ? ORDER BY id DESC LIMIT ?`, before, limit+1)
}

// ExportsBeyond are those of one maker beyond the newest few.
func ExportsBeyond(ctx context.Context, q sqldb.Q, madeBy string, keep int) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.people_exports WHERE made_by=? AND id NOT IN
		(SELECT id FROM {o}.people_exports WHERE made_by=? ORDER BY id DESC LIMIT ?)`, madeBy, madeBy, keep)
}

// ExportsBetween are those made while somebody was here.
func ExportsBetween(ctx context.Context, q sqldb.Q, came, left sqldb.Micros, limit int) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.people_exports WHERE made_at >= ? AND made_at <= ? ORDER BY id LIMIT ?`, came, left, limit)
}

// DropExports removes rows; their files are let go of by the caller.
func DropExports(ctx context.Context, q sqldb.Q, ids []string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.people_exports WHERE id IN {in}`, sqldb.Strings(ids))
	return err
}

// NewestScheduled is when the schedule made its last file; 0: never.
func NewestScheduled(ctx context.Context, q sqldb.Q) (sqldb.Micros, error) {
	return sqldb.One[sqldb.Micros](ctx, q, `SELECT coalesce(max(made_at), 0) FROM {o}.people_exports WHERE made_by=''`)
}

// Schedule is whether a file is made each month, and how many stay.
type Schedule struct {
	Monthly bool `db:"monthly" json:"monthly"`
	Keeps   int  `db:"keeps" json:"keeps"`
}

// ExportSchedule is on until somebody says otherwise.
func ExportSchedule(ctx context.Context, q sqldb.Q) (Schedule, error) {
	s, err := sqldb.One[Schedule](ctx, q, `SELECT monthly, keeps FROM {o}.people_export_schedule WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		return Schedule{Monthly: true, Keeps: 6}, nil
	}
	return s, err
}

// PutExportSchedule replaces it.
func PutExportSchedule(ctx context.Context, q sqldb.Q, s Schedule) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.people_export_schedule(one, monthly, keeps) VALUES(1,?,?)
		ON CONFLICT (one) DO UPDATE SET monthly=excluded.monthly, keeps=excluded.keeps`, s.Monthly, s.Keeps)
	return err
}

// FirstPerson is when the first person was added; 0: there is nobody.
func FirstPerson(ctx context.Context, q sqldb.Q) (sqldb.Micros, error) {
	return sqldb.One[sqldb.Micros](ctx, q, `SELECT coalesce(min(created_at), 0) FROM {o}.people`)
}

// Active are all people who have not left, by name.
func Active(ctx context.Context, q sqldb.Q) ([]Person, error) {
	ps, err := sqldb.All[Person](ctx, q, `SELECT `+personCols+` FROM {o}.people WHERE status='active' ORDER BY sort_name, id`)
	return whole(ctx, q, ps, err)
}
