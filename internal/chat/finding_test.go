package chat

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tramway/internal/han"
	"tramway/internal/sqldb"
)

func TestWhatIsCalledSo(t *testing.T) {
	for _, one := range []struct {
		words string
		names []string
		want  bool
	}{
		{"siu l", []string{"WONG Siu Lung", "黃小龍"}, true},
		{"黄小龙", []string{"WONG Siu Lung", "黃小龍"}, true},
		{"龍", []string{"WONG Siu Lung", "黃小龍"}, true},
		{"lung wong", []string{"WONG Siu Lung", ""}, true},
		{"huangxiao", []string{"", "黃小龍"}, true},
		{"iu lu", []string{"WONG Siu Lung"}, true}, // a part of it as it stands
		{"lung chan", []string{"WONG Siu Lung"}, false},
		{"  ", []string{"WONG Siu Lung"}, false},
		{"...", []string{"WONG Siu Lung"}, false},
	} {
		if got := isCalled(one.words, one.names...); got != one.want {
			t.Errorf("%q of %v: %v", one.words, one.names, got)
		}
	}
}

// crowd is an organisation of persons by their ids, in order, that counts what it is asked.
type crowd struct {
	People
	names map[string]Name
	ids   []string
	asks  int // questions
	rows  int // what they gave, or named
}

func crowded(n int, name func(i int) string) *crowd {
	c := &crowd{names: map[string]Name{}}
	for i := range n {
		id := fmt.Sprintf("p%06d", i)
		c.ids, c.names[id] = append(c.ids, id), Name{Name: name(i)}
	}
	return c
}

func (c *crowd) Names(_ context.Context, _ sqldb.Q, ids []string) (map[string]Name, error) {
	c.asks, c.rows = c.asks+1, c.rows+len(ids)
	out := map[string]Name{}
	for _, id := range ids {
		out[id] = c.names[id]
	}
	return out, nil
}

func (c *crowd) Called(_ context.Context, _ sqldb.Q, words, after string, limit int) (out []string, err error) {
	for _, id := range c.ids {
		fits := slices.ContainsFunc(han.Words(c.names[id].Name), func(w string) bool { return strings.HasPrefix(w, han.Fold(words)) })
		if id > after && fits && len(out) < limit {
			out = append(out, id)
		}
	}
	c.asks, c.rows = c.asks+1, c.rows+len(out)
	return out, nil
}

// in is a group of some of them.
func (c *crowd) in(member func(id string) bool) func([]string, int) ([]string, error) {
	return func(persons []string, limit int) (out []string, err error) {
		if persons == nil {
			persons = c.ids
		}
		for _, id := range persons {
			if member(id) && len(out) < limit {
				out = append(out, id)
			}
		}
		c.asks, c.rows = c.asks+1, c.rows+len(out)
		return out, nil
	}
}

// A name in a group of ten thousand costs what the index gives for it, and not the group;
// in a small one, the group.
func TestWhatFindingANameCosts(t *testing.T) {
	all := crowded(20_000, func(i int) string { return fmt.Sprintf("Person %s%05d", string(rune('a'+i%26)), i) })
	for _, one := range []struct {
		what, words       string
		members           int
		found, asks, rows int // at most, but for found
	}{
		{"one name in ten thousand", "b00027", 10_000, 1, 3, 3},
		{"a letter in ten thousand", "a", 10_000, 200, 3, 3000},
		{"all of ten thousand", "person", 10_000, 200, 3, 3000},
		{"nobody", "zz", 10_000, 0, 1, 0},
		{"a name in three hundred", "b00027", 300, 1, 2, 600},
	} {
		all.asks, all.rows = 0, 0
		got, err := foundAmong(t.Context(), &Module{people: all}, nil, one.members, one.words, 200, func(id string) string { return id },
			all.in(func(id string) bool { return id < fmt.Sprintf("p%06d", one.members) }))
		if err != nil || len(got) != one.found || all.asks > one.asks || all.rows > one.rows {
			t.Errorf("%s: %d found by %d questions and %d rows: %v", one.what, len(got), all.asks, all.rows, err)
		}
		t.Logf("%s: %d found by %d questions and %d rows", one.what, len(got), all.asks, all.rows)
	}
	// Those who come late in the organisation are few of those who are called so: what is looked for ends.
	all.asks = 0
	if _, err := foundAmong(t.Context(), &Module{people: all}, nil, 2000, "person", 200, func(id string) string { return id }, all.in(func(id string) bool { return id >= "p018000" })); err != nil || all.asks > 3*mostRounds {
		t.Errorf("%d questions: %v", all.asks, err)
	}
}
