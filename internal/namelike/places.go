package namelike

import (
	"strings"

	"tramway/internal/han"
)

// Words of place and of group distinguish badly: "Kestrel (HK)" and "Kestrel
// Holdings" pass for Kestrel. The longer of two that begin alike comes first.
var (
	placeGroupPhrases = phrases("greater bay area", "greater china", "asia pacific", "new territories", "hk", "china",
		"prc", "macau", "macao", "taiwan", "asia", "apac", "kowloon", "guangdong", "guangzhou", "shenzhen", "beijing", "shanghai",
		"singapore", "international", "intl", "global", "worldwide", "group", "groups", "holding", "holdings")

	placeGroupCharacters = each([]string{"粤港澳大湾区", "大湾区", "大中华", "中华人民共和国", "香港", "中国", "澳门", "台湾", "亚洲",
		"亚太", "九龙", "新界", "广东省", "广东", "广州市", "广州", "深圳市", "深圳", "北京市", "北京", "上海市", "上海", "新加坡",
		"国际", "环球", "全球", "集团", "控股"}, func(s string) string { return fold(han.Base(s)).folded[lettersFirst] })
)

// withoutPlaces drops words of place and group wherever they stand. A name that
// is nothing else has no core.
func withoutPlaces(words []word) []word {
	var out []word
	for len(words) > 0 {
		if n := placePhrase(words); n > 0 {
			words = words[n:]
			continue
		}
		if w := words[0].withoutPlaces(); w.folded[lettersFirst] != "" {
			out = append(out, w)
		}
		words = words[1:]
	}
	return out
}

// placePhrase counts the words of the phrase with which words begin.
func placePhrase(words []word) int {
	for _, phrase := range placeGroupPhrases {
		if len(phrase) <= len(words) && fits(words, phrase) {
			return len(phrase)
		}
	}
	return 0
}

func fits(words, phrase []word) bool {
	for i, p := range phrase {
		if !words[i].looksLike(p) {
			return false
		}
	}
	return true
}

// withoutPlaces drops Chinese words of place and group out of a word.
func (w word) withoutPlaces() word {
	for way, s := range w.folded {
		for _, place := range placeGroupCharacters {
			s = strings.ReplaceAll(s, place, "")
		}
		w.folded[way] = s
	}
	return w
}

func phrases(texts ...string) [][]word {
	out := make([][]word, len(texts))
	for i, text := range texts {
		out[i] = shapes(strings.Fields(text)...)
	}
	return out
}
