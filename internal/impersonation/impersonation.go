// Package impersonation notices that somebody of an organisation looks like somebody
// else of it: a near name and a near picture. Both are needed: people of one name are
// many, and a company's logo is many people's picture. Its page is Likeness, under
// People in the administrator's console (web/src/modules/directory).
//
// What it promises: each new picture is compared with the few that share a band of its
// hash, not with all; a pair is asked about once for the names and pictures that it has;
// nothing happens to anybody before an administrator has looked.
//
// Floor: 5
package impersonation

import (
	"context"
	"embed"
	"encoding/json"

	"tramway/internal/authz"
	"tramway/internal/directory/directoryevent"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "impersonation", Files: files}

// Judge is the action of looking at likenesses and ending them.
const Judge = "impersonation.judge"

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Judge, Roles: []authz.Role{authz.Administrator}}}

// Face is how a person is shown; Picture is the stored file, "" if there is none.
type Face struct{ Name, NameZh, Picture string }

// People is what is asked of whoever knows people: those who have left or are not there
// are absent.
type People interface {
	Faces(ctx context.Context, q sqldb.Q, ids []string) (map[string]Face, error)
}

// Module notices.
type Module struct{ people People }

// New makes the module.
func New(people People) *Module { return &Module{people} }

const lookJob = "impersonation.look"

type lookAt struct {
	Person string `json:"person"`
}

// Jobs look at pictures.
func (m *Module) Jobs() []org.JobKind { return []org.JobKind{{Name: lookJob, Outside: m.look}} }

// Subscribers ask for a look at whoever changed and has, or had, a picture.
func (m *Module) Subscribers() []org.Subscriber {
	return []org.Subscriber{{Name: "impersonation", Types: []string{directoryevent.PeopleChanged{}.EventType()}, Handle: m.hear}}
}

func (m *Module) hear(tx *org.Tx, events []org.Received) error {
	var ids []string
	for _, r := range events {
		e, err := org.As[directoryevent.PeopleChanged](r)
		if err != nil {
			return err
		}
		ids = append(ids, e.Persons...)
	}
	faces, err := m.people.Faces(tx.Ctx, tx, ids)
	if err != nil {
		return err
	}
	known, err := sqldb.All[string](tx.Ctx, tx, `SELECT person FROM {o}.faces WHERE person IN {in}`, sqldb.Strings(ids))
	if err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, id := range known {
		wanted[id] = true
	}
	for id, f := range faces {
		wanted[id] = wanted[id] || f.Picture != ""
	}
	for id, is := range wanted {
		if is {
			tx.Enqueue(org.Job{Kind: lookJob, Key: lookJob + "." + id, Data: lookAt{id}})
		}
	}
	return nil
}

func (m *Module) look(ctx context.Context, o *org.Org, j org.Due) error {
	var at lookAt
	if err := json.Unmarshal(j.Data.V, &at); err != nil {
		return err
	}
	return m.Look(ctx, o, at.Person)
}

// Life is what happens to it when a person is forgotten: it goes.
func (m *Module) Life() life.Parts {
	return life.Parts{Erasures: []life.Erasure{{Name: "faces", Tables: []string{"faces", "face_bands", "impersonations"}, Left: left, Step: erase}}}
}

func left(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	return sqldb.One[life.Due](ctx, q, `SELECT (SELECT count(*) FROM {o}.faces WHERE person=?) + (SELECT count(*) FROM {o}.impersonations WHERE person=? OR other=?) AS rows, 0 AS at`,
		person, person, person)
}

func erase(tx *org.Tx, person string, _ sqldb.Micros, _ int) (int, error) {
	if err := dropFace(tx.Ctx, tx, person); err != nil {
		return 0, err
	}
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.impersonations WHERE person=? OR other=?`, person, person)
	return int(n), err
}
