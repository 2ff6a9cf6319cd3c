package host

import (
	"context"
	"slices"

	"tramway/internal/fault"
	"tramway/internal/namelike"
	"tramway/internal/sqldb"
)

// Nobody else can have the same name (F120), and one that is alike is held until a
// person has looked at it. Names are tested by keys, so that no new one is compared
// with all.

// likeness is the nearest of the names that are taken.
type likeness struct {
	namelike.Verdict
	other string // organisation
}

// Names are what an organisation is called: in English, in Chinese, or both.
type Names struct{ Name, NameZh string }

func (n Names) list() []string {
	return slices.DeleteFunc([]string{n.Name, n.NameZh}, func(s string) bool { return s == "" })
}

// check refuses what no organisation may be called, whoever else there is; at is where
// the names stand in the request.
func (n Names) check(at string, bad *fault.Fields) {
	if n.Name == "" && n.NameZh == "" {
		bad.Add(at+".name", "required")
	}
	for field, name := range map[string]string{at + ".name": n.Name, at + ".name_zh": n.NameZh} {
		if len(name) > 200 {
			bad.Add(field, "too_long", fault.Args{"max": 200})
		}
		if name != "" && namelike.Alone(name).Outcome == namelike.Block {
			bad.Add(field, "name_badge")
		}
	}
}

// nearest compares names with those of the organisations that share a key: first with
// the same, which are few, then with as many near ones as can be looked at. self is the
// organisation that asks, "" before it is founded.
func nearest(ctx context.Context, q sqldb.Q, self string, names []string) (likeness, error) {
	worst := likeness{Verdict: namelike.Verdict{Outcome: namelike.Accept}}
	type row struct {
		ID     string `db:"id"`
		Name   string `db:"name"`
		NameZh string `db:"name_zh"`
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT id, name, name_zh FROM {o}.organisations
		WHERE id IN (SELECT org FROM {o}.name_keys WHERE name_key IN {in}) AND id<>?
		ORDER BY CASE WHEN id IN (SELECT org FROM {o}.name_keys WHERE name_key IN {in}) THEN 0 ELSE 1 END, id LIMIT 500`, nameKeys(names), self, sameKeys(names))
	for _, r := range rows {
		v := namelike.CompareAll(names, Names{r.Name, r.NameZh}.list())
		if v.Outcome == namelike.Block || v.Outcome == namelike.Review && worst.Outcome == namelike.Accept {
			worst = likeness{v, r.ID}
		}
	}
	if worst.Outcome == namelike.Accept {
		for _, name := range names {
			if v := namelike.Alone(name); v.Outcome == namelike.Review {
				worst.Verdict = v
			}
		}
	}
	return worst, err
}

func sameKeys(names []string) sqldb.Strings {
	out := sqldb.Strings{}
	for _, name := range names {
		out = append(out, namelike.Index(name).Same...)
	}
	return out
}

func nameKeys(names []string) sqldb.Strings {
	out := sqldb.Strings{}
	for _, name := range names {
		k := namelike.Index(name)
		out = append(out, k.Same...)
		out = append(out, k.Near...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func saveNameKeys(ctx context.Context, q sqldb.Q, orgID string, names []string) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.name_keys WHERE org=?`, orgID); err != nil {
		return err
	}
	var rows [][]any
	for _, k := range nameKeys(names) {
		rows = append(rows, []any{k, orgID})
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.name_keys(name_key, org)`, rows, "")
}

// indexNames gives keys to organisations that came here without.
func (h *Host) indexNames(ctx context.Context) error {
	bare, err := sqldb.All[Organisation](ctx, h.db.Read(), `SELECT `+orgCols+` FROM {o}.organisations o
		WHERE NOT EXISTS (SELECT 1 FROM {o}.name_keys k WHERE k.org=o.id)`)
	for _, o := range bare {
		err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
			return saveNameKeys(ctx, q, o.ID, o.names().list())
		})
		if err != nil {
			return err
		}
	}
	return err
}
