package org

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// The sequencer gives record, outbox and changes their order and grows the
// tree. On SQLite there is one writer and the order is that of writing. On
// PostgreSQL transactions overlap: a row is placed only when every transaction
// that began before its own has ended (xid below the snapshot's xmin), so the
// order has no gaps and nothing that commits late is skipped.
const (
	batchSize       = 256
	integratePause  = 200 * time.Millisecond // the tree may lag the writes by this
	checkpointEvery = time.Second
	overtaken       = 20 * time.Millisecond // pause when an older transaction is still open
)

// head is the row of log_head.
type head struct {
	Size         int64        `db:"size"`
	Root         []byte       `db:"root"`
	Checkpoint   string       `db:"checkpoint"`
	CheckpointAt sqldb.Micros `db:"checkpoint_at"`
	Worded       int64        `db:"worded"` // entries that have their words
	Key          string       `db:"key"`    // that signs since the last handover; "" for the first
}

func (h head) tree() record.Head { return record.Head{Size: h.Size, Root: record.Hash(h.Root)} }

func readHead(ctx context.Context, q sqldb.Q) (head, error) {
	return headWith(ctx, q, `worded, coalesce((SELECT new_key FROM {o}.handovers WHERE evidence<>'' ORDER BY n DESC LIMIT 1), '') AS key`)
}

// takeHead reads the head to change it: the whole row is saved, so nothing of it may
// change between.
func (o *Org) takeHead(ctx context.Context, q sqldb.Q) (head, error) {
	if err := holdHead(ctx, q, o.db.Dialect()); err != nil {
		return head{}, err
	}
	return readHead(ctx, q)
}

// headWith reads the head with what an older house does not have.
func headWith(ctx context.Context, q sqldb.Q, more string) (head, error) {
	h, err := sqldb.One[head](ctx, q, `SELECT size, root, checkpoint, checkpoint_at, `+more+` FROM {o}.log_head WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		empty := new(record.Recount).Head()
		return head{Root: empty.Root[:]}, nil
	}
	return h, err
}

func (h head) save(ctx context.Context, q sqldb.Q) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.log_head(one, size, root, checkpoint, checkpoint_at, worded) VALUES(1,?,?,?,?,?)
		ON CONFLICT (one) DO UPDATE SET size=excluded.size, root=excluded.root, checkpoint=excluded.checkpoint,
		checkpoint_at=excluded.checkpoint_at, worded=excluded.worded`, h.Size, h.Root, h.Checkpoint, h.CheckpointAt, h.Worded)
	return err
}

// Tiles reads and writes the tree's tiles as rows of the house.
type Tiles struct {
	Ctx context.Context
	Q   sqldb.Q
}

// Tile implements record.Tiles.
func (t Tiles) Tile(level int, index int64) ([]byte, error) {
	b, err := sqldb.One[[]byte](t.Ctx, t.Q, `SELECT data FROM {o}.tiles WHERE level=? AND idx=?`, level, index)
	if errors.Is(err, sqldb.ErrNone) {
		return nil, nil
	}
	return b, err
}

// PutTile implements record.Tiles.
func (t Tiles) PutTile(level int, index int64, data []byte) error {
	_, err := sqldb.Exec(t.Ctx, t.Q, `INSERT INTO {o}.tiles(level, idx, data) VALUES(?,?,?)
		ON CONFLICT (level, idx) DO UPDATE SET data=excluded.data`, level, index, data)
	return err
}

// sequence places waiting rows; on SQLite they are placed as they are written.
// more says that some could not be placed yet.
func (o *Org) sequence(ctx context.Context) (more bool, err error) {
	if o.db.Dialect() == sqldb.SQLite {
		return false, nil
	}
	err = o.db.Sequence(ctx, func(ctx context.Context, q sqldb.Q) error {
		for _, table := range []string{"outbox", "changes"} {
			if _, err := sqldb.Exec(ctx, q, place(table)); err != nil {
				return fmt.Errorf("sequence %s: %w", table, err)
			}
		}
		return nil
	})
	if err != nil {
		return false, err
	}
	return sqldb.One[bool](ctx, o.Read(), `SELECT EXISTS (SELECT 1 FROM {o}.outbox WHERE seq IS NULL)
		OR EXISTS (SELECT 1 FROM {o}.changes WHERE seq IS NULL)`)
}

// unplaced says that entries wait for a transaction that began before theirs.
func (o *Org) unplaced(ctx context.Context) (bool, error) {
	if o.db.Dialect() == sqldb.SQLite {
		return false, nil
	}
	return sqldb.One[bool](ctx, o.Read(), `SELECT EXISTS (SELECT 1 FROM {o}.entries WHERE idx IS NULL)`)
}

// place numbers rows whose transaction can no longer be overtaken. The numbers are
// the sequence's, not one more than the greatest there is: that row may have gone.
func place(table string) string {
	return `UPDATE {o}.` + table + ` t SET seq = s.num FROM (
		SELECT n, nextval('{o}.` + table + `_places') AS num FROM (
			SELECT n FROM {o}.` + table + ` WHERE seq IS NULL AND xid < pg_snapshot_xmin(pg_current_snapshot())
			ORDER BY xid, n LIMIT 4096) waiting) s WHERE t.n = s.n`
}

