package han

import (
	_ "embed"
	"sync"

	"github.com/mozillazg/go-pinyin"
)

//go:embed cantonese.txt
var cantoneseText string

var cantonese = sync.OnceValue(func() map[rune][]string {
	out := map[rune][]string{}
	eachLine(cantoneseText, func(syllable, characters string) {
		for _, r := range characters {
			out[r] = append(out[r], syllable)
		}
	})
	return out
})

// Cantonese gives the readings of a character in its base form, in Jyutping
// without tone; nothing for a character that has none.
func Cantonese(r rune) []string { return cantonese()[r] }

// Mandarin gives the readings of a character, in pinyin without tone, the usual
// one first; nothing for a character that has none.
func Mandarin(r rune) []string {
	args := pinyin.NewArgs()
	args.Heteronym = true
	return pinyin.SinglePinyin(r, args)
}
