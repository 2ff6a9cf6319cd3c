package sso

import (
	"context"

	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Life: who is whom at a provider goes with the person; providers and keys are the house's.
func (m *Module) Life() life.Parts {
	return life.Parts{
		Copies:   []life.Copy{{Table: "sso_links", Where: "person = ?"}},
		Erasures: []life.Erasure{{Name: "sso_links", Tables: []string{"sso_links"}, Left: left, Step: erase}},
		Others:   []life.Other{{Tables: []string{"sso_providers", "sso_keys"}, By: "house"}, {Tables: []string{"sso_assertions"}, By: "upkeep"}},
	}
}

func left(ctx context.Context, q sqldb.Q, person string) (d life.Due, err error) {
	d.Rows, err = sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.sso_links WHERE person=?`, person)
	return d, err
}

func erase(tx *org.Tx, person string, _ sqldb.Micros, _ int) (int, error) {
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.sso_links WHERE person=?`, person)
	return int(n), err
}
