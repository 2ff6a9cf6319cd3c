package keyring

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"
)

// keyFile is the JSON of an organisation's keys/<org>.json. KEK is wrapped by the
// root, each data key by the KEK.
type keyFile struct {
	V       int         `json:"v"`
	Org     string      `json:"org"`
	Root    Description `json:"root"`
	KEK     kekRow      `json:"kek"`
	Data    []dataRow   `json:"data"`
	Created time.Time   `json:"created"`
}

type kekRow struct {
	Version int       `json:"version"` // from 1, one more at each rotation
	Wrapped []byte    `json:"wrapped"`
	Created time.Time `json:"created"`
}

type dataRow struct {
	Purpose Purpose `json:"purpose"`
	Wrapped []byte  `json:"wrapped"`
}

func readKeyFile(path, org string) (keyFile, error) {
	raw, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return keyFile{}, ErrNotFound
	}
	if err != nil {
		return keyFile{}, fmt.Errorf("keyring: reading key file: %w", err)
	}
	var f keyFile
	if err := json.Unmarshal(raw, &f); err != nil || f.V != 1 || f.Org != org || f.KEK.Version < 1 {
		return keyFile{}, fmt.Errorf("%w: of organisation %s", ErrCorrupt, org)
	}
	return f, nil
}

// kekAAD binds a wrapped KEK to its organisation and version, so that neither can be
// exchanged in a file. Ids have no bar in them.
func kekAAD(org string, version int) []byte {
	return fmt.Appendf(nil, "tramway kek|%s|%d", org, version)
}

func dataAAD(org string, version int, p Purpose) []byte {
	return fmt.Appendf(nil, "tramway data key|%s|%d|%s", org, version, p)
}

// wrapAll returns the file of the given data keys under a fresh KEK, version one
// above before's. Neither KEK is kept.
func wrapAll(ctx context.Context, root Root, before keyFile, data map[Purpose][]byte, now time.Time) (keyFile, error) {
	kek := make([]byte, KeySize)
	rand.Read(kek)
	defer clear(kek)
	f := before
	f.Root, f.Data = root.Describe(), nil
	f.KEK = kekRow{Version: before.KEK.Version + 1, Created: now}
	var err error
	if f.KEK.Wrapped, err = root.Wrap(ctx, kek, kekAAD(f.Org, f.KEK.Version)); err != nil {
		return keyFile{}, fmt.Errorf("keyring: wrapping the key of organisation %s: %w", f.Org, err)
	}
	for _, p := range sortedPurposes(data) {
		if err := f.add(kek, p, data[p]); err != nil {
			return keyFile{}, err
		}
	}
	return f, nil
}

func sortedPurposes(data map[Purpose][]byte) []Purpose {
	var out []Purpose
	for p := range data {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

func (f *keyFile) add(kek []byte, p Purpose, key []byte) error {
	wrapped, err := Seal(kek, key, dataAAD(f.Org, f.KEK.Version, p))
	if err != nil {
		return err
	}
	f.Data = append(f.Data, dataRow{Purpose: p, Wrapped: wrapped})
	return nil
}

// unwrapAll opens every data key, or none.
func (f *keyFile) unwrapAll(ctx context.Context, root Root) (map[Purpose][]byte, error) {
	kek, err := root.Unwrap(ctx, f.KEK.Wrapped, kekAAD(f.Org, f.KEK.Version))
	if err != nil {
		return nil, fmt.Errorf("keyring: unwrapping the key of organisation %s: %w", f.Org, err)
	}
	defer clear(kek)
	data := map[Purpose][]byte{}
	for _, row := range f.Data {
		key, err := Open(kek, row.Wrapped, dataAAD(f.Org, f.KEK.Version, row.Purpose))
		if err != nil || len(key) < KeySize {
			clearAll(data)
			return nil, fmt.Errorf("%w: key %s of organisation %s", ErrCorrupt, row.Purpose, f.Org)
		}
		data[row.Purpose] = key
	}
	for _, p := range purposes {
		if data[p] == nil {
			clearAll(data)
			return nil, fmt.Errorf("%w: key %s of organisation %s is missing", ErrCorrupt, p, f.Org)
		}
	}
	return data, nil
}

func clearAll(data map[Purpose][]byte) {
	for _, key := range data {
		clear(key)
	}
}
