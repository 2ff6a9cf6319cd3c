package chat

import (
	"context"
	"slices"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Vote chooses answers of a poll, instead of those chosen before; none takes a vote back.
// In an anonymous poll who voted and how often an answer was chosen are written, and
// nothing that leads from one to the other: so such a vote is for good. Errors:
// message_gone, poll_closed, poll_voted.
func Vote(ctx context.Context, o *org.Org, who org.Who, conversation string, seq int64, choices []int) error {
	slices.Sort(choices)
	choices = slices.Compact(choices)
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("vote")
		_, p, err := openPoll(tx, conversation, seq)
		if err == nil {
			err = inside(tx, conversation)
		}
		if err != nil {
			return err
		}
		if err := choosable(tx, p, choices); err != nil {
			return err
		}
		if p.Anonymous {
			return recounted(tx, conversation, seq, voteUnnamed(tx, p, choices))
		}
		return recounted(tx, conversation, seq, voteNamed(tx, p, choices))
	})
}

// choosable refuses answers that are not there, and more than one where one is asked for.
func choosable(tx *org.Tx, p store.Poll, choices []int) error {
	there, err := store.Options(tx.Ctx, tx, p.Conversation, p.Seq, p.Seq)
	if err != nil {
		return err
	}
	known := func(n int) bool {
		return slices.ContainsFunc(there, func(o store.Option) bool { return o.N == n })
	}
	for _, n := range choices {
		if !known(n) {
			return fault.Bad("body.choices", "invalid_value")
		}
	}
	if len(choices) > 1 && !p.Multiple || len(choices) == 0 && p.Anonymous {
		return fault.Bad("body.choices", "invalid_value")
	}
	return nil
}

func voteNamed(tx *org.Tx, p store.Poll, choices []int) error {
	before, err := store.Choices(tx.Ctx, tx, p.Conversation, p.Seq, tx.Who.ID)
	if err != nil {
		return err
	}
	if err := store.Choose(tx.Ctx, tx, p.Conversation, p.Seq, tx.Who.ID, choices); err != nil {
		return err
	}
	if err := counted(tx, p, before, -1); err != nil {
		return err
	}
	if err := counted(tx, p, choices, 1); err != nil {
		return err
	}
	return store.CountVoters(tx.Ctx, tx, p.Conversation, p.Seq, min(len(choices), 1)-min(len(before), 1))
}

func voteUnnamed(tx *org.Tx, p store.Poll, choices []int) error {
	first, err := store.Votes(tx.Ctx, tx, p.Conversation, p.Seq, tx.Who.ID)
	if err == nil && !first {
		err = fault.New(fault.Conflict, "poll_voted")
	}
	if err != nil {
		return err
	}
	if err := counted(tx, p, choices, 1); err != nil {
		return err
	}
	return store.CountVoters(tx.Ctx, tx, p.Conversation, p.Seq, 1)
}

func counted(tx *org.Tx, p store.Poll, choices []int, by int) error {
	for _, n := range choices {
		if err := store.Count(tx.Ctx, tx, p.Conversation, p.Seq, n, by); err != nil {
			return err
		}
	}
	return nil
}

// recounted tells the members that a poll is not what it was; nothing says who did it.
func recounted(tx *org.Tx, conversation string, seq int64, err error) error {
	if err != nil {
		return err
	}
	tx.Emit(chatevent.Changed{Conversation: conversation, Seq: seq})
	_, err = store.NextRev(tx.Ctx, tx, conversation, seq)
	return err
}

func votesOf(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	n, err := store.CountVotes(ctx, q, person)
	return life.Due{Rows: n}, err
}

func eraseVotes(tx *org.Tx, person string, _ sqldb.Micros, _ int) (int, error) {
	n, err := store.DropVotes(tx.Ctx, tx, person)
	return int(n), err
}
