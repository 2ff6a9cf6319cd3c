package backup

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
)

// next is the next part, which must be the one the manifest names.
func (r *reader) next(p Part) error {
	h, err := r.tar.Next()
	if err != nil {
		return named(err)
	}
	if h.Name != p.Name || h.Size != p.Size {
		return fmt.Errorf("%w: found %s instead", ErrAltered, h.Name)
	}
	return nil
}

// stream hands the plain rows of the next part over while they are read, so that
// they are put down nowhere. What was made of them counts only after the end of
// the file was seen.
func (r *reader) stream(p Part, oneOff []byte, use func(rows io.Reader) error) error {
	if err := r.next(p); err != nil {
		return err
	}
	sum := sha256.New()
	sealed := io.TeeReader(r.tar, sum)
	rows, err := plainRows(oneOff, p.Name, sealed)
	if err != nil {
		return err
	}
	if err := use(rows); err != nil {
		return errors.Join(r.broken, err)
	}
	if _, err := io.Copy(io.Discard, sealed); err != nil {
		return named(err)
	}
	if !bytes.Equal(sum.Sum(nil), p.SHA256) {
		return fmt.Errorf("%w: digest", ErrAltered)
	}
	return nil
}
