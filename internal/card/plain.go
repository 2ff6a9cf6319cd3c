package card

import "strings"

// Plain tells a card where none is drawn: in search, notices, quotes, forwards and
// copies. It has the words that a card says, in all its languages, and not what it asks;
// of a card that only asks it has the buttons.
func (c Card) Plain() string {
	var said, asked []string
	for _, b := range c.Blocks {
		if s := b.Text.all(); s != "" {
			said = append(said, s)
		}
		for _, f := range b.Fields {
			said = append(said, f.Label.all()+": "+f.Value.all())
		}
		for _, one := range b.Buttons {
			asked = append(asked, "["+one.Text.all()+"]")
		}
	}
	if len(said) == 0 {
		return strings.Join(asked, " ")
	}
	return strings.Join(said, "\n")
}

// Words are all that anybody reads on a card, for whoever judges what may be said.
func (c Card) Words() string {
	out := []string{c.Plain()}
	add := func(texts ...Text) {
		for _, t := range texts {
			out = append(out, t.all())
		}
	}
	for _, b := range c.Blocks {
		add(b.Label)
		out = append(out, b.Value)
		for _, o := range b.Options {
			add(o.Text)
		}
		for _, one := range b.Buttons {
			add(one.Text, one.Confirm)
			out = append(out, one.URL)
		}
	}
	return strings.Join(out, "\n")
}
