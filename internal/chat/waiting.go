package chat

import (
	"context"
	"slices"

	"tramway/internal/chat/internal/store"
	"tramway/internal/sqldb"
)

// mostWaiting is how many of a conversation's latest messages are looked at: more are not
// counted.
const mostWaiting = 100

// Waiting is what somebody has not read of one conversation.
type Waiting struct {
	Person       string
	Conversation string
	Title        string // of a group; may be ""
	Direct       bool   // between two
	Spoken       Pile   // said to them
	Rest         Pile
}

// Pile is some messages: how many, 100 at most, and where the newest is.
type Pile struct {
	Count int
	Last  int64
}

func (p *Pile) add(seq int64) { p.Count, p.Last = p.Count+1, seq }

// Waiting is what some persons have not read of what was said after a moment, each their
// own, and not after another: of conversations they are in now and hear of. Three queries,
// whoever is asked about.
func (m *Module) Waiting(ctx context.Context, q sqldb.Q, since map[string]sqldb.Micros, upTo sqldb.Micros) ([]Waiting, error) {
	var persons, rooms []string
	from := upTo
	for p, at := range since {
		persons, from = append(persons, p), min(from, at)
	}
	readers, err := store.Hearers(ctx, q, persons, from)
	if err != nil || len(readers) == 0 {
		return nil, err
	}
	for _, r := range readers {
		rooms = append(rooms, r.Conversation)
	}
	slices.Sort(rooms)
	rooms = slices.Compact(rooms)
	said, err := recently(ctx, q, rooms, from, upTo)
	if err != nil {
		return nil, err
	}
	follow, err := following(ctx, q, rooms, persons)
	var out []Waiting
	for _, r := range readers {
		if w := waiting(r, said[r.Conversation], since[r.Person], upTo, follow); w.Spoken.Count+w.Rest.Count > 0 {
			out = append(out, w)
		}
	}
	return out, err
}

func recently(ctx context.Context, q sqldb.Q, rooms []string, from, upTo sqldb.Micros) (map[string][]store.Message, error) {
	rows, err := store.Recent(ctx, q, rooms, from, upTo, mostWaiting)
	out := map[string][]store.Message{}
	for _, r := range rows {
		out[r.Conversation] = append(out[r.Conversation], r)
	}
	return out, err
}

// thread is one that a person follows.
type thread struct {
	conversation, person string
	root                 int64
}

// following is how far persons have read in the threads they follow.
func following(ctx context.Context, q sqldb.Q, rooms, persons []string) (map[thread]int64, error) {
	rows, err := store.FollowersAmong(ctx, q, rooms, persons)
	out := map[thread]int64{}
	for _, r := range rows {
		out[thread{r.Conversation, r.Person, r.Root}] = r.ReadSeq
	}
	return out, err
}

// waiting sorts what one reader has not read of one conversation.
func waiting(r store.Hearer, said []store.Message, since, now sqldb.Micros, follow map[thread]int64) Waiting {
	w := Waiting{Person: r.Person, Conversation: r.Conversation, Title: r.Title.V, Direct: r.Direct}
	for _, msg := range said {
		if msg.At <= since || msg.Sender == r.Person || msg.Seq <= r.JoinedSeq || !msg.Alive() {
			continue
		}
		read, follows := follow[thread{r.Conversation, r.Person, msg.Thread}]
		named := slices.Contains(msg.Mentions.V, r.Person) || slices.Contains(msg.Mentions.V, "all")
		muted := r.MutedUntil > now
		switch {
		case msg.Thread > 0 && follows && msg.Seq <= read, (msg.Thread == 0 || !follows) && msg.Seq <= r.ReadSeq: // read
		case named, msg.Thread > 0 && follows && !muted:
			w.Spoken.add(msg.Seq)
		case msg.Thread > 0, muted:
		case r.Direct, r.Hears == hearsAll:
			w.Spoken.add(msg.Seq)
		default:
			w.Rest.add(msg.Seq)
		}
	}
	return w
}

// Hearing are the members of a conversation but for those who want to hear nothing of it.
func (m *Module) Hearing(ctx context.Context, q sqldb.Q, conversation string) ([]string, error) {
	return store.Hearing(ctx, q, conversation)
}

// Listeners are, of some conversations, the members who want to hear all that is said
// there, and those of some persons who are in them; without who has muted theirs.
func (m *Module) Listeners(ctx context.Context, q sqldb.Q, conversations, persons []string, now sqldb.Micros) (map[string][]string, error) {
	rows, err := store.Listeners(ctx, q, conversations, persons, now)
	out := map[string][]string{}
	for _, r := range rows {
		out[r.Conversation] = append(out[r.Conversation], r.Person)
	}
	return out, err
}
