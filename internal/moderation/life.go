package moderation

import (
	"context"

	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Life is what happens to reports when they are old, or when somebody in them is
// forgotten. What a reporter handed over speaks of others: their copy has what they
// wrote themselves.
func (m *Module) Life() life.Parts {
	tables := []string{"moderation_reports"}
	return life.Parts{
		Copies:   []life.Copy{{Table: "moderation_reports", Where: "reporter = ?", Without: []string{"said"}}},
		Purges:   []life.Purge{{Class: "request", Tables: tables, Due: dueReports, Step: purgeReports}},
		Erasures: []life.Erasure{{Name: "reports", Tables: tables, Left: reportsOf, Step: eraseReports}},
		Others:   []life.Other{{Tables: []string{"word_rules"}, By: "house"}},
	}
}

// free leaves out reports of which somebody held is a part.
func free(held []string) (string, []any) {
	return ` AND reporter NOT IN {in} AND sender NOT IN {in}`, []any{sqldb.Strings(held), sqldb.Strings(held)}
}

func dueReports(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (life.Due, error) {
	where, args := free(held)
	return sqldb.One[life.Due](ctx, o.Read(), `SELECT count(CASE WHEN made_at < ? THEN 1 END) AS rows, coalesce(min(made_at), 0) AS at FROM {o}.moderation_reports WHERE TRUE`+where,
		append([]any{before}, args...)...)
}

func purgeReports(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
	where, args := free(held)
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.moderation_reports WHERE id IN (SELECT id FROM {o}.moderation_reports WHERE made_at < ?`+where+` ORDER BY id LIMIT ?)`,
		append(append([]any{before}, args...), limit)...)
	return int(n), err
}

func reportsOf(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	return sqldb.One[life.Due](ctx, q, `SELECT count(*) AS rows, 0 AS at FROM {o}.moderation_reports WHERE reporter=? OR sender=?`, person, person)
}

func eraseReports(tx *org.Tx, person string, _ sqldb.Micros, limit int) (int, error) {
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.moderation_reports WHERE id IN (SELECT id FROM {o}.moderation_reports WHERE reporter=? OR sender=? ORDER BY id LIMIT ?)`, person, person, limit)
	return int(n), err
}
