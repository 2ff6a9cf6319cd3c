package check

import (
	"encoding/json"
	"errors"
	"fmt"

	"tramway/internal/law"
)

// answer is what a topic says: its figures by name and the working behind them.
type answer struct {
	figures object
	working law.Working
}

type topic func(g given) (answer, error)

// Answer is the outcome of one question. Figures hold JSON values.
type Answer struct {
	Figures map[string]any
	Working law.Working
}

// Ask answers a topic from the JSON object of its facts. Mistakes in the facts
// are *law.InputError; text that is no JSON object is ErrJSON.
func Ask(name string, rawGiven []byte) (Answer, error) {
	v, err := parse(rawGiven)
	if err != nil {
		return Answer{}, err
	}
	o, ok := v.(object)
	if !ok {
		return Answer{}, fmt.Errorf("%w: the facts are not an object", ErrJSON)
	}
	return ask(name, o)
}

func ask(name string, facts object) (Answer, error) {
	described, ok := law.TopicNamed(name)
	rule, there := topics[name]
	if !ok || !there {
		return Answer{}, law.Bad("topic", law.CodeUnknownTopic, law.Text("value", name))
	}
	g, err := read(facts, described.Keys, "")
	if err != nil {
		return Answer{}, err
	}
	a, err := rule(g)
	if err != nil {
		return Answer{}, err
	}
	return Answer{plainValue(a.figures).(object), a.working}, nil
}

// Example is one worked example: the facts and what must come out.
type Example struct {
	ID, Topic     string
	Given, Expect map[string]any
}

// ReadExamples reads a JSON list of examples, in the shape of the examples file.
func ReadExamples(raw []byte) ([]Example, error) {
	v, err := parse(raw)
	if err != nil {
		return nil, err
	}
	list, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("%w: the examples are not a list", ErrJSON)
	}
	out := make([]Example, len(list))
	for i, e := range list {
		if out[i], err = readExample(e); err != nil {
			return nil, fmt.Errorf("example %d: %w", i+1, err)
		}
	}
	return out, nil
}

func readExample(v any) (Example, error) {
	o, _ := v.(object)
	id, okID := o["id"].(string)
	name, okTopic := o["topic"].(string)
	facts, okGiven := o["given"].(object)
	expect, okExpect := o["expect"].(object)
	if !okID || !okTopic || !okGiven || !okExpect {
		return Example{}, fmt.Errorf("%w: id, topic, given or expect is missing", ErrJSON)
	}
	return Example{id, name, facts, expect}, nil
}

// Outcome is the verdict on one example; it marshals to one line of the report.
type Outcome struct {
	ID     string         `json:"id"`
	Pass   bool           `json:"pass"`
	Got    map[string]any `json:"got"`
	Expect map[string]any `json:"expect"`
}

// Run answers the example from its facts alone and then compares.
func (e Example) Run() Outcome {
	out := Outcome{ID: e.ID, Expect: e.Expect}
	a, err := ask(e.Topic, e.Given)
	if err == nil {
		out.Got = a.Figures
		out.Pass = covers(e.Expect, out.Got)
		return out
	}
	out.Got = errorFigures(err)
	_, wanted := e.Expect["error"]
	out.Pass = wanted && covers(e.Expect, out.Got)
	return out
}

// errorFigures lets an example expect an error by its code and field.
func errorFigures(err error) object {
	var bad *law.InputError
	if errors.As(err, &bad) {
		return object{"error": bad.Code, "field": bad.Field}
	}
	return object{"error": err.Error()}
}

// JSON is the outcome on one line.
func (o Outcome) JSON() ([]byte, error) { return json.Marshal(o) }
