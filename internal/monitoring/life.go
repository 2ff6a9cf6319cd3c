package monitoring

import (
	"context"

	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Life is what happens to consents and readings: they are those of whom they concern, and
// of who read.
func (m *Module) Life() life.Parts {
	return life.Parts{
		Copies: []life.Copy{{Table: "monitoring_consents", Where: "person = ?"}, {Table: "monitoring_readings", Where: "person = ? OR reader = ?"}},
		Erasures: []life.Erasure{
			{Name: "monitoring_consents", Tables: []string{"monitoring_consents"}, Left: countOf("monitoring_consents", "person=?", 1), Step: dropOf("monitoring_consents", "person=?", 1)},
			{Name: "monitoring_readings", Tables: []string{"monitoring_readings"}, Left: countOf("monitoring_readings", "person=? OR reader=?", 2), Step: dropOf("monitoring_readings", "person=? OR reader=?", 2)},
		},
		Others: []life.Other{{Tables: []string{"monitoring_gates"}, By: "house"}},
	}
}

func countOf(table, where string, n int) func(context.Context, sqldb.Q, string) (life.Due, error) {
	return func(ctx context.Context, q sqldb.Q, person string) (d life.Due, err error) {
		d.Rows, err = sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.`+table+` WHERE `+where, times(person, n)...)
		return d, err
	}
}

func dropOf(table, where string, n int) func(*org.Tx, string, sqldb.Micros, int) (int, error) {
	return func(tx *org.Tx, person string, _ sqldb.Micros, _ int) (int, error) {
		rows, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.`+table+` WHERE `+where, times(person, n)...)
		return int(rows), err
	}
}

func times(person string, n int) (out []any) {
	for range n {
		out = append(out, person)
	}
	return out
}
