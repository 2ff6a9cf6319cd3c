package store

import (
	"context"

	"tramway/internal/directory/internal/rules"
	"tramway/internal/sqldb"
)

// named is a row of a rule, or of whom it names beside (side is not empty).
type named struct {
	Rule       string `db:"rule"`
	Kind       string `db:"kind"`
	Side       string `db:"side"`
	Department string `db:"department"`
	Person     string `db:"person"`
}

// SightRules are all, the oldest first, in one query.
func SightRules(ctx context.Context, q sqldb.Q) ([]rules.SightRule, error) {
	rows, err := sqldb.All[named](ctx, q, `SELECT id AS rule, kind, '' AS side, department, person FROM {o}.sight_rules
		UNION ALL SELECT rule, '' AS kind, side, department, person FROM {o}.sight_named ORDER BY rule, side, department, person`)
	var out []rules.SightRule
	for _, r := range rows {
		who := rules.Whom{Department: r.Department, Person: r.Person}
		last := len(out) - 1
		switch {
		case r.Side == "":
			out = append(out, rules.SightRule{ID: r.Rule, Kind: r.Kind, Of: who})
		case last < 0 || out[last].ID != r.Rule: // of a rule that is gone
		case r.Side == "also":
			out[last].Also = append(out[last].Also, r.Department)
		default:
			out[last].But = append(out[last].But, who)
		}
	}
	return out, err
}

// SaveSightRule writes one whole.
func SaveSightRule(ctx context.Context, q sqldb.Q, r rules.SightRule) error {
	if err := RemoveSightRule(ctx, q, r.ID); err != nil {
		return err
	}
	if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.sight_rules(id, kind, department, person) VALUES(?,?,?,?)`, r.ID, r.Kind, r.Of.Department, r.Of.Person); err != nil {
		return err
	}
	rows := [][]any{}
	for _, d := range r.Also {
		rows = append(rows, []any{r.ID, "also", d, ""})
	}
	for _, w := range r.But {
		rows = append(rows, []any{r.ID, "but", w.Department, w.Person})
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.sight_named(rule, side, department, person)`, rows, "")
}

// RemoveSightRule removes one with whom it names.
func RemoveSightRule(ctx context.Context, q sqldb.Q, id string) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.sight_named WHERE rule=?`, id); err != nil {
		return err
	}
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.sight_rules WHERE id=?`, id)
	return err
}

// forgetSight takes people or departments (column says which) out of all rules, and
// the rules that were about them.
func forgetSight(ctx context.Context, q sqldb.Q, column string, ids []string) error {
	for _, table := range []string{"sight_named", "sight_rules"} {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE `+column+` IN {in}`, sqldb.Strings(ids)); err != nil {
			return err
		}
	}
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.sight_named WHERE rule NOT IN (SELECT id FROM {o}.sight_rules)`)
	return err
}
