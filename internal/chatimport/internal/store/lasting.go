package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Author is who somebody of another program is here, for good.
type Author struct {
	Key   string               `db:"source_key"`
	ID    string               `db:"id"`
	Name  sqldb.Sealed[string] `db:"name"`
	Known bool                 `db:"known"`
}

// Authors are those of some keys: colleagues whom somebody chose, or authors of their own.
func Authors(ctx context.Context, q sqldb.Q, source string, known bool, keys []string) (map[string]Author, error) {
	rows, err := sqldb.All[Author](ctx, q, `SELECT source_key, id, name, known FROM {o}.chat_import_authors WHERE source=? AND known=? AND source_key IN {in}`, source, known, sqldb.Strings(keys))
	out := map[string]Author{}
	for _, r := range rows {
		out[r.Key] = r
	}
	return out, err
}

// PutAuthors writes some.
func PutAuthors(ctx context.Context, q sqldb.Q, source string, all []Author) error {
	rows := make([][]any, len(all))
	for i, a := range all {
		rows[i] = []any{source, a.Key, a.ID, a.Name, a.Known}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.chat_import_authors(source, source_key, id, name, known)`, rows,
		`ON CONFLICT (source, source_key, known) DO UPDATE SET id=excluded.id, name=excluded.name`)
}

// AuthorNames are what those of some ids were called who are not in the directory.
func AuthorNames(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := sqldb.All[Author](ctx, q, `SELECT source_key, id, name, known FROM {o}.chat_import_authors WHERE id IN {in} AND NOT known`, sqldb.Strings(ids))
	for _, r := range rows {
		out[r.ID] = r.Name.V
	}
	return out, err
}

// Became are the conversations that one of another program became, the first first.
func Became(ctx context.Context, q sqldb.Q, source, key string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT conversation FROM {o}.chat_import_conversations WHERE source=? AND source_key=? ORDER BY n`, source, key)
}

// NoteConversation adds one to them.
func NoteConversation(ctx context.Context, q sqldb.Q, source, key, conversation string) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.chat_import_conversations(source, source_key, n, conversation)
		SELECT ?, ?, coalesce(max(n), 0)+1, ? FROM {o}.chat_import_conversations WHERE source=? AND source_key=?`, source, key, conversation, source, key)
	return err
}

// Unchoose forgets who somebody was said to be.
func Unchoose(ctx context.Context, q sqldb.Q, source, key string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.chat_import_authors WHERE source=? AND source_key=? AND known`, source, key)
	return err
}

// Before are those of some conversations of another program that were imported before.
func Before(ctx context.Context, q sqldb.Q, source string, keys []string) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT DISTINCT source_key FROM {o}.chat_import_conversations WHERE source=? AND source_key IN {in}`, source, sqldb.Strings(keys))
}
