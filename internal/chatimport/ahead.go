package chatimport

import (
	"errors"
	"io"
)

// ahead is a stored file as a zip is read from it: in small pieces, one after the other.
// Each would cost a whole segment, or a request of its own to a bucket; so it reads on, and
// gives out what it has.
type ahead struct {
	io.ReaderAt
	size int64
	at   int64
	have []byte
}

const readAhead = 1 << 20 // bytes

// ReadAt implements io.ReaderAt, for one reader at a time.
func (a *ahead) ReadAt(p []byte, off int64) (int, error) {
	if len(p) > readAhead || off < 0 {
		return a.ReaderAt.ReadAt(p, off)
	}
	if off < a.at || off+int64(len(p)) > a.at+int64(len(a.have)) {
		if err := a.fill(off); err != nil {
			return 0, err
		}
	}
	n := copy(p, a.have[min(off-a.at, int64(len(a.have))):])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// fill reads what stands at a place and after it.
func (a *ahead) fill(off int64) error {
	buf := make([]byte, max(min(readAhead, a.size-off), 0))
	n, err := a.ReaderAt.ReadAt(buf, off)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	a.at, a.have = off, buf[:n]
	return nil
}
