package sqldb

import (
	"context"
	"errors"
	"fmt"
)

// ErrNewer is returned for a schema, or rows of one, that a newer program made.
var ErrNewer = errors.New("sqldb: made by a newer program")

// Levels are the migrations a schema has: for each module the number of the last.
// A schema without tables has none.
func Levels(ctx context.Context, q Q) (map[string]int, error) {
	text := `SELECT count(*) FROM {o}.sqlite_master WHERE name='migrations'`
	if q.base().dialect == Postgres {
		text = `SELECT count(*) FROM information_schema.tables WHERE table_schema='` + q.base().schema + `' AND table_name='migrations'`
	}
	levels := map[string]int{}
	if n, err := One[int](ctx, q, text); err != nil || n == 0 {
		return levels, err
	}
	type row struct {
		Module string `db:"module"`
		Last   int    `db:"last"`
	}
	rows, err := All[row](ctx, q, `SELECT module, max(version) AS last FROM {o}.migrations GROUP BY module`)
	for _, r := range rows {
		levels[r.Module] = r.Last
	}
	return levels, err
}

// AtLevels are the migrations that made a schema with these levels, [ErrNewer] if
// some of them are not known here.
func AtLevels(sets []Migrations, levels map[string]int) ([]Migrations, error) {
	var out []Migrations
	for _, s := range sets {
		if s.Upto = levels[s.Module]; s.Upto > 0 {
			out = append(out, s)
		}
	}
	for module, level := range levels {
		if !reaches(out, module, level) {
			return nil, fmt.Errorf("%w: %s %d is not known here", ErrNewer, module, level)
		}
	}
	return out, nil
}

func reaches(sets []Migrations, module string, level int) bool {
	for _, s := range sets {
		if s.Module != module {
			continue
		}
		files, err := s.read()
		return err == nil && len(files) > 0 && files[len(files)-1].version == level
	}
	return false
}
