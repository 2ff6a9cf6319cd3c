// Package lang holds what the server says to people: errors, mail, push. The
// page has its own catalogue of what it shows. Three languages are complete; a
// test fails where one lacks a text.
//
// Floor: 0
package lang

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// The complete languages.
const (
	English            = "en"
	TraditionalChinese = "zh-HK"
	SimplifiedChinese  = "zh-CN"
)

// All are the complete languages, the fallback first.
var All = []string{English, TraditionalChinese, SimplifiedChinese}

//go:embed *.json
var files embed.FS

var catalogues = load()

var matcher = language.NewMatcher([]language.Tag{
	language.English, language.MustParse("zh-HK"), language.MustParse("zh-CN"),
	language.MustParse("zh-TW"), language.MustParse("zh-Hant"), language.MustParse("zh-Hans"), language.MustParse("zh"),
})

var matched = []string{English, TraditionalChinese, SimplifiedChinese,
	TraditionalChinese, TraditionalChinese, SimplifiedChinese, SimplifiedChinese}

func load() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, l := range All {
		b, err := files.ReadFile(l + ".json")
		if err != nil {
			panic(err) // embedded: a build without it does not pass its tests
		}
		texts := map[string]string{}
		if err := json.Unmarshal(b, &texts); err != nil {
			panic(fmt.Errorf("lang: %s: %w", l, err))
		}
		out[l] = texts
	}
	return out
}

// Pick is the complete language nearest to what an Accept-Language header or a
// language tag asks for; English if none is near.
func Pick(accept string) string {
	if slices.Contains(All, accept) {
		return accept
	}
	tags, _, err := language.ParseAcceptLanguage(accept)
	if err != nil || len(tags) == 0 {
		return English
	}
	_, i, conf := matcher.Match(tags...)
	if conf == language.No {
		return English
	}
	return matched[i]
}

// Key is an argument that is itself a text of the catalogue.
type Key string

// Text is a text of the catalogue with {{name}} filled in; the key itself if
// there is none, which a test prevents.
func Text(lang, key string, args map[string]any) string {
	text, ok := catalogues[lang][key]
	if !ok {
		if text, ok = catalogues[English][key]; !ok {
			return key
		}
	}
	for name, v := range args {
		if k, is := v.(Key); is {
			v = Text(lang, string(k), nil)
		}
		text = strings.ReplaceAll(text, "{{"+name+"}}", fmt.Sprint(v))
	}
	return text
}

// Keys are those of one language.
func Keys(lang string) []string {
	var out []string
	for k := range catalogues[lang] {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
