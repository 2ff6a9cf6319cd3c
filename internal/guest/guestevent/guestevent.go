// Package guestevent says what happened to guests and invitations.
//
// Floor: 1
package guestevent

// Told: somebody is to know something of a guest or an invitation. Kind is that of the
// notice: guest_queued, guest_passed, guest_refused, guest_ending.
type Told struct {
	Kind         string   `json:"kind"`
	Persons      []string `json:"persons"`
	Guest        string   `json:"guest,omitempty"`        // who it is about, if they are a person here
	Conversation string   `json:"conversation,omitempty"` // where
}

// EventType names the event; V1 stays readable for good.
func (Told) EventType() string { return "guest.told.v1" }
