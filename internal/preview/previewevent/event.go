// Package previewevent says what became of links in messages.
//
// Floor: 1
package previewevent

// Changed: a message's link has another preview, or none any more.
type Changed struct {
	Conversation string `json:"conversation"`
}

// EventType names the event; V1 stays readable for good.
func (Changed) EventType() string { return "links.changed.v1" }
