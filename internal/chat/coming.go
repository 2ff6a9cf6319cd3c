package chat

import (
	"slices"
	"strconv"

	"tramway/internal/chat/internal/store"
	"tramway/internal/org"
)

// How somebody came into a group, as the text of its line says it: "added" and how many, in
// the name of whoever added them; "joined", in one's own name.
const (
	cameAdded  = "added "
	cameJoined = "joined"

	// mostNamed is how many of those who were added at once a line names.
	mostNamed = 5
)

// came leaves one line for all who were added at once. Newcomers are in the group already, so
// that it is the first that they see of it.
func came(tx *org.Tx, conversation string, persons []string) error {
	if len(persons) == 0 {
		return nil
	}
	return line(tx, conversation, tx.Who.ID, cameAdded+strconv.Itoa(len(persons)), persons[:min(len(persons), mostNamed)])
}

// newIn are those of some persons who are not in a conversation yet.
func newIn(tx *org.Tx, conversation string, persons []string) ([]string, error) {
	here, err := store.Among(tx.Ctx, tx, conversation, persons)
	return slices.DeleteFunc(slices.Clone(persons), func(p string) bool { return slices.Contains(here, p) }), err
}
