package chat

import (
	"context"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/id"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Life is what happens to conversations when they are old, and to what a person has
// in them when they leave or are gone. A message is its sender's; the others'
// messages are theirs, and are read in the conversation.
func (m *Module) Life() life.Parts {
	return life.Parts{
		Copies: []life.Copy{{Table: "conversation_members", Where: "person = ?"}, {Table: "messages", Where: "sender = ?"}, {Table: "held_messages", Where: "sender = ?"},
			{Table: "message_versions", Where: "sender = ?"}, {Table: "reactions", Where: "person = ?"},
			{Table: "message_forwards", Where: "sender = ?"}, {Table: "thread_followers", Where: "person = ?"},
			{Table: "scheduled_messages", Where: "sender = ?"}, {Table: "bookmarks", Where: "person = ?"}, {Table: "reminders", Where: "person = ?"},
			{Table: "message_files", Where: "sender = ?"}, {Table: "uploads", Where: "person = ?"}, {Table: "copy_devices", Where: "person = ?"},
			{Table: "poll_options", Where: "made_by = ?"}, {Table: "poll_votes", Where: "person = ?"}, {Table: "poll_voters", Where: "person = ?"}, {Table: "card_presses", Where: "person = ?"}, {Table: "message_cards", Derived: true},
			{Table: "conversation_folders", Where: "person = ?"}, {Table: "conversation_filings", Where: "person = ?"}},
		Purges: []life.Purge{{Class: "conversation", Tables: []string{"conversations", "conversation_members", "messages", "held_messages", "message_versions", "reactions", "message_forwards",
			"threads", "thread_followers", "scheduled_messages", "bookmarks", "reminders", "message_files", "uploads", "polls", "poll_options", "poll_votes", "poll_voters", "message_cards", "card_presses", "arrivals", "conversation_filings"}, Due: oldMessages, Step: purgeMessages},
			{Class: "conversation", Own: true, Due: dueElsewhere, Step: purgeClassed}, {Class: "conversation", Own: true, Due: dueElsewhere, Step: purgeByPlan}},
		Erasures: []life.Erasure{
			{Name: "memberships", Tables: []string{"conversation_members", "held_messages", "reactions", "thread_followers", "uploads"}, Left: membershipsOf, Step: eraseMemberships},
			{Name: "kept_messages", Tables: []string{"scheduled_messages", "bookmarks", "reminders"}, Left: keptOf, Step: eraseKept},
			{Name: "messages", Wrote: true, Tables: []string{"messages", "message_versions", "message_forwards", "message_files", "poll_options", "message_cards"}, Left: writtenBy, Step: eraseWritten},
			{Name: "traces", Tables: []string{"copy_devices"}, Left: countTraced, Step: eraseTraced},
			{Name: "folders", Tables: []string{"conversation_folders", "conversation_filings"}, Left: foldersOf, Step: eraseFolders},
			{Name: "votes", Tables: []string{"poll_votes", "poll_voters", "card_presses"}, Left: votesOf, Step: eraseVotes},
		},
		Others: []life.Other{{Tables: []string{"chat_rules", "chat_gates", "conversation_periods", "trace_key"}, By: "house"}},
		Heirs:  []life.Heir{{Name: "groups_owned", Needs: true, Count: countOwned, Pass: passOwned}, {Name: "groups", Count: countGroups, Pass: leaveGroups}},
	}
}

func old(region string, before sqldb.Micros, held []string) store.Old {
	return store.Old{ID: id.Floor(region, before.Time()), At: before, Held: held}
}

func oldMessages(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (d life.Due, err error) {
	all, err := store.Periods(ctx, o.Read())
	if err != nil {
		return d, err
	}
	from := old(o.Region, before, held)
	from.Except = classes(all)
	d.Rows, d.At, err = store.CountOld(ctx, o.Read(), from)
	return d, err
}

// mostCuts bounds how many conversations one step cuts: each takes two statements.
const mostCuts = 200

func purgeMessages(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
	all, err := store.Periods(tx.Ctx, tx)
	if err != nil {
		return 0, err
	}
	o := old(tx.Org.Region, before, held)
	o.Except = classes(all)
	return purgeOld(tx, o, false, limit)
}

// purgeOld takes what is old, and then conversations in which nothing is left; idle:
// whole conversations in which nothing was said for long.
func purgeOld(tx *org.Tx, o store.Old, idle bool, limit int) (int, error) {
	limit = min(limit, mostCuts)
	which := store.Cuts
	if idle {
		which = store.IdleCuts
	}
	cuts, err := which(tx.Ctx, tx, o, limit)
	if err != nil {
		return 0, err
	}
	gone := 0
	for _, c := range cuts {
		files, err := store.FilesUpTo(tx.Ctx, tx, c)
		if err != nil {
			return 0, err
		}
		if err := tx.ReleaseBlobs(fileRefs(files)...); err != nil {
			return 0, err
		}
		n, err := store.CutOff(tx.Ctx, tx, c)
		if err != nil {
			return 0, err
		}
		gone += int(n)
		tx.Emit(chatevent.CutOff{Conversation: c.Conversation, Seq: c.Seq})
		tx.Changed(ref.To("conversation", c.Conversation))
	}
	if gone > 0 {
		return max(gone, limit), nil // what became silent is for the next step
	}
	waiting, err := store.DropOldHeld(tx.Ctx, tx, o, limit)
	if err != nil || waiting > 0 {
		return int(waiting), err
	}
	unsaid, err := store.DropOldScheduled(tx.Ctx, tx, o, limit)
	if err != nil || unsaid > 0 {
		return int(unsaid), err
	}
	if n, err := dropAdrift(tx, limit); err != nil || n > 0 {
		return n, err
	}
	silent, err := store.Silent(tx.Ctx, tx, o, limit)
	if err != nil || len(silent) == 0 {
		return 0, err
	}
	for _, c := range silent {
		tx.Deleted(ref.To("conversation", c))
	}
	return len(silent), store.Drop(tx.Ctx, tx, silent)
}

func membershipsOf(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	n, err := store.MembershipsOf(ctx, q, person)
	if err != nil {
		return life.Due{}, err
	}
	waiting, err := store.CountHeld(ctx, q, person)
	if err != nil {
		return life.Due{}, err
	}
	nods, err := store.CountReactions(ctx, q, person)
	if err != nil {
		return life.Due{}, err
	}
	threads, err := store.CountFollowed(ctx, q, person)
	if err != nil {
		return life.Due{}, err
	}
	sent, err := store.CountUploads(ctx, q, person)
	return life.Due{Rows: n + waiting + nods + threads + sent}, err
}

func eraseMemberships(tx *org.Tx, person string, _ sqldb.Micros, limit int) (int, error) {
	waiting, err := store.DropHeldOf(tx.Ctx, tx, person) // nobody else has seen them
	if err != nil {
		return 0, err
	}
	sent, err := eraseUploads(tx, person, limit)
	if err != nil || sent > 0 {
		return sent + int(waiting), err
	}
	nods, err := store.DropReactionsOf(tx.Ctx, tx, person, limit)
	if err != nil {
		return 0, err
	}
	threads, err := store.DropFollowed(tx.Ctx, tx, person, limit)
	if err != nil {
		return 0, err
	}
	ids, err := store.DropMemberships(tx.Ctx, tx, person, limit)
	for _, c := range ids {
		left(tx, c, person)
	}
	return len(ids) + int(waiting+nods+threads), err
}

func eraseUploads(tx *org.Tx, person string, limit int) (int, error) {
	adrift, err := dropAdrift(tx, limit) // of the held ones that have just gone
	if err != nil || adrift > 0 {
		return adrift, err
	}
	ids, err := store.UploadsOf(tx.Ctx, tx, person, limit)
	if err != nil {
		return 0, err
	}
	return len(ids), dropUploads(tx, ids)
}

func left(tx *org.Tx, conversation, person string) {
	tx.Emit(chatevent.MembersChanged{Conversation: conversation, By: tx.Who.ID, Left: []string{person}})
	tx.Changed(ref.To("conversation", conversation))
}

func writtenBy(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	n, err := store.Written(ctx, q, person)
	return life.Due{Rows: n}, err
}

func eraseWritten(tx *org.Tx, person string, _ sqldb.Micros, limit int) (int, error) {
	before, err := store.BlankVersions(tx.Ctx, tx, person, limit)
	if err != nil || before > 0 {
		return int(before), err
	}
	carried, err := store.BlankForwards(tx.Ctx, tx, person, limit)
	if err != nil || len(carried) > 0 {
		return len(carried), toldAnew(tx, carried)
	}
	files, err := store.FilesSentBy(tx.Ctx, tx, person, limit)
	if err != nil {
		return 0, err
	}
	if len(files) > 0 {
		return len(files), dropFiles(tx, files)
	}
	answers, err := store.BlankOptions(tx.Ctx, tx, person)
	if err != nil || answers > 0 {
		return int(answers), err
	}
	if _, err := store.DropCardsOf(tx.Ctx, tx, person); err != nil {
		return 0, err
	}
	in, err := store.Blank(tx.Ctx, tx, person, limit)
	if err != nil {
		return 0, err
	}
	for c, seqs := range placesBy(in) {
		tx.Emit(chatevent.Blanked{Conversation: c, Seqs: seqs})
		tx.Changed(ref.To("conversation", c))
	}
	return len(in), toldAnew(tx, in)
}

// toldAnew gives messages the next changes of their conversations, so that whoever was
// away hears of what they lost.
func toldAnew(tx *org.Tx, places []store.Place) error {
	for _, p := range places {
		if _, err := store.NextRev(tx.Ctx, tx, p.Conversation, p.Seq); err != nil {
			return err
		}
	}
	return nil
}

func placesBy(places []store.Place) map[string][]int64 {
	out := map[string][]int64{}
	for _, p := range places {
		out[p.Conversation] = append(out[p.Conversation], p.Seq)
	}
	return out
}

func countOwned(ctx context.Context, o *org.Org, person string) (int, error) {
	ids, err := store.GroupsOf(ctx, o.Read(), person, true)
	return len(ids), err
}

func countGroups(ctx context.Context, o *org.Org, person string) (int, error) {
	ids, err := store.GroupsOf(ctx, o.Read(), person, false)
	return len(ids), err
}

func passOwned(tx *org.Tx, person, heir string) error {
	ids, err := store.GroupsOf(tx.Ctx, tx, person, true)
	if err != nil || len(ids) == 0 || heir == "" {
		return err
	}
	for _, c := range ids {
		tx.Record(org.Entry{Action: "chat.conversation.hand_over", Object: ref.To("conversation", c), Note: map[string]string{"from": person, "to": heir}})
		tx.Emit(chatevent.MembersChanged{Conversation: c, By: tx.Who.ID, Joined: []string{heir}})
	}
	return store.HandGroups(tx.Ctx, tx, ids, heir)
}

func leaveGroups(tx *org.Tx, person, _ string) error {
	ids, err := store.GroupsOf(tx.Ctx, tx, person, false)
	if err != nil || len(ids) == 0 {
		return err
	}
	for _, c := range ids {
		tx.Record(org.Entry{Action: "chat.conversation.leave", Object: ref.To("conversation", c), After: map[string]any{"member": person}})
		left(tx, c, person)
	}
	if err := store.LeaveGroups(tx.Ctx, tx, ids, person); err != nil {
		return err
	}
	told, err := store.NotFollowing(tx.Ctx, tx, ids)
	for _, c := range told {
		if err := went(tx, c, person, wentLeft); err != nil {
			return err
		}
	}
	return err
}
