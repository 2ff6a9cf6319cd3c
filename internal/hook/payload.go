package hook

import (
	"encoding/json"

	"tramway/internal/card"
	"tramway/internal/fault"
)

// payload is what a program sends: Tramway's own form, in which text is a string, or that
// of DingTalk's custom robots, in which msgtype says what to read.
type payload struct {
	Text     json.RawMessage `json:"text"`
	Card     json.RawMessage `json:"card"`
	Mentions []string        `json:"mentions"`

	Type     string `json:"msgtype"`
	Markdown struct {
		Title string `json:"title"`
		Text  string `json:"text"`
	} `json:"markdown"`
	At struct {
		All bool `json:"isAtAll"`
	} `json:"at"`
	Buttons actionCard `json:"actionCard"`
}

// message is what a body says: a text, or a card.
type message struct {
	text string
	all  bool // everybody is called
	card *card.Card
}

// read takes what is to be said from a body. Errors: of the field that is wrong.
func read(body []byte) (said message, err error) {
	var p payload
	if err := json.Unmarshal(body, &p); err != nil {
		return said, fault.Bad("body", "invalid_value")
	}
	for _, one := range p.Mentions {
		if one != "all" {
			return said, fault.Bad("body.mentions", "robot_mentions")
		}
	}
	said.all = p.At.All || len(p.Mentions) > 0
	switch p.Type {
	case "":
		if p.Card != nil {
			said.card, err = readCard(p)
			return said, err
		}
		if p.Text == nil || json.Unmarshal(p.Text, &said.text) != nil || said.text == "" {
			return said, fault.Bad("body.text", "required")
		}
	case "text":
		var t struct {
			Content string `json:"content"`
		}
		if p.Text == nil || json.Unmarshal(p.Text, &t) != nil || t.Content == "" {
			return said, fault.Bad("body.text.content", "required")
		}
		said.text = t.Content
	case "markdown": // its title is for lists of conversations, which show the text here
		if said.text = p.Markdown.Text; said.text == "" {
			return said, fault.Bad("body.markdown.text", "required")
		}
	case "actionCard":
		said.card, err = p.Buttons.card()
	default:
		return said, fault.Bad("body.msgtype", "invalid_value")
	}
	return said, err
}

// readCard reads a card; a text that came with it stands above its blocks.
func readCard(p payload) (*card.Card, error) {
	c, err := card.Parse(p.Card, "body.card")
	if err != nil {
		return nil, err
	}
	if p.Text == nil {
		return &c, nil
	}
	var text string
	if json.Unmarshal(p.Text, &text) != nil {
		return nil, fault.Bad("body.text", "invalid_value")
	}
	return made("body.text", append([]card.Block{{Type: "text", Text: card.Say(text)}}, c.Blocks...)...)
}

// made is a card that was put together here.
func made(at string, blocks ...card.Block) (*card.Card, error) {
	c, err := card.Of(at, blocks...)
	if err != nil {
		return nil, err
	}
	return &c, nil
}
