package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tramway/internal/id"
	"tramway/internal/org/orgtest"
	"tramway/internal/search"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Everything here that decides what should be found is made without the tokeniser and
// its tables: a vocabulary in both scripts written by hand, NFKC, and strings.Contains.

// said are pieces of what people write: traditional and simplified, character by character.
var said = [][2]string{
	{"會議", "会议"}, {"會計", "会计"}, {"議程", "议程"}, {"請假", "请假"}, {"年假", "年假"}, {"報銷", "报销"}, {"發票", "发票"}, {"預算", "预算"}, {"審批", "审批"}, {"審計", "审计"},
	{"項目", "项目"}, {"進度", "进度"}, {"訂單", "订单"}, {"倉庫", "仓库"}, {"運輸", "运输"}, {"貨物", "货物"}, {"客戶", "客户"}, {"電話", "电话"}, {"電腦", "电脑"}, {"網絡", "网络"},
	{"維修", "维修"}, {"門市", "门市"}, {"銅鑼灣", "铜锣湾"}, {"觀塘", "观塘"}, {"旺角", "旺角"}, {"荃灣", "荃湾"}, {"沙田", "沙田"}, {"銀行", "银行"}, {"轉賬", "转账"}, {"薪金", "薪金"},
	{"強積金", "强积金"}, {"勞工", "劳工"}, {"合約", "合约"}, {"簽署", "签署"}, {"附件", "附件"}, {"圖則", "图则"}, {"報價", "报价"}, {"聯絡", "联络"}, {"時間", "时间"}, {"地點", "地点"},
	{"我哋", "我哋"}, {"唔該", "唔该"}, {"收到", "收到"}, {"麻煩", "麻烦"}, {"確認", "确认"}, {"今日", "今日"}, {"聽日", "听日"}, {"下晝", "下昼"}, {"的", "的"}, {"了", "了"}, {"是", "是"}, {"在", "在"},
}

var english = strings.Fields("budget budgets Review meeting meet invoice Invoices leave annual report Q3 plan planning HR hrs please confirm delivery ETA server outage patch v2 2026 10am update updated OK thanks")

// simpler leads from each traditional character of the vocabulary to the simplified.
var simpler = func() map[rune]rune {
	out := map[rune]rune{}
	for _, pair := range said {
		other := []rune(pair[1])
		for i, r := range []rune(pair[0]) {
			out[r] = other[i]
		}
	}
	return out
}()

func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if o, ok := simpler[r]; ok {
			return o
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(s))
}

func isWord(r rune) bool { return r < 128 && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// spoken is a message and what the scan reads of it.
type spoken struct {
	row
	plain  string   // folded
	words  []string // of letters
	phrase string   // those words with one blank between, and what else there is
}

func newSpoken(r row) spoken {
	p := plain(r.text)
	return spoken{r, p, strings.FieldsFunc(p, func(r rune) bool { return !isWord(r) }), " " + strings.Join(strings.FieldsFunc(p, func(r rune) bool { return r == ' ' || r == ',' || r == '.' }), " ") + " "}
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 127 {
			return r + 0xfee0
		}
		return r
	}, s)
}

func speak(rng *rand.Rand) string {
	var b strings.Builder
	for range 2 + rng.IntN(9) {
		switch n := rng.IntN(20); {
		case n < 13:
			b.WriteString(said[zipf(rng, len(said))][rng.IntN(2)])
		case n < 18:
			w := english[zipf(rng, len(english))]
			if rng.IntN(6) == 0 {
				w = strings.ToUpper(w)
			}
			if rng.IntN(12) == 0 {
				w = wide(w)
			}
			b.WriteString(" " + w + " ")
		case n < 19:
			b.WriteString("，")
		default:
			b.WriteString(". ")
		}
	}
	return b.String()
}

// zipf prefers the first: some words are in every tenth message, others are rare.
func zipf(rng *rand.Rand, n int) int { return min(int(rng.ExpFloat64()*float64(n)/5), n-1) }

// world is what is in the house, as the scan knows it.
type world struct {
	all    []spoken
	joined map[string]map[string]int64 // person, room
}

const (
	rooms   = 30
	writers = 12
	readers = 6
)

func roomID(n int) string   { return fmt.Sprintf("hk%022droom", n)[:26] }
func personID(n int) string { return fmt.Sprintf("hk%018dperson", n)[:26] }

