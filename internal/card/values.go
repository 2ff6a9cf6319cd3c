package card

import (
	"maps"
	"slices"
	"strings"

	"tramway/internal/fault"
)

// Check says whether a card can be pressed so: it has the button, and takes what was
// filled in. Errors: invalid, at body.action and body.values.<id>, with the codes of
// what a block refuses.
func (c Card) Check(action string, values map[string]string) error {
	var bad fault.Fields
	if !c.button(action) {
		bad.Add("body.action", "card_action")
		return bad.Err()
	}
	left := maps.Clone(values)
	for _, b := range c.Blocks {
		if b.ID == "" {
			continue
		}
		value := values[b.ID]
		delete(left, b.ID)
		code, args := b.refuses(value)
		if b.Required && strings.TrimSpace(value) == "" {
			code = "required"
		}
		if code != "" {
			bad.Add("body.values."+b.ID, code, args)
		}
	}
	if len(left) > 0 {
		bad.Add("body.values", "card_values")
	}
	return bad.Err()
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
