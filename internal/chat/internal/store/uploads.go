package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Piece is a stored part of an upload.
type Piece struct {
	Blob string `json:"b"`
	Size int64  `json:"s"`
}

// Upload is something on its way here, or whole and not yet in a message.
type Upload struct {
	ID     string              `db:"id"`
	Person string              `db:"person"`
	Kind   string              `db:"kind"`
	About  sqldb.Sealed[About] `db:"about"`
	Type   string              `db:"type"`
	Size   int64               `db:"size"`
	Got    int64               `db:"got"`
	Parts  sqldb.JSON[[]Piece] `db:"parts"`
	Blob   string              `db:"blob"`
	Thumb  string              `db:"thumb"`
	View   string              `db:"view"`
	Who    string              `db:"who"`
	Held   string              `db:"held"`
	N      int                 `db:"n"`
	At     sqldb.Micros        `db:"at"`
}

// File is it as a message carries it.
func (u Upload) File() File {
	return File{ID: u.ID, Sender: u.Person, Kind: u.Kind, About: u.About, Type: u.Type, Size: u.Size,
		Blob: u.Blob, Thumb: u.Thumb, View: u.View, Person: u.Who, At: u.At}
}

const uploadCols = `id, person, kind, about, type, size, got, parts, blob, thumb, view, who, held, n, at`

// AddUploads writes new ones.
func AddUploads(ctx context.Context, q sqldb.Q, all ...Upload) error {
	rows := make([][]any, len(all))
	for i, u := range all {
		rows[i] = []any{u.ID, u.Person, u.Kind, u.About, u.Type, u.Size, u.Got, u.Parts, u.Blob, u.Thumb, u.View, u.Who, u.Held, u.N, u.At}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.uploads(`+uploadCols+`)`, rows, ``)
}

// UploadOf finds one of a person's that is in no message; ErrNone.
func UploadOf(ctx context.Context, q sqldb.Q, person, id string) (Upload, error) {
	return sqldb.One[Upload](ctx, q, `SELECT `+uploadCols+` FROM {o}.uploads WHERE id=? AND person=? AND held=''`, id, person)
}

// Uploading is how much of a person's is on its way or waits for a message.
func Uploading(ctx context.Context, q sqldb.Q, person string) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.uploads WHERE person=? AND held=''`, person)
}

// Grow puts a piece to an upload that has so many bytes, and says whether it had.
func Grow(ctx context.Context, q sqldb.Q, u Upload, p Piece) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.uploads SET got=?, parts=? WHERE id=? AND got=? AND blob=''`,
		u.Got+p.Size, sqldb.AsJSON(append(append([]Piece{}, u.Parts.V...), p)), u.ID, u.Got)
	return n > 0, err
}

// Complete says what an upload became.
func Complete(ctx context.Context, q sqldb.Q, u Upload) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.uploads SET kind=?, about=?, type=?, parts=?, blob=?, thumb=?, view=? WHERE id=? AND got=size AND blob=''`,
		u.Kind, u.About, u.Type, sqldb.AsJSON([]Piece{}), u.Blob, u.Thumb, u.View, u.ID)
	return n > 0, err
}

// Whole are those of a person's uploads among some that are whole and in no message.
func Whole(ctx context.Context, q sqldb.Q, person string, ids []string) ([]Upload, error) {
	return sqldb.All[Upload](ctx, q, `SELECT `+uploadCols+` FROM {o}.uploads WHERE id IN {in} AND person=? AND held='' AND blob <> ''`, sqldb.Strings(ids), person)
}

// UploadsHeld are those that a held message waits with, in order.
func UploadsHeld(ctx context.Context, q sqldb.Q, held ...string) ([]Upload, error) {
	return sqldb.All[Upload](ctx, q, `SELECT `+uploadCols+` FROM {o}.uploads WHERE held IN {in} AND held <> '' ORDER BY held, n`, sqldb.Strings(held))
}

// UploadsAdrift are some whose held message is gone.
func UploadsAdrift(ctx context.Context, q sqldb.Q, limit int) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.uploads WHERE held <> '' AND NOT EXISTS
		(SELECT 1 FROM {o}.held_messages h WHERE h.id = uploads.held) ORDER BY id LIMIT ?`, limit)
}

// UploadsOf are a person's own that no held message waits with.
func UploadsOf(ctx context.Context, q sqldb.Q, person string, limit int) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.uploads WHERE person=? AND held='' ORDER BY id LIMIT ?`, person, limit)
}

// DropUploads removes some.
func DropUploads(ctx context.Context, q sqldb.Q, ids []string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.uploads WHERE id IN {in}`, sqldb.Strings(ids))
	return err
}

// HoldUploads lets a held message wait with some, in order.
func HoldUploads(ctx context.Context, q sqldb.Q, held string, all []File) error {
	for n, f := range all {
		if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.uploads SET held=?, n=? WHERE id=?`, held, n, f.ID); err != nil {
			return err
		}
	}
	return nil
}

// Unclaimed says whether an upload is there that neither a message nor a held one has taken.
func Unclaimed(ctx context.Context, q sqldb.Q, id string) (bool, error) {
	n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.uploads WHERE id=? AND held=''`, id)
	return n > 0, err
}

// CountUploads is how many a person has, held or not.
func CountUploads(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.uploads WHERE person=?`, person)
}
