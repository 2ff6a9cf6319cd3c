package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Import is a row of imports.
type Import struct {
	ID        string                        `db:"id"`
	FileName  string                        `db:"file_name"`
	Format    string                        `db:"format"`
	Digest    string                        `db:"digest"`
	State     string                        `db:"state"`
	Mapping   sqldb.JSON[map[string]string] `db:"mapping"`
	Content   sqldb.Sealed[Sheet]           `db:"content"`
	Report    sqldb.JSON[Report]            `db:"report"`
	Undo      sqldb.Sealed[Undo]            `db:"undo"`
	Position  int                           `db:"position"`
	CreatedBy string                        `db:"created_by"`
	CreatedAt sqldb.Micros                  `db:"created_at"`
	AppliedAt sqldb.Micros                  `db:"applied_at"`
}

// Sheet is a file's rows; Header may be empty texts.
type Sheet struct {
	Header []string   `json:"header"`
	Rows   [][]string `json:"rows"`
	First  int        `json:"first"` // number of the first row in the file, for messages
}

// Report is what a dry run found.
type Report struct {
	Create         int      `json:"create"`
	Update         int      `json:"update"`
	Unchanged      int      `json:"unchanged"`
	Failed         int      `json:"failed"`
	DepartmentsNew []string `json:"departments_new"`
	Errors         []Error  `json:"errors"` // the first 200
	ErrorsTotal    int      `json:"errors_total"`
	Skip           []int    `json:"skip"` // numbers of all rows with an error
}

// Error is one bad cell.
type Error struct {
	Row    int            `json:"row"` // as in the file, from 1
	Column string         `json:"column"`
	Code   string         `json:"code"`
	Args   map[string]any `json:"args,omitempty"`
}

// Undo is what an applied import changed: people it made, people as they were,
// departments it made.
type Undo struct {
	Made        []string `json:"made"`
	Before      []Person `json:"before"`
	Departments []string `json:"departments"`
}

const importCols = `id, file_name, format, digest, state, mapping, content, report, undo, position, created_by, created_at, applied_at`

// SaveImport writes one whole.
func SaveImport(ctx context.Context, q sqldb.Q, i Import) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.imports(`+importCols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET state=excluded.state, mapping=excluded.mapping, report=excluded.report,
		undo=excluded.undo, position=excluded.position, applied_at=excluded.applied_at`,
		i.ID, i.FileName, i.Format, i.Digest, i.State, i.Mapping, i.Content, i.Report, i.Undo, i.Position, i.CreatedBy, i.CreatedAt, i.AppliedAt)
	return err
}

// SaveProgress writes what a step changes: not the rows of the file.
func SaveProgress(ctx context.Context, q sqldb.Q, i Import) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.imports SET state=?, undo=?, position=?, applied_at=? WHERE id=?`,
		i.State, i.Undo, i.Position, i.AppliedAt, i.ID)
	return err
}

// ImportByID finds one.
func ImportByID(ctx context.Context, q sqldb.Q, id string) (Import, error) {
	return sqldb.One[Import](ctx, q, `SELECT `+importCols+` FROM {o}.imports WHERE id=?`, id)
}

// ImportUnderWay is ImportByID without the rows of the file.
func ImportUnderWay(ctx context.Context, q sqldb.Q, id string) (Import, error) {
	return sqldb.One[Import](ctx, q, `SELECT id, file_name, format, digest, state, mapping, report, undo, position, created_by, created_at, applied_at
		FROM {o}.imports WHERE id=?`, id)
}

// LatestImports are the last ones, newest first, without content.
func LatestImports(ctx context.Context, q sqldb.Q, limit int) ([]Import, error) {
	return sqldb.All[Import](ctx, q, `SELECT id, file_name, format, digest, state, mapping, report, position, created_by, created_at, applied_at
		FROM {o}.imports ORDER BY id DESC LIMIT ?`, limit)
}

// Coming is how many people the imports that are being applied have still to make.
func Coming(ctx context.Context, q sqldb.Q) (n int64, err error) {
	all, err := sqldb.All[Import](ctx, q, `SELECT report, undo FROM {o}.imports WHERE state='applying'`)
	for _, i := range all {
		n += int64(max(0, i.Report.V.Create-len(i.Undo.V.Made)))
	}
	return n, err
}
