package chat_test

import (
	"context"
	"fmt"
	"testing"

	"tramway/internal/chat"
	"tramway/internal/chat/internal/store"
	"tramway/internal/directory"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

const (
	messages      = 1_000_000
	conversations = 500
	reader        = "hk0000000000000000000reader"
	writer        = "hk0000000000000000000writer"
)

func house(b *testing.B, e sqldb.Dialect) *orgtest.House {
	b.Helper()
	return orgtest.New(b, e, org.Config{Migrations: []sqldb.Migrations{directory.Migrations, chat.Migrations}})
}

// begin makes conversations of two, as the store keeps them.
func begin(b *testing.B, h *orgtest.House, n int) (ids []string) {
	b.Helper()
	fill(b, h, func(ctx context.Context, q sqldb.Q) error {
		ids = nil
		for i := range n {
			c := store.Conversation{ID: id.New("hk", h.Now()), Kind: "group", Title: sqldb.Seal(fmt.Sprint("Group ", i)), LastSeq: int64(i), Members: 2, CreatedBy: writer}
			both := []store.Membership{{Person: reader, Role: "member", ReadSeq: int64(i / 2)}, {Person: writer, Role: "owner"}}
			if err := store.Create(ctx, q, c, both); err != nil {
				return err
			}
			ids = append(ids, c.ID)
		}
		return nil
	})
	return ids
}

// fill writes past the door: the rows alone are what is measured later.
func fill(b *testing.B, h *orgtest.House, fn func(context.Context, sqldb.Q) error) {
	b.Helper()
	if err := h.DB().Write(b.Context(), fn); err != nil {
		b.Fatal(err)
	}
}

// history gives a conversation a million messages.
func history(b *testing.B, h *orgtest.House, conversation string) {
	b.Helper()
	const part = 5000
	for from := 0; from < messages; from += part {
		fill(b, h, func(ctx context.Context, q sqldb.Q) error {
			rows := make([][]any, part)
			for i := range rows {
				seq := from + i + 1
				rows[i] = []any{conversation, seq, fmt.Sprint("id", seq), fmt.Sprint("c", seq), writer, "text", sqldb.Seal("A message of the length that most have."),
					sqldb.AsJSON([]string{}), "released", seq}
			}
			err := sqldb.Insert(ctx, q, `INSERT INTO {o}.messages(conversation, seq, id, client_id, sender, kind, body, mentions, state, at)`, rows, "")
			if err != nil {
				return err
			}
			_, err = sqldb.Exec(ctx, q, `UPDATE {o}.conversations SET last_seq=? WHERE id=?`, from+part, conversation)
			return err
		})
	}
}

// Opening a conversation: whether one is in it, and the latest page; scrolling:
// a page from any place.
func BenchmarkOpenAMillionMessages(b *testing.B) {
	h := house(b, sqldb.SQLite)
	c := begin(b, h, 1)[0]
	history(b, h, c)
	look := func(before int64) error {
		mine, err := store.Find(b.Context(), h.Read(), c, reader)
		if err != nil {
			return err
		}
		page, err := store.Before(b.Context(), h.Read(), c, mine.JoinedSeq, before, 50)
		if err == nil && len(page) != 50 {
			err = fmt.Errorf("%d messages", len(page))
		}
		return err
	}
	b.Run("latest", func(b *testing.B) { times(b, func(int) error { return look(0) }) })
	b.Run("anywhere", func(b *testing.B) { times(b, func(n int) error { return look(int64(100 + n*777_777%(messages-100))) }) })
}

// What is unread in 500 conversations, in one query.
func BenchmarkUnreadOf500(b *testing.B) {
	for _, e := range sqldbtest.Engines {
		h := house(b, e)
		begin(b, h, conversations)
		b.Run(string(e), func(b *testing.B) {
			times(b, func(int) error { _, err := store.Unread(b.Context(), h.Read(), reader, true, 0); return err })
		})
	}
}

// A post with everything that belongs to it: what it allocates, and how many
// statements its transaction has.
func BenchmarkPost(b *testing.B) {
	h := house(b, sqldb.SQLite)
	c := begin(b, h, 1)[0]
	b.ReportAllocs()
	before, n := h.DB().Statements(), 0
	for b.Loop() {
		n++
		if _, _, err := chat.New(nil).Post(b.Context(), h.Org, org.Member(writer), c, chat.Draft{ClientID: fmt.Sprint("client-", n), Text: "A message of the length that most have."}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(h.DB().Statements()-before)/float64(n), "statements/op")
}

func times(b *testing.B, do func(n int) error) {
	b.Helper()
	for n := 0; b.Loop(); n++ {
		if err := do(n); err != nil {
			b.Fatal(err)
		}
	}
}
