package org

import (
	"context"
	"errors"
	"fmt"
	"time"

	"tramway/internal/record"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// The log's key changes in steps, each of which may be the last before a crash:
//
//	staged     the keys hold a seed that will follow; the old key counts
//	announced  an entry names both keys; the old key counts
//	happened   the old key has signed that entry for the last time, its evidence is
//	           in the house, the head is signed by the new key: one commit
//	promoted   the keys forget the old seed
//
// What the house says decides which key signs. From staged on there is only one
// way, forward: RotateLog goes on where another call, or another node, stopped.

// ErrLogKey: the keys do not hold the seed that the house says signs its log.
var ErrLogKey = errors.New("org: the key of the log is not here")

// LogKeys are the seeds of a house's log; the installation keeps them.
type LogKeys interface {
	// Seeds are the Ed25519 seed in use and the staged one, nil if there is none.
	Seeds(ctx context.Context) (seed, next []byte, err error)
	// Stage makes the seed that will follow, unless there is one.
	Stage(ctx context.Context) error
	// Promote makes the staged seed the one in use. It may be called twice.
	Promote(ctx context.Context, seed []byte) error
}

// LogKey is a key of the log, present or former.
type LogKey struct {
	VerifierKey string
	Since       time.Time // zero for the first key of an empty log
	Until       time.Time // zero for the present key
	Handover    string    // evidence bundle of the handover to the next; "" for the present key
}

// RotateLog brings a staged key into use; with none staged it does nothing. When it
// returns nil the old key signs no more.
func (o *Org) RotateLog(ctx context.Context) error {
	o.rotating.Lock()
	defer o.rotating.Unlock()
	_, seed, err := o.house.LogKeys.Seeds(ctx)
	if err != nil || seed == nil {
		return err
	}
	next, err := record.NewSigner(o.house.LogName, seed)
	if err != nil {
		return err
	}
	if err := o.announce(ctx, next); err != nil {
		return err
	}
	if err := o.handOver(ctx, next); err != nil {
		return err
	}
	return o.house.LogKeys.Promote(ctx, seed)
}

// AskRotation records that somebody wants another key for the log, and changes it.
func (o *Org) AskRotation(ctx context.Context, who Who) error {
	err := o.Write(ctx, who, func(tx *Tx) error {
		tx.Record(Entry{Action: "record.key.request", Object: ref.To("organisation", o.ID)})
		return nil
	})
	if err == nil {
		err = o.house.LogKeys.Stage(ctx)
	}
	if err != nil {
		return err
	}
	return o.RotateLog(ctx)
}

// announce records the handover unless that was done. The program itself is the
// actor: the entry goes to everybody who gets evidence.
func (o *Org) announce(ctx context.Context, next *record.Signer) error {
	return o.Write(ctx, System("log"), func(tx *Tx) error {
		tx.Exempt("sequencer") // if it was announced already
		known, err := sqldb.One[int](tx.Ctx, tx, `SELECT count(*) FROM {o}.handovers WHERE new_key=?`, next.VerifierKey())
		if err != nil || known > 0 {
			return err
		}
		old, err := o.signing(tx.Ctx, tx)
		if err != nil {
			return err
		}
		note, err := record.RotationNote(old.VerifierKey(), next.VerifierKey())
		if err != nil {
			return err
		}
		e := Entry{id: tx.NewID(), Action: record.ActionRotateKey, Object: ref.To("organisation", o.ID), Note: note}
		tx.Record(e)
		_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.handovers(n, entry, at, old_key, new_key, evidence)
			SELECT coalesce(max(n), 0) + 1, ?, ?, ?, ?, '' FROM {o}.handovers`, e.id, sqldb.At(tx.now), old.VerifierKey(), next.VerifierKey())
		return err
	})
}

// handOver signs for the last time with the old key and for the first with the new.
func (o *Org) handOver(ctx context.Context, next *record.Signer) error {
	if err := o.Integrate(ctx); err != nil { // the announcement has to be in the tree
		return err
	}
	var h head
	err := o.db.Sequence(ctx, func(ctx context.Context, q sqldb.Q) error {
		row, err := sqldb.One[handover](ctx, q, `SELECT `+handoverCols+` FROM {o}.handovers WHERE new_key=?`, next.VerifierKey())
		if err != nil || row.Evidence != "" {
			return err
		}
		if h, err = o.takeHead(ctx, q); err != nil {
			return err
		}
		if err := o.lastWord(ctx, q, h, row); err != nil {
			return err
		}
		return o.sign(ctx, q, &h, next)
	})
	if err != nil {
		return err
	}
	o.signer.Store(next)
	return o.tell(ctx, h)
}

// lastWord keeps the evidence of the announcement under the old key.
func (o *Org) lastWord(ctx context.Context, q sqldb.Q, h head, row handover) error {
	old, err := o.signing(ctx, q)
	if err != nil {
		return err
	}
	if old.VerifierKey() != row.OldKey {
		return fmt.Errorf("%w: %s was to hand over, %s signs", ErrLogKey, row.OldKey, old.VerifierKey())
	}
	text, err := old.SignCheckpoint(h.tree())
	if err != nil {
		return err
	}
	b, err := evidence(ctx, q, row.Entry, text, row.OldKey)
	if err != nil {
		return err
	}
	_, err = sqldb.Exec(ctx, q, `UPDATE {o}.handovers SET evidence=?, at=? WHERE n=?`, string(b.Format()), sqldb.At(o.clock.Now()), row.N)
	return err
}

// signing is the signer whose key the house says counts. Another node may have
// handed the log over: then the seed is asked for again.
func (o *Org) signing(ctx context.Context, q sqldb.Q) (*record.Signer, error) {
	key, err := sqldb.All[string](ctx, q, `SELECT new_key FROM {o}.handovers WHERE evidence<>'' ORDER BY n DESC LIMIT 1`)
	s := o.signer.Load()
	if err != nil || len(key) == 0 || key[0] == s.VerifierKey() {
		return s, err
	}
	if s, err = o.house.signer(ctx, key[0]); err != nil {
		return nil, err
	}
	o.signer.Store(s)
	return s, nil
}

// signer is that of a verifier key, "" for the seed in use.
func (h House) signer(ctx context.Context, key string) (*record.Signer, error) {
	seed, next, err := h.LogKeys.Seeds(ctx)
	if err != nil {
		return nil, err
	}
	for _, one := range [][]byte{seed, next} {
		if one == nil {
			continue
		}
		s, err := record.NewSigner(h.LogName, one)
		if err != nil || key == "" || s.VerifierKey() == key {
			return s, err
		}
	}
	return nil, fmt.Errorf("%w: %s", ErrLogKey, key)
}
