package store

import (
	"context"
	"math"

	"tramway/internal/sqldb"
)

// Folder is a row of conversation_folders.
type Folder struct {
	ID     string               `db:"id"`
	Person string               `db:"person"`
	Name   sqldb.Sealed[string] `db:"name"`
	Place  int                  `db:"place"`
	Filed  int                  `db:"filed"` // how many conversations are in it
}

// Folders are a person's, in their order.
func Folders(ctx context.Context, q sqldb.Q, person string) ([]Folder, error) {
	return sqldb.All[Folder](ctx, q, `SELECT f.id, f.person, f.name, f.place,
		(SELECT count(*) FROM {o}.conversation_filings i WHERE i.folder = f.id) AS filed
		FROM {o}.conversation_folders f WHERE f.person=? ORDER BY f.place, f.id`, person)
}

// SaveFolders writes folders, new or changed.
func SaveFolders(ctx context.Context, q sqldb.Q, folders []Folder) error {
	rows := make([][]any, len(folders))
	for i, f := range folders {
		rows[i] = []any{f.ID, f.Person, f.Name, f.Place}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.conversation_folders(id, person, name, place)`, rows,
		`ON CONFLICT (id) DO UPDATE SET name=excluded.name, place=excluded.place`)
}

// DropFolder removes a folder of a person's, and what was filed in it from it.
func DropFolder(ctx context.Context, q sqldb.Q, person, id string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.conversation_folders WHERE id=? AND person=?`, id, person)
	return err
}

// Filed says in which of a person's folders some conversations are, in the order of folders.
func Filed(ctx context.Context, q sqldb.Q, person string, conversations []string) (map[string][]string, error) {
	type row struct {
		Conversation string `db:"conversation"`
		Folder       string `db:"folder"`
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT i.conversation, i.folder FROM {o}.conversation_filings i JOIN {o}.conversation_folders f ON f.id = i.folder
		WHERE i.person=? AND i.conversation IN {in} ORDER BY f.place, f.id`, person, sqldb.Strings(conversations))
	out := map[string][]string{}
	for _, r := range rows {
		out[r.Conversation] = append(out[r.Conversation], r.Folder)
	}
	return out, err
}

// PutInFolders puts a person's conversation into these folders and takes it from all others.
func PutInFolders(ctx context.Context, q sqldb.Q, person, conversation string, folders []string) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.conversation_filings WHERE conversation=? AND person=?`, conversation, person); err != nil {
		return err
	}
	rows := make([][]any, len(folders))
	for i, f := range folders {
		rows[i] = []any{conversation, person, f}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.conversation_filings(conversation, person, folder)`, rows, "")
}

// FolderPage is Page of what a person has in one of their folders.
func FolderPage(ctx context.Context, q sqldb.Q, person, folder string, after Position, limit int) ([]Mine, error) {
	if after.ID == "" {
		after = Position{Pinned: true, At: math.MaxInt64}
	}
	return sqldb.All[Mine](ctx, q, `SELECT `+convCols+`, `+memberCols+` FROM {o}.conversation_filings i
		JOIN {o}.conversation_members m ON m.conversation = i.conversation AND m.person = i.person JOIN {o}.conversations c ON c.id = m.conversation
		WHERE i.folder=? AND i.person=? AND (m.pinned_at > 0, c.last_at, c.id) < (?, ?, ?) ORDER BY m.pinned_at > 0 DESC, c.last_at DESC, c.id DESC LIMIT ?`,
		folder, person, after.Pinned, after.At, after.ID, limit+1)
}

// MarkUnread notes that a member marked a conversation as unread; 0 takes the mark away. It
// says whether that changed anything.
func MarkUnread(ctx context.Context, q sqldb.Q, conversation, person string, at sqldb.Micros) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.conversation_members SET unread_at=? WHERE conversation=? AND person=? AND unread_at <> ?`, at, conversation, person, at)
	return n > 0, err
}

// CountFolders is how many folders a person has, and how much is filed in them.
func CountFolders(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT (SELECT count(*) FROM {o}.conversation_folders WHERE person=?)
		+ (SELECT count(*) FROM {o}.conversation_filings WHERE person=?)`, person, person)
}

// DropFoldersOf removes all of a person's with what is filed, and says how much it was.
func DropFoldersOf(ctx context.Context, q sqldb.Q, person string) (gone int64, err error) {
	for _, table := range []string{"conversation_filings", "conversation_folders"} {
		n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE person=?`, person)
		if err != nil {
			return 0, err
		}
		gone += n
	}
	return gone, nil
}
