package hook

import (
	"net/url"
	"strings"

	"tramway/internal/card"
	"tramway/internal/fault"
)

// actionCard is DingTalk's card of a custom robot: a Markdown text over one button or
// several, each of which opens a page. Its title is for lists of conversations, which
// show the text here.
type actionCard struct {
	Text        string `json:"text"`
	SingleTitle string `json:"singleTitle"`
	SingleURL   string `json:"singleURL"`
	Buttons     []struct {
		Title string `json:"title"`
		URL   string `json:"actionURL"`
	} `json:"btns"`
}

// card is it in our form.
func (a actionCard) card() (*card.Card, error) {
	if strings.TrimSpace(a.Text) == "" {
		return nil, fault.Bad("body.actionCard.text", "required")
	}
	var buttons []card.Button
	if a.SingleTitle != "" || a.SingleURL != "" {
		buttons = []card.Button{{Text: card.Say(a.SingleTitle), Style: "primary", URL: opened(a.SingleURL)}}
	} else {
		for _, b := range a.Buttons {
			buttons = append(buttons, card.Button{Text: card.Say(b.Title), URL: opened(b.URL)})
		}
	}
	for _, b := range buttons {
		if b.URL == "" {
			return nil, fault.Bad("body.actionCard", "card_url")
		}
	}
	return made("body.actionCard", card.Block{Type: "text", Text: card.Say(a.Text)}, card.Block{Type: "actions", Buttons: buttons})
}

// opened is the page that an address of DingTalk's client would open
// (dingtalk://dingtalkclient/page/link?url=…); others are as they are.
func opened(address string) string {
	if u, err := url.Parse(address); err == nil && u.Scheme == "dingtalk" {
		return u.Query().Get("url")
	}
	return address
}
