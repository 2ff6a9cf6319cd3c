package chat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"tramway/internal/card"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// CardOwner answers when somebody presses a button of its cards. An error is the answer
// to whoever pressed; a card that is nobody's any more is card_orphan.
type CardOwner struct {
	Name string
	// May is the action that whoever presses needs besides using conversations; "": none.
	May string
	// Inside answers in the change that records the press.
	Inside func(tx *org.Tx, p card.Press) (card.Answer, error)
	// Outside answers between that change and the one that takes its answer; it may ask
	// another machine. It has answerTime.
	Outside func(ctx context.Context, o *org.Org, p card.Press) (card.Answer, error)
}

// CardOwners are told to the chat before it serves.
func (m *Module) CardOwners(all ...CardOwner) { m.owners = all }

const (
	// answerTime is how long an owner outside may take.
	answerTime = 6 * time.Second
	// pressTime is after how long nobody waits for an answer that has not come: the
	// program that asked was stopped meanwhile.
	pressTime = 15 * time.Second
	// pressKept is how long a press that is sent again gets the same answer.
	pressKept = 24 * time.Hour
)

// Pressing is what somebody does on a card.
type Pressing struct {
	ClientID string // made by the device; the same one again gives the same answer
	Version  int64  // of the card that they saw
	Action   string
	Values   map[string]string // of what the card asks
}

// pressed is a card under somebody's finger.
type pressed struct {
	m     store.Message
	card  store.Card
	owner CardOwner
	press card.Press
	row   store.Press
}

// Press takes what a member does on a card to whoever answers for it. said is what only
// they read of the answer. Errors: not_found, message_gone, conversation_archived,
// card_changed, card_busy, card_orphan, invalid, and those of the owner; after each the
// card is as it was.
func (mod *Module) Press(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, p Pressing) (said card.Text, err error) {
	var at pressed
	waits := false
	err = o.Write(ctx, who, func(tx *org.Tx) (err error) {
		said, waits = nil, false
		if at, err = onCard(tx, conversation, seq); err != nil {
			return err
		}
		again, err := at.answered(tx, p)
		if err != nil || again {
			said = at.row.Said.V
			return err
		}
		if err := at.allowed(tx, mod, p); err != nil {
			return err
		}
		if waits = at.owner.Inside == nil; waits {
			return store.PutPress(tx.Ctx, tx, at.row)
		}
		answer, err := at.owner.Inside(tx, at.press)
		said = answer.Say
		if err != nil {
			return err
		}
		return take(tx, at, answer)
	})
	if err != nil || !waits {
		return said, err
	}
	return mod.askOutside(ctx, o, who, at)
}

// onCard finds the card of a message that the actor may press.
func onCard(tx *org.Tx, conversation string, seq int64) (at pressed, err error) {
	mine, m, err := changeable(tx, conversation, seq, -1)
	switch {
	case err != nil:
		return at, err
	case m.Kind != "card":
		return at, fault.New(fault.NotFound, "not_found")
	case mine.ArchivedAt > 0:
		return at, fault.New(fault.Conflict, "conversation_archived")
	}
	if err := inside(tx, conversation); err != nil {
		return at, err
	}
	at.m = m
	at.card, err = store.CardAt(tx.Ctx, tx, conversation, seq)
	return at, err
}

// answered finds the press, if the device had sent it; again: its answer is there.
func (at *pressed) answered(tx *org.Tx, p Pressing) (again bool, err error) {
	at.row, err = store.PressBy(tx.Ctx, tx, at.m.Conversation, at.m.Seq, tx.Who.ID, p.ClientID)
	if errors.Is(err, sqldb.ErrNone) {
		at.row = store.Press{Conversation: at.m.Conversation, Seq: at.m.Seq, Person: tx.Who.ID, ClientID: p.ClientID}
		return false, nil
	}
	if at.row.Done {
		tx.Exempt("once")
	}
	return at.row.Done, err
}

