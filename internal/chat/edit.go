package chat

import (
	"context"
	"slices"
	"strconv"
	"time"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Edit gives a message of one's own another text while the organisation's rules allow
// it; what it said before stays readable for the members. rev is the change that the
// author saw last: an edit from another device meanwhile is not overwritten. Errors:
// not_found, edit_over, message_gone, version_conflict, edit_held.
func (mod *Module) Edit(ctx context.Context, o *org.Org, who org.Who, conversation string, seq, rev int64, d Draft) (m store.Message, err error) {
	var bad fault.Fields
	if d.checkText(&bad); bad.Err() != nil {
		return m, bad.Err()
	}
	asked := d.Mentions
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		var mine store.Mine
		if mine, m, err = changeable(tx, conversation, seq, rev); err != nil {
			return err
		}
		switch {
		case mine.ArchivedAt > 0:
			return fault.New(fault.Conflict, "conversation_archived")
		case m.Sender != who.ID:
			return fault.New(fault.Conflict, "not_own_message")
		case m.Kind == "poll":
			return fault.New(fault.Conflict, "poll_fixed")
		case m.Kind == "card":
			return fault.New(fault.Conflict, "card_fixed")
		case m.Kind != "text":
			return fault.New(fault.Conflict, "forward_fixed")
		}
		if err := inside(tx, conversation); err != nil {
			return err
		}
		rules, err := RulesOf(tx.Ctx, tx)
		if err != nil {
			return err
		}
		if !within(m, rules.EditMinutes, tx.Now()) {
			return fault.New(fault.Conflict, "edit_over", fault.Args{"minutes": rules.EditMinutes})
		}
		if d.Mentions, err = mod.named(tx, mine, asked); err != nil {
			return err
		}
		if m.Body.V == d.Text && slices.Equal(m.Mentions.V, d.Mentions) {
			return nil
		}
		v, _, err := life.Inspect(tx, mod.inspectors, life.Content{Kind: "message", Author: who.ID, In: ref.To("conversation", conversation), Class: classOf(mine.Conversation), Text: d.Text, Sure: d.Sure})
		if err != nil {
			return err
		}
		if v.State != life.Released { // what is edited is seen at once: a text that has to wait is a new message
			return fault.New(fault.Conflict, "edit_held", fault.Args{"reason": v.Reason})
		}
		if d.mentionsAll() && !slices.Contains(m.Mentions.V, "all") && !may(mine, mine.Rules.V.MentionAll) {
			return fault.Bad("body.mentions", "group_admins_only")
		}
		had := func(p string) bool { return slices.Contains(m.Mentions.V, p) }
		added := slices.DeleteFunc(slices.Clone(d.Mentions), had)
		// As in a new message: whom a circle means is called as everybody is.
		if err := mod.mayAddress(tx.Ctx, tx, mine, slices.DeleteFunc(slices.Clone(asked), had)); err != nil {
			return err
		}
		after := m
		after.Body, after.Mentions, after.EditedAt = sqldb.Seal(d.Text), sqldb.AsJSON(slices.Concat([]string{}, d.Mentions)), sqldb.At(tx.Now())
		if after.Rev, err = rewrite(tx, m, after, "chat.message.edit"); err != nil {
			return err
		}
		m = after
		return store.MentionUnread(tx.Ctx, tx, conversation, m.Sender, m.Seq, added, slices.Contains(added, "all"))
	})
	return m, err
}

// changeable finds a message that its conversation's member may ask to change; rev is
// the change they saw last, or less than 0.
func changeable(tx *org.Tx, conversation string, seq, rev int64) (mine store.Mine, m store.Message, err error) {
	if mine, err = find(tx.Ctx, tx, conversation, tx.Who.ID); err != nil {
		return mine, m, err
	}
	m, err = known(seen(tx.Ctx, tx, mine, seq))
	switch {
	case err != nil:
	case !m.Alive():
		err = fault.New(fault.Conflict, "message_gone")
	case rev >= 0 && m.Rev != rev:
		err = fault.New(fault.Conflict, "version_conflict")
	}
	return mine, m, err
}

func within(m store.Message, minutes int, now time.Time) bool {
	return now.Before(m.At.Time().Add(time.Duration(minutes) * time.Minute))
}

// rewrite puts a message in place of another and keeps what it said.
func rewrite(tx *org.Tx, before, after store.Message, action string) (rev int64, err error) {
	if rev, err = store.NextRev(tx.Ctx, tx, before.Conversation, before.Seq); err != nil {
		return 0, err
	}
	if err := store.KeepVersion(tx.Ctx, tx, before, rev); err != nil {
		return 0, err
	}
	note := map[string]string{"conversation": before.Conversation, "seq": strconv.FormatInt(before.Seq, 10), "sender": before.Sender}
	if after.Kind == "text" {
		note["sha256"] = digestOf(after.ID, after.Body.V)
	}
	tx.Record(org.Entry{Action: action, Object: ref.To("message", before.ID), Note: note})
	tx.Emit(chatevent.Changed{Conversation: before.Conversation, Seq: before.Seq})
	return rev, store.Rewrite(tx.Ctx, tx, after)
}

// Recall takes a message back: its sender may for as long as the rules say, who
// leads the group at any time. A line stays that says so. What it said is kept out of
// everybody's sight until its time is over, for the organisation may have to answer
// for it. Errors: not_found, recall_over, message_gone, not_own_message.
func Recall(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64) (m store.Message, err error) {
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		var mine store.Mine
		if mine, m, err = changeable(tx, conversation, seq, -1); err != nil {
			return err
		}
		if err := mayRecall(tx, mine, m); err != nil {
			return err
		}
		m, err = takeBack(tx, m)
		return err
	})
	return m, err
}

func mayRecall(tx *org.Tx, mine store.Mine, m store.Message) error {
	if leads(mine) {
		return nil
	}
	if m.Sender != tx.Who.ID {
		return fault.New(fault.Conflict, "not_own_message")
	}
	rules, err := RulesOf(tx.Ctx, tx)
	if err == nil && !within(m, rules.RecallMinutes, tx.Now()) {
		err = fault.New(fault.Conflict, "recall_over", fault.Args{"minutes": rules.RecallMinutes})
	}
	return err
}
