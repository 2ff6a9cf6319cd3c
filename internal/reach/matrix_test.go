package reach

import (
	"testing"

	"tramway/internal/authz"
)

func standing(role authz.Role, deep ...string) stand {
	s := stand{roles: map[authz.Role]bool{role: true}, depth: map[string]int{}}
	for i, d := range deep {
		s.depth[d] = i + 1
	}
	return s
}

// Whoever is named most closely decides: first the sender, then the receiver, then no.
func TestTheClosestCellCounts(t *testing.T) {
	t.Parallel()
	sales, desk := standing(authz.Member, "front", "sales"), standing(authz.Manager, "front")
	research, guest := standing(authz.Member, "research"), standing(authz.Guest)
	cells := []Cell{
		{From: everybody, To: "department:research", Chat: deny},
		{From: "department:front", To: everybody, Chat: deny, Ding: deny},
		{From: "department:sales", To: "department:research", Chat: allow},
		{From: "role:manager", To: "department:research", Chat: allow, Call: deny},
		{From: "role:guest", To: everybody, Chat: deny},
		{From: "department:gone", To: everybody, Chat: allow},
		{From: everybody, To: "role:guest", Chat: deny},
		{From: everybody, To: "role:guest", Call: allow},
	}
	for _, k := range []struct {
		name     string
		means    Means
		from, to stand
		want     int // which cell; -1: none
	}{
		{"everybody to research", Chat, research, research, 0},
		{"the deeper department of the sender", Chat, sales, research, 2},
		{"a department before a role", Chat, desk, research, 1},
		{"a cell that says nothing of it", Call, desk, research, 3},
		{"a guest", Chat, guest, research, 4},
		{"to a guest", Chat, research, guest, 6},
		{"no cell", Ding, research, sales, -1},
		{"another means", Ding, sales, research, 1},
	} {
		got := counts(cells, k.means, k.from, k.to)
		if k.want < 0 && got != nil || k.want >= 0 && got != &cells[k.want] {
			t.Errorf("%s: %+v", k.name, got)
		}
	}
}

// Of two cells that name both equally closely the one that denies counts, in either order.
func TestDenyingCountsBetweenEquals(t *testing.T) {
	t.Parallel()
	both := stand{roles: map[authz.Role]bool{}, depth: map[string]int{"a": 1, "b": 1}}
	no, yes := Cell{From: "department:a", To: everybody, Chat: deny}, Cell{From: "department:b", To: everybody, Chat: allow}
	for _, cells := range [][]Cell{{no, yes}, {yes, no}} {
		if got := counts(cells, Chat, both, standing(authz.Member)); got == nil || got.Chat != deny {
			t.Errorf("%+v counts", got)
		}
	}
}
