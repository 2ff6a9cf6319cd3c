// Package dissolutionevent is what happens when an organisation is being given up.
//
// Floor: 1
package dissolutionevent

// Changed says that the dissolution took a step.
type Changed struct {
	Step string `json:"step"` // asked, agreed, stopped, restored
	By   string `json:"by"`   // person, or an operator's account
}

// EventType names the event.
func (Changed) EventType() string { return "dissolution.changed" }
