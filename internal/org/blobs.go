package org

import (
	"context"
	"errors"

	"tramway/internal/blob"
	"tramway/internal/fault"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// A stored file has two lives: its bytes are written first, outside any commit, and
// are nobody's; the commit that keeps them gives them their row, their key and their
// first user. Bytes that no commit kept are swept away, and so are those that their
// last user let go of.

// MaxBlob is the most bytes a stored file can have; routes set their own, smaller limits.
const MaxBlob = 64 << 30

// Blob describes a stored file.
type Blob struct {
	ID     string `db:"id"`
	Size   int64  `db:"size"`
	Digest []byte `db:"digest"` // SHA-256
	Type   string `db:"type"`   // media type
	Lock   []byte `db:"lock"`
}

const blobCols = `id, size, digest, type, lock`

func (b Blob) meta() blob.Meta {
	m := blob.Meta{ID: b.ID, Size: b.Size, ContentType: b.Type, WrappedKey: b.Lock}
	copy(m.SHA256[:], b.Digest)
	return m
}

// NewBlob begins a stored file of about so many bytes, -1 if unknown. What Finish
// returns is for [Tx.KeepBlob]; it is swept away if that does not follow within a
// day. Errors: plan_limit where there is no room.
func (o *Org) NewBlob(ctx context.Context, mediaType string, size int64) (*blob.Writer, error) {
	if err := o.Room(ctx, size); err != nil {
		return nil, err
	}
	return o.blobs.Create(ctx, mediaType)
}

// Room says whether the plan has room for so many bytes more, -1 if unknown. Errors:
// plan_limit.
func (o *Org) Room(ctx context.Context, size int64) error {
	used, err := StoredBytes(ctx, o.Read())
	if err != nil {
		return err
	}
	return o.Plan().Allow(plan.Storage, used+max(size, 0))
}

// StoreBlob is NewBlob for what is at hand in whole.
func (o *Org) StoreBlob(ctx context.Context, mediaType string, content []byte) (m blob.Meta, err error) {
	w, err := o.NewBlob(ctx, mediaType, int64(len(content)))
	if err != nil {
		return m, err
	}
	defer w.Abort()
	if _, err := w.Write(content); err != nil {
		return m, err
	}
	return w.Finish()
}

// OpenBlob opens a stored file for reading. Who may read it is the caller's
// business: the ref that uses it says. Errors: not_found.
func (o *Org) OpenBlob(ctx context.Context, id string) (*blob.Reader, Blob, error) {
	b, err := sqldb.One[Blob](ctx, o.Read(), `SELECT `+blobCols+` FROM {o}.blobs WHERE id=? AND unused_at=0`, id)
	if errors.Is(err, sqldb.ErrNone) {
		return nil, b, fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return nil, b, err
	}
	r, err := o.blobs.Open(ctx, b.meta())
	return r, b, err
}

// ReopenBlob opens what Finish has just returned and no commit has kept yet.
func (o *Org) ReopenBlob(ctx context.Context, m blob.Meta) (*blob.Reader, error) {
	return o.blobs.Open(ctx, m)
}

// StoredBytes is the size of all files in use.
func StoredBytes(ctx context.Context, q sqldb.Q) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT coalesce(max(bytes), 0) FROM {o}.blob_total`)
}

// KeepBlob gives a written file its row and its first user. Errors: plan_limit.
func (tx *Tx) KeepBlob(m blob.Meta, user ref.Ref) error {
	if _, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.blobs(`+blobCols+`, kept_at, unused_at) VALUES(?,?,?,?,?,?,0)`,
		m.ID, m.Size, m.SHA256[:], m.ContentType, m.WrappedKey, sqldb.At(tx.now)); err != nil {
		return err
	}
	if err := tx.addUse(m.ID, user); err != nil {
		return err
	}
	used, err := tx.store(m.Size)
	if err != nil {
		return err
	}
	return tx.Org.Plan().Allow(plan.Storage, used)
}

// UseBlob adds a user to a file that has one. Errors: not_found for one that nothing
// uses any more, for it may be gone the next moment.
func (tx *Tx) UseBlob(id string, user ref.Ref) error {
	n, err := sqldb.One[int](tx.Ctx, tx, `SELECT count(*) FROM {o}.blobs WHERE id=? AND unused_at=0`, id)
	if err != nil {
		return err
	}
	if n == 0 {
		return fault.New(fault.NotFound, "not_found")
	}
	return tx.addUse(id, user)
}

func (tx *Tx) addUse(id string, user ref.Ref) error {
	_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.blob_uses(blob, ref) VALUES(?,?) ON CONFLICT DO NOTHING`, id, user.String())
	return err
}

// ReleaseBlobs takes users from all files they use.
func (tx *Tx) ReleaseBlobs(users ...ref.Ref) error {
	if len(users) == 0 {
		return nil
	}
	refs := make(sqldb.Strings, len(users))
	for i, u := range users {
		refs[i] = u.String()
	}
	if _, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.blobs SET unused_at=? WHERE id IN (SELECT blob FROM {o}.blob_uses WHERE ref IN {in})
		AND NOT EXISTS (SELECT 1 FROM {o}.blob_uses u WHERE u.blob=blobs.id AND u.ref NOT IN {in})`, sqldb.At(tx.now), refs, refs); err != nil {
		return err
	}
	freed, err := sqldb.One[int64](tx.Ctx, tx, `SELECT cast(coalesce(sum(size), 0) AS BIGINT) FROM {o}.blobs
		WHERE unused_at>0 AND id IN (SELECT blob FROM {o}.blob_uses WHERE ref IN {in})`, refs)
	if err != nil {
		return err
	}
	if _, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.blob_uses WHERE ref IN {in}`, refs); err != nil || freed == 0 {
		return err
	}
	_, err = tx.store(-freed)
	return err
}

// store counts bytes in or out, and says how many are in use.
func (tx *Tx) store(bytes int64) (int64, error) {
	return sqldb.One[int64](tx.Ctx, tx, `INSERT INTO {o}.blob_total(one, bytes, swept_at) VALUES(1, ?, 0)
		ON CONFLICT (one) DO UPDATE SET bytes=blob_total.bytes+excluded.bytes RETURNING bytes`, bytes)
}