// Integrate puts every committed entry into the tree and signs a checkpoint.
// It is run by itself while there are writes; call it to have a proof now.
func (o *Org) Integrate(ctx context.Context) error {
	if err := o.place(ctx); err != nil {
		return err
	}
	return o.checkpoint(ctx)
}

// place waits until every committed entry is in the tree and has its words.
func (o *Org) place(ctx context.Context) error {
	for {
		more, err := o.integrateAll(ctx)
		if err != nil || !more {
			return err
		}
		select {
		case <-time.After(overtaken):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// integrateAll integrates batch after batch; more says that some entries can't
// be placed yet.
func (o *Org) integrateAll(ctx context.Context) (more bool, err error) {
	for {
		more, err := o.integrateBatch(ctx)
		if err != nil {
			return false, err
		}
		if !more {
			return o.unplaced(ctx)
		}
	}
}

// integrateBatch takes the next entries into the tree and gives the next of the
// tree their words; more says that there may be others.
func (o *Org) integrateBatch(ctx context.Context) (more bool, err error) {
	err = o.db.Sequence(ctx, func(ctx context.Context, q sqldb.Q) error {
		h, err := o.takeHead(ctx, q)
		if err != nil {
			return err
		}
		leaves, err := nextLeaves(ctx, q, o.db.Dialect(), h.Size)
		if more = len(leaves) == batchSize || h.Worded+batchSize < h.Size; err != nil || len(leaves) == 0 && h.Worded == h.Size {
			return err
		}
		grown, err := record.Append(Tiles{ctx, q}, h.Size, leaves)
		if err != nil {
			return err
		}
		h.Size, h.Root = grown.Size, grown.Root[:]
		if err := h.word(ctx, q, o.db.Dialect()); err != nil {
			return err
		}
		return h.save(ctx, q)
	})
	return more, err
}

func nextLeaves(ctx context.Context, q sqldb.Q, d sqldb.Dialect, size int64) ([][record.LeafSize]byte, error) {
	text := `SELECT leaf FROM {o}.entries WHERE n > ? ORDER BY n LIMIT ?`
	if d == sqldb.Postgres {
		text = `WITH placed AS (
			UPDATE {o}.entries t SET idx = s.num FROM (
				SELECT n, ?::bigint - 1 + row_number() OVER (ORDER BY xid, n) AS num FROM {o}.entries
				WHERE idx IS NULL AND xid < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xid, n LIMIT ?) s
			WHERE t.n = s.n RETURNING t.idx, t.leaf)
			SELECT leaf FROM placed ORDER BY idx`
	}
	rows, err := sqldb.All[[]byte](ctx, q, text, size, batchSize)
	leaves := make([][record.LeafSize]byte, len(rows))
	for i, r := range rows {
		if len(r) != record.LeafSize {
			return nil, fmt.Errorf("org: a leaf of %d bytes", len(r))
		}
		leaves[i] = [record.LeafSize]byte(r)
	}
	return leaves, err
}

// checkpoint signs the head if it grew since the last checkpoint, and tells the
// installation, which compares it when the house opens next.
func (o *Org) checkpoint(ctx context.Context) error {
	var h head
	err := o.db.Sequence(ctx, func(ctx context.Context, q sqldb.Q) (err error) {
		if h, err = o.takeHead(ctx, q); err != nil {
			return err
		}
		if last, err := o.lastSigned(h); err != nil || (last.Head.Size == h.Size && h.Checkpoint != "") {
			return err
		}
		s, err := o.signing(ctx, q)
		if err != nil {
			return err
		}
		return o.sign(ctx, q, &h, s)
	})
	if err != nil {
		return err
	}
	return o.tell(ctx, h)
}

// sign gives the head a checkpoint.
func (o *Org) sign(ctx context.Context, q sqldb.Q, h *head, s *record.Signer) error {
	text, err := s.SignCheckpoint(h.tree())
	if err != nil {
		return err
	}
	h.Checkpoint, h.CheckpointAt = string(text), sqldb.At(o.clock.Now())
	return h.save(ctx, q)
}

// tell the installation of a signed head it has not heard of: perhaps one that was
// signed a moment ago by somebody who was stopped before telling.
func (o *Org) tell(ctx context.Context, h head) error {
	o.telling.Lock()
	defer o.telling.Unlock()
	if o.reg.cfg.Checkpointed == nil || h.Size <= o.told {
		return nil
	}
	if err := o.reg.cfg.Checkpointed(ctx, o.ID, h.Size, h.Root); err != nil {
		return err
	}
	o.told = h.Size
	return nil
}

func (o *Org) lastSigned(h head) (record.Checkpoint, error) { return h.signed(cmp.Or(h.Key, o.first)) }

func (h head) signed(verifierKey string) (record.Checkpoint, error) {
	if h.Checkpoint == "" {
		return record.Checkpoint{}, nil
	}
	return record.OpenCheckpoint([]byte(h.Checkpoint), verifierKey)
}
