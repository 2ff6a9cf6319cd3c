package check

import (
	"encoding/json"
	"sort"
	"strings"

	"tramway/internal/civil"
	"tramway/internal/law"
	"tramway/internal/money"
)

// undetermined stands in an answer where a record is missing.
const undetermined = "undetermined"

// plainValue turns an answer into JSON values: a missing date or empty period
// becomes null, an undetermined figure or answer the text "undetermined".
func plainValue(v any) any {
	switch x := v.(type) {
	case law.Figure:
		if !x.Known {
			return undetermined
		}
		return json.Number(x.Value.Decimal(10))
	case law.Answer:
		if x == law.Undetermined {
			return undetermined
		}
		return x == law.Yes
	case money.Exact:
		return json.Number(x.Decimal(10))
	case int:
		return json.Number(money.Int(int64(x)).String())
	case civil.Date:
		if x.IsZero() {
			return nil
		}
		return x.String()
	case civil.Period:
		if x.Days() == 0 {
			return nil
		}
		return []any{x.From.String(), x.To.String()}
	case []any:
		return plainList(x)
	case object:
		return plainObject(x)
	}
	return v
}

func plainList(list []any) any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = plainValue(v)
	}
	return out
}

func plainObject(o object) any {
	out := make(object, len(o))
	for k, v := range o {
		out[k] = plainValue(v)
	}
	return out
}

// list makes an answer list of any slice.
func list[T any](values []T) []any {
	out := make([]any, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}

// same compares an expected JSON value with an answer; numbers by value, without tolerance.
func same(expect, got any) bool {
	switch e := expect.(type) {
	case json.Number:
		a, okA := number(e)
		b, okB := number(got)
		return okA && okB && a.Cmp(b) == 0
	case []any:
		g, ok := got.([]any)
		if !ok || len(g) != len(e) {
			return false
		}
		for i := range e {
			if !same(e[i], g[i]) {
				return false
			}
		}
		return true
	case object:
		g, ok := got.(object)
		return ok && len(g) == len(e) && covers(e, g)
	}
	return expect == got
}

// covers compares every key of expect except the official_ ones.
func covers(expect, got object) bool {
	for _, k := range keysOf(expect) {
		if strings.HasPrefix(k, "official_") {
			continue
		}
		g, there := got[k]
		if !there || !same(expect[k], g) {
			return false
		}
	}
	return true
}

func keysOf(o object) []string {
	keys := make([]string, 0, len(o))
	for k := range o {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
