package hook

import (
	"encoding/json"

	"tramway/internal/fault"
)

// payload is what a program sends: Tramway's own form, in which text is a string, or that
// of DingTalk's custom robots, in which msgtype says what to read.
type payload struct {
	Text     json.RawMessage `json:"text"`
	Mentions []string        `json:"mentions"`

	Type     string `json:"msgtype"`
	Markdown struct {
		Title string `json:"title"`
		Text  string `json:"text"`
	} `json:"markdown"`
	At struct {
		All bool `json:"isAtAll"`
	} `json:"at"`
}

// read takes what is to be said from a body, and whether everybody is called. Errors: of
// the field that is wrong.
func read(body []byte) (text string, all bool, err error) {
	var p payload
	if err := json.Unmarshal(body, &p); err != nil {
		return "", false, fault.Bad("body", "invalid_value")
	}
	for _, one := range p.Mentions {
		if one != "all" {
			return "", false, fault.Bad("body.mentions", "robot_mentions")
		}
	}
	all = p.At.All || len(p.Mentions) > 0
	switch p.Type {
	case "":
		if p.Text == nil || json.Unmarshal(p.Text, &text) != nil || text == "" {
			return "", false, fault.Bad("body.text", "required")
		}
	case "text":
		var t struct {
			Content string `json:"content"`
		}
		if p.Text == nil || json.Unmarshal(p.Text, &t) != nil || t.Content == "" {
			return "", false, fault.Bad("body.text.content", "required")
		}
		text = t.Content
	case "markdown": // its title is for lists of conversations, which show the text here
		if text = p.Markdown.Text; text == "" {
			return "", false, fault.Bad("body.markdown.text", "required")
		}
	default:
		return "", false, fault.Bad("body.msgtype", "invalid_value")
	}
	return text, all, nil
}
