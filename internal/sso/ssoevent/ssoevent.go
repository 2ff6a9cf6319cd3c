// Package ssoevent says what happened to an organisation's own sign-in.
//
// Floor: 1
package ssoevent

// Only: passwords lead into the organisation no more, or again.
type Only struct {
	On bool `json:"on"`
}

// EventType names the event.
func (Only) EventType() string { return "sso.only.v1" }
