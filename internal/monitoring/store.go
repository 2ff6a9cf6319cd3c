package monitoring

import (
	"context"
	"errors"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// gate is a row of monitoring_gates; version 0 if nothing was ever said of the function.
type gate struct {
	Function   string                   `db:"function"`
	Version    int64                    `db:"version"`
	Assessment sqldb.Sealed[Assessment] `db:"assessment"`
	Notice     string                   `db:"notice"`
	Coverage   int                      `db:"coverage"`
	OpenedBy   string                   `db:"opened_by"`
	OpenedAt   sqldb.Micros             `db:"opened_at"`
	Until      sqldb.Micros             `db:"until"`
}

func gateOf(ctx context.Context, q sqldb.Q, function string) (gate, error) {
	g, err := sqldb.One[gate](ctx, q, `SELECT function, version, assessment, notice, coverage, opened_by, opened_at, until FROM {o}.monitoring_gates WHERE function=?`, function)
	if errors.Is(err, sqldb.ErrNone) {
		return gate{Function: function, Coverage: 100}, nil
	}
	return g, err
}

func saveGate(ctx context.Context, q sqldb.Q, g gate) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.monitoring_gates(function, version, assessment, notice, coverage, opened_by, opened_at, until) VALUES(?,?,?,?,?,?,?,?)
		ON CONFLICT (function) DO UPDATE SET version=excluded.version, assessment=excluded.assessment, notice=excluded.notice, coverage=excluded.coverage,
		opened_by=excluded.opened_by, opened_at=excluded.opened_at, until=excluded.until`,
		g.Function, g.Version, g.Assessment, g.Notice, g.Coverage, g.OpenedBy, g.OpenedAt, g.Until)
	return err
}

// consenting are those who consent to a function by a notice, as far as it still holds; of
// some persons, or of all where these are nil.
func consenting(ctx context.Context, q sqldb.Q, function string, n Notice, of []string) ([]string, error) {
	text, args := `SELECT person FROM {o}.monitoring_consents WHERE function=? AND notice=? AND version >= ?`, []any{function, n.ID, n.Needed}
	if of != nil {
		text, args = text+` AND person IN {in}`, append(args, sqldb.Strings(of))
	}
	return sqldb.All[string](ctx, q, text, args...)
}

type reading struct {
	ID     string               `db:"id"`
	Person string               `db:"person"`
	Reader string               `db:"reader"`
	Reason sqldb.Sealed[string] `db:"reason"`
	From   sqldb.Micros         `db:"from_at"`
	To     sqldb.Micros         `db:"to_at"`
	Rooms  int                  `db:"rooms"`
	Kept   int                  `db:"kept"`
	MadeAt sqldb.Micros         `db:"made_at"`
}

// newest is behind every id: where lists begin.
const newest = "~"

const readingCols = `id, person, reader, reason, from_at, to_at, rooms, kept, made_at`

func saveReading(ctx context.Context, q sqldb.Q, r reading) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.monitoring_readings(`+readingCols+`) VALUES(?,?,?,?,?,?,?,?,?)`,
		r.ID, r.Person, r.Reader, r.Reason, r.From, r.To, r.Rooms, r.Kept, r.MadeAt)
	return err
}

// readings are those of a reader or of whom was read, newest first, before an id.
func readings(ctx context.Context, q sqldb.Q, whose, person, before string, limit int) ([]reading, error) {
	column := map[string]string{"reader": "reader", "person": "person"}[whose]
	return sqldb.All[reading](ctx, q, `SELECT `+readingCols+` FROM {o}.monitoring_readings WHERE `+column+`=? AND id < ? ORDER BY id DESC LIMIT ?`, person, before, limit)
}

func readingOf(ctx context.Context, q sqldb.Q, id, reader string) (reading, error) {
	r, err := sqldb.One[reading](ctx, q, `SELECT `+readingCols+` FROM {o}.monitoring_readings WHERE id=? AND reader=?`, id, reader)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return r, err
}
