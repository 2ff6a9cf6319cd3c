package org

import (
	"context"
	"fmt"
	"slices"

	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// handover is a row of handovers that may not have happened yet.
type handover struct {
	N        int64        `db:"n"`
	Entry    string       `db:"entry"`
	At       sqldb.Micros `db:"at"`
	OldKey   string       `db:"old_key"`
	NewKey   string       `db:"new_key"`
	Evidence string       `db:"evidence"`
}

const handoverCols = `n, entry, at, old_key, new_key, evidence`

// handoverLevel is the migration that makes the table. A house that is recounted
// may be an older program's.
const handoverLevel = 4

// chain are the handovers that happened, oldest first.
type chain []handover

func readChain(ctx context.Context, q sqldb.Q) (chain, error) {
	return sqldb.All[handover](ctx, q, `SELECT `+handoverCols+` FROM {o}.handovers WHERE evidence<>'' ORDER BY n`)
}

// key is the present key of a log that began with another, or that has only that.
func (c chain) key(first string) string {
	if len(c) == 0 {
		return first
	}
	return c[len(c)-1].NewKey
}

// bundles is the evidence of every handover.
func (c chain) bundles() (out []record.Bundle, err error) {
	for _, h := range c {
		b, err := record.ParseBundle([]byte(h.Evidence))
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

// follow says which key signs now, for somebody who trusts one that the log has or
// had. Each handover must be proved, and what was signed then must be the beginning
// of the tree there is.
func (c chain) follow(t record.Tiles, trusted string) (string, error) {
	bundles, err := c.bundles()
	if err != nil {
		return "", err
	}
	if len(c) > 0 && trusted != c.key("") && !slices.ContainsFunc(c, func(h handover) bool { return h.OldKey == trusted }) {
		return "", fmt.Errorf("%w: no handover leads from %s", record.ErrKeyNotTrusted, trusted)
	}
	for i, b := range bundles {
		if i > 0 && c[i].OldKey != c[i-1].NewKey {
			return "", fmt.Errorf("%w: handover %d is of another key", record.ErrKeyNotTrusted, i+1)
		}
		next, err := record.NextKey(b, c[i].OldKey)
		if err != nil {
			return "", fmt.Errorf("%w: handover %d: %w", record.ErrKeyNotTrusted, i+1, err)
		}
		if next != c[i].NewKey {
			return "", fmt.Errorf("%w: handover %d is to another key", record.ErrKeyNotTrusted, i+1)
		}
		if err := continues(t, b); err != nil {
			return "", fmt.Errorf("handover %d: %w", i+1, err)
		}
	}
	return c.key(trusted), nil
}

// continues says whether a tree begins with the one that a bundle was signed in.
func continues(t record.Tiles, b record.Bundle) error {
	signed, err := record.OpenCheckpoint(b.Checkpoint, b.Key)
	if err != nil {
		return err
	}
	was, err := record.RootAt(t, signed.Head.Size)
	if err != nil || was != signed.Head.Root {
		return fmt.Errorf("%w: another history of %d entries", record.ErrProof, signed.Head.Size)
	}
	return nil
}

// LogKeys are all keys of the log, the first one first.
func (o *Org) LogKeys(ctx context.Context) (out []LogKey, err error) {
	err = o.Snapshot(ctx, func(q sqldb.Q) error {
		out = nil
		began, err := sqldb.All[sqldb.Micros](ctx, q, `SELECT at FROM {o}.entries ORDER BY n LIMIT 1`)
		if err != nil {
			return err
		}
		c, err := readChain(ctx, q)
		if err != nil {
			return err
		}
		k := LogKey{}
		if len(began) > 0 {
			k.Since = began[0].Time()
		}
		for _, h := range c {
			k.VerifierKey, k.Until, k.Handover = h.OldKey, h.At.Time(), h.Evidence
			out = append(out, k)
			k = LogKey{Since: h.At.Time()}
		}
		k.VerifierKey = c.key(o.first)
		out = append(out, k)
		return nil
	})
	return out, err
}
