package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"tramway/internal/keyring"
	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// logPart is what stands between an installation's name and an organisation's id
// in the name of a log.
const logPart = "/log/"

// houses copies the house of every organisation the copied installation knows.
func (s *stage) houses(ctx context.Context, all []known) error {
	take := s.house
	if s.in.Pool != nil {
		take = s.houseRows
	}
	for _, k := range all {
		o, err := take(ctx, k)
		if err != nil {
			return fmt.Errorf("organisation %s: %w", k.ID, err)
		}
		s.man.Organisations = append(s.man.Organisations, o)
	}
	return nil
}

func (s *stage) house(ctx context.Context, k known) (Organisation, error) {
	o := k.organisation()
	err := s.copyDB(ctx, houseDB(k.ID), k.ID)
	switch {
	case errors.Is(err, keyring.ErrDestroyed):
		o.State = Destroyed
		return o, nil
	case errors.Is(err, keyring.ErrNotFound), errors.Is(err, os.ErrNotExist):
		return s.unfinished(o, k)
	case err != nil:
		return o, err
	}
	return s.look(ctx, o, k)
}

// unfinished is an organisation that is just being made. One that has signed a
// checkpoint was made long ago, and what is missing of it is lost.
func (s *stage) unfinished(o Organisation, k known) (Organisation, error) {
	if k.Size > 0 {
		return o, fmt.Errorf("%w: keys or database", ErrMissing)
	}
	o.State = Unfinished
	err := os.Remove(s.path(houseDB(k.ID)))
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	return o, err
}

// look notes the head of a copied house, and that the log's key signed it.
func (s *stage) look(ctx context.Context, o Organisation, k known) (Organisation, error) {
	key, _, err := keysOf(ctx, s.ring, o.ID)
	if err != nil {
		return o, err
	}
	house, err := s.copyOf(houseDB(o.ID), len(key))
	if err != nil {
		return o, err
	}
	var h head
	var made bool
	err = house.use(func(db *sqldb.DB) error {
		h, made, err = readHead(ctx, db.Read())
		return err
	})
	if err != nil {
		return o, err
	}
	if !made {
		return s.unfinished(o, k)
	}
	o.Size, o.Root, o.Checkpoint = h.Size, h.Root, h.Checkpoint
	return o, s.sign(ctx, &o, k, h)
}

// sign finds the log's name and key. What a house has signed names its log, and
// with it the installation, unless the log came from elsewhere; the setting counts
// only while it has signed nothing.
func (s *stage) sign(ctx context.Context, o *Organisation, k known, h head) (err error) {
	o.Log = s.in.LogName + logPart + o.ID
	if k.Log != "" {
		o.Log = k.Log
	} else if origin, _, ok := strings.Cut(o.Checkpoint, "\n"); ok {
		name, found := strings.CutSuffix(origin, logPart+o.ID)
		if !found {
			return fmt.Errorf("%w: a checkpoint of log %q", ErrRecord, origin)
		}
		o.Log, s.man.LogName = origin, name
	}
	if o.VerifierKey, err = s.logKey(ctx, o, h); err != nil || o.Checkpoint == "" {
		return err
	}
	_, err = record.OpenCheckpoint([]byte(o.Checkpoint), o.VerifierKey)
	return err
}

// logKey is the verifier key of a copied house. Keys are copied before what they
// open, and the log may have got another one in between: then they are copied again.
func (s *stage) logKey(ctx context.Context, o *Organisation, h head) (string, error) {
	key, err := s.keyOf(ctx, o, h)
	if !errors.Is(err, ErrRecord) {
		return key, err
	}
	if err := s.copyKeysAgain(o.ID); err != nil {
		return "", err
	}
	return s.keyOf(ctx, o, h)
}

func (s *stage) keyOf(ctx context.Context, o *Organisation, h head) (string, error) {
	_, log, err := keysOf(ctx, s.ring, o.ID)
	if err != nil {
		return "", err
	}
	_, key, err := log.of(o.Log, h.Key)
	return key, err
}
