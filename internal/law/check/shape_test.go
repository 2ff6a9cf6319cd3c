package check

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"tramway/internal/law"
)

// Every topic that is described can be asked, and the other way round.
func TestTopicsAndRulesAgree(t *testing.T) {
	t.Parallel()
	for _, d := range law.Topics() {
		if topics[d.Name] == nil {
			t.Errorf("%s is described but has no rule", d.Name)
		}
		checkKeys(t, d.Name, d.Keys)
	}
	for name := range topics {
		if _, ok := law.TopicNamed(name); !ok {
			t.Errorf("%s has a rule but no description", name)
		}
	}
}

func checkKeys(t *testing.T, name string, keys []law.GivenKey) {
	t.Helper()
	for _, k := range keys {
		if k.Doc == "" || k.Type != "object" && readers[k.Type] == nil || (k.Type == "object") != (len(k.Fields) > 0) {
			t.Errorf("%s.%s: type %q, doc %q", name, k.Name, k.Type, k.Doc)
		}
		checkKeys(t, name+"."+k.Name, k.Fields)
	}
}

// Every topic has an example of its own, and every required key is really required.
func TestRequiredKeysAreRequired(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, file := range []string{"../testdata/hk-employment-examples.json", "../testdata/more-examples.json"} {
		for _, e := range examplesOf(t, file) {
			d, ok := law.TopicNamed(e.Topic)
			if _, isError := e.Expect["error"]; !ok || isError || seen[e.Topic] {
				continue
			}
			seen[e.Topic] = true
			for _, k := range d.Keys {
				if !k.Optional {
					expectMissing(t, e, k.Name)
				}
			}
		}
	}
	for _, d := range law.Topics() {
		if !seen[d.Name] {
			t.Errorf("%s has no example", d.Name)
		}
	}
}

func expectMissing(t *testing.T, e Example, key string) {
	t.Helper()
	less := object{}
	for k, v := range e.Given {
		if k != key {
			less[k] = v
		}
	}
	_, err := ask(e.Topic, less)
	var bad *law.InputError
	if !errors.As(err, &bad) || bad.Code != law.CodeMissing || bad.Field != key {
		t.Errorf("%s without %s: %v", e.Topic, key, err)
	}
}

func examplesOf(t testing.TB, file string) []Example {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	list, err := ReadExamples(raw)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestJSONIsReadStrictly(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "{", `{"a":1,"a":2}`, `{} {}`, `[1,]`, `{"a":1e}`, "nul", strings.Repeat("[", 50), `{"a":NaN}`} {
		if v, err := parse([]byte(s)); !errors.Is(err, ErrJSON) {
			t.Errorf("%q was read as %v, %v", s, v, err)
		}
	}
	if _, err := ReadExamples([]byte(`[{"id":"x"}]`)); !errors.Is(err, ErrJSON) {
		t.Errorf("an example without a topic: %v", err)
	}
	for _, given := range []string{`[]`, `1`, `null`} {
		if _, err := Ask("smw_rate", []byte(given)); !errors.Is(err, ErrJSON) {
			t.Errorf("facts %s: %v", given, err)
		}
	}
}

// Where several facts are wrong, the same one is named every time.
func TestTheSameMistakeIsNamedEveryTime(t *testing.T) {
	t.Parallel()
	for topic, given := range map[string]string{
		"mpf_new_employee":    `{"employment_start":"2026-06-15","relevant_income":{"2026-01":5,"2026-06":-1,"2026-07":-2,"2026-08":1e12}}`,
		"shift_hours_by_week": `{"shift_start":"2026-03-07T22:00","shift_end":"2026-03-08T06:00","other_hours_in_week_ending":{"2026-03-07":-1,"2026-03-13":1,"2026-03-21":900}}`,
		"smw_rate":            `{"dates":[],"a":1,"b":2,"c":3,"d":4}`,
		"statutory_holidays":  `{"year":2026,"settings":{"a":"x","b":"y","winter_holiday":"z"}}`,
	} {
		_, first := Ask(topic, []byte(given))
		for range 60 {
			if _, err := Ask(topic, []byte(given)); err == nil || err.Error() != first.Error() {
				t.Fatalf("%s: %v, then %v", topic, first, err)
			}
		}
	}
}

func TestComparisonHasNoTolerance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		expect, got string
		want        bool
	}{
		{`{"a":1.0}`, `{"a":1}`, true}, {`{"a":1.0000000001}`, `{"a":1}`, false}, {`{"a":1}`, `{"a":"1"}`, false},
		{`{"official_a":5}`, `{}`, true}, {`{"a":null}`, `{}`, false}, {`{"a":null}`, `{"a":null}`, true},
		{`{"a":[1,2]}`, `{"a":[1,2,3]}`, false}, {`{"a":{"b":1}}`, `{"a":{"b":1,"c":2}}`, false}, {`{"a":true}`, `{"a":"undetermined"}`, false},
		{`{"a":1}`, `{"a":1,"b":2}`, true}, {`{"a":[]}`, `{"a":{}}`, false},
	} {
		expect, _ := parse([]byte(c.expect))
		got, _ := parse([]byte(c.got))
		if covers(expect.(object), got.(object)) != c.want {
			t.Errorf("%s against %s: want %v", c.expect, c.got, c.want)
		}
	}
}

// Whatever comes in, there is an answer or a named error, never a panic, and
// the same question gets the same answer.
func FuzzAsk(f *testing.F) {
	for _, e := range []string{
		`[{"id":"a","topic":"average_daily_wage","given":{"kind":"window_only"},"expect":{}}]`,
		`[{"id":"a","topic":"notice_last_day","given":{"cases":[{"given":"2026-01-30","notice":"1 month"}]},"expect":{"last_day":["2026-02-28"]}}]`,
		`[{"id":"a","topic":"mpf_new_employee","given":{"employment_start":"2026-06-15","relevant_income":{"2026-06":1}},"expect":{}}]`,
		`[{"id":"a","topic":"absence_deduction","given":{"monthly_wages":1e18,"absent_days":0},"expect":{}}]`,
		`[{"id":"a","topic":"rest_day_pattern","given":{"rest_days":[],"roster":["2000-01-01","2050-12-31"]},"expect":{"a":[]}}]`,
	} {
		f.Add([]byte(e))
	}
	// One example a seed: the whole file as one seed is so long that all the time goes into shortening it.
	for _, file := range []string{"../testdata/hk-employment-examples.json", "../testdata/more-examples.json"} {
		for _, e := range examplesOf(f, file) {
			raw, err := json.Marshal([]map[string]any{{"id": e.ID, "topic": e.Topic, "given": e.Given, "expect": e.Expect}})
			if err != nil {
				f.Fatal(err)
			}
			f.Add(raw)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		examples, err := ReadExamples(raw)
		if err != nil {
			return
		}
		for _, e := range examples {
			first, err := e.Run().JSON()
			if err != nil {
				t.Fatal(err)
			}
			if second, _ := e.Run().JSON(); string(first) != string(second) {
				t.Fatalf("%s\n%s", first, second)
			}
		}
	})
}
