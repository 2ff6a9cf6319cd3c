package namelike

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// nameGen makes names that are near one another: few words, few disguises.
var nameGen = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"Kestrel", "KESTREL", "Kestre1", "Kеstrel", "Lantern", "Modern", "Modem", "The", "HK",
		"Hong", "Kong", "Far", "East", "China", "Group", "Limited", "Co.,", "L.L.C.", "and", "&", "釘釘", "钉叮", "叮叮", "科技", "エ力", "工カ",
		"香港", "集團", "有限公司", "公司", "VVave", "5unset", "|", "—", "✓", "é", "\u200b", "\xff", "２"}), 0, 5).Draw(t, "words")
	return strings.Join(words, rapid.SampledFrom([]string{" ", "", "-"}).Draw(t, "between"))
})

func TestCompareIsSymmetric(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { symmetric(t, nameGen.Draw(t, "a"), nameGen.Draw(t, "b")) })
}

type failer interface{ Errorf(string, ...any) }

func symmetric(t failer, a, b string) {
	if there, back := Compare(a, b), Compare(b, a); there != back {
		t.Errorf("%q and %q: %v, and back %v", a, b, there, back)
	}
	if v := Compare(a, a); v.Outcome == Accept {
		t.Errorf("%q is accepted beside itself", a)
	}
}

// What Compare holds or sends to a person for its likeness, the index finds.
func TestIndexFindsWhatCompareFinds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { found(t, nameGen.Draw(t, "a"), nameGen.Draw(t, "b")) })
	for _, file := range files {
		for _, p := range pairs(t, file) {
			found(t, p.A, p.B)
		}
	}
}

func found(t failer, a, b string) {
	v, ka, kb := Compare(a, b), Index(a), Index(b)
	same, near := meet(ka.Same, kb.Same), meet(ka.Near, kb.Near)
	odd := Alone(a).Outcome != Accept || Alone(b).Outcome != Accept
	switch {
	case same && v.Outcome != Block, !odd && v.Outcome == Block && !same:
		t.Errorf("%q and %q: %v, and the same keys say %v", a, b, v, same)
	case !odd && v.Outcome == Review && !near:
		t.Errorf("%q and %q: %v is not found", a, b, v)
	}
}

// Form, article, case, blanks and signs change nothing.
func TestWhatTheLawDisregards(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		core := rapid.StringMatching(`[A-Z][a-z]{3,8} [A-Z][a-z]{3,8}`).Draw(t, "core")
		dressed := rapid.SampledFrom([]string{"", "The ", "the "}).Draw(t, "article") + core +
			rapid.SampledFrom([]string{"", " Ltd", " Co., Limited", " & Company", " INC.", " (Pte) Ltd", "有限公司", "!"}).Draw(t, "form")
		dressed = strings.ReplaceAll(dressed, " ", rapid.SampledFrom([]string{" ", "  ", "\u3000", " - ", "\u200b "}).Draw(t, "blank"))
		if v := Compare(core, dressed); v.Outcome != Block {
			t.Errorf("%q and %q: %v %q %q", core, dressed, v, Index(core).Same, Index(dressed).Same)
		}
	})
}

func TestCompareAll(t *testing.T) {
	t.Parallel()
	ours := []string{"Kestrel Limited", "金鷹有限公司"}
	for _, c := range []struct {
		theirs []string
		want   Outcome
	}{
		{[]string{"Foxglove Limited", "金鷹公司"}, Block}, {[]string{"Kestrel HK", "金鷹公司"}, Block},
		{[]string{"Kestrel HK", "銀河"}, Review}, {[]string{"Foxglove", "銀河"}, Accept}, {nil, Accept},
	} {
		if there, back := CompareAll(ours, c.theirs), CompareAll(c.theirs, ours); there.Outcome != c.want || back.Outcome != c.want {
			t.Errorf("%q: %v, %v", c.theirs, there, back)
		}
	}
}

func TestAlone(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Verdict{
		"Kestrel": {Outcome: Accept}, "釘釘 Tech": {Outcome: Accept}, "Кестрел": {Outcome: Accept}, "ABC科技": {Outcome: Accept},
		"Kestrel ✓": {Block, Badge}, "✅釘釘": {Block, Badge}, "Kestrel 🇭🇰": {Block, Badge}, "Kestrel ★": {Block, Badge},
		"Kеstrel": {Review, MixedScript}, "Kεstrel": {Review, MixedScript}, "…": {Review, NoLetters}, "": {Review, NoLetters},
	} {
		if got := Alone(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
	if v := Compare("Kestrel ✓", "Lantern"); v != (Verdict{Block, Badge}) {
		t.Errorf("%v", v)
	}
}

func TestLongTextsCostLittle(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("釘Kestrel ", 5000)
	if v := Compare(long, long+"Limited"); v.Outcome != Block {
		t.Errorf("%v", v)
	}
	if n := len(Index(long).Near); n > 20 {
		t.Errorf("%d keys", n)
	}
}

func FuzzCompare(f *testing.F) {
	for _, p := range pairs(f, "name-collisions.json") {
		f.Add(p.A, p.B)
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 400 {
			t.Skip("longer than a name")
		}
		symmetric(t, a, b)
		found(t, a, b)
		for _, k := range slices.Concat(Index(a).Same, Index(a).Near) {
			if k == "" || utf8.ValidString(a) && !utf8.ValidString(k) {
				t.Errorf("%q has the key %q", a, k)
			}
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	for name, p := range map[string][2]string{
		"latin":   {"The Harbour Lantern Company Limited", "Golden Harvest Trading Limited"},
		"chinese": {"釘釘科技（香港）有限公司", "銀河科技股份有限公司"},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Compare(p[0], p[1])
			}
		})
	}
}

func BenchmarkIndex(b *testing.B) {
	keys := 0
	for b.Loop() {
		keys = len(Index("The Harbour Lantern Company Limited").Near)
	}
	b.ReportMetric(float64(keys), "keys")
}
