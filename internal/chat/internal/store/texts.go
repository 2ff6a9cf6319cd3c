package store

import (
	"context"
	"strings"

	"tramway/internal/sqldb"
)

// Place is where a message is.
type Place struct {
	Conversation string `db:"conversation"`
	Seq          int64  `db:"seq"`
}

// Text is a message that everybody in its conversation can read: nothing held, recalled
// or erased, and no line of the system.
type Text struct {
	Place
	ID       string               `db:"id"`
	Kind     string               `db:"kind"` // text, forward
	Sender   string               `db:"sender"`
	Body     sqldb.Sealed[string] `db:"body"`
	Mentions sqldb.JSON[[]string] `db:"mentions"`
	At       sqldb.Micros         `db:"at"`
	Reacted  bool                 `db:"reacted"`
	Attached string               `db:"attached"`
}

const textCols = `m.conversation, m.seq, m.id, m.kind, m.sender, m.body, m.mentions, m.at, m.attached,
	m.rev > 0 AND EXISTS (SELECT 1 FROM {o}.reactions x WHERE x.conversation = m.conversation AND x.seq = m.seq) AS reacted`

// placesAtOnce is how many places one query names: always as many, so that there is one
// text to prepare.
const placesAtOnce = 32

var somePlaces = `(m.conversation, m.seq) IN (VALUES ` + strings.TrimSuffix(strings.Repeat("(CAST(? AS TEXT), CAST(? AS BIGINT)), ", placesAtOnce), ", ") + `)`

// inParts asks for places a part at a time; the rest of the last part names no message.
func inParts[T any](ctx context.Context, q sqldb.Q, text string, first []any, places []Place) (out []T, err error) {
	for len(places) > 0 && err == nil {
		n := min(len(places), placesAtOnce)
		args := append([]any{}, first...)
		for i := range placesAtOnce {
			p := Place{}
			if i < n {
				p = places[i]
			}
			args = append(args, p.Conversation, p.Seq)
		}
		var some []T
		some, err = sqldb.All[T](ctx, q, text, args...)
		out, places = append(out, some...), places[n:]
	}
	return out, err
}

// Texts are the messages at some places, in no order.
func Texts(ctx context.Context, q sqldb.Q, places []Place) ([]Text, error) {
	return inParts[Text](ctx, q, `SELECT `+textCols+` FROM {o}.messages m WHERE m.kind IN ('text', 'forward', 'poll', 'card') AND `+somePlaces, nil, places)
}

// TextsSeen are those that a person may read at this moment.
func TextsSeen(ctx context.Context, q sqldb.Q, person string, places []Place) ([]Text, error) {
	return inParts[Text](ctx, q, `SELECT `+textCols+` FROM {o}.messages m JOIN {o}.conversation_members r ON r.conversation = m.conversation AND r.person=?
		WHERE m.seq > r.joined_seq AND m.kind IN ('text', 'forward', 'poll', 'card') AND `+somePlaces, []any{person}, places)
}

// Carried is a text that the message at a place carries from elsewhere.
type Carried struct {
	Place
	Body sqldb.Sealed[string] `db:"body"`
}

// CarriedAt are those of some places, each place's in order.
func CarriedAt(ctx context.Context, q sqldb.Q, places []Place) ([]Carried, error) {
	return inParts[Carried](ctx, q, `SELECT m.conversation, m.seq, m.body FROM {o}.message_forwards m WHERE `+somePlaces+` ORDER BY m.conversation, m.seq, m.n`, nil, places)
}

// TextsBefore are those with an id before one, latest first; upto is the id of the last
// message that was looked at, "" if there are no more.
func TextsBefore(ctx context.Context, q sqldb.Q, id string, limit int) (out []Text, upto string, err error) {
	ids, err := sqldb.All[string](ctx, q, `SELECT id FROM {o}.messages WHERE id < ? ORDER BY id DESC LIMIT ?`, id, limit)
	if err != nil || len(ids) == 0 {
		return nil, "", err
	}
	if len(ids) == limit {
		upto = ids[limit-1]
	}
	out, err = sqldb.All[Text](ctx, q, `SELECT `+textCols+` FROM {o}.messages m WHERE m.kind IN ('text', 'forward', 'poll', 'card') AND m.id IN {in} ORDER BY m.id DESC`, sqldb.Strings(ids))
	return out, upto, err
}

// CountTexts is how many there are.
func CountTexts(ctx context.Context, q sqldb.Q) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.messages WHERE kind IN ('text', 'forward', 'poll', 'card')`)
}

// Rooms are the conversations that a person is in.
func Rooms(ctx context.Context, q sqldb.Q, person string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT conversation FROM {o}.conversation_members WHERE person=?`, person)
}

// RoomsAmong are those of a person's conversations of which everybody is among some,
// and how many there are in all.
func RoomsAmong(ctx context.Context, q sqldb.Q, person string, among []string) (rooms []string, all int, err error) {
	type room struct {
		Conversation string `db:"conversation"`
		Others       int    `db:"others"`
	}
	rows, err := sqldb.All[room](ctx, q, `SELECT m.conversation, SUM(CASE WHEN o.person IN {in} THEN 0 ELSE 1 END) AS others
		FROM {o}.conversation_members m JOIN {o}.conversation_members o ON o.conversation=m.conversation
		WHERE m.person=? GROUP BY m.conversation ORDER BY m.conversation`, sqldb.Strings(among), person)
	for _, r := range rows {
		if r.Others == 0 {
			rooms = append(rooms, r.Conversation)
		}
	}
	return rooms, len(rows), err
}

// TextsOf are those of some conversations with ids from one on and before another, oldest
// first.
func TextsOf(ctx context.Context, q sqldb.Q, conversations []string, from, before string, limit int) ([]Text, error) {
	return sqldb.All[Text](ctx, q, `SELECT `+textCols+` FROM {o}.messages m WHERE m.id >= ? AND m.id < ? AND m.conversation IN {in}
		AND m.kind IN ('text', 'forward', 'poll', 'card') ORDER BY m.id LIMIT ?`, from, before, sqldb.Strings(conversations), limit)
}
