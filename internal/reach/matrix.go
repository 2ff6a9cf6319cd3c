package reach

import (
	"strings"

	"tramway/internal/authz"
)

// Means are how somebody is reached.
type Means string

// The means.
const (
	Chat Means = "chat" // a new direct conversation, writing in it, adding to a group, a mention
	Call Means = "call"
	Ding Means = "ding"
)

// All means, in the order in which they are shown.
var All = []Means{Chat, Call, Ding}

// What a cell says of a means; "" says nothing.
const (
	allow = "allow"
	deny  = "deny"
)

// Class names some people: everybody, role:<role>, or department:<id> with all below it.
type Class string

const everybody Class = "everybody"

func (c Class) department() (id string, ok bool) { return strings.CutPrefix(string(c), "department:") }

func (c Class) role() (r authz.Role, ok bool) {
	name, ok := strings.CutPrefix(string(c), "role:")
	return authz.Role(name), ok
}

// Cell says what people of one class may do to those of another.
type Cell struct {
	From Class  `json:"from" maxLength:"60" doc:"everybody, role:<role>, department:<id> with all below it"`
	To   Class  `json:"to" maxLength:"60"`
	Chat string `json:"chat" enum:",allow,deny" doc:"empty: this cell says nothing of it"`
	Call string `json:"call" enum:",allow,deny"`
	Ding string `json:"ding" enum:",allow,deny"`
}

func (c Cell) says(m Means) string {
	return map[Means]string{Chat: c.Chat, Call: c.Call, Ding: c.Ding}[m]
}

// stand is where a person is: their roles, and how deep each of their departments, and
// of all above these, is in the tree.
type stand struct {
	roles map[authz.Role]bool
	depth map[string]int
}

// near is how closely a class names a person; 0: not at all. Departments name them more
// closely than roles, deeper ones more closely than those above.
func (c Class) near(s stand) int {
	if c == everybody {
		return 1
	}
	if r, ok := c.role(); ok && s.roles[r] {
		return 2
	}
	if id, ok := c.department(); ok && s.depth[id] > 0 {
		return 2 + s.depth[id]
	}
	return 0
}

// counts finds the cell that decides; nil if none does.
func counts(cells []Cell, m Means, from, to stand) *Cell {
	var best *Cell
	var high [3]int
	for i, c := range cells {
		says := c.says(m)
		at := [3]int{c.From.near(from), c.To.near(to), 0}
		if says == "" || at[0] == 0 || at[1] == 0 {
			continue
		}
		if says == deny {
			at[2] = 1
		}
		if best == nil || above(at, high) {
			best, high = &cells[i], at
		}
	}
	return best
}

func above(a, b [3]int) bool {
	for i := range a {
		if a[i] != b[i] {
			return a[i] > b[i]
		}
	}
	return false
}
