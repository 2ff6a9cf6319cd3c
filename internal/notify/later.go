package notify

import (
	"fmt"
	"strings"

	"tramway/internal/chat/chatevent"
	"tramway/internal/org"
	"tramway/internal/todo/todoevent"
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
	case todoevent.Given{}.EventType():
		e, err := org.As[todoevent.Given](r)
		return []string{e.Person}, notice{Kind: "todo_given", Actor: e.By, Ref: "todo:" + e.Todo}, true, err
	case todoevent.Done{}.EventType():
		e, err := org.As[todoevent.Done](r)
		return []string{e.Giver}, notice{Kind: "todo_done", Actor: e.By, Ref: "todo:" + e.Todo}, true, err
	}
	return nil, n, false, nil
}

// linkLater is where one of them leads; "" for others.
func linkLater(n notice) string {
	if message, ok := strings.CutPrefix(n.Ref, "message:"); ok {
		conversation, seq, _ := strings.Cut(message, "/")
		return "/im/" + conversation + "?at=" + seq
	}
	return map[string]string{"unsent": "/im/later?tab=scheduled", "todo_given": "/im/later?tab=todos", "todo_done": "/im/later?tab=given"}[n.Kind]
}
