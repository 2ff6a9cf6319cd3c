package org

import (
	"context"
	"iter"
	"time"

	"tramway/internal/blob"
	"tramway/internal/sqldb"
)

const (
	// blobGrace is how long bytes stay that nothing uses: longer than the slowest
	// upload takes to its commit, and than a backup from its database to its files.
	blobGrace  = 24 * time.Hour
	sweepEvery = 7 * 24 * time.Hour
	sweepBatch = 500
)

// CollectBlobs removes the files that their last user let go of a day ago: the bytes
// first, so that what is left after a crash is found again.
func (o *Org) CollectBlobs(ctx context.Context) error {
	for {
		old, err := sqldb.All[string](ctx, o.Read(), `SELECT id FROM {o}.blobs WHERE unused_at > 0 AND unused_at <= ? LIMIT ?`,
			sqldb.At(o.Now().Add(-blobGrace)), sweepBatch)
		if err != nil || len(old) == 0 {
			return err
		}
		for _, id := range old {
			if err := o.house.Files.Delete(ctx, id); err != nil {
				return err
			}
		}
		err = o.Write(ctx, System("blobs"), func(tx *Tx) error {
			tx.Exempt("blob")
			_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.blobs WHERE id IN {in}`, sqldb.Strings(old))
			return err
		})
		if err != nil || len(old) < sweepBatch {
			return err
		}
	}
}

// SweepBlobs removes bytes that no commit kept. It looks through all of them, so it
// is done once a week.
func (o *Org) SweepBlobs(ctx context.Context) error {
	last, err := sqldb.One[sqldb.Micros](ctx, o.Read(), `SELECT coalesce(max(swept_at), 0) FROM {o}.blob_total`)
	if err != nil || o.Now().Sub(last.Time()) < sweepEvery {
		return err
	}
	err = eachBatch(ctx, o.house.Files, func(found []blob.Info) error {
		known, err := knownBlobs(ctx, o.Read(), found)
		if err != nil {
			return err
		}
		for _, f := range found {
			if known[f.Key] || o.Now().Sub(f.ModTime) < blobGrace {
				continue
			}
			if err := o.house.Files.Delete(ctx, f.Key); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return o.Write(ctx, System("blobs"), func(tx *Tx) error {
		tx.Exempt("blob")
		_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.blob_total(one, bytes, swept_at) VALUES(1, 0, ?)
			ON CONFLICT (one) DO UPDATE SET swept_at=excluded.swept_at`, sqldb.At(tx.now))
		return err
	})
}

func eachBatch(ctx context.Context, files blob.Backend, fn func([]blob.Info) error) error {
	var batch []blob.Info
	for f, err := range files.List(ctx, "") {
		if err != nil {
			return err
		}
		if batch = append(batch, f); len(batch) == sweepBatch {
			if err := fn(batch); err != nil {
				return err
			}
			batch = nil
		}
	}
	return fn(batch)
}

func knownBlobs(ctx context.Context, q sqldb.Q, found []blob.Info) (map[string]bool, error) {
	ids := sqldb.Strings{}
	for _, f := range found {
		ids = append(ids, f.Key)
	}
	rows, err := sqldb.All[string](ctx, q, `SELECT id FROM {o}.blobs WHERE id IN {in}`, ids)
	known := make(map[string]bool, len(rows))
	for _, id := range rows {
		known[id] = true
	}
	return known, err
}

// MissingBlobs counts the files in use, and those of them whose bytes are gone. Both
// lists are read in the order of ids, side by side.
func MissingBlobs(ctx context.Context, q sqldb.Q, files blob.Backend) (used, missing int, err error) {
	next, stop := iter.Pull2(files.List(ctx, ""))
	defer stop()
	f, err, more := next()
	failed := sqldb.Each(ctx, q, `SELECT id FROM {o}.blobs WHERE unused_at=0 ORDER BY id`, nil, func(id string) error {
		for more && err == nil && f.Key < id {
			f, err, more = next()
		}
		used++
		if !more || f.Key != id {
			missing++
		}
		return err
	})
	return used, missing, failed
}
