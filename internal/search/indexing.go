package search

import (
	"encoding/json"
	"maps"
	"slices"

	"tramway/internal/chat/chatevent"
	"tramway/internal/org"
	"tramway/internal/search/internal/rules"
	"tramway/internal/search/internal/store"
	"tramway/internal/sqldb"
)

// hear brings the index to what the tables say now, whatever a message went through
// since: heard twice or late, an event does no harm.
func (m *Module) hear(tx *org.Tx, events []org.Received) error {
	var places []Place
	known := map[Place]bool{}
	for _, r := range events {
		some, err := about(tx, r)
		if err != nil {
			return err
		}
		for _, p := range some {
			if !known[p] {
				known[p] = true
				places = append(places, p)
			}
		}
	}
	return m.index(tx, places)
}

// index brings places up to date, as many as fit into one commit; the others have a job
// of their own.
func (m *Module) index(tx *org.Tx, places []Place) error {
	if len(places) > mostPlaces {
		later(tx, places[mostPlaces:])
		places = places[:mostPlaces]
	}
	if len(places) == 0 {
		return nil
	}
	texts, err := m.source.Texts(tx.Ctx, tx, places)
	if err != nil {
		return err
	}
	return put(tx, places, texts)
}

// put writes what one commit takes; those that are too long have to wait.
func put(tx *org.Tx, places []Place, texts []Message) error {
	fit := len(texts)
	for i, room := 0, mostBytes; i < len(texts); i++ {
		if room -= len(texts[i].Text); room < 0 && i > 0 {
			fit = i
			break
		}
	}
	late := map[Place]bool{}
	for _, t := range texts[fit:] {
		late[t.Place] = true
	}
	if len(late) > 0 {
		later(tx, slices.Collect(maps.Keys(late)))
		places = slices.DeleteFunc(slices.Clone(places), func(p Place) bool { return late[p] })
	}
	return write(tx, places, texts[:fit])
}

// What one commit takes: a message may have 20,000 characters, and be one of many.
const (
	mostPlaces = 400
	mostBytes  = 60_000
)

const lateJob = "search.late"

func later(tx *org.Tx, places []Place) { tx.Enqueue(org.Job{Kind: lateJob, Data: places}) }

func (m *Module) lateStep(tx *org.Tx, j org.Due) error {
	var places []Place
	if err := json.Unmarshal(j.Data.V, &places); err != nil {
		return err
	}
	return m.index(tx, places)
}

// about are the messages that an event speaks of. Those whose time was over go at once.
func about(tx *org.Tx, r org.Received) ([]Place, error) {
	switch r.Type {
	case chatevent.Posted{}.EventType():
		e, err := org.As[chatevent.Posted](r)
		return []Place{{Conversation: e.Conversation, Seq: e.Seq}}, err
	case chatevent.Changed{}.EventType():
		e, err := org.As[chatevent.Changed](r)
		return []Place{{Conversation: e.Conversation, Seq: e.Seq}}, err
	case chatevent.Arrived{}.EventType():
		e, err := org.As[chatevent.Arrived](r)
		var out []Place
		for seq := e.From; seq <= e.To; seq++ {
			out = append(out, Place{Conversation: e.Conversation, Seq: seq})
		}
		return out, err
	case chatevent.Blanked{}.EventType():
		e, err := org.As[chatevent.Blanked](r)
		out := make([]Place, len(e.Seqs))
		for i, seq := range e.Seqs {
			out[i] = Place{Conversation: e.Conversation, Seq: seq}
		}
		return out, err
	}
	e, err := org.As[chatevent.CutOff](r)
	if err == nil {
		err = store.DropUpto(tx.Ctx, tx, e.Conversation, e.Seq)
	}
	return nil, err
}

// write puts messages into the index, with the number they had if they had one, and
// takes those out that are asked for and have no text.
func write(tx *org.Tx, places []Place, texts []Message) error {
	had, err := store.At(tx.Ctx, tx, places)
	if err != nil {
		return err
	}
	var rows [][]any
	for part := range slices.Chunk(texts, partRows) {
		some, err := numbered(tx, part, had)
		if err != nil {
			return err
		}
		rows = append(rows, some...)
	}
	for _, pos := range had {
		if err := store.Drop(tx.Ctx, tx, pos); err != nil {
			return err
		}
	}
	return store.Word(tx.Ctx, tx, rows)
}

// partRows is how many messages get their numbers at once.
const partRows = 64

// numbered gives messages their numbers and says which words each has; had loses those
// that keep theirs.
func numbered(tx *org.Tx, texts []Message, had map[Place]int64) (rows [][]any, err error) {
	var fresh []store.Doc
	for _, t := range texts {
		pos, known := had[t.Place]
		if !known {
			fresh = append(fresh, store.Doc{Place: t.Place, Pos: int64(t.At)})
			continue
		}
		if err := store.Unword(tx.Ctx, tx, pos); err != nil {
			return nil, err
		}
	}
	if len(fresh) > 0 {
		if err := store.Add(tx.Ctx, tx, fresh); err != nil {
			return nil, err
		}
	}
	at := make(map[Place]int64, len(fresh))
	for _, d := range fresh {
		at[d.Place] = d.Pos
	}
	for _, t := range texts {
		pos, known := had[t.Place]
		if !known {
			pos = at[t.Place]
		}
		delete(had, t.Place)
		rows = append(rows, []any{pos, sqldb.Words(append(rules.Words(t.Text), facts(t)...))})
	}
	return rows, nil
}

// What is known of a message beside its words.
const (
	factKind     = "k" // text
	factRoom     = "c" // the conversation
	factSender   = "s"
	factMention  = "m" // a person, or all
	factLink     = "l"
	factReaction = "r"
	factAttached = "a" // the kind
)

var anyText = rules.Fact(factKind, "text")

func facts(t Message) []string {
	out := []string{anyText, rules.Fact(factRoom, t.Conversation), rules.Fact(factSender, t.Sender)}
	for _, p := range t.Mentions {
		out = append(out, rules.Fact(factMention, p))
	}
	for _, kind := range t.Attached {
		out = append(out, rules.Fact(factAttached, kind))
	}
	if rules.HasLink(t.Text) {
		out = append(out, rules.Fact(factLink, ""))
	}
	if t.Reacted {
		out = append(out, rules.Fact(factReaction, ""))
	}
	return out
}
