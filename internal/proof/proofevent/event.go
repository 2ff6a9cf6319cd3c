// Package proofevent says what happens around the record.
//
// Floor: 1
package proofevent

// ReceiverFails: a receiver of the record has not been reached for a while.
type ReceiverFails struct {
	Receiver string `json:"receiver"`
}

// EventType names the event; V1 stays readable for good.
func (ReceiverFails) EventType() string { return "record.receiver_fails.v1" }
