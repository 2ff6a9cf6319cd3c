package app

import (
	"context"
	"io"
	"time"

	"tramway/internal/chat"
	"tramway/internal/chatimport"
	"tramway/internal/directory"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/retention"
	"tramway/internal/sqldb"
)

// oldTalks are the conversations as old messages come into them.
type oldTalks struct{ chat *chat.Module }

func (t oldTalks) TakeArchive(tx *org.Tx, upload string, as ref.Ref) (chatimport.Archive, error) {
	a, err := t.chat.TakeArchive(tx, upload, as)
	return chatimport.Archive(a), err
}

func (t oldTalks) Settle(tx *org.Tx, r chatimport.Room) (string, error) {
	return t.chat.Settle(tx, chat.OldRoom(r))
}

func (t oldTalks) Arrive(tx *org.Tx, conversation, from, id string, all []chatimport.Message) (int, error) {
	a := chat.Arrival{Conversation: conversation, From: from, Import: id}
	for _, m := range all {
		old := chat.OldMessage{Key: m.Key, Sender: m.Sender, At: m.At, EditedAt: m.EditedAt, Text: m.Text, Mentions: m.Mentions, Thread: m.Thread, Pinned: m.Pinned}
		for _, r := range m.Reactions {
			old.Reactions = append(old.Reactions, chat.OldReaction{Emoji: r[0], Person: r[1]})
		}
		for _, f := range m.Files {
			old.Files = append(old.Files, f.(chat.OldFile))
		}
		a.Messages = append(a.Messages, old)
	}
	return t.chat.Arrive(tx, a)
}

func (t oldTalks) Store(ctx context.Context, o *org.Org, name string, from io.Reader) (chatimport.File, error) {
	return t.chat.StoreOld(ctx, o, name, from)
}

func (t oldTalks) Arrived(ctx context.Context, q sqldb.Q, conversations, keys []string) (map[string]bool, error) {
	return t.chat.Arrived(ctx, q, conversations, keys)
}

func (t oldTalks) Spoken(ctx context.Context, q sqldb.Q, conversation string) (last time.Time, there, empty bool, err error) {
	return t.chat.Spoken(ctx, q, conversation)
}

func (t oldTalks) Refresh(tx *org.Tx, conversation string) { t.chat.Refresh(tx, conversation) }

func (t oldTalks) KeptDays(ctx context.Context, q sqldb.Q, pair bool) (int, error) {
	days, err := retention.Days(ctx, q, "conversation")
	if err != nil {
		return 0, err
	}
	return t.chat.KeptDays(ctx, q, pair, days)
}

func (t oldTalks) LargestFile(ctx context.Context, q sqldb.Q) (int64, error) {
	return t.chat.LargestFile(ctx, q)
}

// oldPeople are who may have written them.
type oldPeople struct{ dir *directory.Module }

func (p oldPeople) Contacted(ctx context.Context, q sqldb.Q, region string, mails, phones []string) (byMail, byPhone map[string]string, err error) {
	return p.dir.Contacted(ctx, q, region, mails, phones)
}

func (p oldPeople) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error) {
	names, err := p.dir.Here(ctx, q, ids)
	out := map[string]string{}
	for id, n := range names {
		out[id] = n.Name
		if n.Name == "" {
			out[id] = n.NameZh
		}
	}
	return out, err
}

// oldNames are those of authors who are not in the directory.
type oldNames struct{}

func (oldNames) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error) {
	return chatimport.Names(ctx, q, ids)
}
