package chat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Draft is a message to be posted.
type Draft struct {
	ClientID string   // made by the device; the same one again gives the stored message
	Text     string   // 1 to MaxText characters
	Mentions []string // person ids, "all", or circles: "department:…", "role:…"
	ReplyTo  int64    // the place of the message it answers; 0: none
	Thread   int64    // the place of a message in whose thread it is said; 0: in none

	Files    []string  // uploads of the author's that are whole, in order
	Location *Location // nil: none
	Contact  string    // a person's id; "": none
	Sure     bool      // its author has read a warning about it and sends it all the same

	Card     *NewCard        // what it is drawn as; nil: a text
	forwards []store.Forward // what it carries; nil: nothing
	attached []store.File    // what comes with it, as it was found
}

func (d *Draft) mentionsAll() bool { return slices.Contains(d.Mentions, "all") }

func (d *Draft) check() error {
	var bad fault.Fields
	d.checkText(&bad)
	d.checkFiles(&bad)
	if d.ClientID == "" || len(d.ClientID) > 64 {
		bad.Add("body.client_id", "invalid_value")
	}
	return bad.Err()
}

func (d *Draft) checkText(bad *fault.Fields) {
	d.Text = strings.TrimRight(d.Text, " \n\t")
	switch n := utf8.RuneCountInString(d.Text); {
	case strings.TrimSpace(d.Text) == "" && !d.carries():
		bad.Add("body.text", "required")
	case n > MaxText:
		bad.Add("body.text", "too_long", fault.Args{"max": MaxText})
	}
	if len(d.Mentions) > 200 {
		bad.Add("body.mentions", "too_many", fault.Args{"max": 200})
	}
	for _, m := range d.Mentions {
		if m != "all" && !isCircle(m) && id.Check(m) != nil {
			bad.Add("body.mentions", "unknown_person")
			break
		}
	}
}

// Post puts a message into a conversation, unless an inspector holds it: then it has
// no place, and only its sender sees it. again says that the device had sent it before.
// The number of statements does not depend on the number of members.
func (mod *Module) Post(ctx context.Context, o *org.Org, who org.Who, conversation string, d Draft) (m store.Message, again bool, err error) {
	return mod.post(func(do func(*org.Tx) error) error { return o.Write(ctx, who, do) }, who, conversation, d)
}

// post is Post in the change that write makes.
func (mod *Module) post(write func(func(*org.Tx) error) error, who org.Who, conversation string, d Draft) (m store.Message, again bool, err error) {
	if err := d.check(); err != nil {
		return m, false, err
	}
	err = write(func(tx *org.Tx) error {
		m, again = store.Message{}, false
		mine, err := find(tx.Ctx, tx, conversation, who.ID)
		if err != nil {
			return err
		}
		m, err = store.ByClient(tx.Ctx, tx, who.ID, d.ClientID)
		if err == nil {
			again = true
			return sameConversation(m, conversation)
		}
		if !errors.Is(err, sqldb.ErrNone) {
			return err
		}
		held, err := store.HeldByClient(tx.Ctx, tx, who.ID, d.ClientID)
		if err != nil {
			return err
		}
		if held != nil {
			m, again = shownHeld(*held), true
			return sameConversation(m, conversation)
		}
		if err := writable(tx, mine, d); err != nil {
			return err
		}
		if err := mod.paceMessages(tx); err != nil {
			return err
		}
		if err := mod.mayAddress(tx.Ctx, tx, mine, d.Mentions); err != nil {
			return err
		}
		if err := answers(tx, mine, d.ReplyTo); err != nil {
			return err
		}
		said := d // what is decided here is decided anew when the commit is tried again
		if err := gather(tx, &said); err != nil {
			return err
		}
		if said.Mentions, err = mod.named(tx, mine, d.Mentions); err != nil {
			return err
		}
		if said.Thread, err = rootOf(tx, mine, d.Thread); err != nil {
			return err
		}
		waits := false
		if m, waits, err = mod.inspected(tx, mine, said); err != nil || waits {
			return err
		}
		m, err = place(tx, mine.ID, spoken{tx.NewID(), who.ID, mine.Marks.V}, said, "text")
		return err
	})
	return m, again, err
}

