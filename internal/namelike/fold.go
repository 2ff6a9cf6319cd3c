package namelike

import (
	"strings"

	"github.com/ergochat/confusables"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// The ways to look at a word. Two foldings are needed because a skeleton
// (UTS #39) heeds case: PayPaI is found only where shapes come first, since a
// folded I is an i; a name in capitals only where letters come first, since
// otherwise its I is an l.
const (
	asTyped      = iota // case folded, no look-alikes
	lettersFirst        // case folded, then skeleton
	shapesFirst         // skeleton, case folded, skeleton
	ways
)

func fold(text string) word {
	typed := foldCase(text)
	return word{
		folded: [ways]string{
			asTyped:      bare(typed),
			lettersFirst: bare(foldCase(skeleton(typed))),
			shapesFirst:  bare(foldCase(skeleton(foldCase(skeleton(text))))),
		},
		mixed: mixesScripts(text),
	}
}

// foldCase makes its caser anew: one may not be shared.
func foldCase(s string) string { return cases.Fold().String(s) }

// skeleton repeats until nothing changes; five rounds are more than any table needs.
func skeleton(s string) string {
	for range 5 {
		next := confusables.Skeleton(s)
		if next == s {
			break
		}
		s = next
	}
	return s
}

// bare drops the accents, and the signs that a skeleton may put for letters. A
// word that is nothing else stays as it is: its look is all it has.
func bare(s string) string {
	kept := strings.Map(func(r rune) rune {
		if r >= 0x0300 && r <= 0x036F || !inWord(r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
	if kept == "" {
		return s
	}
	return norm.NFC.String(kept)
}
