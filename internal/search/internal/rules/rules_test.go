package rules

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// shown gives a text with its marks in brackets.
func shown(text string, marks []Mark) string {
	all, out, at := []rune(text), "", 0
	for _, m := range marks {
		out += string(all[at:m.From]) + "[" + string(all[m.From:m.To]) + "]"
		at = m.To
	}
	return out + string(all[at:])
}

func TestWhatAnswersAQuery(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, query, want string }{
		{"明日會議改期", "会议", "明日[會議]改期"},
		{"明日会议改期", "會議", "明日[会议]改期"},
		{"明日會議改期", "会", "明日[會]議改期"},
		{"明日會議改期", "議會", ""},
		{"開會，議事", "會議", ""},
		{"開會，議事", `"會議"`, ""},
		{"開會，議事", `"會 議"`, "開[會，議]事"},
		{"Budget review at ３pm", "BUDGET 3pm", "[Budget] review at [３pm]"},
		{"Budget review", "budg", "[Budg]et review"},
		{"Budget review", `"budg"`, ""},
		{"Budget review", "udget", ""},
		{"HR and the hrs", "hr", "[HR] and the hrs"},
		{"the annual  leave-form", `“annual leave form”`, "the [annual  leave-form]"},
		{"leave, annual", `"annual leave"`, ""},
		{"leave, annual", "annual leave", "[leave], [annual]"},
		{"買iPhone手機", "iphone 手机", "買[iPhone手機]"},
		{"ｶﾞｽ代", "ガス", "[ｶﾞｽ]代"},
		{"重 ㎏ 量", "kg", "重 [㎏] 量"},
		{"葛󠄀城", "葛城", "[葛󠄀城]"},
		{"ขอลางาน", "ลา", "ขอ[ลา]งาน"},
		{"Nghỉ phép", "nghỉ", "[Nghỉ] phép"},
		{"𨋢壞咗", "𨋢", "[𨋢]壞咗"},
		{"恒生銀行", "恆生", "[恒生]銀行"},
	} {
		q := Parse(c.query)
		marks, ok := q.In(c.text)
		if got := shown(c.text, marks); ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%q in %q: %v %s, want %q", c.query, c.text, ok, got, c.want)
		}
		if ok {
			complete(t, c.text, q)
		}
	}
}

// complete: the index has every word that is asked of it for a text that answers.
func complete(t *testing.T, text string, q Query) {
	t.Helper()
	words := Words(text)
	for _, w := range q.Words() {
		if !slices.Contains(words, w) {
			t.Errorf("the index does not have %q of %q, which is asked for", w, text)
		}
	}
}

func TestAQueryOfSignsAsksForNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "  ", `""`, "?!… 🎉", `" "`} {
		if q := Parse(text); !q.Empty() || len(q.Words()) != 0 {
			t.Errorf("%q asks for %v", text, q.Words())
		}
	}
}

func TestASnippetShowsTheFirstMark(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("前", 500) + "\n預算" + strings.Repeat("後", 500)
	marks, _ := Parse("预算").In(long)
	s := Cut(long, marks, 160)
	if got := shown(s.Text, s.Marks); utf8.RuneCountInString(s.Text) != 160 || !strings.Contains(got, "前 [預算]後") || !s.Cut || !s.More {
		t.Errorf("%s %v", got, s)
	}
	if s := Cut("預算 ok", []Mark{{0, 2}}, 160); s.Text != "預算 ok" || s.Cut || s.More || len(s.Marks) != 1 {
		t.Errorf("%+v", s)
	}
	if s := Cut(long, nil, 10); s.Text != strings.Repeat("前", 10) || s.Cut || !s.More || s.Marks == nil {
		t.Errorf("%+v", s)
	}
}

// A word of the index passes both engines: no blank, no sign of ASCII but #, and
// nothing written is a fact.
func sound(t *testing.T, words []string) {
	t.Helper()
	for _, w := range words {
		bare := strings.Replace(strings.TrimPrefix(w, "#"), "#", "", 1) // a beginning, or two words
		if bare == "" || strings.ContainsFunc(bare, func(r rune) bool { return r < utf8.RuneSelf && kindOf(r) != letter }) || strings.HasPrefix(w, "##") {
			t.Errorf("a word of the index is %q", w)
		}
	}
}

func FuzzQuery(f *testing.F) {
	for _, s := range []string{"明日會議 Budget", "ｶﾞｽ", `"annual leave" 請假`, "e\u0301İﬁ", "葛󠄀", "a\u200db", "\xff\xfe"} {
		f.Add(s, "會議")
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, text, query string) {
		q := Parse(query)
		sound(t, Words(text))
		sound(t, q.Words())
		marks, ok := q.In(text)
		if !ok {
			return
		}
		complete(t, text, q)
		last, n := 0, utf8.RuneCountInString(text)
		for _, m := range marks {
			if m.From < last || m.To <= m.From || m.To > n {
				t.Fatalf("marks %v of %q in %q", marks, query, text)
			}
			last = m.To
		}
		Cut(text, marks, 40)
	})
}

// Every stretch of a text is found in it.
func FuzzAnyStretchIsFound(f *testing.F) {
	f.Add("明日會議 Budget 三月", 1, 3)
	f.Fuzz(func(t *testing.T, text string, from, n int) {
		all := []rune(text)
		if from < 0 || n < 1 || from >= len(all) || n > len(all)-from {
			return
		}
		part := string(all[from : from+n])
		if strings.ContainsFunc(part, func(r rune) bool { return kindOf(r) != glyph || fold(string(r)).runes == nil }) || len(runsOf(part)) != 1 {
			return
		}
		if len(fold(text).runes) != len(all) { // a mark would join what stands before the stretch
			return
		}
		if _, ok := Parse(part).In(text); !ok {
			t.Errorf("%q is not found in %q", part, text)
		}
	})
}
