package chat

import (
	"context"
	"errors"
	"slices"
	"time"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// OldRoom is a conversation of another program. Members are persons of the organisation.
type OldRoom struct {
	From     string // slack, mattermost, csv
	Title    string
	About    string // what it was for; a direct conversation of two has none
	Members  []string
	Owner    string // one of the members
	Open     bool   // who comes later sees what was said before
	Archived bool
	Pair     bool // only these two ever were in it
	Began    time.Time
	By       string // who imports it
}

// Settle makes a conversation for what arrives of another program's. Its members see all
// of it, and nobody else. A direct one becomes the direct conversation of the two, as
// long as they have said nothing in it: what was said before can't be put before what was
// said since, and comes into an archived group of the two.
func (m *Module) Settle(tx *org.Tx, r OldRoom) (string, error) {
	c := store.Conversation{ID: tx.NewID(), Kind: grouped, Title: sqldb.Seal(r.Title), CreatedBy: r.By, CreatedAt: micros(tx), LastAt: sqldb.At(r.Began),
		Members: len(r.Members), Rules: sqldb.AsJSON(presets(grouped))}
	c.Rules.V.History, c.Description = r.Open, sqldb.Seal(r.About)
	if r.Pair {
		taken, had, err := paired(tx, pairOf(r.Members[0], r.Members[1]))
		if err != nil {
			return "", err
		}
		if had != "" {
			return had, store.Origin(tx.Ctx, tx, had, r.From, r.By, micros(tx))
		}
		if taken {
			r.Archived = true
		} else {
			pair := pairOf(r.Members[0], r.Members[1])
			c.Kind, c.Title, c.Description, c.Pair, c.Rules = direct, sqldb.Seal(""), sqldb.Seal(""), &pair, sqldb.AsJSON(presets(direct))
		}
	}
	ms := make([]store.Membership, len(r.Members))
	for i, p := range r.Members {
		ms[i] = store.Membership{Person: p, Role: simple}
		if p == r.Owner {
			ms[i].Role = owner
		}
	}
	tx.Record(org.Entry{Action: "chat.conversation.start", Object: ref.To("conversation", c.ID), After: map[string]any{"kind": c.Kind, "members": r.Members, "from": r.From}})
	tx.Emit(chatevent.MembersChanged{Conversation: c.ID, By: r.By})
	tx.Changed(ref.To("conversation", c.ID))
	err := errors.Join(store.Create(tx.Ctx, tx, c, ms), store.Origin(tx.Ctx, tx, c.ID, r.From, r.By, c.CreatedAt))
	if err == nil && r.Archived {
		err = store.Archive(tx.Ctx, tx, c.ID, micros(tx))
	}
	return c.ID, err
}

// paired is the direct conversation of two persons that is empty; taken: there is one in
// which something was said.
func paired(tx *org.Tx, pair string) (taken bool, empty string, err error) {
	had, err := store.ByPair(tx.Ctx, tx, pair)
	if errors.Is(err, sqldb.ErrNone) {
		return false, "", nil
	}
	if err != nil {
		return false, "", err
	}
	c, err := store.ByID(tx.Ctx, tx, had)
	if err != nil || c.LastSeq > 0 {
		return true, "", err
	}
	return false, had, nil
}

// Refresh tells the pages of the members that a conversation is not what it was.
func (m *Module) Refresh(tx *org.Tx, conversation string) { _ = touched(tx, conversation, nil) }

// Arrived are those of some messages of another program that are in one of some
// conversations.
func (m *Module) Arrived(ctx context.Context, q sqldb.Q, conversations, keys []string) (map[string]bool, error) {
	out := map[string]bool{}
	for _, c := range conversations {
		here, err := store.Arrived(ctx, q, c, keys)
		if err != nil {
			return nil, err
		}
		for k := range here {
			out[k] = true
		}
	}
	return out, nil
}

// Spoken says when something was said last in a conversation; there: it is not gone, and
// empty: nothing was.
func (m *Module) Spoken(ctx context.Context, q sqldb.Q, conversation string) (last time.Time, there, empty bool, err error) {
	c, err := store.ByID(ctx, q, conversation)
	if errors.Is(err, sqldb.ErrNone) {
		return last, false, true, nil
	}
	return c.LastAt.Time(), err == nil, c.LastSeq == 0, err
}

// KeptDays is how long a direct conversation, or a group, is kept by a period of its own
// class; def: by that of all conversations. 0: as long as the organisation.
func (m *Module) KeptDays(ctx context.Context, q sqldb.Q, pair bool, def int) (int, error) {
	all, err := store.Periods(ctx, q)
	class := grouped
	if pair {
		class = direct
	}
	if i := slices.IndexFunc(all, func(p store.Period) bool { return p.Class == class }); i >= 0 {
		if all[i].Idle {
			return 0, err // the whole conversation goes, and not before it is silent
		}
		return all[i].Days, err
	}
	return def, err
}

// importers are who imported those of some conversations that came from elsewhere.
func importers(rows []store.Mine) (out []string) {
	for _, r := range rows {
		if r.CameFrom != "" {
			out = append(out, r.CreatedBy)
		}
	}
	return out
}

// cameFrom says of a conversation from where it came, when, and who imported it.
func cameFrom(v *Conversation, r store.Mine, names map[string]Name) {
	if r.CameFrom == "" {
		return
	}
	at, by := r.CreatedAt.Time(), member(r.CreatedBy, "", names)
	v.CameFrom, v.CameAt, v.CameBy = r.CameFrom, &at, &by
}
