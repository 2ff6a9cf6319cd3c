// Package chatevent says what happened in conversations.
//
// Floor: 1
package chatevent

// Posted: a message took a place in a conversation.
type Posted struct {
	Conversation string   `json:"conversation"`
	Seq          int64    `json:"seq"`
	Sender       string   `json:"sender"`
	Mentions     []string `json:"mentions,omitempty"` // person ids, or "all"
	Thread       int64    `json:"thread,omitempty"`   // the place of the message whose thread it is in
}

// EventType names the event; V1 stays readable for good.
func (Posted) EventType() string { return "chat.posted.v1" }

// Arrived: messages that were said in another program took places in a conversation, from
// one to another. Nobody is told of them.
type Arrived struct {
	Conversation string `json:"conversation"`
	From         int64  `json:"from"`
	To           int64  `json:"to"`
}

// EventType names the event.
func (Arrived) EventType() string { return "chat.arrived.v1" }

// Changed: a message was edited, recalled or reacted to.
type Changed struct {
	Conversation string `json:"conversation"`
	Seq          int64  `json:"seq"`
}

// EventType names the event.
func (Changed) EventType() string { return "chat.changed.v1" }

// Read: a person has read up to a place.
type Read struct {
	Conversation string `json:"conversation"`
	Person       string `json:"person"`
	Seq          int64  `json:"seq"`
}

// EventType names the event.
func (Read) EventType() string { return "chat.read.v1" }

// MembersChanged: somebody came or went, or the conversation was renamed.
type MembersChanged struct {
	Conversation string   `json:"conversation"`
	By           string   `json:"by"`
	Joined       []string `json:"joined,omitempty"`
	Left         []string `json:"left,omitempty"`
}

// EventType names the event.
func (MembersChanged) EventType() string { return "chat.members_changed.v1" }

// Waits: what its sender has waiting in a conversation changed: a message was held,
// released or refused.
type Waits struct {
	Conversation string `json:"conversation"`
	Sender       string `json:"sender"`
}

// EventType names the event.
func (Waits) EventType() string { return "chat.waits.v1" }

// RulesSet: the organisation's rules for conversations changed.
type RulesSet struct{}

// EventType names the event.
func (RulesSet) EventType() string { return "chat.rules_set.v1" }

// CutOff: a conversation lost its beginning, up to and with a place, because its time
// was over.
type CutOff struct {
	Conversation string `json:"conversation"`
	Seq          int64  `json:"seq"`
}

// EventType names the event.
func (CutOff) EventType() string { return "chat.cut_off.v1" }

// Blanked: messages of somebody who is forgotten lost their text; their places stay.
type Blanked struct {
	Conversation string  `json:"conversation"`
	Seqs         []int64 `json:"seqs"`
}

// EventType names the event.
func (Blanked) EventType() string { return "chat.blanked.v1" }

// Unsent: a message could not be posted when its time had come.
type Unsent struct {
	Person       string `json:"person"`
	Conversation string `json:"conversation"`
}

// EventType names the event.
func (Unsent) EventType() string { return "chat.unsent.v1" }

// Reminded: somebody is reminded of a message, as they wanted.
type Reminded struct {
	Person       string `json:"person"`
	Conversation string `json:"conversation"`
	Seq          int64  `json:"seq"`
}

// EventType names the event.
func (Reminded) EventType() string { return "chat.reminded.v1" }

// LaterChanged: what somebody keeps for later is not what it was.
type LaterChanged struct {
	Person string `json:"person"`
}

// EventType names the event.
func (LaterChanged) EventType() string { return "chat.later_changed.v1" }

// Arranged: somebody arranged their own list anew: what is pinned, muted, filed or marked
// as unread in it.
type Arranged struct {
	Person string `json:"person"`
}

// EventType names the event.
func (Arranged) EventType() string { return "chat.arranged.v1" }
