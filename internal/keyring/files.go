package keyring

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const tempPrefix = ".new-"

func writeJSON(path string, v any) error {
	raw, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("keyring: encoding: %w", err)
	}
	return writeFile(path, append(raw, '\n'))
}

// createJSON is writeJSON for a file that must not be there: of two processes that
// create it one gets [ErrExists].
func createJSON(path string, v any) error {
	raw, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("keyring: encoding: %w", err)
	}
	return placeFile(path, append(raw, '\n'), linkNew)
}

// linkNew gives a file a name that nobody has.
func linkNew(from, to string) error {
	err := os.Link(from, to)
	if errors.Is(err, os.ErrExist) {
		return ErrExists
	}
	return errors.Join(err, os.Remove(from))
}

// writeFile replaces path by data at once. When it returns nil both the file's bytes
// and its name are on the disk.
func writeFile(path string, data []byte) error { return placeFile(path, data, os.Rename) }

func placeFile(path string, data []byte, place func(from, to string) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix+"*")
	if err != nil {
		return fmt.Errorf("keyring: writing: %w", err)
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("keyring: writing: %w", err)
	}
	if err = place(f.Name(), path); err != nil {
		return fmt.Errorf("keyring: writing: %w", err)
	}
	return syncDir(filepath.Dir(path))
}

// removeFile deletes path for good: its bytes are overwritten first, which reaches
// the old place on plain disks and is all a program can do on others.
func removeFile(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("keyring: removing: %w", err)
	}
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("keyring: removing: %w", err)
	}
	_, err = f.Write(make([]byte, info.Size()))
	if err = errors.Join(err, f.Sync(), f.Close(), os.Remove(path)); err != nil {
		return fmt.Errorf("keyring: removing: %w", err)
	}
	return syncDir(filepath.Dir(path))
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("keyring: syncing folder: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("keyring: syncing folder: %w", err)
	}
	return nil
}

// removeTemps clears what a crash between two steps of writeFile left behind. It
// holds wrapped keys only, but nobody would ever look at it again.
func removeTemps(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("keyring: reading folder: %w", err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), tempPrefix) {
			if err := removeFile(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}
