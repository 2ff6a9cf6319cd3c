package notify

import (
	"strings"

	"tramway/internal/guest/guestevent"
	"tramway/internal/org"
)

// ofGuests are the notices about guests and about invitations from outside.
func ofGuests(r org.Received) (to []string, n notice, ok bool, err error) {
	if r.Type != (guestevent.Told{}).EventType() {
		return nil, n, false, nil
	}
	e, err := org.As[guestevent.Told](r)
	n = notice{Kind: e.Kind, Actor: e.Guest, Ref: "guests:"}
	if e.Conversation != "" {
		n.Ref = "conversation:" + e.Conversation
	}
	return e.Persons, n, true, err
}

// linkGuests is where one acts on those that are of no conversation.
func linkGuests(n notice) string {
	if strings.HasPrefix(n.Ref, "guests:") {
		return "/admin/messages/guests?view=outside"
	}
	return ""
}
