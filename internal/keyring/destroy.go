package keyring

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Receipt is what stays of an organisation's keys.
type Receipt struct {
	V           int         `json:"v"`
	Org         string      `json:"org"`
	DestroyedAt time.Time   `json:"destroyed_at"`
	CompleteAt  time.Time   `json:"complete_at"` // when the last backup of the key has expired
	Root        Description `json:"root"`        // what had wrapped the KEK
	KEKVersion  int         `json:"kek_version"`
	Removed     bool        `json:"removed"` // false: interrupted, finished at the next OpenRing
}

func (r *Ring) receiptPath(org string) string {
	return filepath.Join(r.dir, destroyedDir, org+keySuffix)
}

// Destroy removes the organisation's wrapped KEK and data keys and leaves a receipt.
// No root is needed, so an organisation whose customer holds the key can be destroyed
// too. The erasure is complete at [Receipt.CompleteAt], when no backup has the keys
// any more. A second call returns the first receipt.
//
// The receipt is written first: a crash in between is finished by [OpenRing], and at
// no time can the organisation be opened again.
func (r *Ring) Destroy(org string, when time.Time) (out Receipt, err error) {
	err = r.changing(func() error {
		out, err = r.destroy(org, when)
		return err
	})
	return out, err
}

func (r *Ring) destroy(org string, when time.Time) (Receipt, error) {
	f, err := r.read(org)
	if errors.Is(err, ErrDestroyed) {
		return r.Receipt(org)
	}
	// Damaged keys are destroyed like whole ones; what they were is not known.
	if err != nil && !errors.Is(err, ErrCorrupt) {
		return Receipt{}, err
	}
	receipt := Receipt{V: 1, Org: org, DestroyedAt: when.UTC(), CompleteAt: when.UTC().Add(r.backupLife),
		Root: f.Root, KEKVersion: f.KEK.Version}
	if err := writeJSON(r.receiptPath(org), receipt); err != nil {
		return Receipt{}, err
	}
	return r.remove(receipt)
}

func (r *Ring) remove(receipt Receipt) (Receipt, error) {
	if err := removeFile(r.path(receipt.Org)); err != nil {
		return Receipt{}, err
	}
	receipt.Removed = true
	return receipt, writeJSON(r.receiptPath(receipt.Org), receipt)
}

// Receipt returns the receipt of a destroyed organisation, or [ErrNotFound].
func (r *Ring) Receipt(org string) (Receipt, error) {
	if err := checkOrg(org); err != nil {
		return Receipt{}, err
	}
	raw, err := os.ReadFile(r.receiptPath(org))
	if errors.Is(err, os.ErrNotExist) {
		return Receipt{}, ErrNotFound
	}
	if err != nil {
		return Receipt{}, fmt.Errorf("keyring: reading receipt: %w", err)
	}
	var out Receipt
	if err := json.Unmarshal(raw, &out); err != nil || out.V != 1 || out.Org != org {
		return Receipt{}, fmt.Errorf("%w: receipt of organisation %s", ErrCorrupt, org)
	}
	return out, nil
}

// finishDestroying removes key files that have a receipt: an interrupted Destroy, or a
// file that came back from a backup.
func (r *Ring) finishDestroying() error {
	entries, err := os.ReadDir(filepath.Join(r.dir, destroyedDir))
	if err != nil {
		return fmt.Errorf("keyring: reading folder: %w", err)
	}
	for _, e := range entries {
		receipt, err := r.Receipt(strings.TrimSuffix(e.Name(), keySuffix))
		if err != nil {
			return err
		}
		_, missing := os.Stat(r.path(receipt.Org))
		if receipt.Removed && errors.Is(missing, os.ErrNotExist) {
			continue
		}
		if _, err := r.remove(receipt); err != nil {
			return err
		}
	}
	return nil
}
