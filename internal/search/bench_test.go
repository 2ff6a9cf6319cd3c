package search_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"tramway/internal/id"
	"tramway/internal/org/orgtest"
	"tramway/internal/search"
	"tramway/internal/sqldb"
)

// benched is how many messages there are in how many conversations.
var benched = map[sqldb.Dialect]int{sqldb.SQLite: 1_000_000, sqldb.Postgres: 200_000}

const benchRooms = 500

// readersIn are people by how many conversations they are in: nearly everything, what
// most have, and three in which hardly anything is said.
var readersIn = map[string]func(room int) bool{
	"all":   func(int) bool { return true },
	"fifty": func(room int) bool { return room%10 == 3 },
	"quiet": func(room int) bool { return room >= benchRooms-3 },
}

// stock fills a house with messages, most of them in a few busy conversations.
func stock(b *testing.B, h *orgtest.House, n int) {
	b.Helper()
	rng := rand.New(rand.NewPCG(1, 1))
	last := map[int]int64{}
	write := func(fn func(ctx context.Context, q sqldb.Q) error) {
		if err := h.DB().Write(b.Context(), fn); err != nil {
			b.Fatal(err)
		}
	}
	const part = 2000
	for from := 0; from < n; from += part {
		var rows [][]any
		for i := range part {
			room := min(int(rng.ExpFloat64()*benchRooms/6), benchRooms-1)
			last[room]++
			at := orgtest.Start.Add(time.Duration(from+i-n) * 15 * time.Second)
			r := row{room: roomID(room), seq: last[room], id: id.New("hk", at), sender: personID(rng.IntN(200)), text: speak(rng), at: sqldb.At(at)}
			rows = append(rows, r.values())
		}
		write(func(ctx context.Context, q sqldb.Q) error { return sqldb.Insert(ctx, q, insertMessages, rows, "") })
	}
	write(func(ctx context.Context, q sqldb.Q) error {
		for room := range benchRooms {
			if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.conversations(id, kind, title, last_seq, last_at, members, created_by, created_at) VALUES(?,'group',?,?,0,2,'x',0)`,
				roomID(room), sqldb.Seal("Room"), last[room]); err != nil {
				return err
			}
			for name, in := range readersIn {
				if !in(room) {
					continue
				}
				if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.conversation_members(conversation, person, role, joined_seq, read_seq, mentions) VALUES(?,?,'member',0,0,0)`, roomID(room), name); err != nil {
					return err
				}
			}
		}
		return nil
	})
	write(func(ctx context.Context, q sqldb.Q) error {
		return sqldb.Refresh(ctx, q, "messages", "conversation_members")
	})
}

// common words are in every tenth message, the others in few; a phrase, a beginning and
// filters are among them.
var benchQueries = []search.Asked{
	{Text: "會"}, {Text: "会议"}, {Text: "budget"}, {Text: "的"}, {Text: "審批 invoice"}, {Text: `"annual report"`}, {Text: "plan 強積金"}, {Text: "銅鑼灣"}, {Text: "觀"},
	{Text: "thanks"}, {Text: "會議 議程"}, {Text: "在"}, {Text: "serv"}, {Text: "報價", Sender: personID(7)}, {Text: "發票", Until: orgtest.Start.AddDate(0, 0, -20)}, {Text: "no such words"},
}

// Newest first over a million messages, with the rights of the one who asks: what the
// slowest of twenty takes, and how fast the index is made from the tables.
func BenchmarkSearch(b *testing.B) {
	for _, e := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(e), func(b *testing.B) {
			h, m := house(b, e)
			built(b, h)
			stock(b, h, benched[e])
			begin := time.Now()
			if err := search.Rebuild(b.Context(), h.Org, system); err != nil {
				b.Fatal(err)
			}
			built(b, h)
			rate := float64(benched[e]) / time.Since(begin).Seconds()
			for name := range readersIn {
				b.Run(name, func(b *testing.B) {
					asks(b, h, m, name)
					b.ReportMetric(rate, "indexed/s")
				})
			}
		})
	}
}

func asks(b *testing.B, h *orgtest.House, m *search.Module, person string) {
	var took []time.Duration
	for b.Loop() {
		a := benchQueries[len(took)%len(benchQueries)]
		a.Limit = 20
		begin := time.Now()
		if _, err := m.Ask(b.Context(), h.Read(), person, a); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begin))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms-p95")
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
}
