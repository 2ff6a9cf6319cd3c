package chat

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Arrival is some of what was said in a conversation before it was in this program, in
// the order of time.
type Arrival struct {
	Conversation string
	From         string // slack, mattermost, csv
	Import       string
	Messages     []OldMessage
}

// OldMessage is a message that was said elsewhere. All persons are members, or authors
// that the chat is told of by Authors.
type OldMessage struct {
	Key       string // one in its conversation
	Sender    string
	At        time.Time
	EditedAt  time.Time // zero: never
	Text      string
	Mentions  []string
	Thread    string // the key of the message whose thread it is in; "": in none
	Pinned    bool
	Reactions []OldReaction
	Files     []OldFile
}

// OldReaction is an emoji that a member gave.
type OldReaction struct{ Emoji, Person string }

// errOrder is returned for an arrival that is older than what is in its conversation. What
// is kept goes by its place, oldest first, so places are in the order of time.
var errOrder = fault.New(fault.Conflict, "import_order")

// Arrive gives messages that were said elsewhere their places, without telling anybody:
// no notice, no count. Those that are here already are passed over; added is how many
// were not. All are recorded by one entry, which commits to their texts. Errors:
// import_order where one is older than the last of the conversation.
func (m *Module) Arrive(tx *org.Tx, a Arrival) (added int, err error) {
	keys := make([]string, 0, 2*len(a.Messages))
	for _, o := range a.Messages {
		keys = append(keys, o.Key)
		if o.Thread != "" {
			keys = append(keys, o.Thread)
		}
	}
	here, err := store.Arrived(tx.Ctx, tx, a.Conversation, keys)
	if err != nil {
		return 0, err
	}
	fresh := slices.DeleteFunc(slices.Clone(a.Messages), func(o OldMessage) bool { return here[o.Key] > 0 })
	if len(fresh) == 0 {
		return 0, nil
	}
	before, err := store.ByID(tx.Ctx, tx, a.Conversation)
	if err != nil {
		return 0, err
	}
	if before.LastSeq > 0 && sqldb.At(fresh[0].At) < before.LastAt {
		return 0, errOrder
	}
	p := portion{tx: tx, a: a, here: here, threads: map[int64]*store.Thread{}}
	return len(fresh), p.put(fresh)
}

// portion is what of an arrival one change writes.
type portion struct {
	tx      *org.Tx
	a       Arrival
	here    map[string]int64 // places, by key
	rows    []store.Message
	nods    [][]any
	came    []store.Arrival
	threads map[int64]*store.Thread
	follow  map[int64][]string
}

func (p *portion) put(fresh []OldMessage) error {
	nodded := 0
	for _, o := range fresh {
		if len(o.Reactions) > 0 {
			nodded++
		}
	}
	c, err := store.TakeSeqs(p.tx.Ctx, p.tx, p.a.Conversation, len(fresh), nodded, sqldb.At(fresh[len(fresh)-1].At))
	if err != nil {
		return err
	}
	first, rev := c.LastSeq-int64(len(fresh))+1, c.LastRev-int64(nodded)
	for i, o := range fresh {
		if len(o.Reactions) > 0 {
			rev++
		}
		p.add(o, first+int64(i), rev)
		if err := p.files(o, first+int64(i)); err != nil {
			return err
		}
	}
	if err := p.write(); err != nil {
		return err
	}
	if err := p.grow(); err != nil {
		return err
	}
	p.tx.Record(org.Entry{Action: "chat.import.portion", Object: ref.To("conversation", c.ID), Note: map[string]string{"import": p.a.Import,
		"from": strconv.FormatInt(first, 10), "to": strconv.FormatInt(c.LastSeq, 10), "sha256": commitment(p.rows)}})
	p.tx.Emit(chatevent.Arrived{Conversation: c.ID, From: first, To: c.LastSeq})
	return store.ReadUpTo(p.tx.Ctx, p.tx, c.ID, first-1, c.LastSeq)
}

// add is one row. Its id is of the time at which it was said: what is kept goes by that.
func (p *portion) add(o OldMessage, seq, rev int64) {
	row := store.Message{Conversation: p.a.Conversation, Seq: seq, ID: id.New(p.tx.Org.Region, o.At), Sender: o.Sender, Kind: "text", Body: sqldb.Seal(o.Text),
		Mentions: sqldb.AsJSON(slices.Concat([]string{}, o.Mentions)), State: "released", At: sqldb.At(o.At), Thread: p.here[o.Thread], Attached: kindsOf(filesOf(o.Files))}
	row.ClientID = row.ID
	if !o.EditedAt.IsZero() {
		row.EditedAt = sqldb.At(o.EditedAt)
	}
	if o.Pinned {
		row.PinnedBy, row.PinnedAt = o.Sender, sqldb.At(o.At)
	}
	if len(o.Reactions) > 0 {
		row.Rev = rev
	}
	for _, r := range o.Reactions {
		p.nods = append(p.nods, []any{seq, r.Emoji, r.Person, sqldb.At(o.At)})
	}
	if row.Thread > 0 {
		t := cmp.Or(p.threads[row.Thread], &store.Thread{Conversation: row.Conversation, Root: row.Thread})
		t.Replies, t.LastSeq, t.LastAt = t.Replies+1, seq, row.At
		p.threads[row.Thread] = t
	}
	p.here[o.Key] = seq
	p.came = append(p.came, store.Arrival{Arrival: o.Key, Seq: seq})
	p.rows = append(p.rows, row)
}

func (p *portion) write() error {
	ctx, tx := p.tx.Ctx, p.tx
	if err := store.AddOld(ctx, tx, p.rows); err != nil {
		return err
	}
	if err := store.AddReactions(ctx, tx, p.a.Conversation, p.nods); err != nil {
		return err
	}
	return store.NoteArrivals(ctx, tx, p.a.Conversation, p.came)
}

// grow counts what came into threads. Who spoke in one follows it, as if they had here.
func (p *portion) grow() error {
	roots := make([]int64, 0, len(p.threads))
	for root := range p.threads {
		roots = append(roots, root)
	}
	slices.Sort(roots)
	began, err := store.Senders(p.tx.Ctx, p.tx, p.a.Conversation, roots)
	if err != nil {
		return err
	}
	for _, root := range roots {
		who := []string{began[root].Sender}
		for _, row := range p.rows {
			if row.Thread == root {
				who = append(who, row.Sender)
			}
		}
		if err := store.GrowOldThread(p.tx.Ctx, p.tx, *p.threads[root]); err != nil {
			return err
		}
		if err := store.Follow(p.tx.Ctx, p.tx, p.a.Conversation, root, p.threads[root].LastSeq, who); err != nil {
			return err
		}
	}
	return nil
}

// commitment is a digest over those of the texts, each with its message's id, which
// nobody can guess.
func commitment(rows []store.Message) string {
	all := sha256.New()
	for _, m := range rows {
		all.Write([]byte(digestOf(m.ID, m.Body.V) + "\n"))
	}
	return hex.EncodeToString(all.Sum(nil))
}
