package check

import (
	"encoding/json"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

// given holds the facts of one example after they were read by the topic's
// description, so every value has the type the description promises. A null is kept as nil.
type given map[string]any

// read turns a JSON object into facts. Unknown, missing and mistyped keys are InputErrors.
func read(raw object, keys []law.GivenKey, path string) (given, error) {
	out := given{}
	known := map[string]bool{}
	for _, k := range keys {
		known[k.Name] = true
		v, there := raw[k.Name]
		switch {
		case !there && !k.Optional:
			return nil, law.Bad(path+k.Name, law.CodeMissing)
		case !there || v == nil && k.Optional && !k.Nullable: // null on an optional key is the same as leaving it out
			continue
		}
		x, err := readKey(v, k, path+k.Name)
		if err != nil {
			return nil, err
		}
		out[k.Name] = x
	}
	for _, name := range keysOf(raw) {
		if !known[name] {
			return nil, law.Bad(path+name, law.CodeUnknownKey)
		}
	}
	return out, nil
}

// longest is the longest list that is read.
const longest = 5000

func readKey(v any, k law.GivenKey, path string) (any, error) {
	if !k.List {
		return readOne(v, k, path)
	}
	list, ok := v.([]any)
	if !ok {
		return nil, law.Bad(path, law.CodeType)
	}
	if len(list) > longest {
		return nil, law.Bad(path, law.CodeAbsurd, law.Count("value", len(list)))
	}
	out := make([]any, len(list))
	for i, e := range list {
		x, err := readOne(e, k, path)
		if err != nil {
			return nil, err
		}
		out[i] = x
	}
	return out, nil
}

func readOne(v any, k law.GivenKey, path string) (any, error) {
	if v == nil {
		if k.Nullable {
			return nil, nil
		}
		return nil, law.Bad(path, law.CodeMissing)
	}
	if k.Type == "object" {
		o, ok := v.(object)
		if !ok {
			return nil, law.Bad(path, law.CodeType)
		}
		return read(o, k.Fields, path+".")
	}
	return readers[k.Type](v, k, path)
}

func (g given) has(name string) bool { v, ok := g[name]; return ok && v != nil }

// get returns the zero value when the key was left out or is null.
func get[T any](g given, name string) T {
	v, _ := g[name].(T)
	return v
}

func (g given) date(name string) civil.Date     { return get[civil.Date](g, name) }
func (g given) moment(name string) civil.Moment { return get[civil.Moment](g, name) }
func (g given) period(name string) civil.Period { return get[civil.Period](g, name) }
func (g given) number(name string) money.Exact  { return get[money.Exact](g, name) }
func (g given) whole(name string) int           { return get[int](g, name) }
func (g given) flag(name string) bool           { return get[bool](g, name) }
func (g given) text(name string) string         { return get[string](g, name) }
func (g given) settings() law.Settings          { return get[law.Settings](g, "settings") }

// figure is undetermined when the key was left out or is null.
func (g given) figure(name string) law.Figure {
	if !g.has(name) {
		return law.Figure{}
	}
	return law.Known(g.number(name))
}

// wholeOr returns the default when the key was left out.
func (g given) wholeOr(name string, otherwise int) int {
	if !g.has(name) {
		return otherwise
	}
	return g.whole(name)
}

// each returns the elements of a list.
func each[T any](g given, name string) []T {
	list, _ := g[name].([]any)
	out := make([]T, len(list))
	for i, v := range list {
		out[i], _ = v.(T)
	}
	return out
}

func number(v any) (money.Exact, bool) {
	n, ok := v.(json.Number)
	if !ok {
		return money.Exact{}, false
	}
	x, err := money.Parse(n.String())
	return x, err == nil
}
