// Package verificationevent is what happens when an organisation is verified.
//
// Floor: 1
package verificationevent

// Decided says that an operator has decided.
type Decided struct {
	ID      string `json:"id"`
	Outcome string `json:"outcome"` // approved, refused
	To      string `json:"to"`      // the person who handed it in
}

// EventType names the event.
func (Decided) EventType() string { return "verification.decided" }
