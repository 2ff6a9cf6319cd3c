package chat

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// A message can name circles of people: a department with all below it, or all who have a
// role. Those of them who are in the conversation are named by it as if one by one.

const (
	ofDepartment = "department:"
	ofRole       = "role:"
	maxNamed     = 200
)

// calledRoles are the roles that can be named: everybody would be "all".
var calledRoles = []authz.Role{authz.Administrator, authz.Manager}

func isCircle(mention string) bool {
	if role, ok := strings.CutPrefix(mention, ofRole); ok {
		return slices.Contains(calledRoles, authz.Role(role))
	}
	department, ok := strings.CutPrefix(mention, ofDepartment)
	return ok && id.Check(department) == nil
}

// named are the mentions of a message with the members that its circles mean. Calling a
// circle takes what calling everybody takes. Errors: group_admins_only, unknown_department,
// too_many_named.
func (m *Module) named(tx *org.Tx, mine store.Mine, mentions []string) ([]string, error) {
	if !slices.ContainsFunc(mentions, isCircle) {
		return mentions, nil
	}
	if !may(mine, mine.Rules.V.MentionAll) {
		return nil, fault.Bad("body.mentions", "group_admins_only")
	}
	members, err := store.Persons(tx.Ctx, tx, mine.ID)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(mentions)
	for _, circle := range mentions {
		in, err := m.circle(tx, circle, members)
		if err != nil {
			return nil, err
		}
		out = append(out, in...)
	}
	slices.Sort(out)
	if out = slices.Compact(out); len(out) > maxNamed {
		return nil, fault.Bad("body.mentions", "too_many_named", fault.Args{"max": maxNamed})
	}
	return out, nil
}

// circle are those of some persons that one circle means; nobody if it is none.
func (m *Module) circle(tx *org.Tx, circle string, persons []string) (in []string, err error) {
	if role, ok := strings.CutPrefix(circle, ofRole); ok {
		holders, err := authz.Holders(tx.Ctx, tx, authz.Role(role), persons)
		return slices.DeleteFunc(slices.Clone(persons), func(p string) bool { return !holders[p] }), err
	}
	department, ok := strings.CutPrefix(circle, ofDepartment)
	if !ok {
		return nil, nil
	}
	there, err := m.people.Departments(tx.Ctx, tx, []string{department})
	if _, known := there[department]; err == nil && !known {
		err = fault.Bad("body.mentions", "unknown_department")
	}
	if err != nil {
		return nil, err
	}
	placed, err := m.people.Placed(tx.Ctx, tx, persons)
	for person, departments := range placed {
		if slices.Contains(departments, department) {
			in = append(in, person)
		}
	}
	return in, err
}

// nameCircles adds to names what those of some mentions are called that are departments;
// roles are called by the page, in its reader's language.
func (m *Module) nameCircles(ctx context.Context, q sqldb.Q, mentions []string, names map[string]Name) error {
	var ids []string
	for _, one := range mentions {
		if department, ok := strings.CutPrefix(one, ofDepartment); ok {
			ids = append(ids, department)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	called, err := m.people.Departments(ctx, q, ids)
	for department, name := range called {
		names[ofDepartment+department] = name
	}
	return err
}
