// Package monitoringevent says what happens behind the gates of monitoring.
//
// Floor: 1
package monitoringevent

// Begun: somebody may read conversations of a person now, for a reason on record.
type Begun struct {
	Reading string `json:"reading"`
	Person  string `json:"person"` // whose conversations they are
	By      string `json:"by"`
}

// EventType names the event; V1 stays readable for good.
func (Begun) EventType() string { return "monitoring.begun.v1" }
