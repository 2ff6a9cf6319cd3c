package rules

import "slices"

// Kinds of rules about who sees whom.
const (
	SightHide  = "hide"  // nobody outside sees who is in it
	SightLimit = "limit" // who is in it sees nobody outside
)

// Whom names a department with all below it, or a person; one of the two is empty.
type Whom struct{ Department, Person string }

// SightRule keeps some people from some readers.
type SightRule struct {
	ID, Kind string
	Of       Whom     // whom it hides, or the department that it limits
	Also     []string // departments that limited readers see as well
	But      []Whom   // readers for whom it does not hold
}

// Tree gives the department above each; "" at the top.
type Tree map[string]string

// Upwards are departments and all above them.
func (t Tree) Upwards(departments []string) map[string]bool {
	out := map[string]bool{}
	for _, d := range departments {
		for ; d != "" && !out[d]; d = t[d] {
			out[d] = true
		}
	}
	return out
}

// Below are departments and all below them, those that are there.
func (t Tree) Below(tops ...string) []string {
	out := []string{}
	for d := range t {
		for at, n := d, 0; at != "" && n <= len(t); at, n = t[at], n+1 {
			if slices.Contains(tops, at) {
				out = append(out, d)
				break
			}
		}
	}
	slices.Sort(out)
	return out
}

// Reader is somebody who looks, and the departments they are directly in.
type Reader struct {
	Person      string
	Departments []string
}

// Bounds are what rules leave to one reader.
type Bounds struct {
	Hidden  []string   // departments of which nobody is seen
	Persons []string   // who are not seen
	Within  [][]string // whoever is seen is in a department of each
}

// Free says that no rule keeps anybody from the reader.
func (b Bounds) Free() bool { return len(b.Hidden)+len(b.Persons)+len(b.Within) == 0 }

// Shows says whether the reader sees that there is a department.
func (b Bounds) Shows(department string) bool {
	if slices.Contains(b.Hidden, department) {
		return false
	}
	for _, some := range b.Within {
		if !slices.Contains(some, department) {
			return false
		}
	}
	return true
}

// Leaves says whether bounds leave somebody in these departments to the reader.
func (b Bounds) Leaves(person string, departments []string) bool {
	inside := func(some []string) bool {
		return slices.ContainsFunc(departments, func(d string) bool { return slices.Contains(some, d) })
	}
	for _, some := range b.Within {
		if !inside(some) {
			return false
		}
	}
	return !slices.Contains(b.Persons, person) && !inside(b.Hidden)
}

// Bind says what rules mean for one reader. Nobody is kept from what they are in
// themselves, whichever rule says so.
func Bind(all []SightRule, t Tree, r Reader) (b Bounds) {
	in := t.Upwards(r.Departments)
	inside := func(w Whom) bool { return w.Person != "" && w.Person == r.Person || in[w.Department] }
	for _, rule := range all {
		switch {
		case slices.ContainsFunc(rule.But, inside), inside(rule.Of) != (rule.Kind == SightLimit):
		case rule.Kind == SightLimit:
			b.Within = append(b.Within, t.Below(slices.Concat([]string{rule.Of.Department}, rule.Also, r.Departments)...))
		case rule.Of.Person != "":
			b.Persons = append(b.Persons, rule.Of.Person)
		default:
			b.Hidden = append(b.Hidden, t.Below(rule.Of.Department)...)
		}
	}
	return b
}
