// Package moderationevent says what was decided about messages.
//
// Floor: 1
package moderationevent

// Told: a person is to hear of a decision: who reported a message what came of it, who
// wrote it that they are warned.
type Told struct {
	Person       string `json:"person"`
	Kind         string `json:"kind"` // report_dismissed, report_acted, message_warned
	Conversation string `json:"conversation"`
}

// EventType names the event; V1 stays readable for good.
func (Told) EventType() string { return "moderation.told.v1" }
