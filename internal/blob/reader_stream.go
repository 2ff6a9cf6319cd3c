package blob

import (
	"errors"
	"fmt"
	"io"
)

// Seek implements io.Seeker. It asks the backend nothing.
func (r *Reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.pos
	case io.SeekEnd:
		offset += r.size
	}
	if offset < 0 || whence < io.SeekStart || whence > io.SeekEnd {
		return 0, errors.New("blob: seek before the beginning")
	}
	r.pos = offset
	return offset, nil
}

// Read implements io.Reader. Reading straight on is one request to the end.
func (r *Reader) Read(p []byte) (int, error) {
	if r.closed.Load() {
		return 0, ErrClosed
	}
	if r.pos >= r.size {
		return 0, io.EOF
	}
	i := r.at(r.pos)
	plain := r.first
	if i > 0 {
		if err := r.load(i); err != nil {
			return 0, err
		}
		plain = r.buf
	}
	start, _ := r.plain(i)
	n := copy(p, plain[r.pos-start:])
	r.pos += int64(n)
	return n, nil
}

// load makes segment i the one in buf.
func (r *Reader) load(i int64) error {
	if r.have == i {
		return nil
	}
	if r.stream == nil || r.next != i {
		if err := r.restart(i); err != nil {
			return err
		}
	}
	start, end := r.stored(i)
	r.have = -1
	if err := r.fill(end-start, i == r.count()-1); err != nil {
		r.stop()
		return err
	}
	var err error
	if r.buf, err = r.open(r.buf, i, r.sealed); err != nil {
		r.stop()
		return err
	}
	r.have, r.next = i, i+1
	return nil
}

// fill reads one sealed segment from the stream; after the last one must come its end.
func (r *Reader) fill(n int64, last bool) error {
	if r.sealed == nil {
		r.sealed = make([]byte, segmentSize)
	}
	r.sealed = r.sealed[:n]
	_, err := io.ReadFull(r.stream, r.sealed)
	if err == nil && last {
		if extra, _ := r.stream.Read(make([]byte, 1)); extra > 0 {
			err = io.ErrUnexpectedEOF
		}
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || err == io.EOF {
		return fmt.Errorf("%w: its length is another", ErrTampered)
	}
	if err != nil {
		return fmt.Errorf("blob: reading: %w", err)
	}
	return nil
}

func (r *Reader) restart(i int64) (err error) {
	r.stop()
	start, _ := r.stored(i)
	r.stream, err = r.backend.Get(r.ctx, r.id, start, -1)
	return err
}

func (r *Reader) stop() {
	if r.stream != nil {
		r.stream.Close()
	}
	r.stream = nil
}

// Close lets go of the backend. It may be called twice.
func (r *Reader) Close() error {
	r.stop()
	r.closed.Store(true)
	return nil
}
