package chat

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/chat/internal/store"
	"tramway/internal/han"
	"tramway/internal/httpapi"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

// Bounds of looking for names.
const (
	atOnce = 1000 // how many names are asked for in one question

	// mostRounds is in how many questions of the people's index members of a large group
	// are looked for: of a letter with which half a large organisation begins the first
	// that come are told, and the next letter finds the others.
	mostRounds = 10
)

// FindIn asks for those of a list by what they are called.
type FindIn struct {
	Words string `query:"q" maxLength:"100" doc:"beginnings of the words of either name; Chinese from one character, in any script; pinyin; then all that fit come at once, at most as many as the limit"`
}

// isCalled says that something is called so: by a part of a name as it stands, or by the
// beginnings of its words and of how they sound.
func isCalled(wanted string, names ...string) bool {
	folded := han.Fold(strings.TrimSpace(wanted))
	var words []string
	for _, name := range names {
		if folded != "" && strings.Contains(han.Fold(name), folded) {
			return true
		}
		words = append(append(append(words, han.Words(name)...), han.Pinyin(name)...), han.Jyutping(name)...)
	}
	query := han.Query(wanted)
	return len(query) > 0 && !slices.ContainsFunc(query, func(q string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, q) })
	})
}

// found are those of some rows, each of a person, who are called by some words: so many at
// most, in the order of the rows.
func found[T any](ctx context.Context, m *Module, q sqldb.Q, rows []T, person func(T) string, words string, most int) (out []T, err error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = person(r)
	}
	names, err := m.people.Names(ctx, q, ids)
	for _, r := range rows {
		if n := names[person(r)]; len(out) < most && isCalled(words, n.Name, n.NameZh) {
			out = append(out, r)
		}
	}
	return out, err
}

// foundAmong are members, or readers of a message, who are called by some words: so many at
// most, in the order of their ids. some gives those of a list of persons, or nil for the
// first so many of all. Few are read and looked at; of many, those are asked for whom the
// people's index gives by these words, so that no list of thousands is read for a name.
func foundAmong[T any](ctx context.Context, m *Module, q sqldb.Q, members int, words string, most int, person func(T) string, some func(persons []string, limit int) ([]T, error)) (out []T, err error) {
	if members <= atOnce {
		rows, err := some(nil, atOnce)
		if err != nil {
			return nil, err
		}
		return found(ctx, m, q, rows, person, words, most)
	}
	for after, round := "", 0; round < mostRounds && len(out) < most; round++ {
		ids, err := m.people.Called(ctx, q, words, after, atOnce)
		if err != nil || len(ids) == 0 {
			return out, err
		}
		rows, err := some(ids, len(ids))
		if err != nil {
			return nil, err
		}
		part, err := found(ctx, m, q, rows, person, words, most-len(out)) // by their names: the index has more
		if err != nil || len(ids) < atOnce {
			return append(out, part...), err
		}
		out, after = append(out, part...), ids[len(ids)-1]
	}
	return out, nil
}

// conversationsCalled are those of the reader's conversations that are called by some words: by their
// title, or by those in them where they have none; the latest first, so many at most. Titles
// are sealed, so all of the reader's own are looked at, a thousand in three questions.
func (m *Module) conversationsCalled(ctx context.Context, c *httpapi.Call, words string, most int) (out []store.Mine, err error) {
	for after := (store.Position{}); ; {
		rows, err := store.Page(ctx, c.Org.Read(), c.Person(), after, atOnce)
		if err != nil {
			return nil, err
		}
		cut := page.Cut(rows, atOnce, store.PositionOf)
		titles, err := m.titlesOf(ctx, c.Org.Read(), c.Person(), cut.Items)
		if err != nil {
			return nil, err
		}
		for _, r := range cut.Items {
			if isCalled(words, titles[r.ID]...) {
				out = append(out, r)
			}
		}
		if cut.Next == "" || len(out) >= most {
			return out[:min(len(out), most)], nil
		}
		after = store.PositionOf(cut.Items[len(cut.Items)-1])
	}
}

// titlesOf is what conversations are called by for somebody.
func (m *Module) titlesOf(ctx context.Context, q sqldb.Q, person string, rows []store.Mine) (map[string][]string, error) {
	out, untitled := map[string][]string{}, []string{}
	for _, r := range rows {
		if r.Title.V != "" {
			out[r.ID] = []string{r.Title.V}
		} else {
			untitled = append(untitled, r.ID)
		}
	}
	others, err := store.Others(ctx, q, untitled, person)
	if err != nil {
		return nil, err
	}
	var persons []string
	for _, ids := range others {
		persons = append(persons, ids...)
	}
	names, err := m.people.Names(ctx, q, persons)
	for id, ids := range others {
		for _, p := range ids {
			out[id] = append(out[id], names[p].Name, names[p].NameZh)
		}
	}
	return out, err
}
