// Package backupevent says what happened to the backups of the installation, as an
// organisation that lives there should know.
//
// Floor: 1
package backupevent

import "time"

// Missed: the last backup is older than the schedule promises.
type Missed struct {
	Last time.Time `json:"last"` // zero: there is none
}

// EventType names the event.
func (Missed) EventType() string { return "backup.missed.v1" }
