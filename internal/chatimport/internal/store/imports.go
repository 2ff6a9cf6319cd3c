// Package store is the import's SQL: every statement on its rows, and nothing that decides.
//
// Floor: 4
package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Counts are what an archive holds, and what became of it.
type Counts struct {
	Messages  int64 `json:"messages"`
	Replies   int64 `json:"replies"` // of these, in threads
	Reactions int64 `json:"reactions"`
	NoEmoji   int64 `json:"no_emoji"` // reactions with a picture of their own, which are kept by its name
	Files     int64 `json:"files"`
	Bytes     int64 `json:"bytes"`
	Missing   int64 `json:"missing"`   // attachments that are not in the archive
	TooLarge  int64 `json:"too_large"` // attachments
	Cut       int64 `json:"cut"`       // texts that are too long
	Old       int64 `json:"old"`       // messages that are past their period
	Problems  int64 `json:"problems"`
	System    int64 `json:"system"` // lines that the other program said itself
	Seen      int64 `json:"seen"`   // messages that were read, for going on after a stop

	Added  int64 `json:"added"`  // messages that were imported
	Had    int64 `json:"had"`    // messages that were here already
	Out    int64 `json:"out"`    // messages of whom was left out, or in conversations without members
	NoRoom int64 `json:"noroom"` // conversations without anybody who is in the directory
}

// Import is a row of chat_imports.
type Import struct {
	ID       string               `db:"id"`
	Source   string               `db:"source"`
	State    string               `db:"state"`
	File     sqldb.Sealed[string] `db:"file"`
	Size     int64                `db:"size"`
	SHA256   string               `db:"sha256"`
	Reason   string               `db:"reason"`
	Counts   sqldb.JSON[Counts]   `db:"counts"`
	Done     int64                `db:"done"`
	Total    int64                `db:"total"`
	Room     int                  `db:"room"`
	AfterAt  int64                `db:"after_at"`
	AfterKey string               `db:"after_key"`
	MadeBy   string               `db:"made_by"`
	MadeAt   sqldb.Micros         `db:"made_at"`
	EndedAt  sqldb.Micros         `db:"ended_at"`
}

const importCols = `id, source, state, file, size, sha256, reason, counts, done, total, room, after_at, after_key, made_by, made_at, ended_at`

// Save writes an import.
func Save(ctx context.Context, q sqldb.Q, i Import) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.chat_imports(`+importCols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET
		source=excluded.source, state=excluded.state, reason=excluded.reason, counts=excluded.counts, done=excluded.done, total=excluded.total,
		room=excluded.room, after_at=excluded.after_at, after_key=excluded.after_key, ended_at=excluded.ended_at`,
		i.ID, i.Source, i.State, i.File, i.Size, i.SHA256, i.Reason, i.Counts, i.Done, i.Total, i.Room, i.AfterAt, i.AfterKey, i.MadeBy, i.MadeAt, i.EndedAt)
	return err
}

// ByID finds one; ErrNone.
func ByID(ctx context.Context, q sqldb.Q, id string) (Import, error) {
	return sqldb.One[Import](ctx, q, `SELECT `+importCols+` FROM {o}.chat_imports WHERE id=?`, id)
}

// Latest are some, the latest first.
func Latest(ctx context.Context, q sqldb.Q, limit int) ([]Import, error) {
	return sqldb.All[Import](ctx, q, `SELECT `+importCols+` FROM {o}.chat_imports ORDER BY id DESC LIMIT ?`, limit)
}

// Going is how many have not ended.
func Going(ctx context.Context, q sqldb.Q) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.chat_imports WHERE ended_at=0`)
}

// Clear removes some rows of what was read of an import, and says whether there may be more.
func Clear(ctx context.Context, q sqldb.Q, id string, limit int) (more bool, err error) {
	n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.chat_import_messages WHERE import=? AND source_key IN
		(SELECT source_key FROM {o}.chat_import_messages WHERE import=? LIMIT ?)`, id, id, limit)
	if err != nil || n > 0 {
		return true, err
	}
	for _, table := range []string{"chat_import_people", "chat_import_rooms"} {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE import=?`, id); err != nil {
			return false, err
		}
	}
	return false, nil
}
