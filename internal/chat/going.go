package chat

import (
	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// How somebody went out of a group: the text of the line that says so, which each page puts
// into its reader's language. The line is in the name of whoever went.
const (
	wentLeft    = "left"
	wentRemoved = "removed"
)

// went leaves a line in a group for those who stay. Groups that follow the directory have
// none: who changes department or leaves the company is not called out to everybody.
func went(tx *org.Tx, conversation, person, how string) error {
	return line(tx, conversation, person, how, []string{})
}

// line writes what the system says in a group, in somebody's name. It does not raise the
// group in lists, and whoever had read everything still has.
func line(tx *org.Tx, conversation, person, text string, names []string) error {
	id := tx.NewID()
	m := store.Message{Conversation: conversation, ID: id, ClientID: id, Sender: person, Kind: "system", Body: sqldb.Seal(text),
		Mentions: sqldb.AsJSON(names), State: "released", At: sqldb.At(tx.Now())}
	var err error
	if m.Seq, err = store.NextLine(tx.Ctx, tx, conversation); err != nil {
		return err
	}
	if err := store.Add(tx.Ctx, tx, m); err != nil {
		return err
	}
	tx.Emit(chatevent.Posted{Conversation: conversation, Seq: m.Seq, Sender: person})
	return store.ReadLine(tx.Ctx, tx, conversation, m.Seq)
}