func fill(t testing.TB, h *orgtest.House, n int) *world {
	t.Helper()
	rng := rand.New(rand.NewPCG(7, uint64(n)))
	w := &world{joined: map[string]map[string]int64{}}
	last := map[string]int64{}
	start := orgtest.Start.AddDate(0, 0, -200)
	for i := range n {
		room := roomID(min(int(rng.ExpFloat64()*5), rooms-1))
		last[room]++
		at := start.Add(time.Duration(i) * (200 * 24 * time.Hour / time.Duration(n)))
		w.all = append(w.all, newSpoken(row{room: room, seq: last[room], id: id.New("hk", at), sender: personID(rng.IntN(writers)), text: speak(rng), at: sqldb.At(at)}))
	}
	err := h.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
		for i := range rooms {
			if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.conversations(id, kind, title, last_seq, last_at, members, created_by, created_at) VALUES(?,'group',?,?,0,2,'x',0)`,
				roomID(i), sqldb.Seal("Room"), last[roomID(i)]); err != nil {
				return err
			}
		}
		return nil
	})
	for part := range slices.Chunk(w.all, 2000) {
		if err == nil {
			err = h.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
				var rows [][]any
				for _, s := range part {
					rows = append(rows, s.values())
				}
				return sqldb.Insert(ctx, q, insertMessages, rows, "")
			})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	for p := range readers {
		for r := range rooms {
			if (r+p)%(p+2) == 0 {
				w.join(t, h, personID(p), roomID(r), last[roomID(r)]*int64(rng.IntN(3))/4)
			}
		}
	}
	return w
}

func (w *world) join(t testing.TB, h *orgtest.House, person, room string, after int64) {
	t.Helper()
	exec(t, h, `INSERT INTO {o}.conversation_members(conversation, person, role, joined_seq, read_seq, mentions) VALUES(?,?,'member',?,?,0)`, []any{room, person, after, after})
	if w.joined[person] == nil {
		w.joined[person] = map[string]int64{}
	}
	w.joined[person][room] = after
}

func (w *world) leave(t testing.TB, h *orgtest.House, person, room string) {
	t.Helper()
	exec(t, h, `DELETE FROM {o}.conversation_members WHERE conversation=? AND person=?`, []any{room, person})
	delete(w.joined[person], room)
}

// question is what is asked, and what a text must have by the scan's own reading.
type question struct {
	search.Asked
	has     []string // stretches of Chinese, folded
	begins  []string // words that begin so, or are so if they have two letters
	phrases []string
}

func ask(rng *rand.Rand, w *world) (q question) {
	han := func() {
		text := []rune(said[rng.IntN(len(said))][rng.IntN(2)])
		if rng.IntN(3) == 0 {
			text = text[:1]
		} else if rng.IntN(4) == 0 {
			text = append(text, []rune(said[zipf(rng, len(said))][rng.IntN(2)])...)
		}
		q.Text += string(text) + " "
		q.has = append(q.has, plain(string(text)))
	}
	word := func() {
		text := english[rng.IntN(len(english))]
		if len(text) > 3 && rng.IntN(2) == 0 {
			text = text[:3+rng.IntN(len(text)-3)]
		}
		q.begins = append(q.begins, plain(text))
		if rng.IntN(5) == 0 {
			text = wide(text)
		}
		q.Text += " " + text
	}
	switch rng.IntN(6) {
	case 0, 1:
		han()
	case 2:
		word()
	case 3:
		han()
		word()
	case 4:
		han()
		han()
	case 5: // some words that stand together somewhere
		words := strings.Fields(w.all[rng.IntN(len(w.all))].phrase)
		for len(words) == 0 { // it had nothing but signs
			words = strings.Fields(w.all[rng.IntN(len(w.all))].phrase)
		}
		from := rng.IntN(len(words))
		words = words[from:min(len(words), from+1+rng.IntN(2))]
		q.phrases, q.Text = append(q.phrases, " "+strings.Join(words, " ")+" "), `"`+strings.Join(words, " ")+`"`
		if slices.ContainsFunc(words, func(w string) bool { return strings.ContainsFunc(w, func(r rune) bool { return !isWord(r) }) }) {
			q.phrases, q.Text = nil, ""
			word()
		}
	}
	if rng.IntN(4) == 0 {
		q.Sender = personID(rng.IntN(writers))
	}
	if rng.IntN(5) == 0 {
		day := orgtest.Start.AddDate(0, 0, -rng.IntN(200)).Truncate(24 * time.Hour)
		q.Since = day
		if rng.IntN(2) == 0 {
			q.Until = day.AddDate(0, 0, 1+rng.IntN(30))
		}
	}
	q.Limit = 20
	return q
}

func (q question) answered(s spoken) bool {
	for _, h := range q.has {
		if !strings.Contains(s.plain, h) {
			return false
		}
	}
	for _, p := range q.phrases {
		if !strings.Contains(s.phrase, p) {
			return false
		}
	}
	for _, b := range q.begins {
		if !slices.ContainsFunc(s.words, func(w string) bool { return w == b || len(b) > 2 && strings.HasPrefix(w, b) }) {
			return false
		}
	}
	at := s.at.Time()
	return (q.Sender == "" || q.Sender == s.sender) && (q.Room == "" || q.Room == s.room) && (q.Since.IsZero() || !at.Before(q.Since)) && (q.Until.IsZero() || at.Before(q.Until))
}

// scan is the truth: from the latest message back.
func (w *world) scan(person string, q question, limit int) (out []string) {
	for i := len(w.all) - 1; i >= 0 && len(out) < limit; i-- {
		s := w.all[i]
		after, in := w.joined[person][s.room]
		if in && s.seq > after && q.answered(s) {
			out = append(out, s.id)
		}
	}
	return out
}

// ids are what search finds, page after page.
func ids(t testing.TB, h *orgtest.House, m *search.Module, person string, a search.Asked, limit int) (out []string) {
	t.Helper()
	for {
		found, err := m.Ask(t.Context(), h.Read(), person, a)
		if err != nil {
			t.Fatal(err)
		}
		for _, hit := range found.Hits {
			if len(hit.Marks) == 0 && a.Text != "" {
				t.Errorf("%q shows nothing of %q", a.Text, hit.Text)
			}
			out = append(out, hit.ID)
		}
		if a.Before = found.Next; found.Next == 0 || len(out) >= limit {
			return out[:min(len(out), limit)]
		}
	}
}

// built waits until the index is made.
func built(t testing.TB, h *orgtest.House) {
	t.Helper()
	for end := time.Now().Add(12 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		h.Clock.Advance(time.Second) // a busy machine may need another try
		h.Registry.Poke(h.ID)
		if n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.search_progress WHERE done`); err != nil || time.Now().After(end) {
			t.Fatal("the index is not made", err)
		} else if n == 1 {
			return
		}
	}
}

