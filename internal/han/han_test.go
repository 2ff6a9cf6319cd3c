package han

import (
	"slices"
	"strings"
	"testing"
)

func TestTextsForTheSameThingFoldTogether(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"陳大文", "陈大文"}, {"ＡＢＣ１２３", "abc123"}, {"Ｋａ Yan", "ka yan"}, {"請假", "请假"}, {"裡", "里"},
	} {
		if Fold(pair[0]) != Fold(pair[1]) {
			t.Errorf("%q folds to %q, %q to %q", pair[0], Fold(pair[0]), pair[1], Fold(pair[1]))
		}
	}
}

// found is what the directory does with the two functions.
func found(text, query string) bool {
	words := slices.Concat(Words(text), Pinyin(text), Jyutping(text))
	for _, q := range Query(query) {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, q) }) {
			return false
		}
	}
	return true
}

func TestPeopleAreFoundByAnyRunOfCharacters(t *testing.T) {
	t.Parallel()
	for query, want := range map[string]bool{
		"陳": true, "大文": true, "陈大": true, "文": true, "chen": true, "cdw": true, "chendaw": true, "chen da wen": true, "candaaiman": true, "can daai man": true, "cdm": true, "Candaai": true, "candaiman": false, "tai": true, "CHAN tai": true,
		"大陳": false, "李": false, "chan xx": false, "": true,
	} {
		if got := found("陳大文 CHAN Tai Man", query); got != want {
			t.Errorf("%q: %v", query, got)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("陳大文 CHAN Tai-Man 𨋢 é")
	f.Fuzz(func(t *testing.T, s string) {
		for _, w := range Words(s) {
			if w == "" {
				t.Error("an empty word")
			}
		}
		Pinyin(s)
		if n := len(Jyutping(s)); n > 2*maxSpelt+8*len([]rune(s)) {
			t.Errorf("%q is spelt in %d ways", s, n)
		}
	})
}
