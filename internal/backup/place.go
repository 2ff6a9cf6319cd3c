package backup

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tramway/internal/blob"
	"tramway/internal/keyring"
)

// Place is where finished backups are kept.
type Place interface {
	// All are the backups there, newest first.
	All(ctx context.Context) ([]Found, error)
	// Take keeps a file that was written by [Write] into a folder on this machine.
	Take(ctx context.Context, path string) error
	// Fetch brings one, by its name, into a folder on this machine.
	Fetch(ctx context.Context, name, folder string) (path string, err error)
	// Remove removes one by its name.
	Remove(ctx context.Context, name string) error
}

// Folder is a place on this machine, such as a mounted disk. Backups are written
// there to begin with.
type Folder string

// All implements [Place].
func (f Folder) All(context.Context) ([]Found, error) { return list(string(f)) }

// Take implements [Place].
func (f Folder) Take(_ context.Context, path string) error {
	if filepath.Dir(path) != filepath.Clean(string(f)) {
		return fmt.Errorf("backup: %s is not in %s", path, string(f))
	}
	return nil
}

// Fetch implements [Place]: it is here already.
func (f Folder) Fetch(_ context.Context, name, _ string) (string, error) {
	return filepath.Join(string(f), filepath.Base(name)), nil
}

// Remove implements [Place].
func (f Folder) Remove(_ context.Context, name string) error {
	if _, ok := timeOf(name); !ok {
		return fmt.Errorf("%w: %s", ErrNotBackup, name)
	}
	return os.Remove(filepath.Join(string(f), name))
}

// Bucket is a place in an S3 bucket. What is there is what lies in the file: nobody
// but its recipients can open it.
type Bucket struct{ Backend blob.Backend }

// key is a backup's name without its ending: objects have no dots in their names.
func key(name string) string { return strings.TrimSuffix(filepath.Base(name), nameSuffix) }

// All implements [Place].
func (b Bucket) All(ctx context.Context) ([]Found, error) {
	var out []Found
	for o, err := range b.Backend.List(ctx, namePrefix) {
		if err != nil {
			return nil, err
		}
		if at, ok := timeOf(o.Key + nameSuffix); ok {
			out = append(out, Found{Path: o.Key + nameSuffix, Time: at, Size: o.Size})
		}
	}
	newestFirst(out)
	return out, nil
}

// Take implements [Place]; the object is there whole or not at all.
func (b Bucket) Take(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	i, err := f.Stat()
	if err != nil {
		return err
	}
	if err := b.Backend.Put(ctx, key(path), f, i.Size()); err != nil {
		return err
	}
	// A bucket that says yes and keeps half is found out now, not in a year.
	there, err := b.Backend.Stat(ctx, key(path))
	if err == nil && there.Size != i.Size() {
		err = fmt.Errorf("%w: %d of %d bytes arrived", ErrTruncated, there.Size, i.Size())
	}
	return err
}

// Fetch implements [Place].
func (b Bucket) Fetch(ctx context.Context, name, folder string) (path string, err error) {
	from, err := b.Backend.Get(ctx, key(name), 0, -1)
	if err != nil {
		return "", err
	}
	defer from.Close()
	path = filepath.Join(folder, key(name)+nameSuffix)
	to, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(to, from)
	return path, errors.Join(err, to.Close())
}

// Remove implements [Place].
func (b Bucket) Remove(ctx context.Context, name string) error {
	if _, ok := timeOf(name); !ok {
		return fmt.Errorf("%w: %s", ErrNotBackup, name)
	}
	return b.Backend.Delete(ctx, key(name))
}

// Newest is the newest backup of a place. [ErrNone] if there is none.
func Newest(ctx context.Context, p Place) (Found, error) {
	all, err := p.All(ctx)
	if err == nil && len(all) == 0 {
		err = ErrNone
	}
	if err != nil {
		return Found{}, err
	}
	return all[0], nil
}

// Keep removes backups beyond the newest n, and those that have outlived
// [keyring.MaxBackupLife]: until they are gone, destroyed keys could come back. The
// newest always stays.
func Keep(ctx context.Context, p Place, n int, now time.Time) error {
	all, err := p.All(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for i, b := range all {
		if i > 0 && (i >= n || b.Age(now) > keyring.MaxBackupLife) {
			errs = append(errs, p.Remove(ctx, filepath.Base(b.Path)))
		}
	}
	return errors.Join(errs...)
}

func newestFirst(all []Found) {
	slices.SortFunc(all, func(a, b Found) int { return cmp.Compare(b.Time.UnixNano(), a.Time.UnixNano()) })
}
