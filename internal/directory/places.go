package directory

import (
	"context"
	"slices"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Place is a person or a department as rights see it: how it is called and where
// it stands. Everybody is the owner of what is known of them.
type Place struct {
	Name, NameZh, Title string
	Left                bool
	authz.Resource
}

// Places finds people and departments, in a few queries whatever their number;
// what is not there, or of another kind, is absent.
func (m *Module) Places(ctx context.Context, q sqldb.Q, refs []ref.Ref) (map[ref.Ref]Place, error) {
	all, err := store.Departments(ctx, q)
	if err != nil {
		return nil, err
	}
	people, err := store.ByID(ctx, q, idsOf(refs, "person"))
	if err != nil {
		return nil, err
	}
	out := map[ref.Ref]Place{}
	for _, d := range all {
		r := ref.To("department", d.ID)
		out[r] = Place{Name: d.Name, NameZh: d.NameZh, Resource: authz.Resource{Ref: r, Departments: store.Upwards(all, d.ID)}}
	}
	stand, err := standing(ctx, q, all, people)
	for i, p := range people {
		out[stand[i].Ref] = Place{Name: p.Name, NameZh: p.NameZh, Title: p.Title, Left: p.Status == "left", Resource: stand[i]}
	}
	return out, err
}

func idsOf(refs []ref.Ref, kind string) (ids []string) {
	for _, r := range refs {
		if r.Type == kind {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// standing says where people are in the organisation as their rows have it, which
// may be rows that are not saved yet.
func standing(ctx context.Context, q sqldb.Q, all []store.Department, people []store.Person) ([]authz.Resource, error) {
	bosses := []string{}
	for _, p := range people {
		if p.Manager != nil {
			bosses = append(bosses, *p.Manager)
		}
	}
	above, err := store.Above(ctx, q, bosses)
	out := make([]authz.Resource, len(people))
	for i, p := range people {
		out[i] = authz.Resource{Ref: ref.To("person", p.ID), Owner: p.ID}
		if p.Manager != nil {
			out[i].Managers = append([]string{*p.Manager}, above[*p.Manager]...)
		}
		for _, d := range p.Departments {
			out[i].Departments = append(out[i].Departments, store.Upwards(all, d)...)
		}
	}
	return out, err
}

// mayWrite asks about a person as they are to be, and as they were if they are
// there already: a right over one part of the organisation neither reaches into
// another nor moves people out of it.
func mayWrite(ctx context.Context, c *httpapi.Call, id string, n *NewPerson) error {
	v, was, states, err := edited(ctx, c, id)
	if err == nil {
		err = v.names(ctx, c, was, n)
	}
	if err != nil {
		return err
	}
	asked, err := standing(ctx, c.Org.Read(), v.all, append(states, n.into(was)))
	for _, res := range asked {
		if err == nil {
			err = c.Allow(Write, res)
		}
	}
	if err != nil {
		return err
	}
	return mayFill(ctx, c, asked[0], n, id == "")
}

// edited is the person of an id as they are; states is empty for one who is to be made.
func edited(ctx context.Context, c *httpapi.Call, id string) (v view, was store.Person, states []store.Person, err error) {
	if id == "" {
		v, err = look(ctx, c)
		return v, was, nil, err
	}
	v, was, err = there(ctx, c, id)
	return v, was, []store.Person{was}, err
}

// mayInvite asks about one person. An invitation's link lets in whoever has it, so
// with a right over some people nobody invites one who has rights already.
func mayInvite(ctx context.Context, c *httpapi.Call, id string) error {
	if c.Allow(InvitePerson, authz.Resource{}) == nil {
		return nil
	}
	q := c.Org.Read()
	all, err := store.Departments(ctx, q)
	if err != nil {
		return err
	}
	people, err := store.ByID(ctx, q, []string{id})
	if err != nil {
		return err
	}
	stand, err := standing(ctx, q, all, people)
	if err != nil {
		return err
	}
	had, err := authz.Load(ctx, q, id)
	if err == nil && (len(stand) == 0 || len(had.Roles)+len(had.Grants) > 0) {
		err = fault.New(fault.Denied, "not_allowed")
	}
	if err != nil {
		return err
	}
	return c.Allow(InvitePerson, stand[0])
}

// candidates says what the reader may do with each person. Whoever has no grants
// may do the same with everybody.
func candidates(ctx context.Context, c *httpapi.Call, all []store.Department, rows []store.Person) ([][]string, error) {
	actions := map[string]string{"edit": Write, "invite": InvitePerson, "leave": LetLeave, "return": LetLeave}
	out := make([][]string, len(rows))
	if len(c.Actor.Grants) == 0 {
		same := c.Can(authz.Resource{}, actions)
		for i := range rows {
			out[i] = same
		}
		return out, nil
	}
	stand, err := standing(ctx, c.Org.Read(), all, rows)
	for i := range rows {
		out[i] = c.Can(stand[i], actions)
	}
	return out, err
}

// DepartmentNames are what those of some ids are called that are departments.
func (m *Module) DepartmentNames(ctx context.Context, q sqldb.Q, ids []string) (map[string]Name, error) {
	all, err := store.Departments(ctx, q)
	out := map[string]Name{}
	for _, d := range all {
		if slices.Contains(ids, d.ID) {
			out[d.ID] = Name{Name: d.Name, NameZh: d.NameZh}
		}
	}
	return out, err
}

// Placed are those of some persons (nil: all) who have not left, each with their
// departments and all above these, in two queries.
func (m *Module) Placed(ctx context.Context, q sqldb.Q, persons []string) (map[string][]string, error) {
	all, err := store.Departments(ctx, q)
	if err != nil {
		return nil, err
	}
	rows, err := store.InDepartments(ctx, q, persons)
	out := make(map[string][]string, len(rows))
	upwards := map[string][]string{}
	for _, r := range rows {
		if _, ok := upwards[r.Department]; !ok {
			upwards[r.Department] = store.Upwards(all, r.Department)
		}
		out[r.Person] = append(out[r.Person], upwards[r.Department]...)
	}
	return out, err
}
