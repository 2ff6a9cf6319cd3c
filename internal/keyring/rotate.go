package keyring

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
)

// Rotate gives the organisation a new KEK and wraps its data keys by it. The data
// keys stay, so nothing has to be encrypted again and open [Keys] stay good. Old and
// new change places in one replacement of the file: until it is on the disk the old
// KEK is what counts. If a customer's key was given for the organisation, it wraps
// the new KEK.
func (r *Ring) Rotate(ctx context.Context, org string) error {
	return r.RotateTo(ctx, org, r.preferredRoot(org))
}

// RotateTo is Rotate to another root: from passphrase to Vault, to a customer's key
// or back. The ring must have been opened with the root used until now.
func (r *Ring) RotateTo(ctx context.Context, org string, root Root) error {
	return r.change(ctx, org, root, func(map[Purpose][]byte) error { return nil })
}

// StageLog prepares the rotation of the log's key: it makes the seed that will follow,
// under [LogNext], unless there is one. The caller then records the new verifier key
// under a checkpoint of the old one, and calls PromoteLog.
func (r *Ring) StageLog(ctx context.Context, org string) error {
	return r.change(ctx, org, nil, func(data map[Purpose][]byte) error {
		if data[LogNext] != nil {
			return errUnchanged
		}
		data[LogNext] = make([]byte, KeySize)
		rand.Read(data[LogNext])
		return nil
	})
}

// PromoteLog makes the staged seed the log's key, and forgets the one before; if the
// seed is the log's key already, nothing. A seed that is neither is [ErrPurpose]: a
// later one may be staged, whose turn has not come. Open the keys again to see it.
func (r *Ring) PromoteLog(ctx context.Context, org string, seed []byte) error {
	return r.change(ctx, org, nil, func(data map[Purpose][]byte) error {
		if bytes.Equal(data[Log], seed) {
			return errUnchanged
		}
		if data[LogNext] == nil || !bytes.Equal(data[LogNext], seed) {
			return ErrPurpose
		}
		clear(data[Log])
		data[Log] = data[LogNext]
		delete(data, LogNext)
		return nil
	})
}

// errUnchanged is said by an edit that has nothing to change.
var errUnchanged = errors.New("keyring: unchanged")

// change opens the data keys, lets edit alter them and writes them back under a new
// KEK. A nil root means the one used until now.
func (r *Ring) change(ctx context.Context, org string, root Root, edit func(map[Purpose][]byte) error) error {
	return r.changing(func() error { return r.replace(ctx, org, root, edit) })
}

func (r *Ring) replace(ctx context.Context, org string, root Root, edit func(map[Purpose][]byte) error) error {
	f, data, err := r.load(ctx, org)
	if err != nil {
		return err
	}
	defer clearAll(data)
	err = edit(data)
	if errors.Is(err, errUnchanged) {
		return nil
	}
	if err != nil {
		return err
	}
	if root == nil {
		if root, err = r.rootOf(f); err != nil {
			return err
		}
	}
	next, err := wrapAll(ctx, root, f, data, r.now().UTC())
	if err != nil {
		return err
	}
	return writeJSON(r.path(org), next)
}
