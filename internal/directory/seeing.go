package directory

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/ref"
)

// managing are the actions of those who manage people: over whom somebody has one of
// these rights, they see, whatever the rules say.
var managing = []string{Write, InvitePerson, LetLeave, ReadFields, ImportPeople}

// view is what one reader sees of the organisation.
type view struct {
	store.Sight
	all   []store.Department // every one: rights and rules are about these
	shown []store.Department // those of which the reader sees that they are there
}

// ruled are the rules that may keep somebody from the reader; none for those who manage
// everybody.
func ruled(ctx context.Context, c *httpapi.Call) ([]rules.SightRule, error) {
	if slices.ContainsFunc(managing, func(action string) bool { return c.Allow(action, authz.Resource{}) == nil }) {
		return nil, nil
	}
	return store.SightRules(ctx, c.Org.Read())
}

// look finds out what a reader sees, by rights and rules as they are at this moment.
func look(ctx context.Context, c *httpapi.Call) (view, error) {
	found, err := ruled(ctx, c)
	if err != nil {
		return view{}, err
	}
	return lookBy(ctx, c, found)
}

func lookBy(ctx context.Context, c *httpapi.Call, found []rules.SightRule) (view, error) {
	if c.Actor.Outside() { // of colleagues a guest knows what their conversations show
		return view{Sight: store.Sight{Reader: c.Person(), Bounds: rules.Bounds{Within: [][]string{{}}},
			Manages: func(columns authz.Columns) (string, []any) { return managed(c, columns) }}}, nil
	}
	all, err := store.Departments(ctx, c.Org.Read())
	v := view{store.Sight{Everybody: true, Reader: c.Person()}, all, all}
	if err != nil || len(found) == 0 {
		return v, err
	}
	in, err := store.StandsIn(ctx, c.Org.Read(), c.Person())
	v.Bounds = rules.Bind(found, store.TreeOf(all), rules.Reader{Person: c.Person(), Departments: in})
	if err != nil || v.Bounds.Free() {
		return v, err
	}
	v.Everybody, v.shown = false, showing(c, all, v.Bounds)
	v.Manages = func(columns authz.Columns) (string, []any) { return managed(c, columns) }
	return v, nil
}

