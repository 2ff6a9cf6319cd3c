// Package retentionevent says what happened to requests about people's data.
//
// Floor: 1
package retentionevent

// CopyReady: a copy of what is held of a person can be had.
type CopyReady struct {
	Copy   string `json:"copy"`
	Person string `json:"person"`   // whose data
	For    string `json:"asked_by"` // who may have it
}

// EventType names the event; V1 stays readable for good.
func (CopyReady) EventType() string { return "retention.copy_ready.v1" }
