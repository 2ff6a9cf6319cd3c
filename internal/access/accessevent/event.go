// Package accessevent says whose rights changed. What they may now, whoever hears
// it asks.
//
// Floor: 1
package accessevent

// Given: a person may more than before.
type Given struct {
	Person string `json:"person"`
}

// EventType names the event; V1 stays readable for good.
func (Given) EventType() string { return "access.given.v1" }

// Taken: a person may less than before; what relied on it ends.
type Taken struct {
	Person string `json:"person"`
}

// EventType names the event.
func (Taken) EventType() string { return "access.taken.v1" }
