package lang

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

var placeholder = regexp.MustCompile(`\{\{\w+\}\}`)

func TestEveryLanguageHasEveryTextWithTheSamePlaceholders(t *testing.T) {
	t.Parallel()
	for _, l := range All[1:] {
		if !slices.Equal(Keys(l), Keys(English)) {
			t.Errorf("%s has other keys than English", l)
		}
		for _, k := range Keys(English) {
			want, got := placeholder.FindAllString(catalogues[English][k], -1), placeholder.FindAllString(catalogues[l][k], -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(want, got) || strings.TrimSpace(catalogues[l][k]) == "" {
				t.Errorf("%s %s: placeholders %v, English has %v", l, k, got, want)
			}
		}
	}
}

func TestTheNearestLanguageIsPicked(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]string{
		"": English, "zh-HK": TraditionalChinese, "zh-Hant-HK,zh;q=0.9": TraditionalChinese, "zh-TW": TraditionalChinese,
		"zh-CN,zh;q=0.9,en;q=0.8": SimplifiedChinese, "zh": SimplifiedChinese, "fr,de": English, "en-GB": English, "???;": English,
	} {
		if got := Pick(accept); got != want {
			t.Errorf("%q: %s, want %s", accept, got, want)
		}
	}
}

func TestTextsAreFilledIn(t *testing.T) {
	t.Parallel()
	got := Text(TraditionalChinese, "error.too_many_attempts", map[string]any{"seconds": 9})
	if got != "嘗試次數過多，請於 9 秒後再試。" {
		t.Error(got)
	}
	if got := Text("xx", "error.not_found", nil); !strings.HasPrefix(got, "This does not exist") {
		t.Errorf("an unknown language: %s", got)
	}
}
