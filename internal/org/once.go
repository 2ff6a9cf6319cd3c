package org

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"time"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// onceLife is how long a key is remembered.
const onceLife = 24 * time.Hour

// Once makes a change happen at most once, though it is asked for again: after an
// answer was lost, say. It follows the Idempotency-Key header that the IETF's HTTP
// working group describes (draft-ietf-httpapi-idempotency-key-header).
type Once struct {
	Key    string // the asker's, "" if it did not ask for this
	Digest []byte // of what is asked, so that one key is not used for two things
}

// Done is what a key was used for.
type Done struct {
	Request string               `db:"request"`
	Digest  []byte               `db:"digest"`
	Status  int                  `db:"status"` // 0: the change is made, its answer was never kept
	Kind    string               `db:"kind"`
	Answer  sqldb.Sealed[[]byte] `db:"answer"`
}

// Repeated looks for an earlier use of the key; nil if there is none. Errors:
// idempotency_mismatch if it was used for something else.
func (o *Org) Repeated(ctx context.Context, who Who) (*Done, error) {
	d, err := sqldb.One[Done](ctx, o.Read(), `SELECT request, digest, status, kind, answer FROM {o}.once WHERE name=? AND at >= ?`,
		who.onceName(), sqldb.At(o.Now().Add(-onceLife)))
	if errors.Is(err, sqldb.ErrNone) {
		return nil, nil
	}
	if err == nil && !bytes.Equal(d.Digest, who.Once.Digest) {
		return nil, fault.New(fault.Invalid, "idempotency_mismatch")
	}
	return &d, err
}

// Answered keeps the answer to a change, for whoever asks again.
func (o *Org) Answered(ctx context.Context, who Who, status int, kind string, answer []byte) error {
	return o.Write(ctx, Who{ID: who.ID, Kind: who.Kind}, func(tx *Tx) error {
		tx.Exempt("once")
		_, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.once SET status=?, kind=?, answer=? WHERE name=? AND request=?`,
			status, kind, sqldb.Seal(answer), who.onceName(), who.Request)
		return err
	})
}

func (w Who) onceName() []byte {
	d := sha256.Sum256([]byte(w.ID + "\n" + w.Once.Key))
	return d[:]
}

// once takes the key with the change. A request may write several times under its
// own key; another request with the same key changes nothing, nor does a second write of
// a part of the program, which comes without a request.
func (tx *Tx) once() error {
	if tx.Who.Once.Key == "" {
		return nil
	}
	old := sqldb.At(tx.now.Add(-onceLife))
	n, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.once AS o (name, request, digest, at, status, kind, answer) VALUES(?,?,?,?,0,'',?)
		ON CONFLICT (name) DO UPDATE SET request=excluded.request, digest=excluded.digest, at=excluded.at, status=0, kind='', answer=excluded.answer
		WHERE o.request = excluded.request AND excluded.request <> '' OR o.at < ?`,
		tx.Who.onceName(), tx.Who.Request, tx.Who.Once.Digest, sqldb.At(tx.now), sqldb.Seal([]byte{}), old)
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "idempotency_in_use")
	}
	return err
}

// forgetOnce removes keys that are not remembered any more.
func (o *Org) forgetOnce(ctx context.Context) error {
	old := sqldb.At(o.Now().Add(-onceLife))
	n, err := sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.once WHERE at < ?`, old)
	if err != nil || n == 0 {
		return err
	}
	return o.Write(ctx, System("once"), func(tx *Tx) error {
		tx.Exempt("once")
		_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.once WHERE at < ?`, old)
		return err
	})
}
