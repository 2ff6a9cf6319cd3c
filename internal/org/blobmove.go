package org

import (
	"context"

	"tramway/internal/blob"
	"tramway/internal/sqldb"
)

// BlobTable is the table with the keys of files.
const BlobTable = "blobs"

// RewrapBlobs replaces the key of every stored file, in a house that nobody has open.
func RewrapBlobs(ctx context.Context, db *sqldb.DB, fn func(blob.Meta) ([]byte, error)) error {
	for last := ""; ; {
		all, err := sqldb.All[Blob](ctx, db.Read(), `SELECT `+blobCols+` FROM {o}.blobs WHERE id > ? ORDER BY id LIMIT ?`, last, sweepBatch)
		if err != nil || len(all) == 0 {
			return err
		}
		err = db.Write(sqldb.Unhurried(ctx), func(ctx context.Context, q sqldb.Q) error {
			for _, b := range all {
				lock, err := fn(b.meta())
				if err != nil {
					return err
				}
				if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.blobs SET lock=? WHERE id=?`, lock, b.ID); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		last = all[len(all)-1].ID
	}
}
