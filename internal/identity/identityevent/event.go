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
