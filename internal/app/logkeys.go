package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tramway/internal/keyring"
)

// logKeys are the seeds of one organisation's log, in the ring.
type logKeys struct {
	ring *keyring.Ring
	org  string
}

func (k logKeys) Seeds(ctx context.Context) (seed, next []byte, err error) {
	keys, err := k.ring.Open(ctx, k.org)
	if err != nil {
		return nil, nil, err
	}
	defer keys.Close()
	if seed, err = keys.Key(keyring.Log); err != nil {
		return nil, nil, err
	}
	next, err = keys.Key(keyring.LogNext)
	if errors.Is(err, keyring.ErrPurpose) {
		err = nil
	}
	return seed, next, err
}

func (k logKeys) Stage(ctx context.Context) error { return k.ring.StageLog(ctx, k.org) }

func (k logKeys) Promote(ctx context.Context, seed []byte) error {
	return k.ring.PromoteLog(ctx, k.org, seed)
}

// servedPatience is how long a command waits for the program that serves the folder.
const servedPatience = 30 * time.Second

// RotateLog gives an organisation's log another key.
// The key is staged here; the change is made by whoever may open the house, which is
// the program that serves it, where there is one. done is false if that took longer
// than half a minute: it is made when the installation is next served.
func RotateLog(ctx context.Context, cfg Config, orgID string) (done bool, err error) {
	ring, err := OpenKeys(cfg)
	if err != nil {
		return false, err
	}
	if orgID == hostKeys {
		return false, errors.New("the installation's own keys have no log; name an organisation")
	}
	if err := ring.StageLog(ctx, orgID); err != nil {
		return false, fmt.Errorf("%s: %w", orgID, err)
	}
	a, err := New(ctx, cfg, Options{})
	if errors.Is(err, ErrServed) {
		return waitPromoted(ctx, ring, orgID)
	}
	if err != nil {
		return false, err
	}
	err = a.rotate(ctx, orgID)
	return err == nil, errors.Join(err, a.Close())
}

// rotate opens a house and brings its staged key into use.
func (a *App) rotate(ctx context.Context, orgID string) error {
	o, err := a.Registry.Open(ctx, orgID)
	if err != nil {
		return err
	}
	defer o.Close()
	return o.RotateLog(ctx)
}

func waitPromoted(ctx context.Context, ring *keyring.Ring, orgID string) (done bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, servedPatience)
	defer cancel()
	for {
		staged, err := stagedLogs(ring)
		if err != nil || !slices.Contains(staged, orgID) {
			return err == nil, err
		}
		select {
		case <-time.After(200 * time.Millisecond):
		case <-ctx.Done():
			return false, nil
		}
	}
}

func stagedLogs(ring *keyring.Ring) (ids []string, err error) {
	all, err := ring.List()
	for _, k := range all {
		if k.Staged {
			ids = append(ids, k.Org)
		}
	}
	return ids, err
}

// stagedWatch notices keys that a command has staged, or a crash left staged.
type stagedWatch struct {
	ring    *keyring.Ring
	changed time.Time
	looked  time.Time
}

// keepLogKeys changes keys of records that are staged. It has its own pace: a change
// may wait for a long transaction, and timers must not wait for it.
func (a *App) keepLogKeys(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for staged := (stagedWatch{ring: a.houses.ring}); ; {
		if err := staged.look(ctx, a); err != nil && ctx.Err() == nil {
			a.log.Error("keys of records", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// stagedEvery is when all key files are looked through though none seems changed:
// what failed is tried again.
const stagedEvery = time.Minute

// look rotates what is staged.
func (w *stagedWatch) look(ctx context.Context, a *App) error {
	changed, err := w.ring.Changed()
	if err != nil || (changed.Equal(w.changed) && time.Since(w.looked) < stagedEvery) {
		return err
	}
	w.changed, w.looked = changed, time.Now()
	ids, err := stagedLogs(w.ring)
	for _, id := range ids {
		if one := a.rotate(ctx, id); one != nil {
			err = errors.Join(err, fmt.Errorf("changing the key of the record of %s: %w", id, one))
		} else {
			a.log.Info("the key of the record was changed", "org", id)
		}
	}
	return err
}
