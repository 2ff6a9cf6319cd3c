package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// staleAfter is how old a temporary file must be to be nobody's any more.
const staleAfter = 24 * time.Hour

const tempDir = "tmp"

// Folder is a backend on a file system: ab/cd/abcd… for the object abcd…, two letters
// a step, so that no folder grows too large.
type Folder struct{ dir string }

// NewFolder opens a folder, which is made (mode 0700) when the first object comes, and
// removes temporary files that crashes left behind.
func NewFolder(dir string) (*Folder, error) {
	temp := filepath.Join(dir, tempDir)
	entries, err := os.ReadDir(temp)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("blob: reading folder: %w", err)
	}
	for _, e := range entries {
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > staleAfter {
			os.Remove(filepath.Join(temp, e.Name()))
		}
	}
	return &Folder{dir: dir}, nil
}

func (f *Folder) path(key string) string {
	return filepath.Join(f.dir, key[:2], key[2:4], key)
}

// Put implements [Backend]: temporary file, sync, rename, sync of the folders.
func (f *Folder) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	if err := checkKey(key); err != nil {
		return err
	}
	temp, err := f.temp()
	if err != nil {
		return fmt.Errorf("blob: writing: %w", err)
	}
	defer os.Remove(temp.Name()) // after the rename there is nothing to remove
	n, err := io.CopyBuffer(&early{file: temp}, &contextReader{ctx, r}, make([]byte, blockSize))
	if err == nil && size >= 0 && n != size {
		err = fmt.Errorf("got %d bytes of %d: %w", n, size, io.ErrUnexpectedEOF)
	}
	if err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		return fmt.Errorf("blob: writing: %w", err)
	}
	return f.place(temp.Name(), key)
}

func (f *Folder) temp() (*os.File, error) {
	dir := filepath.Join(f.dir, tempDir)
	file, err := os.CreateTemp(dir, "put-*")
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(dir, 0o700); err == nil {
			file, err = os.CreateTemp(dir, "put-*")
		}
	}
	return file, err
}

func (f *Folder) place(temp, key string) error {
	shard := filepath.Dir(f.path(key))
	if err := os.MkdirAll(shard, 0o700); err != nil {
		return fmt.Errorf("blob: making folder: %w", err)
	}
	if err := os.Rename(temp, f.path(key)); err != nil {
		return fmt.Errorf("blob: writing: %w", err)
	}
	// The two folders above may be new as well, and hold the names below them.
	for _, dir := range []string{shard, filepath.Dir(shard), f.dir} {
		if err := syncDir(dir); err != nil {
			return err
		}
	}
	return nil
}

// Get implements [Backend].
func (f *Folder) Get(ctx context.Context, key string, off, n int64) (io.ReadCloser, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	file, err := os.Open(f.path(key))
	if err != nil {
		return nil, notFound(err)
	}
	if n < 0 {
		n = 1<<62 - off
	}
	return readCloser{&contextReader{ctx, io.NewSectionReader(file, off, n)}, file}, nil
}

// Delete implements [Backend].
func (f *Folder) Delete(_ context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	err := os.Remove(f.path(key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("blob: deleting: %w", err)
	}
	return syncDir(filepath.Dir(f.path(key)))
}

// Stat implements [Backend].
func (f *Folder) Stat(_ context.Context, key string) (Info, error) {
	if err := checkKey(key); err != nil {
		return Info{}, err
	}
	info, err := os.Stat(f.path(key))
	if err != nil {
		return Info{}, notFound(err)
	}
	return Info{Key: key, Size: info.Size(), ModTime: info.ModTime()}, nil
}

// List implements [Backend]. Shards are walked in order, which is the order of keys.
func (f *Folder) List(ctx context.Context, prefix string) iter.Seq2[Info, error] {
	return func(yield func(Info, error) bool) {
		err := filepath.WalkDir(f.dir, func(path string, d fs.DirEntry, err error) error {
			if path == f.dir && errors.Is(err, fs.ErrNotExist) {
				return nil // nothing was ever put here
			}
			if err = errors.Join(err, ctx.Err()); err != nil {
				return err
			}
			if d.IsDir() {
				return f.skip(path, prefix)
			}
			info, err := d.Info()
			if errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(d.Name(), prefix) {
				return nil
			}
			if !yield(Info{Key: d.Name(), Size: info.Size(), ModTime: info.ModTime()}, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(Info{}, fmt.Errorf("blob: listing: %w", err))
		}
	}
}

// skip keeps List out of the temporary folder and of shards that cannot match.
func (f *Folder) skip(dir, prefix string) error {
	shard, err := filepath.Rel(f.dir, dir)
	if err != nil || shard == "." {
		return err
	}
	begin := strings.ReplaceAll(filepath.ToSlash(shard), "/", "")
	n := min(len(begin), len(prefix))
	if shard == tempDir || begin[:n] != prefix[:n] {
		return fs.SkipDir
	}
	return nil
}
