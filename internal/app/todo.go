package app

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/card"
	"tramway/internal/chat"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/todo"
)

// todoTalks are the conversations as things to be done are said in them.
type todoTalks struct{ talk *chat.Module }

func (t todoTalks) Shared(ctx context.Context, c *httpapi.Call, conversation string, seq int64, person string) (bool, error) {
	return t.talk.Shared(ctx, c, conversation, seq, person)
}

func (todoTalks) MaySay(c *httpapi.Call) error { return c.Allow(chat.Use, authz.Resource{}) }

func (t todoTalks) SayCard(tx *org.Tx, conversation, client, about string, c card.Card) error {
	_, _, err := t.talk.SayCard(tx, conversation, chat.Draft{ClientID: client, Card: &chat.NewCard{Card: c, Owner: todo.CardOwner, About: about}})
	return err
}

func (todoTalks) ChangeCard(tx *org.Tx, sender, client string, c card.Card) error {
	return chat.ChangeCard(tx, sender, client, c)
}
