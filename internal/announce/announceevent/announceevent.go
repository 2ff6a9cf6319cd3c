// Package announceevent says what happened to announcements. Persons are told of in
// bounded portions.
//
// Floor: 1
package announceevent

// Told: these persons have something new to read.
type Told struct {
	Announcement string   `json:"announcement"`
	By           string   `json:"by"`
	Persons      []string `json:"persons"`
	Confirm      bool     `json:"confirm"` // they are asked to confirm that they have read it
	Again        bool     `json:"again"`   // it was changed, and what they confirmed does not count any more
}

// EventType names the event; V1 stays readable for good.
func (Told) EventType() string { return "announce.told.v1" }

// Reminded: these persons have not confirmed.
type Reminded struct {
	Announcement string   `json:"announcement"`
	By           string   `json:"by"` // "" if the program reminds by itself
	Persons      []string `json:"persons"`
}

// EventType names the event.
func (Reminded) EventType() string { return "announce.reminded.v1" }
