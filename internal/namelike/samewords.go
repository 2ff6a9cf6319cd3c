package namelike

// sameInLaw are phrases that the law takes for one another. Blanks are
// disregarded, so that they are listed without them too.
var sameInLaw = []struct {
	phrase []string
	is     string
}{
	{[]string{"hong", "kong"}, "hk"},
	{[]string{"hongkong"}, "hk"},
	{[]string{"far", "east"}, "fe"},
	{[]string{"fareast"}, "fe"},
}

// settled makes one of what the law takes for the same, and drops "the" in front.
func settled(words []word) []word {
	if len(words) > 1 && words[0].is("the") {
		words = words[1:]
	}
	var out []word
	for len(words) > 0 {
		w, n := words[0], 1
		for _, same := range sameInLaw {
			if begins(words, same.phrase) {
				w, n = fold(same.is), len(same.phrase)
			}
		}
		out, words = append(out, w), words[n:]
	}
	return out
}
