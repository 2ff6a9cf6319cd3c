package moderation

import (
	"strings"
	"testing"
)

func meets(word, text string) bool {
	x, found := index{}, false
	x.add(word, 0)
	x.each(read(text), func(entry) bool { found = true; return false })
	return found
}

// However somebody writes a word, it is met; what only has its letters is not.
func TestAWordIsMetHoweverItIsWritten(t *testing.T) {
	t.Parallel()
	for _, k := range []struct {
		word, text string
		want       bool
	}{
		{"spam", "this is SPAM!", true},
		{"spam", "ｓｐａｍ", true},
		{"spam", "s p a m", true},
		{"spam", "s.p-a_m here", true},
		{"spam", "s\u200bp\u200ba\u200bm", true},
		{"spam", "spamming", false},
		{"spam", "antispam", false},
		{"spam", "his pam phlet", false},
		{"spam", "it is pam", false},
		{"balance sheet", "the Balance-Sheet of May", true},
		{"balance sheet", "balancesheet", true},
		{"balance sheet", "b a l a n c e s h e e t", true},
		{"balance sheet", "balance of the sheet", false},
		{"資產負債表", "附上资产负债表", true},
		{"资产负债表", "附上資 產 負 債 表。", true},
		{"客戶名單", "客户名单.xlsx", true},
		{"客戶名單", "客戶 的 名單", false},
		{"q", "q", true},
		{"q", "what q is", true},
		{"q", "queue", false},
		{"表", "報表", true},
		{"x1", "x1", true},
		{"!!!", "!!!", false},
		{"VIP客户", "v i p 客戶", true},
		{"résumé", "RE\u0301SUME\u0301", true},
	} {
		if got := meets(k.word, k.text); got != k.want {
			t.Errorf("%q in %q: %v", k.word, k.text, got)
		}
	}
}

// A word that stands in a text by itself is met, with anything around it.
func FuzzAWordIsFoundInItsText(f *testing.F) {
	for _, s := range []string{"spam", "資產負債表", "a b", "é", "ＶＩＰ", "\u200b"} {
		f.Add(s, "before "+s+" after")
	}
	f.Fuzz(func(t *testing.T, word, text string) {
		if len(word) > 64 || len(text) > 4000 {
			return
		}
		meets(word, text) // whatever is read, it ends
		if len(read(word).r) > 0 && !meets(word, ". "+word+" .") {
			t.Errorf("%q is not met by itself", word)
		}
	})
}

func BenchmarkLongTextManyWords(b *testing.B) {
	x := index{}
	for i := range 2000 {
		x.add("word"+strings.Repeat(string(rune('a'+i%26)), 1+i%9), i)
	}
	text := strings.Repeat("the quick brown fox 資產負債 ", 700)
	for b.Loop() {
		x.each(read(text), func(entry) bool { return true })
	}
}