// allowed refuses a press that can't be taken, and records one that can.
func (at *pressed) allowed(tx *org.Tx, mod *Module, p Pressing) error {
	if p.Version != at.card.Version {
		return fault.New(fault.Conflict, "card_changed")
	}
	busy, err := store.PressWaits(tx.Ctx, tx, at.m.Conversation, at.m.Seq, sqldb.At(tx.Now().Add(-pressTime)))
	if err == nil && busy {
		err = fault.New(fault.Conflict, "card_busy")
	}
	if err != nil {
		return err
	}
	if err := at.card.Card.V.Check(p.Action, p.Values); err != nil {
		return err
	}
	if at.owner, err = mod.cardOwner(at.card); err != nil {
		return err
	}
	at.row.At = sqldb.At(tx.Now())
	at.press = card.Press{ID: pressID(at.row), Message: at.m.ID, Conversation: at.m.Conversation, About: at.card.About, Version: p.Version,
		Person: tx.Who.ID, Action: p.Action, Values: p.Values}
	tx.Record(org.Entry{Action: "chat.card.act", Object: ref.To("message", at.m.ID), Note: map[string]string{"conversation": at.m.Conversation,
		"seq": strconv.FormatInt(at.m.Seq, 10), "version": strconv.FormatInt(p.Version, 10), "button": p.Action, "card_sha256": cardDigest(at.m.ID, at.card.Card.V)}})
	return store.DropPressesBefore(tx.Ctx, tx, at.m.Conversation, at.m.Seq, sqldb.At(tx.Now().Add(-pressKept)))
}

// cardOwner is who answers for a card. Error: card_orphan.
func (m *Module) cardOwner(c store.Card) (CardOwner, error) {
	i := slices.IndexFunc(m.owners, func(o CardOwner) bool { return o.Name == c.Owner })
	if i < 0 {
		return CardOwner{}, fault.New(fault.Conflict, "card_orphan")
	}
	return m.owners[i], nil
}

// pressID names a press to whoever answers: the same for each try of it.
func pressID(r store.Press) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{r.Conversation, strconv.FormatInt(r.Seq, 10), r.Person, r.ClientID}, "\n")))
	return hex.EncodeToString(sum[:16])
}

// take writes an answer: the card, if there is another and it is still the one that was
// pressed, and what was said.
func take(tx *org.Tx, at pressed, a card.Answer) error {
	if a.Card != nil {
		if err := recard(tx, at.m, *a.Card); err != nil {
			return err
		}
	}
	at.row.Done, at.row.Said = true, sqldb.Seal(a.Say)
	return store.PutPress(tx.Ctx, tx, at.row)
}

// askOutside asks an owner who may be on another machine, and takes the answer. It goes
// on when the device does not wait any more, so that a press is never left half done.
func (mod *Module) askOutside(ctx context.Context, o *org.Org, who org.Who, at pressed) (card.Text, error) {
	ctx = context.WithoutCancel(ctx)
	asking, cancel := context.WithTimeout(ctx, answerTime)
	answer, failed := at.owner.Outside(asking, o, at.press)
	cancel()
	err := o.Write(ctx, who, func(tx *org.Tx) error {
		if failed != nil {
			return unanswered(tx, at, failed)
		}
		tx.Exempt("once")
		now, err := store.BySeq(tx.Ctx, tx, at.m.Conversation, at.m.Seq)
		if errors.Is(err, sqldb.ErrNone) || err == nil && !now.Alive() {
			return fault.New(fault.Conflict, "message_gone")
		}
		if err != nil {
			return err
		}
		row, err := store.CardAt(tx.Ctx, tx, at.m.Conversation, at.m.Seq)
		if err != nil {
			return err
		}
		one, a := at, answer
		if one.m = now; row.Version != at.card.Version { // its owner changed it meanwhile, which is later than this answer
			a.Card = nil
		}
		if err := mod.fromOutside(tx, now, a.Card); err != nil {
			return err
		}
		return take(tx, one, a)
	})
	if failed == nil && err != nil { // what it answered can't be taken
		failed = err
		err = o.Write(ctx, who, func(tx *org.Tx) error { return unanswered(tx, at, failed) })
	}
	return answer.Say, errors.Join(failed, err)
}

// unanswered lets go of a press to which no answer came, so that it can be tried again.
func unanswered(tx *org.Tx, at pressed, why error) error {
	code := "internal"
	if f := fault.Of(why); f != nil {
		code = f.Code
	}
	tx.Record(org.Entry{Action: "chat.card.unanswered", Object: ref.To("message", at.m.ID), Note: map[string]string{"conversation": at.m.Conversation, "why": code}})
	return store.DropPress(tx.Ctx, tx, at.row)
}
