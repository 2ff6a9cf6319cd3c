package law

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	"tramway/internal/civil"
	"tramway/internal/money"
)

//go:embed catalog/*.json
var catalogFiles embed.FS

// Languages are the languages of the catalogues.
var Languages = []string{"en", "zh-HK", "zh-CN"}

var catalogs = loadCatalogs()

func loadCatalogs() map[string]map[string]string {
	all := make(map[string]map[string]string, len(Languages))
	for _, lang := range Languages {
		all[lang] = readWords(lang)
	}
	return all
}

func readWords(name string) map[string]string {
	raw, err := catalogFiles.ReadFile("catalog/" + name + ".json")
	words := map[string]string{}
	if err == nil {
		err = json.Unmarshal(raw, &words)
	}
	if err != nil {
		panic(fmt.Sprintf("law: catalogue %s: %v", name, err))
	}
	return words
}

// Phrase returns the catalogue entry with its arguments filled in. An unknown
// language falls back to English; an unknown key is shown as it is.
func Phrase(lang, key string, args ...Arg) string {
	words, ok := catalogs[lang]
	if !ok {
		lang, words = "en", catalogs["en"]
	}
	text, ok := words[key]
	if !ok {
		return key
	}
	for _, a := range args {
		text = strings.ReplaceAll(text, "{"+a.Name+"}", a.write(lang))
	}
	return text
}

// Text renders the line; SourceText names the part of the law behind it.
func (l Line) Text(lang string) string { return Phrase(lang, l.Key, l.Args...) }

// SourceText is empty for plain arithmetic.
func (l Line) SourceText(lang string) string {
	if l.Source == "" {
		return ""
	}
	return Phrase(lang, "source."+l.Source)
}

// Text renders the error for a person.
func (e *InputError) Text(lang string) string {
	return Phrase(lang, e.MessageKey(), append([]Arg{Text("field", e.Field)}, e.Args...)...)
}

func (a Arg) write(lang string) string {
	switch a.Kind {
	case KindMoney:
		if x, err := money.Parse(a.Value); err == nil {
			return money.HKD(x)
		}
	case KindYuan:
		return "RMB " + money.Group(a.Value)
	case KindNumber:
		return money.Group(a.Value)
	case KindDate:
		return writeDates(a.Value, lang)
	case KindWord:
		return Phrase(lang, a.Value)
	}
	return a.Value
}

func writeDates(value, lang string) string {
	parts := strings.Split(value, ",")
	for i, p := range parts {
		if d, err := civil.Parse(p); err == nil {
			parts[i] = WriteDate(d, lang)
		}
	}
	if lang == "en" {
		return strings.Join(parts, ", ")
	}
	return strings.Join(parts, "、")
}

var months = [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// WriteDate writes a date for people: 5 Apr 2026 or 2026年4月5日.
func WriteDate(d civil.Date, lang string) string {
	y, m, day := d.Split()
	if strings.HasPrefix(lang, "zh") {
		return fmt.Sprintf("%d年%d月%d日", y, m, day)
	}
	return fmt.Sprintf("%d %s %d", day, months[m-1], y)
}
