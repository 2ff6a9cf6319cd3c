// Package card is what an interactive card is made of: blocks that are read, and such
// that ask something and are answered by pressing a button. It is pure: it reads cards
// and answers that came from programs, says where they are wrong, and tells a card as
// plain text where none is drawn.
//
// What it promises: a card that was read can be drawn as it is. It is bounded in size,
// its ids name one thing each, nothing in it is loaded from anywhere, and each mistake is
// named by its place (JSON pointer, RFC 6901) with the way out. docs/cards.md is its guide.
//
// Floor: 1
package card

// Version is the form that is written. A form that could not be read by what reads this
// one would have the next number.
const Version = 1

// Bounds of a card.
const (
	MaxBytes   = 16 << 10
	maxBlocks  = 50
	maxFields  = 20
	maxButtons = 10
	maxOptions = 100
	maxText    = 4000 // characters of a text block
	maxLine    = 300  // of a header, a context line, a label, a field, an option
	maxButton  = 60
	maxInput   = 2000 // of what somebody writes
	maxURL     = 2000
)

// Card is a card that was read.
type Card struct {
	V      int     `json:"v" enum:"1"`
	Blocks []Block `json:"blocks" doc:"at most 50"`
}

// Block is one part of a card, from above. Which of its values a type has: docs/cards.md.
type Block struct {
	Type     string   `json:"type" enum:"header,text,fields,divider,context,actions,select,input,date"`
	Text     Text     `json:"text,omitempty" doc:"of a header, text (Markdown) or context"`
	Fields   []Field  `json:"fields,omitempty"`
	Buttons  []Button `json:"buttons,omitempty" doc:"of actions"`
	ID       string   `json:"id,omitempty" doc:"of what asks something"`
	Label    Text     `json:"label,omitempty" doc:"of what asks something"`
	Required bool     `json:"required,omitempty"`
	Options  []Option `json:"options,omitempty" doc:"of a select, at most 100"`
	Lines    bool     `json:"lines,omitempty" doc:"an input of several lines"`
	Max      int      `json:"max,omitempty" doc:"characters of an input; 0: 2,000"`
	Value    string   `json:"value,omitempty" doc:"what stands there at first"`
}

// Field is a value under its label.
type Field struct {
	Label Text `json:"label"`
	Value Text `json:"value"`
}

// Option is something to choose.
type Option struct {
	Value string `json:"value" doc:"at most 40 characters, once in its list"`
	Text  Text   `json:"text"`
}

// Button sends what was asked to whoever answers for the card, or opens a page.
type Button struct {
	ID      string `json:"id,omitempty" doc:"the action; of a button that opens a page: none"`
	Text    Text   `json:"text"`
	Style   string `json:"style,omitempty" enum:"default,primary,danger"`
	Confirm Text   `json:"confirm,omitempty" doc:"asked before it is pressed"`
	URL     string `json:"url,omitempty" doc:"http or https; the button opens it, and nobody is told"`
}

// Press is what somebody did on a card.
type Press struct {
	ID           string            // the same for each try of one press
	Message      string            // the id of the message
	Conversation string            // where it is
	About        string            // what the card's owner calls it
	Version      int64             // of the card that was pressed
	Person       string            // who did it
	Action       string            // the button
	Values       map[string]string // of what the card asks, by id
}

// Answer is what a press leads to.
type Answer struct {
	Card *Card // in place of the one that is there; nil: it stays
	Say  Text  // what only who pressed reads; none: nothing
}

// Asks says whether somebody has to answer for a card: it has a button that sends.
func (c Card) Asks() bool {
	for _, b := range c.Blocks {
		for _, one := range b.Buttons {
			if one.URL == "" {
				return true
			}
		}
	}
	return false
}

// button finds one by its action.
func (c Card) button(action string) bool {
	for _, b := range c.Blocks {
		for _, one := range b.Buttons {
			if one.URL == "" && one.ID == action {
				return true
			}
		}
	}
	return false
}
