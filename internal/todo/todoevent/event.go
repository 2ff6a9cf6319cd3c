// Package todoevent says what happened to things to be done.
//
// Floor: 1
package todoevent

// Given: somebody gave somebody else something to do.
type Given struct {
	Todo   string `json:"todo"`
	By     string `json:"by"`
	Person string `json:"person"`
}

// EventType names the event; V1 stays readable for good.
func (Given) EventType() string { return "todo.given.v1" }

// Done: what somebody gave is done.
type Done struct {
	Todo  string `json:"todo"`
	By    string `json:"by"`
	Giver string `json:"giver"`
}

// EventType names the event.
func (Done) EventType() string { return "todo.done.v1" }

// Changed: what some persons have to do, or gave, is not what it was.
type Changed struct {
	Persons []string `json:"persons"`
}

// EventType names the event.
func (Changed) EventType() string { return "todo.changed.v1" }
