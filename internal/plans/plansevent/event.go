// Package plansevent says what an organisation's plan does to it.
//
// Floor: 1
package plansevent

// MessagesEnd: a plan came that keeps messages for some days only.
type MessagesEnd struct {
	Plan string `json:"plan"`
	Days int64  `json:"days"`
}

// EventType names the event; V1 stays readable for good.
func (MessagesEnd) EventType() string { return "plans.messages_end.v1" }
