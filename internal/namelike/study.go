package namelike

import (
	"slices"
	"strings"
)

// studied is all that the rules ask of one name.
type studied struct {
	badge, mixed bool
	same         []string // names that share one are the same
	core         []string // the same without words of place and group
	look         []string // of both, with letters for the digits that look like them
	sound        []string // of both, as Chinese characters are read
	long         []string // of both, those long enough to be misspelt
}

func study(name string) studied {
	s := studied{badge: hasBadge(name)}
	var plain []string // not a key: in a skeleton one wrong m is two wrong letters
	for _, reading := range readings(name) {
		words := cut(reading)
		s.mixed = s.mixed || slices.ContainsFunc(words, func(w word) bool { return w.mixed })
		whole := withoutForm(settled(words))
		core := withoutForm(withoutPlaces(whole))
		s.same = append(s.same, keys(whole)...)
		s.core = append(s.core, keys(core)...)
		plain = append(plain, join(whole, asTyped), join(core, asTyped))
	}
	s.same, s.core = tidy(s.same), tidy(s.core)
	all := tidy(slices.Concat(s.same, s.core, plain))
	s.look = tidy(each(all, likeLetters))
	s.sound = tidy(sounds(all))
	s.long = slices.DeleteFunc(all, func(k string) bool { return !misspellable(k) })
	return s
}

// keys are the name as each of the two ways of folding sees it.
func keys(words []word) []string {
	return []string{join(words, lettersFirst), join(words, shapesFirst)}
}

func join(words []word, way int) string {
	var out strings.Builder
	for _, w := range words {
		out.WriteString(w.folded[way])
	}
	return out.String()
}

// tidy sorts, and drops what is empty or there twice.
func tidy(list []string) []string {
	slices.Sort(list)
	list = slices.Compact(list)
	if len(list) > 0 && list[0] == "" {
		list = list[1:]
	}
	return list
}

func each(list []string, f func(string) string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = f(s)
	}
	return out
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(k string) bool { return slices.Contains(b, k) })
}
