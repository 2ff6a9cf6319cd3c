package store

import (
	"context"
	"math"

	"tramway/internal/sqldb"
)

// About is what a file is called and looks like, or where a place is.
type About struct {
	Name    string  `json:"name,omitempty"`
	Width   int     `json:"width,omitempty"` // pixels, upright
	Height  int     `json:"height,omitempty"`
	Seconds float64 `json:"seconds,omitempty"`
	Peaks   []int   `json:"peaks,omitempty"` // of a voice message, 0 to 100
	Lat     float64 `json:"lat,omitempty"`   // degrees, WGS 84
	Lon     float64 `json:"lon,omitempty"`
	Place   string  `json:"place,omitempty"`
	SHA256  string  `json:"sha256,omitempty"`
}

// File is something that a message carries.
type File struct {
	Conversation string              `db:"conversation"`
	Seq          int64               `db:"seq"`
	N            int                 `db:"n"`
	Part         int                 `db:"part"`
	ID           string              `db:"id"`
	Sender       string              `db:"sender"`
	Kind         string              `db:"kind"`
	About        sqldb.Sealed[About] `db:"about"`
	Type         string              `db:"type"`
	Size         int64               `db:"size"`
	Blob         string              `db:"blob"`
	Thumb        string              `db:"thumb"`
	View         string              `db:"view"`
	Person       string              `db:"person"`
	At           sqldb.Micros        `db:"at"`
}

// Blobs are the stored files that it uses.
func (f File) Blobs() (out []string) {
	for _, b := range []string{f.Blob, f.Thumb, f.View} {
		if b != "" {
			out = append(out, b)
		}
	}
	return out
}

const (
	fileNames = `conversation, seq, n, part, id, sender, kind, about, type, size, blob, thumb, view, person, at`
	fileCols  = `f.conversation, f.seq, f.n, f.part, f.id, f.sender, f.kind, f.about, f.type, f.size, f.blob, f.thumb, f.view, f.person, f.at`
)

// AddFiles writes what a message carries, in order.
func AddFiles(ctx context.Context, q sqldb.Q, conversation string, seq int64, all []File) error {
	rows := make([][]any, len(all))
	for n, f := range all {
		rows[n] = []any{conversation, seq, n, f.Part, f.ID, f.Sender, f.Kind, f.About, f.Type, f.Size, f.Blob, f.Thumb, f.View, f.Person, f.At}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.message_files(`+fileNames+`)`, rows, ``)
}

// Files are what the messages of the places from to upTo carry.
func Files(ctx context.Context, q sqldb.Q, conversation string, from, upTo int64) ([]File, error) {
	return sqldb.All[File](ctx, q, `SELECT `+fileCols+` FROM {o}.message_files f WHERE f.conversation=? AND f.seq >= ? AND f.seq <= ? ORDER BY f.seq, f.n`,
		conversation, from, upTo)
}

// FileAt finds one that is carried by a message that still says something; ErrNone.
func FileAt(ctx context.Context, q sqldb.Q, conversation string, seq int64, n int) (File, error) {
	return sqldb.One[File](ctx, q, `SELECT `+fileCols+` FROM {o}.message_files f JOIN {o}.messages m ON m.conversation = f.conversation AND m.seq = f.seq
		WHERE f.conversation=? AND f.seq=? AND f.n=? AND m.kind IN ('text', 'forward')`, conversation, seq, n)
}

// FilePosition is where a page of a conversation's files ended.
type FilePosition struct {
	Seq int64 `json:"s"`
	N   int   `json:"n"`
}

// PositionOfFile is that of one file.
func PositionOfFile(f File) FilePosition { return FilePosition{f.Seq, f.N} }

// FilesOf are those of a conversation that a member sees, of some kinds, latest first.
func FilesOf(ctx context.Context, q sqldb.Q, conversation string, joined int64, kinds []string, after FilePosition, limit int) ([]File, error) {
	if after.Seq == 0 { // before all of them
		after = FilePosition{math.MaxInt64, math.MaxInt32}
	}
	return sqldb.All[File](ctx, q, `SELECT `+fileCols+` FROM {o}.message_files f JOIN {o}.messages m ON m.conversation = f.conversation AND m.seq = f.seq
		WHERE f.conversation=? AND f.seq > ? AND (f.seq, f.n) < (?, ?) AND f.kind IN {in} AND m.kind IN ('text', 'forward')
		ORDER BY f.seq DESC, f.n DESC LIMIT ?`, conversation, joined, after.Seq, after.N, sqldb.Strings(kinds), limit+1)
}

// FilesUpTo are those of the beginning of a conversation, by what they use bytes as.
func FilesUpTo(ctx context.Context, q sqldb.Q, c Cut) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.message_files WHERE conversation=? AND seq <= ?`, c.Conversation, c.Seq)
}

// FilesForwarded are those that a message carries from elsewhere.
func FilesForwarded(ctx context.Context, q sqldb.Q, conversation string, seq int64) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.message_files WHERE conversation=? AND seq=? AND part > 0`, conversation, seq)
}

// FilesSentBy are some that a person sent first, wherever they are.
func FilesSentBy(ctx context.Context, q sqldb.Q, sender string, limit int) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.message_files WHERE sender=? ORDER BY id LIMIT ?`, sender, limit)
}

// DropFiles removes some.
func DropFiles(ctx context.Context, q sqldb.Q, ids []string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.message_files WHERE id IN {in}`, sqldb.Strings(ids))
	return err
}

// CarriedFile is a file at the place of the message that carries it.
type CarriedFile struct {
	Place
	Kind  string              `db:"kind"`
	About sqldb.Sealed[About] `db:"about"`
}

// FilesAt are those of some places, each place's in order.
func FilesAt(ctx context.Context, q sqldb.Q, places []Place) ([]CarriedFile, error) {
	return inParts[CarriedFile](ctx, q, `SELECT m.conversation, m.seq, m.kind, m.about FROM {o}.message_files m WHERE `+somePlaces+` ORDER BY m.conversation, m.seq, m.n`, nil, places)
}
