// Package check reads examples of the law engine as JSON, answers them and
// compares the answers, number by number as decimals without tolerance. It knows
// JSON so that the rules need not.
//
// Floor: 1
package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrJSON says that a text is not JSON of the kind read here: valid, with no key
// twice in an object, not nested beyond 20 levels and nothing after the value.
var ErrJSON = errors.New("check: cannot read JSON")

const maxDepth = 20

// object keeps the keys of a JSON object; numbers stay json.Number.
type object = map[string]any

// parse reads one JSON value without passing through binary floating point.
func parse(raw []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	v, err := value(d, 0)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrJSON, err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("%w: text after the value", ErrJSON)
	}
	return v, nil
}

func value(d *json.Decoder, depth int) (any, error) {
	if depth > maxDepth {
		return nil, errors.New("nested too deep")
	}
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return members(d, depth)
	case json.Delim('['):
		return elements(d, depth)
	}
	return token, nil
}

func members(d *json.Decoder, depth int) (any, error) {
	o := object{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		name := key.(string) // the decoder has checked that a key is a text
		if _, twice := o[name]; twice {
			return nil, fmt.Errorf("key %q twice", name)
		}
		if o[name], err = value(d, depth+1); err != nil {
			return nil, err
		}
	}
	_, err := d.Token()
	return o, err
}

func elements(d *json.Decoder, depth int) (any, error) {
	list := []any{}
	for d.More() {
		v, err := value(d, depth+1)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	_, err := d.Token()
	return list, err
}
