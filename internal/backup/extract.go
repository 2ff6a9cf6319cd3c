package backup

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
)

// extract writes every part below dir, each checked against its digest, and gives
// the key of the databases, which is written nowhere.
func (r *reader) extract(dir string) (oneOff []byte, err error) {
	root, err := os.OpenRoot(dir) // whatever a name says, it leads nowhere else
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var key bytes.Buffer
	for _, p := range r.Parts {
		if p.Name == copyKeyName {
			err = r.part(p, &key)
		} else {
			err = r.toFile(root, p)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
	}
	return key.Bytes(), r.end()
}

// toFile writes a part to the disk.
func (r *reader) toFile(root *os.Root, p Part) error {
	if err := root.MkdirAll(path.Dir(p.Name), 0o700); err != nil {
		return err
	}
	f, err := root.OpenFile(p.Name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(r.part(p, f), f.Sync(), f.Close())
}

// part copies the next part.
func (r *reader) part(p Part, to io.Writer) error {
	if err := r.next(p); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(to, sum), r.tar); err != nil {
		return named(err)
	}
	if !bytes.Equal(sum.Sum(nil), p.SHA256) {
		return fmt.Errorf("%w: digest", ErrAltered)
	}
	return nil
}

// end reads on to the end of the file, because only there does the encryption say
// that nothing was cut off.
func (r *reader) end() error {
	if _, err := r.tar.Next(); err != io.EOF {
		if err == nil {
			return fmt.Errorf("%w: a part that is not listed", ErrAltered)
		}
		return named(err)
	}
	n, err := io.Copy(io.Discard, r)
	if err == nil && n > 0 {
		err = fmt.Errorf("%w: %d bytes after the last part", ErrAltered, n)
	}
	return err
}
