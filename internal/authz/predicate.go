package authz

import (
	"strings"
	"time"
)

// Predicate is the WHERE clause that keeps exactly the rows Decide would allow.
func (r *Rules) Predicate(a Actor, action string, c Columns, now time.Time) (where string, args []any) {
	known, ok := r.rules[action]
	if !ok {
		return "FALSE", nil
	}
	where, args = r.permitted(a, action, c, now)
	for _, f := range known.Forbid {
		if f.Gate != "" { // a list does not know for which of its objects it stands open
			return "FALSE", nil
		}
		text, more := c.condition(f.Scope, a.Person, "")
		where, args = where+" AND NOT coalesce("+text+", FALSE)", append(args, more...)
	}
	return where, args
}

func (r *Rules) permitted(a Actor, action string, c Columns, now time.Time) (where string, args []any) {
	if r.byRole(a, action, now) {
		return "TRUE", nil
	}
	parts := []string{}
	for _, g := range a.Grants {
		if g.Action != action || g.Person != a.Person || !g.Living(now) || !r.Honours(action, g.Scope) {
			continue
		}
		text, more := c.condition(g.Scope, g.Person, g.Object)
		parts, args = append(parts, text), append(args, more...)
	}
	if len(parts) == 0 {
		return "FALSE", nil
	}
	return "(" + strings.Join(parts, " OR ") + ")", args
}

// condition is a scope as SQL; within says the same in Cedar.
func (c Columns) condition(s Scope, person, object string) (text string, args []any) {
	switch s {
	case Own:
		return c.Owner + " = ?", []any{person}
	case Reports:
		return c.Reports, []any{person}
	case Department:
		return c.Department, []any{object}
	case Object:
		return c.Ref + " = ?", []any{object}
	case All:
		return "TRUE", nil
	}
	return "FALSE", nil
}
