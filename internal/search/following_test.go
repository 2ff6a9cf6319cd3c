package search_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"tramway/internal/chat"
	"tramway/internal/chat/chatevent"
	"tramway/internal/doctor"
	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/search"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// anna and ben are in a room; what is asked is asked by anna.
const (
	anna = "hk00000000000000000000anna"
	ben  = "hk000000000000000000000ben"
	room = "hk00000000000000000000room"
)

func open(t *testing.T, e sqldb.Dialect) (*orgtest.House, *search.Module) {
	t.Helper()
	h, m := house(t, e)
	furnish(t, h)
	return h, m
}

func furnish(t *testing.T, h *orgtest.House) {
	t.Helper()
	built(t, h)
	exec(t, h, `INSERT INTO {o}.conversations(id, kind, title, last_seq, last_at, members, created_by, created_at) VALUES(?,'group',?,0,0,2,'x',0)`, []any{room, sqldb.Seal("Room")})
	for _, p := range []string{anna, ben} {
		exec(t, h, `INSERT INTO {o}.conversation_members(conversation, person, role, joined_seq, read_seq, mentions) VALUES(?,?,'member',0,0,0)`, []any{room, p})
	}
}

func say(t testing.TB, h *orgtest.House, seq int64, text string) row {
	t.Helper()
	r := row{room: room, id: id.New("hk", h.Now()), sender: ben, text: text, seq: seq, at: sqldb.At(h.Now())}
	post(t, h, r)
	return r
}

// indexed is what the index itself has, whatever a reader is shown.
func indexed(t testing.TB, h *orgtest.House, word string) int {
	t.Helper()
	n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.search_words WHERE {match search_words}`, sqldb.AllOf{{word}})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); !ok(); time.Sleep(3 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("never: " + what)
		}
	}
}

func count(t testing.TB, h *orgtest.House, m *search.Module, text string) int {
	t.Helper()
	return len(ids(t, h, m, anna, search.Asked{Text: text, Limit: 10}, 1000))
}

// An edit, a recall, an erasure and a purge are seen by the next question, and soon
// there is nothing left of them in the index.
func TestWhatBecomesOfAMessageIsFollowed(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, m := open(t, e)
		for i, text := range []string{"預算 alpha", "預算 beta", "預算 gamma", "預算 delta"} {
			say(t, h, int64(i+1), text)
		}
		eventually(t, "all found", func() bool { return count(t, h, m, "预算") == 4 })
		rewrite := `UPDATE {o}.messages SET kind=?, body=?, rev=1 WHERE conversation=? AND seq=?`
		exec(t, h, rewrite, []any{"text", sqldb.Seal("會議 omega"), room, 1}, chatevent.Changed{Conversation: room, Seq: 1})
		if count(t, h, m, "预算") != 3 {
			t.Error("an edited message is found by what it said")
		}
		exec(t, h, rewrite, []any{"recalled", sqldb.Seal(""), room, 2}, chatevent.Changed{Conversation: room, Seq: 2})
		if count(t, h, m, "预算") != 2 {
			t.Error("a recalled message is found")
		}
		exec(t, h, rewrite, []any{"erased", sqldb.Seal(""), room, 3}, chatevent.Blanked{Conversation: room, Seqs: []int64{3}})
		if count(t, h, m, "预算") != 1 {
			t.Error("an erased message is found")
		}
		eventually(t, "the index follows", func() bool { return indexed(t, h, "预算") == 1 && indexed(t, h, "#omega") == 1 })
		if count(t, h, m, "omega") != 1 {
			t.Error("an edited message is not found by what it says")
		}
		exec(t, h, `DELETE FROM {o}.messages WHERE conversation=? AND seq <= 4`, []any{room}, chatevent.CutOff{Conversation: room, Seq: 4})
		if count(t, h, m, "预算") != 0 {
			t.Error("a purged message is found")
		}
		eventually(t, "the index is empty", func() bool { return indexed(t, h, "##ktext") == 0 })
		healthy(t, h, m, true)
	})
}

func healthy(t testing.TB, h *orgtest.House, m *search.Module, want bool) {
	t.Helper()
	found, err := m.Check(t.Context(), doctor.Patient{ID: h.ID, DB: h.DB()})
	if err != nil || (len(found) == 0) != want {
		t.Errorf("the doctor finds %v, %v", found, err)
	}
}

// What is not there any more for a person is not found by the very next question.
func TestRightsHoldAtOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, m := open(t, e)
		say(t, h, 1, "secret one")
		say(t, h, 2, "secret two")
		eventually(t, "both found", func() bool { return count(t, h, m, "secret") == 2 })
		exec(t, h, `UPDATE {o}.conversation_members SET joined_seq=1 WHERE person=?`, []any{anna})
		if count(t, h, m, "secret") != 1 {
			t.Error("what was said before one came is found")
		}
		exec(t, h, `DELETE FROM {o}.conversation_members WHERE person=?`, []any{anna})
		if count(t, h, m, "secret") != 0 {
			t.Error("what is said in a conversation that one left is found")
		}
		_, err := m.Ask(t.Context(), h.Read(), anna, search.Asked{Text: "secret", Room: room, Limit: 5})
		if fault.KindOf(err) != fault.NotFound {
			t.Errorf("asking in a conversation of others: %v", err)
		}
		if _, err := m.Ask(t.Context(), h.Read(), anna, search.Asked{Text: `" !`, Limit: 5}); fault.Of(err) == nil {
			t.Errorf("asking for nothing: %v", err)
		}
	})
}

