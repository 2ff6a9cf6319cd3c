package presence

import (
	"context"
	"slices"

	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// told is what a page hears: those of its person's partners whose state is another.
type told struct {
	T      string                `json:"t"` // presence
	States map[string]live.State `json:"states"`
}

// few is how many persons are asked about at once.
const few = 500

// Tell says whom changed states concern: those with whom they talk directly. Three
// statements for each five hundred persons.
func (m *Module) Tell(ctx context.Context, o *org.Org, states map[string]live.State) (out []live.Push, err error) {
	if shown, err := Shown(ctx, o.Read()); err != nil || !shown {
		return nil, err
	}
	ids := make([]string, 0, len(states))
	for id := range states {
		ids = append(ids, id)
	}
	all := map[string]map[string]live.State{} // by who is told
	for part := range slices.Chunk(ids, few) {
		if err := m.gather(ctx, o, part, states, all); err != nil {
			return nil, err
		}
	}
	for person, some := range all {
		out = append(out, live.Push{Persons: []string{person}, Data: []any{told{"presence", some}}})
	}
	return out, nil
}

func (m *Module) gather(ctx context.Context, o *org.Org, part []string, states map[string]live.State, all map[string]map[string]live.State) error {
	hidden, err := hiding(ctx, o.Read(), part)
	if err != nil {
		return err
	}
	partners, err := m.talks.Partners(ctx, o.Read(), part)
	for person, others := range partners {
		if hidden[person] {
			continue
		}
		for _, other := range others {
			if all[other] == nil {
				all[other] = map[string]live.State{}
			}
			all[other][person] = states[person]
		}
	}
	return err
}

// Shown says whether the organisation shows who is there. It does until it says no.
func Shown(ctx context.Context, q sqldb.Q) (bool, error) {
	n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.presence_rule WHERE NOT shown`)
	return n == 0, err
}

// hiding are those of some persons who do not want to be seen.
func hiding(ctx context.Context, q sqldb.Q, persons []string) (map[string]bool, error) {
	ids, err := sqldb.All[string](ctx, q, `SELECT person FROM {o}.presence_hidden WHERE person IN {in}`, sqldb.Strings(persons))
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}
