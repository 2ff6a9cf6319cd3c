package chat

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/sqldb"
)

// Reach is what the chat asks of whoever knows the organisation's rules about who may
// talk with whom.
type Reach interface {
	// Refusals are those of some persons with whom another may not talk. together: they
	// are in the conversation that it is about.
	Refusals(ctx context.Context, q sqldb.Q, from string, to []string, together bool) (map[string]error, error)
}

// SetReach is told to the chat before it serves; without it everybody talks with
// everybody.
func (m *Module) SetReach(r Reach) { m.reach = r }

// mayTalk refuses the first of some persons with whom somebody may not talk.
func (m *Module) mayTalk(ctx context.Context, q sqldb.Q, from string, to []string, together bool) error {
	if m.reach == nil || len(to) == 0 {
		return nil
	}
	refused, err := m.reach.Refusals(ctx, q, from, to, together)
	for _, id := range to {
		if err == nil {
			err = refused[id]
		}
	}
	return err
}

// mayAddress refuses writing in a direct conversation with whom one may not talk, and
// naming such a person. Groups go on as they are.
func (m *Module) mayAddress(ctx context.Context, q sqldb.Q, mine store.Mine, mentions []string) error {
	to := slices.DeleteFunc(slices.Clone(mentions), func(id string) bool { return id == "all" || isCircle(id) })
	if mine.Kind == direct && mine.Pair != nil {
		to = append(to, otherOf(*mine.Pair, mine.Person))
	}
	return m.mayTalk(ctx, q, mine.Person, to, true)
}

func otherOf(pair, one string) string {
	a, b, _ := strings.Cut(pair, "|")
	if a == one {
		return b
	}
	return a
}

// barred says of direct conversations, in place, why the reader does not write in them;
// one question for all.
func (m *Module) barred(ctx context.Context, c *httpapi.Call, views []Conversation) error {
	var others []string
	for _, v := range views {
		if v.Other != nil {
			others = append(others, v.Other.ID)
		}
	}
	if m.reach == nil || len(others) == 0 {
		return nil
	}
	refused, err := m.reach.Refusals(ctx, c.Org.Read(), c.Person(), others, true)
	for i, v := range views {
		if v.Other == nil || refused[v.Other.ID] == nil {
			continue
		}
		f := fault.Of(refused[v.Other.ID])
		views[i].Barred = lang.Text(c.Lang, "error."+f.Code, f.Args)
		views[i].Can = slices.DeleteFunc(v.Can, func(can string) bool { return can == "post" })
	}
	return err
}

// Share are those of some others who are in a conversation with a person.
func (m *Module) Share(ctx context.Context, q sqldb.Q, person string, others []string) (map[string]bool, error) {
	ids, err := store.Share(ctx, q, person, others)
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

// Partners are with whom some persons talk directly, by person.
func (m *Module) Partners(ctx context.Context, q sqldb.Q, persons []string) (map[string][]string, error) {
	pairs, err := store.Partners(ctx, q, persons)
	out := map[string][]string{}
	for _, p := range pairs {
		out[p.Person] = append(out[p.Person], p.Other)
	}
	return out, err
}
