package law

import (
	"encoding/json"
	"sync"
)

// GivenKey describes one fact a topic takes. Type is one of date, hire_date,
// month, moment, bool, int, number, fraction, text, choice, weekday, notice,
// period, hours_by_week, income_by_month, settings or object; List means a list
// of it, Nullable that null stands for a missing record.
type GivenKey struct {
	Name     string     `json:"name"`
	Type     string     `json:"type"`
	List     bool       `json:"list,omitempty"`
	Optional bool       `json:"optional,omitempty"`
	Nullable bool       `json:"nullable,omitempty"`
	Choices  []string   `json:"choices,omitempty"`
	Labels   []string   `json:"labels,omitempty"` // what the choices are called, in their order; filled by In
	Words    string     `json:"words,omitempty"`  // the part of the catalogue that names the choices
	Fields   []GivenKey `json:"fields,omitempty"`
	Doc      string     `json:"doc"`
}

// Topic is one question the engine answers. Rules is "hk" or "mainland" for law,
// and "company" for what an employer sets for its own staff.
type Topic struct {
	Name  string     `json:"name"`
	Rules string     `json:"rules"`
	Title string     `json:"title"`
	Keys  []GivenKey `json:"keys"`
}

// Topics lists all topics with the facts they take. The answer is shared; do not change it.
var Topics = sync.OnceValue(func() []Topic {
	var list []Topic
	if err := json.Unmarshal(mustRead("topics"), &list); err != nil {
		panic("law: topics: " + err.Error())
	}
	for i := range list {
		list[i].Title = "topic." + list[i].Name
	}
	return list
})

// TopicNamed finds a topic.
func TopicNamed(name string) (Topic, bool) {
	for _, t := range Topics() {
		if t.Name == name {
			return t, true
		}
	}
	return Topic{}, false
}