// Whatever is asked, by whoever, gives exactly what a scan of all messages gives: one
// character, both scripts, mixed scripts, phrases, filters, and rights that change between
// one question and the next.
func TestSearchFindsWhatAScanFinds(t *testing.T) {
	t.Parallel()
	size, questions := 200_000, 2_000
	if testing.Short() {
		size = 10_000
	}
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		size := size
		if e == sqldb.Postgres {
			size /= 4 // its index takes as much longer to make
		}
		h, m := house(t, e)
		built(t, h)
		w := fill(t, h, size)
		if err := search.Rebuild(t.Context(), h.Org, system); err != nil {
			t.Fatal(err)
		}
		built(t, h)
		rng := rand.New(rand.NewPCG(11, 3))
		found, wrong := 0, 0
		for n := range questions {
			person := personID(rng.IntN(readers))
			if n%20 == 19 {
				w.change(t, h, rng, person)
			}
			q := ask(rng, w)
			if mine := w.joined[person]; len(mine) > 0 && rng.IntN(5) == 0 {
				for q.Room = range mine { // any
					break
				}
			}
			want := w.scan(person, q, 45)
			got := ids(t, h, m, person, q.Asked, 45)
			found += len(want)
			if !slices.Equal(got, want) {
				if wrong++; wrong < 5 {
					t.Errorf("%q of %q in %q since %v until %v for %s: %d found, %d there", q.Text, q.Sender, q.Room, q.Since, q.Until, person, len(got), len(want))
				}
			}
		}
		t.Logf("%d questions, %d answers, %d wrong", questions, found, wrong)
		if found < questions {
			t.Errorf("only %d answers: the questions ask for too little", found)
		}
	})
}

// change takes a person out of a conversation, lets them into one, or lets them in anew,
// so that they see only what comes from now on.
func (w *world) change(t testing.TB, h *orgtest.House, rng *rand.Rand, person string) {
	room := roomID(rng.IntN(rooms))
	last := int64(0)
	for _, s := range w.all {
		if s.room == room {
			last = s.seq
		}
	}
	_, in := w.joined[person][room]
	if in {
		w.leave(t, h, person, room)
	}
	if !in || rng.IntN(2) == 0 {
		w.join(t, h, person, room, last*int64(rng.IntN(4))/3)
	}
}
