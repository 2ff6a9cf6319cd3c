package bus

import (
	"errors"
	"strings"

	"github.com/nats-io/nats.go"
)

// ErrSubject is returned for a subject that is empty, too long, or holds anything
// but letters, digits, - and _ between its dots. So a name that came from outside
// can't become a wildcard and hear, or reach, what is not its own.
var ErrSubject = errors.New("bus: not a subject")

const maxSubject = 200

// Subject joins the words of a subject; a word must not have a dot. What is not a
// subject is refused where it is used.
func Subject(words ...string) string {
	for _, w := range words {
		if strings.Contains(w, ".") {
			return "" // refused by Publish and Subscribe
		}
	}
	return strings.Join(words, ".")
}

func check(subject string) error {
	if len(subject) > maxSubject {
		return ErrSubject
	}
	for word := range strings.SplitSeq(subject, ".") {
		if word == "" {
			return ErrSubject
		}
		for i := range len(word) {
			c := word[i]
			if c != '-' && c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
				return ErrSubject
			}
		}
	}
	return nil
}

// limits of one subscription that is too slow; beyond them messages are missed.
const (
	pendingMessages = 16384
	pendingBytes    = 32 << 20
)

// Subscribe calls fn for every message on the subject, one at a time and in order,
// until cancel is called; one call may be under way then. fn must not wait long
// and must not change data.
func (b *Bus) Subscribe(subject string, fn func(data []byte)) (cancel func(), err error) {
	if err := check(subject); err != nil {
		return nil, err
	}
	return b.subscribe(subject, func(m *nats.Msg) { fn(m.Data) })
}

// SubscribeBelow is Subscribe for every subject that begins with prefix and a dot.
func (b *Bus) SubscribeBelow(prefix string, fn func(subject string, data []byte)) (cancel func(), err error) {
	if err := check(prefix); err != nil {
		return nil, err
	}
	return b.subscribe(prefix+".>", func(m *nats.Msg) { fn(m.Subject, m.Data) })
}

func (b *Bus) subscribe(pattern string, fn nats.MsgHandler) (func(), error) {
	sub, err := b.conn.Subscribe(pattern, fn)
	if errors.Is(err, nats.ErrConnectionClosed) {
		return nil, ErrClosed
	}
	if err != nil {
		return nil, err
	}
	if err := sub.SetPendingLimits(pendingMessages, pendingBytes); err != nil {
		return nil, err
	}
	b.settle()
	return func() { _ = sub.Unsubscribe() }, nil // fails only if it ended already
}

// settle waits until the server knows of the subscription, so that what is
// published after Subscribe returned is heard. Without a connection it is made
// known when there is one.
func (b *Bus) settle() {
	if b.conn.IsConnected() {
		_ = b.conn.FlushTimeout(flushTime)
	}
}
