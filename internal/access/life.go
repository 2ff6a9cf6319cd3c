package access

import (
	"context"

	"tramway/internal/access/accessevent"
	"tramway/internal/authz"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Life is what happens to the roles and grants of those who leave: they end. Nobody
// inherits rights; whoever takes over is given their own.
func (m *Module) Life() life.Parts {
	return life.Parts{
		Copies:   []life.Copy{{Table: "role_members", Where: "person = ?"}, {Table: "grants", Where: "person = ?"}},
		Erasures: []life.Erasure{{Name: "rights", Tables: []string{"role_members", "grants"}, Left: rightsLeft, Step: m.eraseRights}},
		Heirs:    []life.Heir{{Name: "rights", Count: countRights, Pass: m.endRights}},
		Others:   []life.Other{{Tables: []string{"administrator_numbers"}, By: "house"}},
	}
}

func rightsLeft(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	had, err := authz.Load(ctx, q, person)
	return life.Due{Rows: int64(len(had.Roles) + len(had.Grants))}, err
}

func countRights(ctx context.Context, o *org.Org, person string) (int, error) {
	d, err := rightsLeft(ctx, o.Read(), person)
	return int(d.Rows), err
}

// endRights asks the same of an administrator who leaves as of one who is to be a member:
// leaving must not be the way around the other's word.
func (m *Module) endRights(tx *org.Tx, person, _ string) error {
	had, err := authz.Load(tx.Ctx, tx, person)
	if err != nil {
		return err
	}
	if had.Has(authz.Administrator) {
		if err := m.mayGo(tx, person); err != nil {
			return err
		}
	}
	if len(had.Roles) > 0 {
		noteRoles(tx, "access.role.take", had, []authz.Role{})
	}
	for _, g := range had.Grants {
		if err := dropGrant(tx, g, "access.grant.revoke"); err != nil {
			return err
		}
	}
	tx.Emit(accessevent.Taken{Person: person})
	return authz.TakeAll(tx.Ctx, tx, person)
}

func (m *Module) eraseRights(tx *org.Tx, person string, _ sqldb.Micros, _ int) (int, error) {
	d, err := rightsLeft(tx.Ctx, tx, person)
	if err != nil || d.Rows == 0 {
		return 0, err
	}
	return int(d.Rows), m.endRights(tx, person, "")
}
