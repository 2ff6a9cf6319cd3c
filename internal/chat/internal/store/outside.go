package store

import (
	"context"

	"tramway/internal/sqldb"
)

// AmongMembers are those of some persons who are in some conversations.
func AmongMembers(ctx context.Context, q sqldb.Q, conversations, persons []string) ([]Placed, error) {
	return sqldb.All[Placed](ctx, q, `SELECT conversation, person, role FROM {o}.conversation_members WHERE conversation IN {in} AND person IN {in} ORDER BY conversation, person`,
		sqldb.Strings(conversations), sqldb.Strings(persons))
}

// Titled is a conversation of a person by what it is called.
type Titled struct {
	Person string               `db:"person"`
	ID     string               `db:"id"`
	Title  sqldb.Sealed[string] `db:"title"`
}

// TitlesOf are the conversations of some persons.
func TitlesOf(ctx context.Context, q sqldb.Q, persons []string) ([]Titled, error) {
	return sqldb.All[Titled](ctx, q, `SELECT m.person, c.id, c.title FROM {o}.conversation_members m JOIN {o}.conversations c ON c.id=m.conversation
		WHERE m.person IN {in} AND c.kind <> 'direct' ORDER BY m.person, c.id`, sqldb.Strings(persons))
}

// Leaders are who leads a group.
func Leaders(ctx context.Context, q sqldb.Q, conversation string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT person FROM {o}.conversation_members WHERE conversation=? AND role IN ('owner','admin') ORDER BY person`, conversation)
}
