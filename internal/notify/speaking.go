package notify

import (
	"slices"

	"tramway/internal/chat/chatevent"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// telling is a notice for some persons.
type telling struct {
	notice
	to []string
}

// tellings says who is told what of an event, and which message it was about, if it was one.
func (m *Module) tellings(tx *org.Tx, r org.Received) (out []telling, e chatevent.Posted, err error) {
	if r.Type == e.EventType() {
		if e, err = org.As[chatevent.Posted](r); err == nil {
			out, err = m.spokenTo(tx, e)
		}
		return out, e, err
	}
	s, ok := sources[r.Type]
	if !ok {
		return nil, e, nil
	}
	to, n, err := s.about(tx, r)
	if len(to) > 0 {
		out = []telling{{n, to}}
	}
	return out, e, err
}

// spokenTo are who is named in a message, and who else follows the thread it is in. A
// mention of somebody who is not in the conversation tells them nothing.
func (m *Module) spokenTo(tx *org.Tx, e chatevent.Posted) (out []telling, err error) {
	n := notice{Actor: e.Sender, Ref: "conversation:" + e.Conversation}
	var named []string
	if len(e.Mentions) > 0 {
		if named, err = m.talks.Hearing(tx.Ctx, tx, e.Conversation); err != nil {
			return nil, err
		}
		n.Kind = "mention_all"
		if !slices.Contains(e.Mentions, "all") {
			n.Kind = "mention"
			named = slices.DeleteFunc(named, func(p string) bool { return !slices.Contains(e.Mentions, p) })
		}
	}
	if len(named) > 0 {
		out = append(out, telling{n, named})
	}
	if e.Thread == 0 {
		return out, nil
	}
	follow, err := m.talks.Followers(tx.Ctx, tx, e.Conversation, e.Thread, sqldb.At(tx.Now()))
	follow = slices.DeleteFunc(follow, func(p string) bool { return p == e.Sender || slices.Contains(named, p) })
	if n.Kind = "thread_reply"; len(follow) > 0 {
		out = append(out, telling{n, follow})
	}
	return out, err
}
