package sqldb

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// Migrations are one module's NNN_name.sql files. They are applied in order,
// all pending files of all modules in one transaction, and never edited after a
// release.
type Migrations struct {
	Module string
	Files  fs.FS
	Upto   int // only those up to this number; 0: all
}

// migration is one file.
type migration struct {
	module  string
	version int
	name    string
	text    string
}

const versionTable = `CREATE TABLE IF NOT EXISTS {o}.migrations (
	module TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (module, version))`

// Migrate brings a schema up to date. before is called, outside the
// transaction, when an existing schema is about to change: it takes the
// snapshot. It is not called for a new schema.
//
// Two nodes may come to a schema at the same time: PostgreSQL lets one of them through
// and refuses the other, which then looks at what is left to do.
func Migrate(ctx context.Context, d *DB, sets []Migrations, before func() error) error {
	pending, fresh, err := d.pending(ctx, sets)
	if err != nil || len(pending) == 0 {
		return err
	}
	if !fresh && before != nil {
		if err := before(); err != nil {
			return fmt.Errorf("snapshot before migration: %w", err)
		}
	}
	for {
		failed := d.applyAll(ctx, pending)
		if failed == nil {
			return nil
		}
		left, _, err := d.unapplied(ctx, sets)
		if err != nil || len(left) == len(pending) {
			return failed
		}
		if pending = left; len(pending) == 0 {
			return nil
		}
	}
}

// applyAll makes one commit of all, nobody writes beside it, and there are more tables
// each year: two seconds are not its measure.
func (d *DB) applyAll(ctx context.Context, pending []migration) error {
	return d.Write(Unhurried(ctx), func(ctx context.Context, q Q) error {
		for _, m := range pending {
			if err := d.apply(ctx, q, m); err != nil {
				return fmt.Errorf("migration %s/%s: %w", m.module, m.name, err)
			}
		}
		return nil
	})
}

// Behind is how many migrations a schema has yet to see, without changing it. A
// schema that was never migrated is an error.
func Behind(ctx context.Context, d *DB, sets []Migrations) (int, error) {
	out, _, err := d.unapplied(ctx, sets)
	return len(out), err
}

func (d *DB) pending(ctx context.Context, sets []Migrations) (out []migration, fresh bool, err error) {
	err = again(func() error {
		return d.Write(ctx, func(ctx context.Context, q Q) error {
			_, err := Exec(ctx, q, versionTable)
			return err
		})
	})
	if err != nil {
		return nil, false, err
	}
	return d.unapplied(ctx, sets)
}

func (d *DB) unapplied(ctx context.Context, sets []Migrations) (out []migration, fresh bool, err error) {
	type row struct {
		Module  string `db:"module"`
		Version int    `db:"version"`
	}
	rows, err := All[row](ctx, d.Read(), `SELECT module, version FROM {o}.migrations`)
	if err != nil {
		return nil, false, err
	}
	done := map[row]bool{}
	for _, r := range rows {
		done[r] = true
	}
	for _, set := range sets {
		files, err := set.read()
		if err != nil {
			return nil, false, err
		}
		for _, m := range files {
			if !done[row{m.module, m.version}] {
				out = append(out, m)
			}
		}
	}
	return out, len(rows) == 0, nil
}

func (s Migrations) read() ([]migration, error) {
	names, err := fs.Glob(s.Files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var out []migration
	for _, n := range names {
		b, err := fs.ReadFile(s.Files, n)
		if err != nil {
			return nil, err
		}
		num, _, _ := strings.Cut(path.Base(n), "_")
		v, err := strconv.Atoi(num)
		if err != nil {
			return nil, fmt.Errorf("migration %s/%s: the name must begin with a number", s.Module, n)
		}
		if slices.ContainsFunc(out, func(m migration) bool { return m.version == v }) {
			return nil, fmt.Errorf("migration %s/%s: its number is taken", s.Module, n)
		}
		if s.Upto == 0 || v <= s.Upto {
			out = append(out, migration{s.Module, v, path.Base(n), string(b)})
		}
	}
	return out, nil
}

func (d *DB) apply(ctx context.Context, q Q, m migration) error {
	for _, stmt := range statements(d.dialect, m.text) {
		if _, err := Exec(ctx, q, stmt); err != nil {
			return err
		}
	}
	_, err := Exec(ctx, q, `INSERT INTO {o}.migrations(module, version) VALUES(?, ?)`, m.module, m.version)
	return err
}

var (
	indexOn    = regexp.MustCompile(`(?i)(CREATE (?:UNIQUE )?INDEX) (\w+)\s+ON \{o\}\.`)
	references = regexp.MustCompile(`REFERENCES \{o\}\.`)
)

var typeTokens = map[Dialect]*strings.Replacer{
	SQLite: strings.NewReplacer("{{JSON}}", "TEXT", "{{SEALED}}", "BLOB", "{{BYTES}}", "BLOB",
		"{{SERIAL}}", "INTEGER PRIMARY KEY AUTOINCREMENT", "{{CLUSTERED}}", "WITHOUT ROWID"),
	Postgres: strings.NewReplacer("{{JSON}}", "JSONB", "{{SEALED}}", "BYTEA", "{{BYTES}}", "BYTEA",
		"{{SERIAL}}", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "{{CLUSTERED}}", ""),
}

// statements cuts a migration file into single statements for one engine.
// Lines that begin with "@sqlite " or "@pg " are for that engine alone.
func statements(dialect Dialect, text string) []string {
	var kept []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if rest, ok := strings.CutPrefix(line, "@sqlite "); ok {
			if dialect != SQLite {
				continue
			}
			line = rest
		}
		if rest, ok := strings.CutPrefix(line, "@pg "); ok {
			if dialect != Postgres {
				continue
			}
			line = rest
		}
		code, _, _ := strings.Cut(line, "--")
		if code = strings.TrimRight(code, " \t"); code != "" {
			kept = append(kept, code)
		}
	}
	text = typeTokens[dialect].Replace(strings.Join(kept, "\n"))
	if dialect == SQLite {
		text = indexOn.ReplaceAllString(text, "$1 {o}.$2 ON ")
		text = references.ReplaceAllString(text, "REFERENCES ")
	}
	var out []string
	for s := range strings.SplitSeq(text, ";\n") {
		if s = strings.TrimSuffix(strings.TrimSpace(s), ";"); s != "" {
			out = append(out, s)
		}
	}
	return out
}
