package todo

import (
	"context"
	"errors"
	"time"

	"tramway/internal/card"
	"tramway/internal/clock"
	"tramway/internal/fault"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// CardOwner is the name under which this module answers for its cards.
const CardOwner = "todo"

// cardClient names the message that says a to-do in its conversation.
func cardClient(id string) string { return "todo-" + id }

// say posts a to-do in its conversation, in its giver's name.
func (m *Module) say(tx *org.Tx, r row) error {
	c, err := m.card(tx.Ctx, tx, r, false)
	if err != nil {
		return err
	}
	return m.messages.SayCard(tx, r.Conversation, cardClient(r.ID), r.ID, c)
}

// redraw lets everybody in the conversation see what became of it, if it was said there.
func (m *Module) redraw(tx *org.Tx, r row, dropped bool) error {
	if r.Conversation == "" {
		return nil
	}
	c, err := m.card(tx.Ctx, tx, r, dropped)
	if err != nil {
		return err
	}
	return m.messages.ChangeCard(tx, r.MadeBy, cardClient(r.ID), c)
}

// Pressed is a button of such a card: who is to do it and who gave it say that it is
// done, or not yet. Errors: card_orphan, todo_others.
func (m *Module) Pressed(tx *org.Tx, p card.Press) (card.Answer, error) {
	r, err := byID(tx.Ctx, tx, p.About)
	switch {
	case errors.Is(err, sqldb.ErrNone):
		return card.Answer{}, fault.New(fault.Conflict, "card_orphan")
	case err != nil:
		return card.Answer{}, err
	case r.Person != p.Person && r.MadeBy != p.Person:
		return card.Answer{}, fault.New(fault.Conflict, "todo_others")
	}
	_, err = m.finished(tx, r, p.Action == "done")
	return card.Answer{}, err
}

// card is how a to-do is said; dropped: it was taken back.
func (m *Module) card(ctx context.Context, q sqldb.Q, r row, dropped bool) (card.Card, error) {
	names, err := m.people.Names(ctx, q, []string{r.Person, r.DoneBy})
	if err != nil {
		return card.Card{}, err
	}
	blocks := []card.Block{{Type: "header", Text: words("card.todo", nil)}, {Type: "text", Text: card.Say(r.Title.V)}}
	fields := []card.Field{{Label: words("card.todo_person", nil), Value: named(names[r.Person])}}
	if r.DueAt > 0 {
		fields = append(fields, card.Field{Label: words("card.todo_due", nil), Value: card.Say(r.DueAt.Time().In(clock.HongKong).Format(time.DateOnly + " 15:04"))})
	}
	blocks = append(blocks, card.Block{Type: "fields", Fields: fields})
	button := func(id, style string) card.Block {
		return card.Block{Type: "actions", Buttons: []card.Button{{ID: id, Text: words("card.todo_"+id, nil), Style: style}}}
	}
	switch {
	case dropped:
		blocks = append(blocks, card.Block{Type: "context", Text: words("card.todo_dropped", nil)})
	case r.DoneAt > 0:
		blocks = append(blocks, card.Block{Type: "context", Text: words("card.todo_by", named(names[r.DoneBy]))}, button("reopen", ""))
	default:
		blocks = append(blocks, button("done", "primary"))
	}
	return card.Of("card", blocks...)
}

// words are a text of the catalogues in all its languages; name fills its {{name}}.
func words(key string, name card.Text) card.Text {
	out := card.Text{}
	for _, l := range lang.All {
		out[l] = lang.Text(l, key, map[string]any{"name": name.In(l)})
	}
	return out
}

// named is somebody's name by language; "–": they are not here any more.
func named(n Name) card.Text {
	p := Person{Name: n.Name, NameZh: n.NameZh}
	out := card.Text{}
	for _, l := range lang.All {
		if out[l] = called(p, l); out[l] == "" {
			out[l] = "–"
		}
	}
	return out
}