// Links, mentions and reactions are asked for beside words or alone.
func TestWhatAMessageHas(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, m := open(t, e)
		say(t, h, 1, "plan at HTTPS://example.com")
		say(t, h, 2, "plan for anna")
		say(t, h, 3, "plan for all")
		say(t, h, 4, "plan")
		changed := chatevent.Changed{Conversation: room}
		for seq, to := range map[int64]string{2: anna, 3: "all", 4: ben} {
			changed.Seq = seq
			exec(t, h, `UPDATE {o}.messages SET mentions=?, rev=1 WHERE seq=?`, []any{sqldb.AsJSON([]string{to}), seq}, changed)
		}
		changed.Seq = 4
		exec(t, h, `INSERT INTO {o}.reactions(conversation, seq, emoji, person, at) VALUES(?,4,'👍',?,1)`, []any{room, anna}, changed)
		for has, want := range map[string]int{"link": 1, "mention": 2, "reaction": 1} {
			for _, text := range []string{"plan", ""} {
				eventually(t, fmt.Sprint(has, " with ", text), func() bool {
					return len(ids(t, h, m, anna, search.Asked{Text: text, Has: []string{has}, Limit: 1}, 100)) == want
				})
			}
		}
	})
}

// The index is made from tables that were there before it, while people work; what one
// says at the same moment as others is found like theirs; and a doctor sees what is missing.
func TestTheIndexIsMadeAnew(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, m := open(t, e)
		var rows []row
		for i := range 1500 { // the clock stands still
			rows = append(rows, row{room: room, id: id.New("hk", h.Now()), sender: ben, text: fmt.Sprintf("會議 number%d", i), seq: int64(i + 1), at: sqldb.At(h.Now())})
		}
		post(t, h, rows...)
		eventually(t, "all indexed", func() bool { return indexed(t, h, "会") == len(rows) })
		healthy(t, h, m, true)
		exec(t, h, `DELETE FROM {o}.search_words WHERE rowid IN (SELECT pos FROM {o}.search_docs WHERE seq < 100)`, nil)
		healthy(t, h, m, false)
		exec(t, h, `UPDATE {o}.search_progress SET version=-1`, nil) // as another program made it
		healthy(t, h, m, false)
		if err := search.Rebuild(t.Context(), h.Org, org.Member(anna)); err != nil {
			t.Fatal(err)
		}
		rows = append(rows, say(t, h, 1501, "會議 meanwhile"))
		built(t, h)
		eventually(t, "all indexed again", func() bool { return indexed(t, h, "会") == len(rows) })
		if got := count(t, h, m, "會議"); got != 1000 {
			t.Errorf("%d found of more than 1000", got)
		}
		healthy(t, h, m, true)
	})
}

// A batch that fails after all was written, as when the program is killed before the
// commit, leaves nothing half done: it is heard again from the cursor.
func TestAFailedBatchIsHeardAgain(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		m := search.New(talks{chat.New(nil)}, nil)
		subscriber := m.Subscribers()[0]
		handle, killed := subscriber.Handle, atomic.Int32{}
		subscriber.Handle = func(tx *org.Tx, events []org.Received) error {
			if err := handle(tx, events); err != nil || killed.Add(1) > 3 {
				return err
			}
			return errors.New("killed")
		}
		h := orgtest.New(t, e, org.Config{Migrations: migrations, Subscribers: []org.Subscriber{subscriber}, Jobs: m.Jobs()})
		furnish(t, h)
		for seq := range int64(20) {
			say(t, h, seq+1, "again")
		}
		eventually(t, "all indexed", func() bool {
			h.Clock.Advance(time.Minute) // the pauses between tries
			h.Registry.Poke(h.ID)
			return indexed(t, h, "again") == 20
		})
		if docs, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.search_docs`); docs != 20 || err != nil || killed.Load() < 4 {
			t.Errorf("%d documents after %d tries, %v", docs, killed.Load(), err)
		}
	})
}

// Many messages as long as can be are more than one commit takes, and are all found.
func TestLongMessagesAreFound(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, m := open(t, e)
		rng := rand.New(rand.NewPCG(5, 5))
		var rows []row
		for i := range 12 {
			text := []rune(fmt.Sprintf("number%d ", i))
			for len(text) < chat.MaxText {
				text = append(text, rune(0x4e00+min(0x4fff, int(rng.ExpFloat64()*300))))
			}
			rows = append(rows, row{room: room, id: id.New("hk", h.Now()), sender: ben, text: string(text), seq: int64(i + 1), at: sqldb.At(h.Now())})
		}
		for part := range slices.Chunk(rows, 6) {
			post(t, h, part...)
		}
		all := func() bool {
			h.Clock.Advance(time.Minute) // a busy machine may need another try
			h.Registry.Poke(h.ID)
			return indexed(t, h, "#num") == len(rows)
		}
		eventually(t, "all are found", all)
		last := []rune(rows[11].text)
		if got := count(t, h, m, string(last[chat.MaxText-6:])); got != 1 {
			t.Errorf("the end of a long message is found %d times", got)
		}
		if dead, err := h.DeadJobs(t.Context()); dead != 0 || err != nil {
			t.Errorf("%d dead jobs, %v", dead, err)
		}
		if err := search.Rebuild(t.Context(), h.Org, system); err != nil {
			t.Fatal(err)
		}
		built(t, h)
		eventually(t, "all are found again", all)
		healthy(t, h, m, true)
	})
}
