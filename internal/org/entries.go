package org

import (
	"context"
	"errors"

	"tramway/internal/fault"
	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// Verify recounts the record and compares it with its head; see [Recount].
func (o *Org) Verify(ctx context.Context) error {
	_, err := Recount(ctx, o.db, o.VerifierKey())
	return err
}

// Leaves are those of the entries from a place up to before another, in order.
func (o *Org) Leaves(ctx context.Context, from, to int64) ([][]byte, error) {
	return sqldb.All[[]byte](ctx, o.Read(), `SELECT leaf FROM {o}.entries WHERE `+between(o.db.Dialect())+` ORDER BY idx`, from, to)
}

// Checkpoint is the last signed head, "" before the first.
func (o *Org) Checkpoint(ctx context.Context) (text string, at sqldb.Micros, head record.Head, err error) {
	h, err := readHead(ctx, o.Read())
	if err != nil {
		return "", 0, record.Head{}, err
	}
	signed, err := o.lastSigned(h)
	return h.Checkpoint, h.CheckpointAt, signed.Head, err
}

// Bundle makes the evidence for one entry: what anybody needs to check it
// without us. A new entry is integrated first.
func (o *Org) Bundle(ctx context.Context, entry string) (record.Bundle, error) {
	if err := o.Integrate(ctx); err != nil {
		return record.Bundle{}, err
	}
	var b record.Bundle
	err := o.Snapshot(ctx, func(q sqldb.Q) error {
		h, err := readHead(ctx, q)
		if err != nil {
			return err
		}
		c, err := readChain(ctx, q)
		if err != nil {
			return err
		}
		handovers, err := c.bundles()
		if err != nil {
			return err
		}
		if b, err = evidence(ctx, q, entry, []byte(h.Checkpoint), c.key(o.first)); err != nil {
			return err
		}
		b, err = b.WithChain(handovers)
		return err
	})
	return b, err
}

// evidence is the bundle of an entry under a checkpoint by a key.
func evidence(ctx context.Context, q sqldb.Q, entry string, checkpoint []byte, verifierKey string) (record.Bundle, error) {
	type row struct {
		Idx  int64                `db:"idx"`
		Salt []byte               `db:"salt"`
		Body sqldb.Sealed[string] `db:"body"`
	}
	r, err := sqldb.One[row](ctx, q, `SELECT idx, salt, body FROM {o}.entries WHERE id=?`, entry)
	if errors.Is(err, sqldb.ErrNone) {
		return record.Bundle{}, fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return record.Bundle{}, err
	}
	if len(r.Salt) != record.LeafSize {
		return record.Bundle{}, fault.New(fault.Conflict, "entry_erased")
	}
	return record.NewBundle(Tiles{ctx, q}, r.Idx, []byte(r.Body.V), [record.LeafSize]byte(r.Salt), checkpoint, verifierKey)
}

// EraseEntries removes text and salt of entries for good. The leaves stay: the
// tree is whole and says nothing any more. The erasure itself is recorded.
func (tx *Tx) EraseEntries(ids []string) error {
	if err := tx.unword(ids); err != nil {
		return err
	}
	_, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.entries SET salt=NULL, body=NULL, actor='', object='' WHERE id IN {in}`, sqldb.Strings(ids))
	return err
}

// EraseBefore erases at most limit entries from before a moment, oldest first, and
// says how many; entries by or about held persons stay. It begins where the last one
// ended, as long as nobody is held.
func (tx *Tx) EraseBefore(before sqldb.Micros, held []string, limit int) (int, error) {
	type row struct {
		N  int64        `db:"n"`
		ID string       `db:"id"`
		At sqldb.Micros `db:"at"`
	}
	about := make(sqldb.Strings, len(held))
	for i, p := range held {
		about[i] = "person:" + p
	}
	rows, err := sqldb.All[row](tx.Ctx, tx, `SELECT n, id, at FROM {o}.entries
		WHERE n > (SELECT coalesce(max(erased), 0) FROM {o}.log_head) AND salt IS NOT NULL
		AND actor NOT IN {in} AND object NOT IN {in} ORDER BY n LIMIT ?`, sqldb.Strings(held), about, limit)
	if err != nil {
		return 0, err
	}
	var ids []string
	last := int64(0)
	for _, r := range rows {
		if r.At >= before {
			break
		}
		ids, last = append(ids, r.ID), r.N
	}
	if len(ids) == 0 {
		return 0, nil
	}
	if len(held) == 0 {
		if _, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.log_head SET erased=? WHERE one=1`, last); err != nil {
			return 0, err
		}
	}
	return len(ids), tx.EraseEntries(ids)
}
