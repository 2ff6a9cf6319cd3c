// Package framework shows what this installation does about the controls of a legal
// framework: for each control the evidence that there is at this moment, where it can be
// looked at, and honestly which controls no program can show. Its page is Frameworks in
// the administrator's console (web/src/modules/framework).
//
// What it promises: a control is met only while all its evidence is; evidence is looked
// for anew at each reading and never ticked by hand; what a program can't show is said to
// be the organisation's own to show. It is no certificate.
//
// Floor: 5
package framework

import (
	"context"
	"embed"
	"slices"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/overview"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "framework", Files: files}

// The actions of administrators.
const (
	Read  = "framework.read"
	Write = "framework.write"
)

// Actions and who has them at first.
var Actions = []authz.Action{
	{Name: Read, Roles: []authz.Role{authz.Administrator}},
	{Name: Write, Roles: []authz.Role{authz.Administrator}},
}

// Module is frameworks.
type Module struct{ evidence map[string]overview.Point }

// New makes the module.
func New() *Module { return &Module{map[string]overview.Point{}} }

// SetEvidence is for all there is to look at, which is collected from everybody.
func (m *Module) SetEvidence(all []overview.Point) {
	for _, e := range all {
		m.evidence[e.Name] = e
	}
}

// Life is what happens to the table: it goes with the house.
func (m *Module) Life() life.Parts {
	return life.Parts{Others: []life.Other{{Tables: []string{"frameworks"}, By: "house"}}}
}

// Switch turns a framework on or off; as it is already changes nothing. Errors:
// not_found, not_in_plan; version_conflict if somebody else does the same meanwhile.
func Switch(ctx context.Context, o *org.Org, who org.Who, name string, on bool) error {
	if _, known := find(name); !known {
		return fault.New(fault.NotFound, "not_found")
	}
	if on {
		if err := o.Plan().Allow(plan.Frameworks, 1); err != nil {
			return err
		}
	}
	had, err := since(ctx, o.Read())
	if err != nil || (had[name] != 0) == on {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error { return turn(tx, name, on) })
}

func turn(tx *org.Tx, name string, on bool) error {
	text, args, action := `DELETE FROM {o}.frameworks WHERE name=?`, []any{name}, "framework.end"
	if on {
		text, args, action = `INSERT INTO {o}.frameworks(name, since) VALUES(?,?) ON CONFLICT (name) DO NOTHING`, []any{name, sqldb.At(tx.Now())}, "framework.start"
	}
	n, err := sqldb.Exec(tx.Ctx, tx, text, args...)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "version_conflict")
	}
	tx.Record(org.Entry{Action: action, Object: ref.To("framework", name)})
	return err
}

// since says when each framework was switched on; absent: it is off.
func since(ctx context.Context, q sqldb.Q) (map[string]sqldb.Micros, error) {
	type row struct {
		Name  string       `db:"name"`
		Since sqldb.Micros `db:"since"`
	}
	all, err := sqldb.All[row](ctx, q, `SELECT name, since FROM {o}.frameworks`)
	out := map[string]sqldb.Micros{}
	for _, r := range all {
		out[r.Name] = r.Since
	}
	return out, err
}

func find(name string) (Pack, bool) {
	i := slices.IndexFunc(Packs, func(p Pack) bool { return p.Name == name })
	if i < 0 {
		return Pack{}, false
	}
	return Packs[i], true
}
