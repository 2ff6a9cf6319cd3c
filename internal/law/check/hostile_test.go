package check

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/law"
)

// hostile are values that no fact may turn into a panic, a hang or a figure below nothing.
var hostile = []string{`null`, `true`, `"x"`, `""`, `[]`, `{}`, `[[]]`, `[null]`, `[0]`, `[-1]`, `-1`, `0`, `0.001`, `2.5`, `53`, `1e6`, `1e18`,
	`1e-18`, `1e999999`, `-1e999999`, `999999999999999999999999999999`, `"2026-02-30"`, `"2026-02-29"`, `"2024-02-29"`, `"0000-00-00"`,
	`"1950-01-01"`, `"1999-12-31"`, `"2000-01-01"`, `"2050-12-31"`, `"2051-01-01"`, `"9999-12-31"`, `"2026-13"`, `"2000-01"`, `"2050-12"`,
	`"2050-12-31T23:59"`, `"2026-01-01T24:00"`, `["2026-01-01","2026-01-01"]`, `["2000-01-01","2050-12-31"]`, `["2026-02-01","2026-01-01"]`,
	`"0 days"`, `"24 months"`, `"1000 months"`, `"-1 days"`, `"-1/3"`, `"1/0"`, `"1e18/1e-18"`}

// Each fact of each topic is replaced by each hostile value, one at a time.
func TestHostileFactsAreAnsweredOrNamed(t *testing.T) {
	t.Parallel()
	asked := map[string]int{}
	for _, file := range []string{"../testdata/hk-employment-examples.json", "../testdata/more-examples.json"} {
		for _, e := range examplesOf(t, file) {
			if _, isError := e.Expect["error"]; isError || asked[e.Topic] == 4 {
				continue
			}
			asked[e.Topic]++
			eachFact(e.Given, "", func(path string, put func(any)) {
				for _, text := range hostile {
					v, err := parse([]byte(text))
					if err != nil {
						t.Fatal(err)
					}
					put(v)
					survives(t, e, path+"="+text)
				}
			})
		}
	}
}

// eachFact calls visit for every fact at any depth, with a function that replaces it, and puts the old value back.
func eachFact(o object, path string, visit func(path string, put func(any))) {
	for k, old := range o {
		visit(path+k, func(v any) { o[k] = v })
		o[k] = old
		switch x := old.(type) {
		case object:
			eachFact(x, path+k+".", visit)
		case []any:
			eachElement(x, path+k, visit)
		}
	}
}

func eachElement(list []any, path string, visit func(path string, put func(any))) {
	for i := range min(len(list), 2) {
		old := list[i]
		visit(fmt.Sprintf("%s[%d]", path, i), func(v any) { list[i] = v })
		list[i] = old
		if o, ok := old.(object); ok {
			eachFact(o, fmt.Sprintf("%s[%d].", path, i), visit)
		}
	}
}

func survives(t *testing.T, e Example, what string) {
	t.Helper()
	start := time.Now()
	a, err := ask(e.Topic, e.Given)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("%s %s took %s", e.Topic, what, took)
	}
	var bad *law.InputError
	switch {
	case err == nil:
		notNegative(t, e.Topic+" "+what, a.Figures)
	case !errors.As(err, &bad):
		t.Errorf("%s %s: %v has no name", e.Topic, what, err)
	default:
		for _, lang := range law.Languages {
			if text := bad.Text(lang); text == bad.MessageKey() || strings.ContainsAny(text, "{}") {
				t.Errorf("%s %s: %q", e.Topic, what, text)
			}
		}
	}
}

// A list may be long; one that is longer than any company's is refused by name.
func TestLongListsAreAnsweredOrRefused(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, file := range []string{"../testdata/hk-employment-examples.json", "../testdata/more-examples.json"} {
		for _, e := range examplesOf(t, file) {
			for k, v := range e.Given {
				list, ok := v.([]any)
				if _, isError := e.Expect["error"]; !ok || isError || len(list) == 0 || seen[e.Topic+k] {
					continue
				}
				seen[e.Topic+k] = true
				e.Given[k] = slices.Repeat(list, longest/len(list))
				survives(t, e, k+" repeated")
				e.Given[k] = slices.Repeat(list, longest/len(list)+1)
				var bad *law.InputError
				if _, err := ask(e.Topic, e.Given); !errors.As(err, &bad) {
					t.Errorf("%s: more than %d of %s: %v", e.Topic, longest, k, err)
				}
				e.Given[k] = v
			}
		}
	}
}

func notNegative(t *testing.T, what string, v any) {
	t.Helper()
	switch x := v.(type) {
	case json.Number:
		if strings.HasPrefix(string(x), "-") {
			t.Errorf("%s gives %s", what, x)
		}
	case []any:
		for _, y := range x {
			notNegative(t, what, y)
		}
	case object:
		for _, y := range x {
			notNegative(t, what, y)
		}
	}
}
