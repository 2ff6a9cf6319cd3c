package org

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// Extracting is a stretch of the record that is about to be written out.
type Extracting struct {
	record.Extract
	o    *Org
	size int64 // of the tree under the checkpoint
}

// Extract takes the shortest stretch that has every signed entry between two moments;
// zero: from the beginning, to the end. What is new is integrated first.
func (o *Org) Extract(ctx context.Context, from, to time.Time) (x Extracting, err error) {
	if err := o.Integrate(ctx); err != nil {
		return x, err
	}
	err = o.Snapshot(ctx, func(q sqldb.Q) error {
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
		signed, err := record.OpenCheckpoint([]byte(h.Checkpoint), c.key(o.first))
		if err != nil {
			return err
		}
		first, next, err := stretch(ctx, q, from, to, signed.Head.Size)
		x = Extracting{record.NewExtract(c.key(o.first), h.Checkpoint, handovers, first, next), o, signed.Head.Size}
		return err
	})
	return x, err
}

func stretch(ctx context.Context, q sqldb.Q, from, to time.Time, size int64) (first, next int64, err error) {
	if to.IsZero() {
		to = time.Unix(1<<40, 0)
	}
	type ends struct {
		First int64 `db:"first"`
		Next  int64 `db:"next"`
	}
	e, err := sqldb.One[ends](ctx, q, `SELECT coalesce(min(idx), 0) AS first, coalesce(max(idx)+1, 0) AS next FROM {o}.entries
		WHERE at >= ? AND at < ? AND idx < ?`, sqldb.At(from), sqldb.At(to), size)
	return e.First, e.Next, err
}

// piecesAtOnce are read together; what an extract holds in memory does not grow
// with it.
const piecesAtOnce = 100

// Write writes it out. The tree under a checkpoint never changes, so nothing is held
// open meanwhile; an entry that is erased meanwhile is written as erased.
func (x Extracting) Write(ctx context.Context, w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	if err := out.Encode(x.Extract); err != nil {
		return err
	}
	tiles := lately{Tiles{ctx, x.o.Read()}, map[tilePlace][]byte{}}
	for at := x.First; at < x.Next; at += piecesAtOnce {
		if err := x.write(ctx, out, tiles, at, min(at+piecesAtOnce, x.Next)); err != nil {
			return err
		}
	}
	return nil
}

func (x Extracting) write(ctx context.Context, out *json.Encoder, tiles record.Tiles, from, to int64) error {
	type row struct {
		Idx  int64                `db:"idx"`
		Leaf []byte               `db:"leaf"`
		Salt []byte               `db:"salt"`
		Body sqldb.Sealed[string] `db:"body"`
	}
	rows, err := sqldb.All[row](ctx, x.o.Read(), `SELECT idx, leaf, salt, body FROM {o}.entries WHERE `+between(x.o.db.Dialect())+` ORDER BY idx`, from, to)
	if err != nil {
		return err
	}
	for _, r := range rows {
		p := record.Piece{Index: r.Idx, Leaf: r.Leaf, Salt: r.Salt, Entry: r.Body.V}
		if p.Proof, err = record.ProveInclusion(tiles, r.Idx, x.size); err != nil {
			return err
		}
		if err := out.Encode(p); err != nil {
			return err
		}
	}
	return nil
}

type tilePlace struct {
	level int
	index int64
}

// lately keeps the tiles read last: neighbours have nearly all of theirs in common.
type lately struct {
	Tiles
	kept map[tilePlace][]byte
}

// Tile implements record.Tiles.
func (l lately) Tile(level int, index int64) ([]byte, error) {
	at := tilePlace{level, index}
	if b, is := l.kept[at]; is {
		return b, nil
	}
	b, err := l.Tiles.Tile(level, index)
	if len(l.kept) >= 64 {
		clear(l.kept)
	}
	if err == nil {
		l.kept[at] = b
	}
	return b, err
}
