package chat

import (
	"context"
	"slices"

	"tramway/internal/authz"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// An organisation that was found to pose as another reaches nobody outside (F122). Where
// a guest reads, nobody says or changes anything until that is lifted; what was said
// stays, can be taken back, and whoever wants to leaves.

// inside refuses what somebody from outside would read. While the organisation is not
// limited it asks nothing. Errors: organisation_limited, organisation_limited_guest.
func inside(tx *org.Tx, conversation string) error {
	return insideFor(tx.Ctx, tx, tx.Org, tx.Who.ID, conversation)
}

func insideFor(ctx context.Context, q sqldb.Q, o *org.Org, person, conversation string) error {
	guests, err := poserGuests(ctx, q, o)
	if err != nil || len(guests) == 0 {
		return err
	}
	there, err := store.AmongMembers(ctx, q, []string{conversation}, guests)
	if err == nil && len(there) > 0 {
		err = limited(slices.Contains(guests, person))
	}
	return err
}

// bringsInside refuses that somebody from outside is brought into one more conversation.
// Errors: organisation_limited.
func bringsInside(tx *org.Tx, persons []string) error {
	guests, err := poserGuests(tx.Ctx, tx, tx.Org)
	if err == nil && slices.ContainsFunc(persons, func(id string) bool { return slices.Contains(guests, id) }) {
		err = limited(false)
	}
	return err
}

// poserGuests are the guests of an organisation that is limited; of any other it names
// none.
func poserGuests(ctx context.Context, q sqldb.Q, o *org.Org) ([]string, error) {
	if !o.Limited() {
		return nil, nil
	}
	return authz.Outsiders(ctx, q)
}

// limited is the refusal: its own people can appeal, guests can't.
func limited(guest bool) error {
	if guest {
		return fault.New(fault.Denied, "organisation_limited_guest")
	}
	return fault.New(fault.Denied, "organisation_limited")
}

// outspoken are what nobody does where guests read while the organisation is limited.
var outspoken = []string{"post", "upload", "mention_all", "pin_messages", "rename"}

// silenced says of conversations, in place, that nothing is written where somebody from
// outside reads.
func silenced(c *httpapi.Call, views []Conversation) {
	if !c.Org.Limited() {
		return
	}
	why := lang.Text(c.Lang, "error."+fault.Of(limited(c.Actor.Outside())).Code, nil)
	for i, v := range views {
		if v.Outside != nil {
			views[i].Barred = why
			views[i].Can = slices.DeleteFunc(v.Can, func(can string) bool { return slices.Contains(outspoken, can) })
		}
	}
}
