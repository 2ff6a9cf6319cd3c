package reach

import (
	"context"
	"slices"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/lang"
	"tramway/internal/sqldb"
)

// Why a decision is as it is.
const (
	ByRule     = "rule"
	ByDefault  = "members" // no rule speaks of the two, and neither is a guest
	GuestHere  = "guest_shared"
	GuestApart = "guest_apart"
)

// Decision is whether one person may reach another, and why.
type Decision struct {
	Allowed bool
	Why     string
	Cell    *Cell // of ByRule
}

// Decide says whom of some persons another may reach, in a few statements whatever
// their number. together: both are in the conversation that it is about. Oneself is
// always reached.
func (m *Module) Decide(ctx context.Context, q sqldb.Q, means Means, from string, to []string, together bool) (map[string]Decision, error) {
	now, err := latest(ctx, q)
	if err != nil {
		return nil, err
	}
	cells := now.Cells.V
	out := make(map[string]Decision, len(to))
	if together && len(cells) == 0 {
		for _, id := range to {
			out[id] = Decision{Allowed: true, Why: ByDefault}
		}
		return out, nil
	}
	stands, err := m.stands(ctx, q, cells, append(slices.Clone(to), from))
	if err != nil {
		return nil, err
	}
	var apart []string // between whom only being together decides
	for _, id := range to {
		cell := counts(cells, means, stands[from], stands[id])
		// Members bring guests into conversations: else nobody could be with them in one.
		guest := stands[from].roles[authz.Guest] || means != Chat && stands[id].roles[authz.Guest]
		switch {
		case id == from:
			out[id] = Decision{Allowed: true, Why: ByDefault}
		case cell != nil:
			out[id] = Decision{cell.says(means) == allow, ByRule, cell}
		case !guest:
			out[id] = Decision{Allowed: true, Why: ByDefault}
		case together:
			out[id] = Decision{Allowed: true, Why: GuestHere}
		default:
			apart = append(apart, id)
		}
	}
	return out, m.guests(ctx, q, from, apart, out)
}

// guests decides about those with whom only a conversation that both are in counts.
func (m *Module) guests(ctx context.Context, q sqldb.Q, from string, others []string, out map[string]Decision) error {
	if len(others) == 0 {
		return nil
	}
	share, err := m.rooms.Share(ctx, q, from, others)
	for _, id := range others {
		out[id] = Decision{Why: GuestApart}
		if share[id] {
			out[id] = Decision{Allowed: true, Why: GuestHere}
		}
	}
	return err
}

// stands are where people are, as far as the cells ask.
func (m *Module) stands(ctx context.Context, q sqldb.Q, cells []Cell, persons []string) (map[string]stand, error) {
	out := make(map[string]stand, len(persons))
	for _, id := range persons {
		out[id] = stand{roles: map[authz.Role]bool{}, depth: map[string]int{}}
	}
	roles, departments := named(cells)
	for _, r := range append(roles, authz.Guest) {
		holders, err := authz.Holders(ctx, q, r, persons)
		if err != nil {
			return nil, err
		}
		for id := range holders {
			out[id].roles[r] = true
		}
	}
	if len(departments) == 0 {
		return out, nil
	}
	known, err := m.people.Departments(ctx, q, departments)
	if err != nil {
		return nil, err
	}
	placed, err := m.people.Placed(ctx, q, persons)
	for id, in := range placed {
		for _, d := range in {
			out[id].depth[d] = known[d].Depth
		}
	}
	return out, err
}

// named are the roles and departments of cells.
func named(cells []Cell) (roles []authz.Role, departments []string) {
	for _, c := range cells {
		for _, class := range []Class{c.From, c.To} {
			if r, ok := class.role(); ok && r != authz.Guest && !slices.Contains(roles, r) {
				roles = append(roles, r)
			}
			if d, ok := class.department(); ok && !slices.Contains(departments, d) {
				departments = append(departments, d)
			}
		}
	}
	return roles, departments
}

// Refusals are those of the persons whom another may not reach; each names them and
// the rule.
func (m *Module) Refusals(ctx context.Context, q sqldb.Q, means Means, from string, to []string, together bool) (map[string]error, error) {
	found, err := m.Decide(ctx, q, means, from, to, together)
	if err != nil {
		return nil, err
	}
	var ids []string
	var cells []Cell
	for id, d := range found {
		if !d.Allowed {
			ids = append(ids, id)
		}
		if !d.Allowed && d.Cell != nil {
			cells = append(cells, *d.Cell)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	names, err := m.people.Names(ctx, q, ids)
	if err != nil {
		return nil, err
	}
	_, departments := named(cells)
	known, err := m.people.Departments(ctx, q, departments)
	out := make(map[string]error, len(ids))
	for _, id := range ids {
		out[id] = refusal(both(names[id]), found[id].Cell, known)
	}
	return out, err
}

func refusal(name string, by *Cell, known map[string]Department) error {
	if by == nil {
		return fault.New(fault.Conflict, "reach_guest", fault.Args{"name": name})
	}
	args := sides(*by, known)
	args["name"] = name
	return fault.New(fault.Conflict, "reach_denied", args)
}

// sides name a cell's two classes for a text in any language.
func sides(c Cell, known map[string]Department) fault.Args {
	word := func(c Class) any {
		if id, ok := c.department(); ok {
			return both(known[id].Name)
		}
		if r, ok := c.role(); ok {
			return lang.Key("role." + string(r))
		}
		return lang.Key("reach.everybody")
	}
	return fault.Args{"from": word(c.From), "to": word(c.To)}
}

// both is a name for readers of any language.
func both(n Name) string {
	switch {
	case n.Name == "":
		return n.NameZh
	case n.NameZh == "":
		return n.Name
	}
	return n.Name + " " + n.NameZh
}
