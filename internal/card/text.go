package card

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// Text is a text by language ("en", "zh-HK"), or one for all languages under "". In JSON
// a string is one for all.
type Text map[string]string

// Say is one text for all languages.
func Say(s string) Text { return Text{"": s} }

// UnmarshalJSON reads a string or an object of strings.
func (t *Text) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*t = Say(one)
		return nil
	}
	many := map[string]string{}
	if json.Unmarshal(b, &many) != nil || len(many) == 0 {
		return errNoText
	}
	*t = many
	return nil
}

var errNoText = errors.New("card: neither a string nor one for each language")

// In is a text in a language: that for all, that of the language, or whichever is there.
func (t Text) In(lang string) string {
	for _, l := range []string{"", lang, "en", "zh-HK", "zh-CN"} {
		if s, ok := t[l]; ok {
			return s
		}
	}
	for _, l := range sorted(t) {
		return t[l]
	}
	return ""
}

// all is a text in all its languages, each said once.
func (t Text) all() string {
	var out []string
	langs := append([]string{"", "en", "zh-HK", "zh-CN"}, sorted(t)...)
	for _, l := range langs {
		if s := strings.TrimSpace(t[l]); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return strings.Join(out, " / ")
}

// Short is a text of at most so many characters.
func Short(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
