// Package chatimportevent says what happened to imports of old messages.
//
// Floor: 1
package chatimportevent

// Ended: an import is over.
type Ended struct {
	Import string `json:"import"`
	By     string `json:"by"` // who began it
	State  string `json:"state"`
}

// EventType names the event; V1 stays readable for good.
func (Ended) EventType() string { return "chatimport.ended.v1" }
