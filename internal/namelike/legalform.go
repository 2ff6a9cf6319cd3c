package namelike

import (
	"slices"
	"strings"
)

// Words of legal form are disregarded at the end of a name, again and again, but
// never the last word that is left (Companies Registry, guideline on company
// names). Short ones that differ from a usual word only in the shape of a letter
// (LP and IP, LLC and LIC) are known as they are typed; the others also by shape.
var (
	typedForms  = []string{"co", "lp", "llc", "llp", "plc", "and"}
	shapedForms = shapes("limited", "ltd", "company", "corporation", "corp", "incorporated", "inc", "pte", "pty", "gmbh",
		"unlimited", "public")

	// endings stand at the end of a word without a blank; a longer one comes
	// before those that end like it.
	endings = shapes("公众股份有限公司", "公众有限公司", "公众无限公司", "股份有限公司", "有限责任公司", "有限责任合伙",
		"有限公司", "无限公司", "有限合伙", "公司",
		"companylimited", "companyltd", "colimited", "coltd", "unlimited", "limited", "ltd", "incorporated", "corporation")
)

// withoutForm drops the legal form.
func withoutForm(words []word) []word {
	for len(words) > 0 {
		before, last := words[:len(words)-1], words[len(words)-1]
		rest := last.withoutEnding()
		switch {
		case len(before) > 0 && (last.isForm() || rest.folded[lettersFirst] == ""):
			words = before
		case !last.isForm() && rest != last && rest.folded[lettersFirst] != "":
			words = append(slices.Clone(before), rest)
		default:
			return words
		}
	}
	return words
}

func (w word) isForm() bool {
	return slices.Contains(typedForms, w.folded[lettersFirst]) ||
		slices.ContainsFunc(shapedForms, func(f word) bool { return w.looksLike(f) })
}

// withoutEnding cuts the first ending off that fits, in each way of looking at
// the word. Two letters are too few to be a name with an ending.
func (w word) withoutEnding() word {
	for _, e := range endings {
		rest := w
		for way, s := range w.folded {
			if left := len(s) - len(e.folded[way]); strings.HasSuffix(shape(s), e.folded[way]) && (left == 0 || left > 2) {
				rest.folded[way] = s[:left]
			}
		}
		if rest != w {
			return rest
		}
	}
	return w
}

// shape is a skeleton in which i is the l that its capital looks like.
func shape(s string) string { return strings.ReplaceAll(s, "i", "l") }

// shapes folds the words of a list and takes their shapes.
func shapes(texts ...string) []word {
	out := make([]word, len(texts))
	for i, text := range texts {
		out[i] = fold(text)
		for way, s := range out[i].folded {
			out[i].folded[way] = shape(s)
		}
	}
	return out
}

// looksLike compares with the shape of a listed word, whichever way w was folded.
func (w word) looksLike(listed word) bool {
	return shape(w.folded[lettersFirst]) == listed.folded[lettersFirst] || shape(w.folded[shapesFirst]) == listed.folded[lettersFirst]
}
