package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// workDir is where a restore works. It lies in the folder itself, which may be a
// disk of its own.
const workDir = ".restoring"

// folder is the empty one that an installation is restored into.
type folder struct {
	dir  string
	made string // the topmost folder that was not there before, or ""
}

// claim takes an empty folder, or makes it. Errors: [ErrNotEmpty], [ErrPath].
func claim(dir string) (folder, error) {
	dir, err := filepath.Abs(dir)
	if err := errors.Join(err, usable(dir)); err != nil {
		return folder{}, err
	}
	f := folder{dir: dir}
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return folder{}, fmt.Errorf("%w: %s holds %s", ErrNotEmpty, dir, entries[0].Name())
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return folder{}, err
	}
	for up := dir; ; up = filepath.Dir(up) {
		if _, err := os.Lstat(up); err == nil {
			break
		}
		f.made = up
	}
	return f, f.take()
}

// take makes the folders. Of two restores into one folder the second must fail,
// and must not clear away what the first is making.
func (f folder) take() error {
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return err
	}
	err := os.Mkdir(f.work(), 0o700)
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("%w: another restore works in %s", ErrNotEmpty, f.dir)
	}
	return err
}

func (f folder) work() string { return filepath.Join(f.dir, workDir) }

// tops are what an installation consists of. Keys come last: without them nothing
// opens, so a restore that was cut off is never taken for an installation.
var tops = []string{blobsDir, orgsDir, hostDB, keysDir}

// install moves what was made into its place, when all of it is on the disk.
func (f folder) install() error {
	if err := syncTree(f.work()); err != nil {
		return err
	}
	for _, name := range tops {
		err := os.Rename(filepath.Join(f.work(), name), filepath.Join(f.dir, name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return errors.Join(os.RemoveAll(f.work()), syncDir(f.dir))
}

// clear takes back everything.
func (f folder) clear() error {
	if f.made != "" {
		return os.RemoveAll(f.made)
	}
	var errs []error
	for _, name := range append([]string{workDir}, tops...) {
		errs = append(errs, os.RemoveAll(filepath.Join(f.dir, name)))
	}
	return errors.Join(errs...)
}

// syncTree puts the names in all folders on the disk; the files' bytes are there.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncDir(path)
	})
}
