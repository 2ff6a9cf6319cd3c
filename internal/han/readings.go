package han

import (
	_ "embed"
	"slices"
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

// maxSpelt bounds in how many ways one name is spelt: characters with several readings
// multiply.
const maxSpelt = 16

// Jyutping gives the words by which a Chinese name is typed by its Cantonese sound,
// without tones: whole ("can daai man" as "candaaiman") and initials ("cdm"), for each
// reading of its characters, each syllable alone, and what is left after the first
// ("daaiman"). A character that has none is left out.
func Jyutping(name string) []string {
	full, initials := []string{""}, []string{""}
	var each []string
	var given [][]string // by each beginning after the first character
	for _, r := range Base(name) {
		readings := Cantonese(r)
		if len(readings) == 0 {
			continue
		}
		for i := range given {
			given[i] = spelt(given[i], readings)
		}
		if len(each) > 0 {
			given = append(given, readings)
		}
		each = append(each, readings...)
		full = spelt(full, readings)
		first := make([]string, len(readings))
		for i, s := range readings {
			first[i] = s[:1]
		}
		initials = spelt(initials, first)
	}
	if full[0] == "" {
		return nil
	}
	return slices.Concat(slices.Concat(given...), full, initials, each)
}

// spelt goes on with each beginning in each way, without saying one twice.
func spelt(begun, next []string) []string {
	var out []string
	for _, b := range begun {
		for _, n := range next {
			if word := b + n; len(out) < maxSpelt && !slices.Contains(out, word) {
				out = append(out, word)
			}
		}
	}
	return out
}

// Mandarin gives the readings of a character, in pinyin without tone, the usual
// one first; nothing for a character that has none.
func Mandarin(r rune) []string {
	args := pinyin.NewArgs()
	args.Heteronym = true
	return pinyin.SinglePinyin(r, args)
}
