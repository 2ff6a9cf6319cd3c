package chat

import (
	"context"

	"tramway/internal/card"
	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/org"
)

// Card is what members see of a card.
type Card struct {
	Version int64        `json:"version" doc:"a press names it"`
	Blocks  []card.Block `json:"blocks" doc:"from above"`
}

type pressOut struct {
	Body struct {
		Message Message   `json:"message" doc:"as it is now"`
		Say     card.Text `json:"say" doc:"what only I read of the answer, by language; \"\": for all languages"`
	}
}

func (m *Module) cardRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("POST", "/conversations/{id}/messages/{seq}/card", "Press a button of a card", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		MessagePath
		Body struct {
			ClientID string            `json:"client_id" minLength:"8" maxLength:"64" doc:"made by the device; the same one again gives the same answer"`
			Version  int64             `json:"version" minimum:"1" doc:"of the card that was seen"`
			Action   string            `json:"action" maxLength:"40" doc:"the button's id"`
			Values   map[string]string `json:"values,omitempty" maxProperties:"50" doc:"what was filled in, by the blocks' ids"`
		}
	}) (*pressOut, error) {
		if err := m.mayPress(ctx, c, in.MessagePath); err != nil {
			return nil, err
		}
		b := in.Body
		said, err := m.Press(ctx, c.Org, c.Who(), in.ID, in.Seq, Pressing{b.ClientID, b.Version, b.Action, b.Values})
		if err != nil {
			return nil, err
		}
		now, err := m.message(ctx, c, &in.MessagePath)
		if err != nil {
			return nil, err
		}
		out := &pressOut{}
		out.Body.Message, out.Body.Say = now.Body, said
		if said == nil {
			out.Body.Say = card.Text{}
		}
		return out, nil
	})
}

// mayPress asks for the action that a card's owner wants whoever presses to have.
func (m *Module) mayPress(ctx context.Context, c *httpapi.Call, in MessagePath) error {
	msg, err := visible(ctx, c, in)
	if err != nil || msg.Kind != "card" {
		return err // what is not a card any more says so itself
	}
	row, err := store.CardAt(ctx, c.Org.Read(), in.ID, in.Seq)
	if err != nil {
		return err
	}
	owner, err := m.cardOwner(row)
	if err != nil || owner.May == "" {
		return err
	}
	return c.Allow(owner.May, everything)
}

// putCards gives those of some messages of one conversation that are cards what is drawn
// of them, in one question; most pages have none.
func putCards(ctx context.Context, o *org.Org, rows []store.Message, views []Message) error {
	from, upTo := reach(rows, func(r store.Message) bool { return r.Kind == "card" })
	if upTo == 0 {
		return nil
	}
	all, err := store.Cards(ctx, o.Read(), rows[0].Conversation, from, upTo)
	for _, c := range all {
		for i := range views {
			if views[i].Seq == c.Seq && rows[i].Kind == "card" {
				views[i].Card = &Card{c.Version, c.Card.V.Blocks}
			}
		}
	}
	return err
}
