package org

// Who acts: the person and the way they came in. It goes into every entry.
type Who struct {
	ID      string // person id, or the name of a part of the program
	Kind    string // member, guest, robot, operator, system
	Session string
	Device  string
	Address string
	Request string
	Once    Once
	// Unproved: in a session of one factor, where the strongest role does not count.
	Unproved bool
}

// System is the program itself acting, under the name of one of its parts.
func System(part string) Who { return Who{ID: part, Kind: "system"} }

// Member is a person acting without a request, as in imports and tests.
func Member(person string) Who { return Who{ID: person, Kind: "member"} }
