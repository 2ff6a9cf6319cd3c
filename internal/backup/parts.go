package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tramway/internal/blob"
)

// source is where the bytes of a part are until they are written.
type source struct {
	path  string
	data  []byte // instead of a path
	ctx   context.Context
	files blob.Backend // where the object of this key is, instead of a path
	key   string
}

func (s source) open() (io.ReadCloser, error) {
	if s.data != nil {
		return io.NopCloser(bytes.NewReader(s.data)), nil
	}
	if s.files != nil {
		return s.files.Get(s.ctx, s.key, 0, -1)
	}
	return os.Open(s.path)
}

// list makes the parts out of what was collected: the key, the keys, the
// databases, the blobs.
func (s *stage) list() error {
	if err := s.add(copyKeyName, source{data: s.oneOff}); err != nil {
		return err
	}
	if s.man.Passphrase {
		if err := s.add(passphraseFile, source{data: append(slices.Clone(s.in.Passphrase), '\n')}); err != nil {
			return err
		}
	}
	for _, name := range []string{keysDir, hostDB, hostRowsName, orgsDir} {
		if err := s.addTree(s.dir, name, func(name string) bool { return strings.HasSuffix(name, ".json") || isDatabase(name) }); err != nil {
			return err
		}
	}
	return s.addBlobs()
}

// addBlobs adds what lies in the folders of blobs, which are encrypted already and
// never change once they are there.
func (s *stage) addBlobs() error {
	dirs := []string{blobsDir}
	for _, o := range s.man.whole() {
		dirs = append(dirs, orgsDir+"/"+o.ID+"/"+blobsDir)
	}
	for _, dir := range dirs {
		if err := s.addTree(s.in.Data, dir, func(name string) bool { return !strings.Contains(name, "/tmp/") }); err != nil {
			return err
		}
	}
	return nil
}

// addTree adds the files below base/top that are wanted, in the order of names.
func (s *stage) addTree(base, top string, wanted func(name string) bool) error {
	return filepath.WalkDir(filepath.Join(base, filepath.FromSlash(top)), func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) {
			return nil // no such folder, or removed while we look
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(base, path)
		if err != nil || !wanted(filepath.ToSlash(rel)) {
			return err
		}
		return s.add(filepath.ToSlash(rel), source{path: path})
	})
}

// add notes the size and digest of a part.
func (s *stage) add(name string, src source) error {
	r, err := src.open()
	if errors.Is(err, os.ErrNotExist) || errors.Is(err, blob.ErrNotFound) {
		return nil // a blob that nobody needs any more
	}
	if err != nil {
		return err
	}
	defer r.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, r)
	if err != nil {
		return err
	}
	s.man.Parts = append(s.man.Parts, Part{Name: name, Size: n, SHA256: sum.Sum(nil)})
	s.sources = append(s.sources, src)
	return nil
}
