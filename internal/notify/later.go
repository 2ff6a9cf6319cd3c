package notify

import (
	"fmt"
	"strings"

	"tramway/internal/chat/chatevent"
	"tramway/internal/org"
)

// ofLater are the notices of what somebody kept for later; not ok: the event says
// something else. Nobody else acts in them.
func ofLater(r org.Received) (to []string, n notice, ok bool, err error) {
	switch r.Type {
	case chatevent.Unsent{}.EventType():
		e, err := org.As[chatevent.Unsent](r)
		return []string{e.Person}, notice{Kind: "unsent", Ref: "scheduled:" + e.Conversation}, true, err
	case chatevent.Reminded{}.EventType():
		e, err := org.As[chatevent.Reminded](r)
		return []string{e.Person}, notice{Kind: "reminder", Ref: fmt.Sprintf("message:%s/%d", e.Conversation, e.Seq)}, true, err
	}
	return nil, n, false, nil
}

// linkLater is where one of them leads; "" for others.
func linkLater(n notice) string {
	if message, ok := strings.CutPrefix(n.Ref, "message:"); ok {
		conversation, seq, _ := strings.Cut(message, "/")
		return "/im/" + conversation + "?at=" + seq
	}
	if n.Kind == "unsent" {
		return "/im/later?tab=scheduled"
	}
	return ""
}
