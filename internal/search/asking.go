package search

import (
	"context"
	"math"
	"slices"
	"time"

	"tramway/internal/fault"
	"tramway/internal/search/internal/rules"
	"tramway/internal/search/internal/store"
	"tramway/internal/sqldb"
)

// Asked is a question about messages; at least one field but Before and Limit is set.
type Asked struct {
	Text   string
	Sender string    // only from this person
	Room   string    // only in this conversation
	Since  time.Time // said at this moment or later
	Until  time.Time // said before it
	Has    []string  // link, mention (of the one who asks, or of all), reaction, or a kind of attachment

	Before int64 // goes on after an earlier answer
	Limit  int   // at least 1
}

// Found is the answer, latest first.
type Found struct {
	Hits []Hit
	// Next goes on; 0: that was all.
	Next int64
	// Looked is how far back the walk came that found less than it was asked for; zero
	// if it came to the end.
	Looked time.Time
}

// Hit is a message that answers, and where its words stand in it.
type Hit struct {
	Message
	Marks []rules.Mark
}

// The walk goes back in longer and longer steps, and no farther than this in one
// question: what is common but not the reader's must not be walked through as a whole.
var steps = []int{32, 128, 512, 2048}

// mostRooms is how many conversations the index is asked for by name. Whoever is in more
// sees so much of what is said that the walk finds enough without.
const mostRooms = 256

// Ask finds messages for a person. Errors: required (nothing is asked), not_found (the
// conversation is none of theirs).
func (m *Module) Ask(ctx context.Context, q sqldb.Q, person string, a Asked) (Found, error) {
	query := rules.Parse(a.Text)
	if query.Empty() && a.Sender == "" && a.Room == "" && len(a.Has) == 0 && a.Since.IsZero() && a.Until.IsZero() {
		return Found{}, fault.Bad("query.q", "required")
	}
	rooms, err := m.source.Rooms(ctx, q, person)
	if err != nil {
		return Found{}, err
	}
	if a.Room != "" {
		if !slices.Contains(rooms, a.Room) {
			return Found{}, fault.New(fault.NotFound, "not_found")
		}
		rooms = []string{a.Room}
	}
	if len(rooms) == 0 {
		return Found{}, nil
	}
	w := walk{m: m, q: q, person: person, asked: a, query: query, words: words(query, a, person, rooms), rooms: map[string]bool{}}
	for _, r := range rooms {
		w.rooms[r] = true
	}
	return w.back(ctx)
}

// words are what the index is asked for: all words, one of the conversations, and the
// facts.
func words(query rules.Query, a Asked, person string, rooms []string) (all sqldb.AllOf) {
	for _, w := range query.Words() {
		all = append(all, []string{w})
	}
	if a.Sender != "" {
		all = append(all, []string{rules.Fact(factSender, a.Sender)})
	}
	for _, has := range a.Has {
		all = append(all, wanted(has, person))
	}
	if len(rooms) <= mostRooms {
		in := make([]string, len(rooms))
		for i, r := range rooms {
			in[i] = rules.Fact(factRoom, r)
		}
		all = append(all, in)
	}
	if len(all) == 0 {
		all = sqldb.AllOf{{anyText}}
	}
	return all
}

var had = map[string]func(person string) []string{
	"link":     func(string) []string { return []string{rules.Fact(factLink, "")} },
	"reaction": func(string) []string { return []string{rules.Fact(factReaction, "")} },
	"mention": func(person string) []string {
		return []string{rules.Fact(factMention, person), rules.Fact(factMention, "all")}
	},
}

// wanted are the facts of which a message that is asked for has one.
func wanted(what, person string) []string {
	if facts, ok := had[what]; ok {
		return facts(person)
	}
	return []string{rules.Fact(factAttached, what)}
}

// has says whether a message has one of them, from the message itself.
func has(t Message, what, person string) bool {
	switch what {
	case "link":
		return rules.HasLink(t.Text)
	case "reaction":
		return t.Reacted
	case "mention":
		return slices.Contains(t.Mentions, person) || slices.Contains(t.Mentions, "all")
	}
	return slices.Contains(t.Attached, what)
}

// walk goes from document to document, latest first, and keeps what answers.
type walk struct {
	m      *Module
	q      sqldb.Q
	person string
	asked  Asked
	query  rules.Query
	words  sqldb.AllOf
	rooms  map[string]bool
	found  Found
	last   int64 // number of the last that was found
}

func (w *walk) back(ctx context.Context) (Found, error) {
	from, before := int64(0), int64(math.MaxInt64)
	if !w.asked.Since.IsZero() {
		from = int64(sqldb.At(w.asked.Since))
	}
	if !w.asked.Until.IsZero() {
		before = int64(sqldb.At(w.asked.Until)) + store.Nudge
	}
	if w.asked.Before > 0 {
		before = min(before, w.asked.Before)
	}
	for _, step := range steps {
		docs, err := store.Found(ctx, w.q, w.words, from, before, step)
		if err != nil {
			return Found{}, err
		}
		if err := w.take(ctx, docs); err != nil || w.found.Next > 0 || len(docs) < step {
			return w.found, err
		}
		before = docs[len(docs)-1].Pos
	}
	w.found.Next, w.found.Looked = before, sqldb.Micros(before).Time()
	return w.found, nil
}

// readAtOnce is how many texts are read before it is known whether they are enough.
const readAtOnce = 32

// take reads the documents in the person's conversations and keeps those that answer,
// until there are enough.
func (w *walk) take(ctx context.Context, docs []store.Doc) error {
	docs = slices.DeleteFunc(docs, func(d store.Doc) bool { return !w.rooms[d.Conversation] })
	for len(docs) > 0 && w.found.Next == 0 {
		n := min(len(docs), readAtOnce)
		if err := w.read(ctx, docs[:n]); err != nil {
			return err
		}
		docs = docs[n:]
	}
	return nil
}

func (w *walk) read(ctx context.Context, docs []store.Doc) error {
	places := make([]Place, len(docs))
	for i, d := range docs {
		places[i] = d.Place
	}
	texts, err := w.m.source.TextsSeen(ctx, w.q, w.person, places)
	if err != nil {
		return err
	}
	at := make(map[Place]Message, len(texts))
	for _, t := range texts {
		at[t.Place] = t
	}
	for _, d := range docs {
		marks, ok := w.answers(at, d.Place)
		if !ok {
			continue
		}
		if len(w.found.Hits) == w.asked.Limit { // one more: there is another page
			w.found.Next = w.last
			return nil
		}
		w.found.Hits, w.last = append(w.found.Hits, Hit{at[d.Place], marks}), d.Pos
	}
	return nil
}

// answers looks at the message itself: the index may be late, and knows beginnings and
// pairs only.
func (w *walk) answers(at map[Place]Message, p Place) ([]rules.Mark, bool) {
	t, ok := at[p]
	a := w.asked
	switch {
	case !ok, a.Sender != "" && t.Sender != a.Sender, !a.Since.IsZero() && t.At.Time().Before(a.Since), !a.Until.IsZero() && !t.At.Time().Before(a.Until):
		return nil, false
	}
	for _, what := range a.Has {
		if !has(t, what, w.person) {
			return nil, false
		}
	}
	return w.query.In(t.Text)
}
