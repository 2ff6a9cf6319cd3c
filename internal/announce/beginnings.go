package announce

import (
	"context"
	"time"

	"tramway/internal/announce/internal/rules"
	"tramway/internal/announce/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
)

// Beginning is a draft that an author can begin with, in English and Chinese.
type Beginning struct {
	Name  string `json:"name" enum:"acceptable_use"`
	Title string `json:"title" doc:"in the reader's language"`
	Draft Draft  `json:"draft"`
}

type beginningsOut struct {
	Body struct {
		Items []Beginning `json:"items"`
	}
}

// offered are policies that most companies ask of everybody who joins. What conversations may
// not hold is what the rules about words stop that come with the program (FEATURES F205).
var offered = []string{"acceptable_use"}

// beginnings are policies for everybody, from today on. Chinese is in the reader's
// script, or in that of Hong Kong.
func beginnings(_ context.Context, c *httpapi.Call, _ *struct{}) (*beginningsOut, error) {
	chinese := lang.TraditionalChinese
	if c.Lang == lang.SimplifiedChinese {
		chinese = c.Lang
	}
	today := c.Org.Now().In(c.Org.Zone()).Format(time.DateOnly)
	out := &beginningsOut{}
	for _, name := range offered {
		out.Body.Items = append(out.Body.Items, Beginning{Name: name, Title: words(c.Lang, name, "title"),
			Draft: Draft{Template: "free", Policy: true, Audience: store.Audience{Everybody: true},
				Content: rules.Content{En: wording(lang.English, name), Zh: wording(chinese, name), EffectiveOn: today}}})
	}
	return out, nil
}

func wording(language, name string) rules.Wording {
	return rules.Wording{Title: words(language, name, "title"), Body: words(language, name, "body")}
}

func words(language, name, part string) string {
	return lang.Text(language, "beginning."+name+"."+part, nil)
}
