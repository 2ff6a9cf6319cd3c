package org

import (
	"context"
	"fmt"

	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// Recount goes through the whole record of a house, opened or not, and compares
// the tree of its leaves, and the text of every entry not erased, with the stored
// head, whose checkpoint must be signed by the verifier key, or by one that it has
// handed over to. It costs one pass over the record.
func Recount(ctx context.Context, db *sqldb.DB, verifierKey string) (record.Head, error) {
	h, handovers, err := headAndChain(ctx, db)
	if err != nil {
		return record.Head{}, err
	}
	type row struct {
		Idx  int64                `db:"idx"`
		Leaf []byte               `db:"leaf"`
		Salt []byte               `db:"salt"`
		Body sqldb.Sealed[string] `db:"body"`
	}
	var count record.Recount
	want := int64(0)
	err = sqldb.Each(ctx, db.Read(), `SELECT idx, leaf, salt, body FROM {o}.entries WHERE `+between(db.Dialect())+` ORDER BY `+byPlace(db.Dialect()), []any{0, h.Size}, func(r row) error {
		if r.Idx != want || len(r.Leaf) != record.LeafSize {
			return fmt.Errorf("org: entry %d is missing", want)
		}
		leaf := [record.LeafSize]byte(r.Leaf)
		if len(r.Salt) == record.LeafSize && record.Leaf([record.LeafSize]byte(r.Salt), []byte(r.Body.V)) != leaf {
			return fmt.Errorf("org: entry %d was altered", r.Idx)
		}
		count.Add(leaf)
		want++
		return nil
	})
	if err != nil {
		return record.Head{}, err
	}
	got := count.Head()
	if got.Size != h.Size || string(got.Root[:]) != string(h.Root) {
		return got, fmt.Errorf("org: %d entries do not make the root of %d", got.Size, h.Size)
	}
	key, err := handovers.follow(Tiles{ctx, db.Read()}, verifierKey)
	if err == nil {
		_, err = h.signed(key)
	}
	return got, err
}

// headAndChain reads both at one commit, also in a house of an older program.
func headAndChain(ctx context.Context, db *sqldb.DB) (h head, c chain, err error) {
	err = db.Snapshot(ctx, func(q sqldb.Q) error {
		levels, err := sqldb.Levels(ctx, q)
		if err != nil {
			return err
		}
		if levels["org"] < handoverLevel {
			h, err = headWith(ctx, q, `0 AS worded, '' AS key`)
			return err
		}
		if h, err = readHead(ctx, q); err != nil {
			return err
		}
		c, err = readChain(ctx, q)
		return err
	})
	return h, c, err
}

// Continues says whether a record has grown out of an earlier head of it;
// [ErrRolledBack] if not.
func Continues(ctx context.Context, q sqldb.Q, size int64, root []byte) error {
	h, err := readHead(ctx, q)
	if err != nil {
		return err
	}
	if h.Size < size {
		return fmt.Errorf("%w: %d entries, %d were seen", ErrRolledBack, h.Size, size)
	}
	was, err := record.RootAt(Tiles{ctx, q}, size)
	if err != nil || string(was[:]) != string(root) {
		return fmt.Errorf("%w: another history of %d entries", ErrRolledBack, size)
	}
	return nil
}

// between is the condition for entries of the places from ? and up to before ?: on
// SQLite idx is computed from n, and only n has an index.
func between(d sqldb.Dialect) string {
	if d == sqldb.SQLite {
		return "n > ? AND n <= ?"
	}
	return "idx >= ? AND idx < ?"
}

// byPlace is the column that orders many entries by place.
func byPlace(d sqldb.Dialect) string {
	if d == sqldb.SQLite {
		return "n"
	}
	return "idx"
}
