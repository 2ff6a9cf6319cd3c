package keyring

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// Info is what a key file says without any key.
type Info struct {
	Org     string
	Root    Description
	Version int       // of the KEK
	Created time.Time // of the organisation's keys
	Rotated time.Time // of the KEK
	Staged  bool      // a next key of the log waits to be recorded and promoted
}

// Has says whether the organisation has keys here, whether or not they open.
func (r *Ring) Has(org string) bool {
	_, err := r.read(org)
	return err == nil || errors.Is(err, ErrCorrupt)
}

// Changed is when a key file was last made, changed or removed: it spares who asks
// often a look into every file.
func (r *Ring) Changed() (time.Time, error) {
	info, err := os.Stat(r.dir)
	if err != nil {
		return time.Time{}, fmt.Errorf("keyring: reading folder: %w", err)
	}
	return info.ModTime(), nil
}

// List returns the organisations that have keys, by id.
func (r *Ring) List() ([]Info, error) {
	entries, err := os.ReadDir(r.dir)
	if err != nil {
		return nil, fmt.Errorf("keyring: reading folder: %w", err)
	}
	var out []Info
	for _, e := range entries {
		org, ok := strings.CutSuffix(e.Name(), keySuffix)
		if !ok || checkOrg(org) != nil {
			continue
		}
		f, err := r.read(org)
		if errors.Is(err, ErrDestroyed) || errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, Info{Org: org, Root: f.Root, Version: f.KEK.Version, Created: f.Created, Rotated: f.KEK.Created,
			Staged: slices.ContainsFunc(f.Data, func(d dataRow) bool { return d.Purpose == LogNext })})
	}
	slices.SortFunc(out, func(a, b Info) int { return strings.Compare(a.Org, b.Org) })
	return out, nil
}