// sameConversation: a client id used up elsewhere is the device's mistake.
func sameConversation(m store.Message, conversation string) error {
	if m.Conversation != conversation {
		return fault.Bad("body.client_id", "invalid_value")
	}
	return nil
}

// find refuses those who are not in the conversation as if it did not exist.
func find(ctx context.Context, q sqldb.Q, conversation, person string) (store.Mine, error) {
	mine, err := store.Find(ctx, q, conversation, person)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return mine, err
}

// answers refuses an answer to what its author can't see.
func answers(tx *org.Tx, mine store.Mine, seq int64) error {
	if seq == 0 {
		return nil
	}
	_, err := seen(tx.Ctx, tx, mine, seq)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.Bad("body.reply_to", "not_found")
	}
	return err
}

// seen finds a message by its place as one member sees it; ErrNone if they don't.
func seen(ctx context.Context, q sqldb.Q, mine store.Mine, seq int64) (store.Message, error) {
	if seq <= mine.JoinedSeq {
		return store.Message{}, sqldb.ErrNone
	}
	return store.BySeq(ctx, q, mine.ID, seq)
}

// spoken is a message's id, who said it, and the latest moves of their read mark.
type spoken struct {
	id, sender string
	marks      [][2]int64
}

func digestOf(id, text string) string {
	digest := sha256.Sum256([]byte(id + "\n" + text))
	return hex.EncodeToString(digest[:])
}

// place gives a message its place and writes everything that belongs to it.
func place(tx *org.Tx, conversation string, s spoken, d Draft, kind string) (store.Message, error) {
	m := store.Message{Conversation: conversation, ID: s.id, ClientID: d.ClientID, Sender: s.sender, Kind: kind,
		Body: sqldb.Seal(d.Text), Mentions: sqldb.AsJSON(slices.Concat([]string{}, d.Mentions)), State: "released", At: sqldb.At(tx.Now()), ReplyTo: d.ReplyTo, Thread: d.Thread, Attached: kindsOf(d.attached)}
	var err error
	if m.Seq, err = store.NextSeq(tx.Ctx, tx, conversation, m.At); err != nil {
		return m, err
	}
	if err := store.Add(tx.Ctx, tx, m); err != nil {
		return m, err
	}
	if err := attach(tx, m, d); err != nil {
		return m, err
	}
	if err := store.AddForwards(tx.Ctx, tx, conversation, m.Seq, d.forwards); err != nil {
		return m, err
	}
	if err := inThread(tx, m); err != nil {
		return m, err
	}
	if err := carryCard(tx, m, d.Card); err != nil {
		return m, err
	}
	if s.sender == tx.Who.ID { // whose message is released later may not have read what came before it
		if _, err := store.MarkRead(tx.Ctx, tx, conversation, m.Sender, m.Seq, moved(s.marks, m.Seq, tx.Now())); err != nil {
			return m, err
		}
	}
	if len(d.Mentions) > 0 {
		if err := store.Mention(tx.Ctx, tx, conversation, m.Sender, d.Mentions, d.mentionsAll()); err != nil {
			return m, err
		}
	}
	note := map[string]string{"conversation": conversation, "seq": strconv.FormatInt(m.Seq, 10), "sha256": digestOf(m.ID, d.Text)}
	if files := digestsOf(d.attached); files != "" {
		note["files_sha256"] = files
	}
	if d.Card != nil {
		note["card_sha256"] = cardDigest(m.ID, d.Card.Card)
	}
	tx.Record(org.Entry{Action: "chat.message.post", Object: ref.To("message", m.ID), Note: note})
	tx.Emit(chatevent.Posted{Conversation: conversation, Seq: m.Seq, Sender: m.Sender, Mentions: d.Mentions, Thread: m.Thread})
	return m, nil
}
