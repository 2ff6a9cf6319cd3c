package store

import (
	"context"

	"tramway/internal/card"
	"tramway/internal/sqldb"
)

// Card is a row of message_cards.
type Card struct {
	Conversation string                  `db:"conversation"`
	Seq          int64                   `db:"seq"`
	Owner        string                  `db:"owner"`
	About        string                  `db:"about"`
	Version      int64                   `db:"version"`
	Card         sqldb.Sealed[card.Card] `db:"card"`
}

const cardCols = `conversation, seq, owner, about, version, card`

// PutCard writes the card of a message, in place of one that is there.
func PutCard(ctx context.Context, q sqldb.Q, c Card) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.message_cards(`+cardCols+`) VALUES(?,?,?,?,?,?)
		ON CONFLICT (conversation, seq) DO UPDATE SET version=excluded.version, card=excluded.card`,
		c.Conversation, c.Seq, c.Owner, c.About, c.Version, c.Card)
	return err
}

// CardAt finds the one of a message.
func CardAt(ctx context.Context, q sqldb.Q, conversation string, seq int64) (Card, error) {
	return sqldb.One[Card](ctx, q, `SELECT `+cardCols+` FROM {o}.message_cards WHERE conversation=? AND seq=?`, conversation, seq)
}

// Cards are those of the places from to upTo.
func Cards(ctx context.Context, q sqldb.Q, conversation string, from, upTo int64) ([]Card, error) {
	return sqldb.All[Card](ctx, q, `SELECT `+cardCols+` FROM {o}.message_cards WHERE conversation=? AND seq >= ? AND seq <= ? ORDER BY seq`, conversation, from, upTo)
}

// MessageByID finds a message by its id; ErrNone.
func MessageByID(ctx context.Context, q sqldb.Q, id string) (Message, error) {
	return sqldb.One[Message](ctx, q, `SELECT `+msgCols+` FROM {o}.messages WHERE id=?`, id)
}

// DropCardsOf removes the cards of a sender's messages.
func DropCardsOf(ctx context.Context, q sqldb.Q, sender string) (int64, error) {
	return sqldb.Exec(ctx, q, `DELETE FROM {o}.message_cards WHERE (conversation, seq) IN
		(SELECT conversation, seq FROM {o}.messages WHERE sender=?)`, sender)
}

// Press is a row of card_presses.
type Press struct {
	Conversation string                  `db:"conversation"`
	Seq          int64                   `db:"seq"`
	Person       string                  `db:"person"`
	ClientID     string                  `db:"client_id"`
	At           sqldb.Micros            `db:"at"`
	Done         bool                    `db:"done"`
	Said         sqldb.Sealed[card.Text] `db:"said"`
}

const pressCols = `conversation, seq, person, client_id, at, done, said`

// PutPress writes one, in place of what is there.
func PutPress(ctx context.Context, q sqldb.Q, p Press) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.card_presses(`+pressCols+`) VALUES(?,?,?,?,?,?,?)
		ON CONFLICT (conversation, seq, person, client_id) DO UPDATE SET at=excluded.at, done=excluded.done, said=excluded.said`,
		p.Conversation, p.Seq, p.Person, p.ClientID, p.At, p.Done, p.Said)
	return err
}

// PressBy finds what a person's device sent under a name.
func PressBy(ctx context.Context, q sqldb.Q, conversation string, seq int64, person, clientID string) (Press, error) {
	return sqldb.One[Press](ctx, q, `SELECT `+pressCols+` FROM {o}.card_presses WHERE conversation=? AND seq=? AND person=? AND client_id=?`,
		conversation, seq, person, clientID)
}

// PressWaits says whether a press on a card, since a time, has no answer yet.
func PressWaits(ctx context.Context, q sqldb.Q, conversation string, seq int64, since sqldb.Micros) (bool, error) {
	n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.card_presses WHERE conversation=? AND seq=? AND NOT done AND at > ?`, conversation, seq, since)
	return n > 0, err
}

// DropPress forgets one that was not answered.
func DropPress(ctx context.Context, q sqldb.Q, p Press) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.card_presses WHERE conversation=? AND seq=? AND person=? AND client_id=?`, p.Conversation, p.Seq, p.Person, p.ClientID)
	return err
}

// DropPressesBefore forgets those of a card that are old.
func DropPressesBefore(ctx context.Context, q sqldb.Q, conversation string, seq int64, before sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.card_presses WHERE conversation=? AND seq=? AND at < ?`, conversation, seq, before)
	return err
}
