package app

import (
	"slices"
	"strings"
	"testing"

	"tramway/internal/keep"
	"tramway/internal/lang"
	"tramway/internal/life"
	"tramway/internal/sqldb"
)

// Every word that a table declares is in the lists, and somebody stands behind it.
func TestNoTableDeclaresWhatNobodyDoes(t *testing.T) {
	t.Parallel()
	l := newLived(t)
	for _, missing := range append(l.parts.Missing(), hostLife(t).Missing()...) {
		t.Error(missing)
	}
}

// The test above fails for each thing that can be missing.
func TestWhatIsMissingIsNamed(t *testing.T) {
	t.Parallel()
	table := sqldb.Table{Name: "things", Retention: "notice", Export: "person", Purge: "person", Columns: []sqldb.Column{{Name: "name", Class: sqldb.Personal}}}
	full := life.Parts{Copies: []life.Copy{{Table: "things", Where: "person = ?"}}, Purges: []life.Purge{{Class: "notice", Tables: []string{"things"}}},
		Erasures: []life.Erasure{{Name: "things", Tables: []string{"things"}}}}
	for want, change := range map[string]func(*sqldb.Table, *life.Parts){
		"":                              func(*sqldb.Table, *life.Parts) {},
		"no retention class":            func(t *sqldb.Table, _ *life.Parts) { t.Retention = "whim" },
		"no subject":                    func(t *sqldb.Table, _ *life.Parts) { t.Export = "somebody" },
		"no cause":                      func(t *sqldb.Table, _ *life.Parts) { t.Purge = "luck" },
		"export=person, but no copy is": func(_ *sqldb.Table, p *life.Parts) { p.Copies = []life.Copy{{Table: "things", Derived: true}} },
		"no copy is given":              func(_ *sqldb.Table, p *life.Parts) { p.Copies = nil },
		"nothing removes its rows when they are old": func(_ *sqldb.Table, p *life.Parts) { p.Purges = nil },
		"nothing removes its rows":                   func(_ *sqldb.Table, p *life.Parts) { p.Erasures = nil },
		"export=none, but no copy":                   func(t *sqldb.Table, p *life.Parts) { t.Export, p.Copies = "none", nil },
		"purge=none, but nothing removes":            func(t *sqldb.Table, _ *life.Parts) { t.Purge = "none" },
		"kept as notice, but purged as import":       func(t *sqldb.Table, p *life.Parts) { t.Purge = "import" },
	} {
		one, parts := table, full
		change(&one, &parts)
		got := strings.Join(life.Together([]sqldb.Table{one}, parts).Missing(), "; ")
		if (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("want %q, got %q", want, got)
		}
	}
}

// What is shown of tables, classes, heirs and erasures has words in every language.
func TestWhatIsKeptHasWords(t *testing.T) {
	t.Parallel()
	l := newLived(t)
	keys := []string{}
	for _, c := range keep.Classes {
		if c.From != keep.Life {
			keys = append(keys, "retention_class."+c.Name, "retention_text."+c.Name)
		}
		if c.Source != "" {
			keys = append(keys, "retention_source."+c.Source)
		}
	}
	for _, h := range l.parts.Heirs {
		keys = append(keys, "heir."+h.Name)
	}
	for _, e := range l.parts.Erasures {
		keys = append(keys, "erasure."+e.Name)
	}
	for _, c := range l.parts.Copies {
		table, ok := l.parts.Table(c.Table)
		if !ok {
			t.Errorf("a copy of %s, which is no table", c.Table)
		}
		if c.Derived {
			continue
		}
		keys = append(keys, "table."+c.Called())
		for _, col := range table.Columns {
			if tells(col) && !slices.Contains(c.Without, col.Name) {
				keys = append(keys, "column."+col.Name)
			}
		}
	}
	for _, key := range keys {
		if lang.Text(lang.English, key, nil) == key {
			t.Errorf("%s has no words", key)
		}
	}
}

func tells(c sqldb.Column) bool {
	return c.Class == sqldb.Personal || c.Class == sqldb.Content || c.Class == sqldb.Sensitive
}
