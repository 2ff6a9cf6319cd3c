package authz

import (
	"context"
	"fmt"

	"tramway/internal/sqldb"
)

// Load reads what a person may, in one query each for roles and grants.
func Load(ctx context.Context, q sqldb.Q, person string) (Actor, error) {
	a := Actor{Person: person}
	roles, err := sqldb.All[string](ctx, q, `SELECT role FROM {o}.role_members WHERE person=?`, person)
	if err != nil {
		return a, fmt.Errorf("roles: %w", err)
	}
	for _, r := range roles {
		a.Roles = append(a.Roles, Role(r))
	}
	a.Grants, err = sqldb.All[Grant](ctx, q, `SELECT `+grantCols+` FROM {o}.grants WHERE person=?`, person)
	return a, err
}

// Holders are those of some persons who have a role.
func Holders(ctx context.Context, q sqldb.Q, role Role, persons []string) (map[string]bool, error) {
	ids, err := sqldb.All[string](ctx, q, `SELECT person FROM {o}.role_members WHERE role=? AND person IN {in}`, string(role), sqldb.Strings(persons))
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

// RolesOf are the roles of some persons.
func RolesOf(ctx context.Context, q sqldb.Q, persons []string) (map[string][]Role, error) {
	type row struct {
		Person string `db:"person"`
		Role   string `db:"role"`
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT person, role FROM {o}.role_members WHERE person IN {in}`, sqldb.Strings(persons))
	out := map[string][]Role{}
	for _, r := range rows {
		out[r.Person] = append(out[r.Person], Role(r.Role))
	}
	return out, err
}

// Outsiders are all who are guests and nothing else.
func Outsiders(ctx context.Context, q sqldb.Q) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT person FROM {o}.role_members GROUP BY person HAVING min(role)=? AND max(role)=? ORDER BY person`, string(Guest), string(Guest))
}

// Give adds a role; false if the person has it already.
func Give(ctx context.Context, q sqldb.Q, person string, role Role) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.role_members(person, role) VALUES(?,?) ON CONFLICT DO NOTHING`, person, string(role))
	return n > 0, err
}

// Take removes a role; false if the person does not have it.
func Take(ctx context.Context, q sqldb.Q, person string, role Role) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.role_members WHERE person=? AND role=?`, person, string(role))
	return n > 0, err
}

// TakeAll removes every role of a person.
func TakeAll(ctx context.Context, q sqldb.Q, person string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.role_members WHERE person=?`, person)
	return err
}

// Count is how many persons have a role.
func Count(ctx context.Context, q sqldb.Q, role Role) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.role_members WHERE role=?`, string(role))
}

// Endless counts the grants that hold until somebody takes them away.
func Endless(ctx context.Context, q sqldb.Q) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.grants WHERE until=0`)
}

// Administrators are the persons who may change everything.
func Administrators(ctx context.Context, q sqldb.Q) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT person FROM {o}.role_members WHERE role=? ORDER BY person`, string(Administrator))
}

// InRole are persons who have a role, after one of them, in order of id.
func InRole(ctx context.Context, q sqldb.Q, role Role, after string, limit int) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT person FROM {o}.role_members WHERE role=? AND person > ? ORDER BY person LIMIT ?`, string(role), after, limit)
}

// SaveGrant adds a grant.
func SaveGrant(ctx context.Context, q sqldb.Q, g Grant) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.grants(`+grantCols+`) VALUES(?,?,?,?,?,?,?)`, g.ID, g.Person, g.Action, string(g.Scope), g.Object, g.Until, g.GrantedBy)
	return err
}

// DropGrant removes a grant.
func DropGrant(ctx context.Context, q sqldb.Q, id string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.grants WHERE id=?`, id)
	return err
}

// GrantByID finds a grant; nil if there is none.
func GrantByID(ctx context.Context, q sqldb.Q, id string) (*Grant, error) {
	gs, err := sqldb.All[Grant](ctx, q, `SELECT `+grantCols+` FROM {o}.grants WHERE id=?`, id)
	if err != nil || len(gs) == 0 {
		return nil, err
	}
	return &gs[0], nil
}

// Grants are those of one person, or of all if it is empty, newest first, that
// were given before one of them.
func Grants(ctx context.Context, q sqldb.Q, person, before string, limit int) ([]Grant, error) {
	return sqldb.All[Grant](ctx, q, `SELECT `+grantCols+` FROM {o}.grants WHERE (?='' OR person=?) AND id < ? ORDER BY id DESC LIMIT ?`,
		person, person, before, limit)
}
