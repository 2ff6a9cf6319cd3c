package chat

import (
	"context"
	"errors"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// A thread is what is said in answer to one message, read beside the conversation. What is
// said in it has its place in the conversation like everything else: it is delivered, read,
// found and kept like the rest, and nothing is said where members don't see it.

// rootOf is the message a thread began at, named by itself or by any message of the thread.
func rootOf(tx *org.Tx, mine store.Mine, seq int64) (int64, error) {
	if seq == 0 {
		return 0, nil
	}
	m, err := seen(tx.Ctx, tx, mine, seq)
	if err == nil && m.Thread > 0 {
		m, err = seen(tx.Ctx, tx, mine, m.Thread)
	}
	switch {
	case errors.Is(err, sqldb.ErrNone), err == nil && m.Kind == "system":
		return 0, fault.Bad("body.thread", "not_found")
	case err == nil && !m.Alive():
		return 0, fault.New(fault.Conflict, "message_gone")
	}
	return m.Seq, err
}

// inThread counts a message in its thread, if it is in one. Who began the thread, who
// speaks in it and who is named in it follow it from then on.
func inThread(tx *org.Tx, m store.Message) error {
	if m.Thread == 0 {
		return nil
	}
	if err := store.GrowThread(tx.Ctx, tx, m); err != nil {
		return err
	}
	root, err := store.BySeq(tx.Ctx, tx, m.Conversation, m.Thread)
	if err != nil {
		return err
	}
	if err := store.Follow(tx.Ctx, tx, m.Conversation, m.Thread, m.Seq-1, append([]string{root.Sender, m.Sender}, m.Mentions.V...)); err != nil {
		return err
	}
	if _, err := store.ReadThread(tx.Ctx, tx, m.Conversation, m.Thread, m.Seq, m.Sender); err != nil {
		return err
	}
	tx.Emit(chatevent.Changed{Conversation: m.Conversation, Seq: m.Thread})
	_, err = store.NextRev(tx.Ctx, tx, m.Conversation, m.Thread)
	return err
}

// FollowThread begins or ends that a member is told of what is said in a thread. Errors:
// not_found.
func FollowThread(ctx context.Context, o *org.Org, who org.Who, conversation string, root int64, on bool) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("thread")
		mine, m, err := threadStart(tx, conversation, root)
		if err != nil {
			return err
		}
		if !on {
			return store.Unfollow(tx.Ctx, tx, conversation, m.Seq, who.ID)
		}
		return store.Follow(tx.Ctx, tx, conversation, m.Seq, mine.LastSeq, []string{who.ID})
	})
}

// ReadThread notes that a member has read a thread up to a place. Errors: not_found.
func ReadThread(ctx context.Context, o *org.Org, who org.Who, conversation string, root, seq int64) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("read_mark")
		mine, m, err := threadStart(tx, conversation, root)
		if err != nil {
			return err
		}
		_, err = store.ReadThread(tx.Ctx, tx, conversation, m.Seq, min(seq, mine.LastSeq), who.ID)
		return err
	})
}

func threadStart(tx *org.Tx, conversation string, root int64) (mine store.Mine, m store.Message, err error) {
	if mine, err = find(tx.Ctx, tx, conversation, tx.Who.ID); err != nil {
		return mine, m, err
	}
	m, err = known(seen(tx.Ctx, tx, mine, root))
	return mine, m, err
}

// Followers are who is told of what is said in a thread.
func (m *Module) Followers(ctx context.Context, q sqldb.Q, conversation string, root int64, now sqldb.Micros) ([]string, error) {
	return store.Followers(ctx, q, conversation, root, now)
}