// managed are the people over whom the reader has a right.
func managed(c *httpapi.Call, columns authz.Columns) (where string, args []any) {
	parts := []string{}
	for _, action := range managing {
		text, more := c.Where(action, columns)
		parts, args = append(parts, text), append(args, more...)
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// showing are the departments that bounds leave and those that the reader manages, with
// all above them, so that what is seen hangs together.
func showing(c *httpapi.Call, all []store.Department, b rules.Bounds) []store.Department {
	var ids []string
	tree := store.TreeOf(all)
	for _, d := range all {
		if b.Shows(d.ID) || len(c.Actor.Grants) > 0 && manages(c, tree, d.ID) {
			ids = append(ids, d.ID)
		}
	}
	kept := tree.Upwards(ids)
	return slices.DeleteFunc(slices.Clone(all), func(d store.Department) bool { return !kept[d.ID] })
}

func manages(c *httpapi.Call, t rules.Tree, department string) bool {
	up := []string{}
	for d := range t.Upwards([]string{department}) {
		up = append(up, d)
	}
	return slices.ContainsFunc(managing, func(action string) bool { return c.Allow(action, authz.Resource{Departments: up}) == nil })
}

// within are the departments of a list: one that the reader does not see has nobody.
func (v view) within(department string, direct bool) []string {
	switch {
	case !hasDepartment(v.shown, department):
		return []string{}
	case direct:
		return []string{department}
	}
	return store.Subtree(v.shown, department)
}

// seenOf are those departments of which the reader sees that they are there.
func (v view) seenOf(all []store.Department) []store.Department {
	there := map[string]bool{}
	for _, d := range v.shown {
		there[d.ID] = true
	}
	return slices.DeleteFunc(append([]store.Department{}, all...), func(d store.Department) bool { return !there[d.ID] })
}

// veil takes from rows, in place, the departments and managers that the reader does not
// see. Who edits a person has to know them whole, or would take away what is hidden.
func (v view) veil(ctx context.Context, c *httpapi.Call, may [][]string, rows []store.Person) error {
	if v.Everybody {
		return nil
	}
	bosses := []string{}
	for _, p := range rows {
		bosses = append(bosses, store.Text(p.Manager))
	}
	seen, err := v.sees(ctx, c, bosses)
	for i := range rows {
		p := &rows[i]
		if slices.Contains(may[i], "edit") {
			continue
		}
		if !seen[store.Text(p.Manager)] {
			p.Manager = nil
		}
		p.Departments = slices.DeleteFunc(slices.Clone(p.Departments), func(d string) bool { return !hasDepartment(v.shown, d) })
	}
	return err
}

// sees says which of some people the reader sees.
func (v view) sees(ctx context.Context, c *httpapi.Call, ids []string) (map[string]bool, error) {
	if v.Everybody {
		out := map[string]bool{}
		for _, id := range ids {
			out[id] = true
		}
		return out, nil
	}
	return store.Seen(ctx, c.Org.Read(), v.Sight, ids)
}

// Seen says which of some people the reader sees; modules that show people ask for it.
// Where nothing is hidden, whoever is not there counts as seen.
func (m *Module) Seen(ctx context.Context, c *httpapi.Call, ids []string) (map[string]bool, error) {
	v := view{Sight: store.Sight{Everybody: true}}
	found, err := ruled(ctx, c)
	if err == nil && (len(found) > 0 || c.Actor.Outside()) {
		v, err = lookBy(ctx, c, found)
	}
	if err != nil {
		return nil, err
	}
	return v.sees(ctx, c, ids)
}

// Shown says whether the reader sees that there is a person or department.
func (m *Module) Shown(ctx context.Context, c *httpapi.Call, r ref.Ref) (bool, error) {
	v, err := look(ctx, c)
	if err != nil {
		return false, err
	}
	if r.Type == "department" {
		return hasDepartment(v.shown, r.ID), nil
	}
	seen, err := v.sees(ctx, c, []string{r.ID})
	return seen[r.ID], err
}

// there answers for a person who is not there, or not to be seen, in the same way.
func there(ctx context.Context, c *httpapi.Call, id string) (view, store.Person, error) {
	v, err := look(ctx, c)
	if err != nil {
		return v, store.Person{}, err
	}
	rows, err := store.ByID(ctx, c.Org.Read(), []string{id})
	if err != nil {
		return v, store.Person{}, err
	}
	seen, err := v.sees(ctx, c, []string{id})
	if err == nil && (len(rows) == 0 || !seen[id]) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return v, store.Person{}, err
	}
	return v, rows[0], nil
}

// names refuses whom a writer names without seeing them as if they were not there, and
// does not say whose an address or number is that is in use.
func (v view) names(ctx context.Context, c *httpapi.Call, was store.Person, n *NewPerson) error {
	if v.Everybody {
		return nil
	}
	var bad fault.Fields
	for _, d := range n.Departments {
		if !slices.Contains(was.Departments, d) && !hasDepartment(v.shown, d) {
			bad.Add("body.department_ids", "unknown_department")
		}
	}
	mails, err := store.Taken(ctx, c.Org.Read(), "email", strings.ToLower(strings.TrimSpace(n.Email)), was.ID)
	if err != nil {
		return err
	}
	staff, err := store.Taken(ctx, c.Org.Read(), "staff_no", n.StaffNo, was.ID)
	if err != nil {
		return err
	}
	seen, err := v.sees(ctx, c, []string{n.Manager, mails.ID, staff.ID})
	if err != nil {
		return err
	}
	unseen := func(id string) bool { return id != "" && !seen[id] }
	for at, other := range map[string]string{"email": mails.ID, "staff_no": staff.ID} {
		if unseen(other) {
			bad.Add("body."+at, "taken")
		}
	}
	if n.Manager != store.Text(was.Manager) && unseen(n.Manager) {
		bad.Add("body.manager_id", "unknown_person")
	}
	return bad.Err()
}
