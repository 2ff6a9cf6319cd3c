package org

import (
	"context"
	"fmt"

	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// stored is an entry as it lies in its table.
type stored struct {
	Idx  int64                `db:"idx"`
	Leaf []byte               `db:"leaf"`
	Salt []byte               `db:"salt"`
	Body sqldb.Sealed[string] `db:"body"`
}

// leaf is the entry's leaf, if it stands at its place and its text, unless erased,
// is the one that was recorded.
func (s stored) leaf(want int64) (leaf [record.LeafSize]byte, err error) {
	if s.Idx != want || len(s.Leaf) != record.LeafSize {
		return leaf, fmt.Errorf("org: entry %d is missing", want)
	}
	leaf = [record.LeafSize]byte(s.Leaf)
	if len(s.Salt) == record.LeafSize && record.Leaf([record.LeafSize]byte(s.Salt), []byte(s.Body.V)) != leaf {
		return leaf, fmt.Errorf("org: entry %d was altered", s.Idx)
	}
	return leaf, nil
}

// VerifyRecord recounts the whole tree from the stored leaves and compares it, and
// the text of every entry not erased, with the head, and the head's signature with
// the key. It says how many entries there are, costs one pass over the record, and
// changes nothing, so that somebody else may be serving the house.
func VerifyRecord(ctx context.Context, db *sqldb.DB, verifierKey string) (size int64, err error) {
	h, err := readHead(ctx, db.Read())
	if err != nil {
		return 0, err
	}
	var count record.Recount
	want := int64(0)
	err = sqldb.Each(ctx, db.Read(), `SELECT idx, leaf, salt, body FROM {o}.entries WHERE idx < ? ORDER BY `+idxOrder(db), []any{h.Size}, func(s stored) error {
		leaf, err := s.leaf(want)
		count.Add(leaf)
		want++
		return err
	})
	if err != nil {
		return 0, err
	}
	if got := count.Head(); got.Size != h.Size || string(got.Root[:]) != string(h.Root) {
		return 0, fmt.Errorf("org: %d entries do not make the root of %d", got.Size, h.Size)
	}
	_, err = h.signed(verifierKey)
	return h.Size, err
}
