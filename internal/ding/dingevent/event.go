// Package dingevent says what happened to urgent notices.
//
// Floor: 1
package dingevent

// Rang: a notice shows, or shows again, on the pages of these persons.
type Rang struct {
	Ding    string   `json:"ding"`
	Persons []string `json:"persons"`
}

// EventType names the event; V1 stays readable for good.
func (Rang) EventType() string { return "ding.rang.v1" }

// Moved: something changed for a notice's sender to see, and for the receivers named,
// if any, on their other devices.
type Moved struct {
	Ding    string   `json:"ding"`
	Sender  string   `json:"sender"`
	Persons []string `json:"persons,omitempty"`
}

// EventType names the event.
func (Moved) EventType() string { return "ding.moved.v1" }
