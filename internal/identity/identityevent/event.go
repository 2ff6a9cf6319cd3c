// Package identityevent says what happened to the ways in which people sign in.
//
// Floor: 1
package identityevent

// Recovery: somebody asks to come in again, or came a step further. Step is asked or
// waiting.
type Recovery struct {
	Person string `json:"person"`
	Step   string `json:"step"`
}

// EventType names the event.
func (Recovery) EventType() string { return "identity.recovery.v1" }

// NewDevice: somebody signed in to the account of a person on a device that was never
// seen before.
type NewDevice struct {
	Person  string `json:"person"`
	Session string `json:"session"`
}

// EventType names the event.
func (NewDevice) EventType() string { return "identity.new_device.v1" }

// Ended: a person signed out, of one session or, if it is empty, of all they have.
type Ended struct {
	Person  string `json:"person"`
	Session string `json:"session"`
}

// EventType names the event.
func (Ended) EventType() string { return "identity.ended.v1" }

// SignedOut: a person was signed out of this organisation by somebody else.
type SignedOut struct {
	Person string `json:"person"`
	By     string `json:"by"`
}

// EventType names the event.
func (SignedOut) EventType() string { return "identity.signed_out.v1" }

// Emergency: a person came in by password or passkey where the organisation's own
// provider is the only way in for others.
type Emergency struct {
	Person  string `json:"person"`
	Session string `json:"session"`
}

// EventType names the event.
func (Emergency) EventType() string { return "identity.emergency.v1" }
