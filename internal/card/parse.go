package card

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tramway/internal/fault"
)

// takes are the keys that a block of each type may have beside its type.
var takes = map[string][]string{
	"header":  {"text"},
	"text":    {"text"},
	"context": {"text"},
	"divider": {},
	"fields":  {"fields"},
	"actions": {"buttons"},
	"select":  {"id", "label", "options", "required", "value"},
	"input":   {"id", "label", "lines", "max", "required", "value"},
	"date":    {"id", "label", "required", "value"},
}

// Parse reads a card that came from a program. at is where it stood, for the faults: a
// fault's location is that, "#" and the JSON pointer of what is wrong. All blocks that
// are wrong are named at once, each with its first fault. Errors: invalid, with fields
// card_*, required, too_long.
func Parse(raw []byte, at string) (c Card, err error) {
	in := reader{at: at + "#", ids: map[string]bool{}}
	if len(raw) > MaxBytes {
		in.bad("", "card_size", fault.Args{"max": MaxBytes >> 10})
		return c, in.faults.Err()
	}
	var outer struct {
		V      *int              `json:"v"`
		Blocks []json.RawMessage `json:"blocks"`
	}
	switch e := strict(raw, &outer); {
	case e != nil:
		in.bad(e.pointer, e.code, e.args)
	case outer.V == nil || *outer.V != Version:
		in.bad("/v", "card_version", fault.Args{"known": Version})
	case len(outer.Blocks) == 0 || len(outer.Blocks) > maxBlocks:
		in.bad("/blocks", "card_blocks", fault.Args{"max": maxBlocks})
	}
	if len(in.faults) > 0 {
		return c, in.faults.Err()
	}
	c.V = Version
	for i, one := range outer.Blocks {
		c.Blocks = append(c.Blocks, in.block(one, fmt.Sprintf("/blocks/%d", i)))
	}
	if len(in.faults) == 0 && c.Plain() == "" {
		in.bad("/blocks", "card_empty")
	}
	if i := c.unsent(); i >= 0 {
		in.bad(fmt.Sprintf("/blocks/%d", i), "card_no_button")
	}
	return c, in.faults.Err()
}

// unsent is the first block that asks something which no button sends; -1: none.
func (c Card) unsent() int {
	if c.Asks() {
		return -1
	}
	return slices.IndexFunc(c.Blocks, func(b Block) bool { return b.ID != "" })
}

// reader collects what is wrong, and the ids it has met.
type reader struct {
	at     string
	faults fault.Fields
	ids    map[string]bool
}

func (r *reader) bad(pointer, code string, args ...fault.Args) {
	r.faults.Add(r.at+pointer, code, args...)
}

// block reads one; what is wrong with it is noted.
func (r *reader) block(raw []byte, at string) (b Block) {
	var keys map[string]json.RawMessage
	if json.Unmarshal(raw, &keys) != nil || keys == nil {
		r.bad(at, "card_shape", fault.Args{"want": "{…}"})
		return b
	}
	_ = json.Unmarshal(keys["type"], &b.Type) // what is none is unknown
	known, ok := takes[b.Type]
	if !ok {
		r.bad(at+"/type", "card_type", fault.Args{"known": strings.Join(slices.Sorted(maps.Keys(takes)), ", ")})
		return b
	}
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		if k != "type" && !slices.Contains(known, k) {
			r.bad(at+"/"+escaped(k), "card_key", fault.Args{"type": b.Type, "known": strings.Join(known, ", ")})
			return b
		}
	}
	if e := strict(raw, &b); e != nil {
		r.bad(at+e.pointer, e.code, e.args)
		return b
	}
	if pointer, code, args := r.wrong(b); code != "" {
		r.bad(at+pointer, code, args)
	}
	return b
}

// escaped is a key in a JSON pointer (RFC 6901 section 3).
func escaped(key string) string {
	if len(key) > 60 {
		key = key[:60]
	}
	return strings.ToValidUTF8(strings.NewReplacer("~", "~0", "/", "~1").Replace(key), "�")
}

// misread is where and why JSON was not what was asked for.
type misread struct {
	pointer, code string
	args          fault.Args
}

// strict reads JSON into a struct and refuses keys that it does not have.
func strict(raw []byte, into any) *misread {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil && d.More() {
		err = errors.New("more than one value")
	}
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &kind):
		return &misread{pointerOf(kind.Field), "card_shape", fault.Args{"want": shapeOf(kind.Type.Kind().String())}}
	case errors.Is(err, errNoText):
		return &misread{"", "card_text", nil}
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		return &misread{"", "card_unknown_key", fault.Args{"key": strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)}}
	}
	return &misread{"", "card_json", nil}
}

// pointerOf is a path of encoding/json ("fields.label") as a pointer.
func pointerOf(path string) string {
	if path == "" {
		return ""
	}
	return "/" + strings.ReplaceAll(path, ".", "/")
}

// shapeOf is what JSON is wanted, in signs that need no language.
func shapeOf(kind string) string {
	switch kind {
	case "slice":
		return "[…]"
	case "struct", "map":
		return "{…}"
	case "bool":
		return "true, false"
	case "int", "int64":
		return "1, 2, 3 …"
	}
	return `"…"`
}

// Of is a card of some blocks, held to what a card from outside is. Errors: those of
// [Parse].
func Of(at string, blocks ...Block) (Card, error) {
	raw, err := json.Marshal(Card{Version, blocks})
	if err != nil {
		return Card{}, err
	}
	return Parse(raw, at)
}
