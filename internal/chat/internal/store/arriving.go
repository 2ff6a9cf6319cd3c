package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Arrival is a message of another program and its place here.
type Arrival struct {
	Arrival string `db:"arrival"`
	Seq     int64  `db:"seq"`
}

// Arrived are those of some messages of a conversation that are here.
func Arrived(ctx context.Context, q sqldb.Q, conversation string, keys []string) (map[string]int64, error) {
	rows, err := sqldb.All[Arrival](ctx, q, `SELECT arrival, seq FROM {o}.arrivals WHERE conversation=? AND arrival IN {in}`, conversation, sqldb.Strings(keys))
	out := map[string]int64{}
	for _, r := range rows {
		out[r.Arrival] = r.Seq
	}
	return out, err
}

// NoteArrivals remembers where messages of another program are.
func NoteArrivals(ctx context.Context, q sqldb.Q, conversation string, all []Arrival) error {
	rows := make([][]any, len(all))
	for i, a := range all {
		rows[i] = []any{conversation, a.Arrival, a.Seq}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.arrivals(conversation, arrival, seq)`, rows, ``)
}

// TakeSeqs takes the next n places of a conversation and the next changes numbers of its
// changes, and gives it as it is then. It was last spoken in at the latest of at.
func TakeSeqs(ctx context.Context, q sqldb.Q, conversation string, n, changes int, at sqldb.Micros) (Conversation, error) {
	return sqldb.One[Conversation](ctx, q, `UPDATE {o}.conversations SET last_seq=last_seq+?, last_rev=last_rev+?, last_at=CASE WHEN last_at < ? THEN ? ELSE last_at END
		WHERE id=? RETURNING id, kind, title, pair, last_seq, last_at, members, created_by, created_at, last_rev, rules, archived_at, follows, came_from`, n, changes, at, at, conversation)
}

// AddOld writes messages that were said elsewhere.
func AddOld(ctx context.Context, q sqldb.Q, all []Message) error {
	rows := make([][]any, len(all))
	for i, m := range all {
		rows[i] = []any{m.Conversation, m.Seq, m.ID, m.ClientID, m.Sender, m.Kind, m.Body, m.Mentions, m.State, m.At, m.Rev, m.ReplyTo, m.EditedAt, m.RecalledBy, m.PinnedBy, m.PinnedAt, m.Thread, m.Attached, m.RestrictedBy}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.messages(`+msgCols+`)`, rows, ``)
}

// AddReactions writes reactions of several messages.
func AddReactions(ctx context.Context, q sqldb.Q, conversation string, rows [][]any) error {
	for i, r := range rows {
		rows[i] = append([]any{conversation}, r...)
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.reactions(conversation, seq, emoji, person, at)`, rows, `ON CONFLICT DO NOTHING`)
}

// ReadUpTo takes the messages after a place as read by those who had read all before it:
// nobody is told of them, nor counts as a reader of them.
func ReadUpTo(ctx context.Context, q sqldb.Q, conversation string, before, last int64) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversation_members SET read_seq=?, came_seq=CASE WHEN joined_seq=0 AND came_seq=? THEN ? ELSE came_seq END
		WHERE conversation=? AND read_seq >= ?`, last, before, last, conversation, before)
	return err
}

// GrowOldThread counts more messages of a thread, the last of them at a place; those who
// follow it and had read all need not be told.
func GrowOldThread(ctx context.Context, q sqldb.Q, t Thread) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.threads(conversation, root, replies, last_seq, last_at) VALUES(?,?,?,?,?)
		ON CONFLICT (conversation, root) DO UPDATE SET replies=threads.replies+excluded.replies, last_seq=excluded.last_seq,
		last_at=CASE WHEN threads.last_at < excluded.last_at THEN excluded.last_at ELSE threads.last_at END`, t.Conversation, t.Root, t.Replies, t.LastSeq, t.LastAt)
	if err != nil {
		return err
	}
	_, err = sqldb.Exec(ctx, q, `UPDATE {o}.thread_followers SET read_seq=? WHERE conversation=? AND root=? AND read_seq < ?`, t.LastSeq, t.Conversation, t.Root, t.LastSeq)
	return err
}

// Senders say who said the messages at some places.
func Senders(ctx context.Context, q sqldb.Q, conversation string, seqs []int64) (map[int64]Message, error) {
	out := map[int64]Message{}
	if len(seqs) == 0 {
		return out, nil
	}
	places := make([]Place, len(seqs))
	for i, s := range seqs {
		places[i] = Place{conversation, s}
	}
	rows, err := inParts[Text](ctx, q, `SELECT `+textCols+` FROM {o}.messages m WHERE `+somePlaces, nil, places)
	for _, r := range rows {
		out[r.Seq] = Message{Seq: r.Seq, Sender: r.Sender, Kind: r.Kind}
	}
	return out, err
}

// Origin says from where a conversation came, and who imported it when: they began it.
func Origin(ctx context.Context, q sqldb.Q, conversation, from, by string, at sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversations SET came_from=?, created_by=?, created_at=? WHERE id=?`, from, by, at, conversation)
	return err
}
