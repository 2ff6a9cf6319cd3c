// Package impersonationevent says that somebody may pose as somebody else.
//
// Floor: 1
package impersonationevent

// Found: a person's name and picture are like those of another.
type Found struct {
	Case   string `json:"case"`
	Person string `json:"person"` // who changed last
}

// EventType names the event; V1 stays readable for good.
func (Found) EventType() string { return "impersonation.found.v1" }
