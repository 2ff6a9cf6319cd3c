package chat

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strconv"

	"tramway/internal/card"
	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// NewCard is a card to be said, and who answers for it.
type NewCard struct {
	Card  card.Card
	Owner string // the name of a CardOwner
	About string // what the owner calls it
}

// spell gives a draft that is a card the card's words as its text: where no card is drawn,
// these are read.
func (d *Draft) spell() {
	if d.Card != nil {
		d.Text = d.Card.Card.Plain()
	}
}

// SayCard posts a card in the name of whoever makes the change, as a module does that
// answers for it. again says that it was there under its client id. Errors: those of
// posting, edit_held.
func (mod *Module) SayCard(tx *org.Tx, conversation string, d Draft) (message string, again bool, err error) {
	d.spell()
	if err := d.check(); err != nil {
		return "", false, err
	}
	had, err := saidBefore(tx, d.ClientID)
	if err != nil || had != "" {
		return had, true, err
	}
	mine, err := find(tx.Ctx, tx, conversation, tx.Who.ID)
	if err != nil {
		return "", false, err
	}
	if err := writable(tx, mine, d); err != nil {
		return "", false, err
	}
	if err := mod.paceMessages(tx); err != nil {
		return "", false, err
	}
	if err := mod.mayAddress(tx.Ctx, tx, mine, nil); err != nil {
		return "", false, err
	}
	return mod.placeCard(tx, mine, d)
}

// placeCard gives a card its place. What inspectors would hold can't wait: whoever
// answers for it would hear of it too late.
func (mod *Module) placeCard(tx *org.Tx, mine store.Mine, d Draft) (message string, again bool, err error) {
	if err := mod.passes(tx, mine, d.Card.Card.Words()); err != nil {
		return "", false, err
	}
	m, err := place(tx, mine.ID, spoken{tx.NewID(), tx.Who.ID, mine.Marks.V}, d, "card")
	return m.ID, false, err
}

// carryCard writes the card of a message beside it.
func carryCard(tx *org.Tx, m store.Message, c *NewCard) error {
	if c == nil {
		return nil
	}
	return store.PutCard(tx.Ctx, tx, store.Card{Conversation: m.Conversation, Seq: m.Seq, Owner: c.Owner, About: c.About, Version: 1, Card: sqldb.Seal(c.Card)})
}

// ChangeCardAsRobot puts a card in place of one that the robot whose change it is has
// posted. Errors: not_found, message_gone, edit_held, and those of posting.
func (mod *Module) ChangeCardAsRobot(tx *org.Tx, message string, c card.Card) error {
	m, err := known(store.MessageByID(tx.Ctx, tx, message))
	switch {
	case err != nil:
		return err
	case m.Sender != tx.Who.ID:
		return fault.New(fault.NotFound, "not_found")
	case !m.Alive():
		return fault.New(fault.Conflict, "message_gone")
	case m.Kind != "card":
		return fault.New(fault.NotFound, "not_found")
	}
	in, err := store.ByID(tx.Ctx, tx, m.Conversation)
	if err != nil {
		return err
	}
	if err := writable(tx, store.Mine{Conversation: in, Membership: store.Membership{Person: tx.Who.ID, Role: admin}}, Draft{}); err != nil {
		return err
	}
	if err := mod.passes(tx, store.Mine{Conversation: in}, c.Words()); err != nil {
		return err
	}
	return recard(tx, m, c)
}

// fromOutside refuses a card that came as an answer, if inspectors would not let it
// through.
func (mod *Module) fromOutside(tx *org.Tx, m store.Message, c *card.Card) error {
	if c == nil {
		return nil
	}
	if err := inside(tx, m.Conversation); err != nil {
		return err
	}
	in, err := store.ByID(tx.Ctx, tx, m.Conversation)
	if err == nil {
		err = mod.passes(tx, store.Mine{Conversation: in}, c.Words())
	}
	return err
}

// ChangeCard puts a card in place of the one that a module said under a client id, in
// its sender's name; what is not there any more stays so. What the card shows may be done
// though nobody outside is to read of it: then it stays as it was until its next change.
func ChangeCard(tx *org.Tx, sender, client string, c card.Card) error {
	m, err := store.ByClient(tx.Ctx, tx, sender, client)
	if errors.Is(err, sqldb.ErrNone) || err == nil && m.Kind != "card" {
		return nil
	}
	if err == nil {
		err = inside(tx, m.Conversation)
		if fault.KindOf(err) == fault.Denied {
			return nil
		}
	}
	if err != nil {
		return err
	}
	return recard(tx, m, c)
}

// recard puts another card in place of a message's, for everybody; the same one is no
// change.
func recard(tx *org.Tx, m store.Message, c card.Card) error {
	row, err := store.CardAt(tx.Ctx, tx, m.Conversation, m.Seq)
	if err != nil {
		return err
	}
	before, after := cardDigest(m.ID, row.Card.V), cardDigest(m.ID, c)
	if before == after {
		tx.Exempt("once")
		return nil
	}
	row.Version, row.Card, m.Body = row.Version+1, sqldb.Seal(c), sqldb.Seal(c.Plain())
	if err := store.PutCard(tx.Ctx, tx, row); err != nil {
		return err
	}
	if err := store.Rewrite(tx.Ctx, tx, m); err != nil {
		return err
	}
	tx.Record(org.Entry{Action: "chat.card.change", Object: ref.To("message", m.ID), Note: map[string]string{"conversation": m.Conversation,
		"seq": strconv.FormatInt(m.Seq, 10), "version": strconv.FormatInt(row.Version, 10), "before_sha256": before, "card_sha256": after}})
	tx.Emit(chatevent.Changed{Conversation: m.Conversation, Seq: m.Seq})
	_, err = store.NextRev(tx.Ctx, tx, m.Conversation, m.Seq)
	return err
}

// cardDigest is that of a card as it is stored, with the id of its message before it.
func cardDigest(message string, c card.Card) string {
	raw, _ := json.Marshal(c) // strings, numbers and lists of them
	sum := sha256.Sum256(append([]byte(message+"\n"), raw...))
	return hex.EncodeToString(sum[:])
}
