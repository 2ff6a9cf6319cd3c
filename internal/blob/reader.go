package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
)

// Reader reads a blob. ReadAt may be called from several goroutines at once, Read and
// Seek from one. It asks the backend for the segments that are needed, no others.
type Reader struct {
	*opener
	ctx     context.Context
	backend Backend
	id      string
	first   []byte // plaintext of segment 0, which came with the header

	pos    int64
	stream io.ReadCloser // from segment next on, while reading goes straight on
	next   int64
	have   int64  // segment in buf, -1 if none
	buf    []byte // plaintext of one segment
	sealed []byte
	closed atomic.Bool
}

// Open makes a blob readable. It reads and checks the first segment, so a wrong key, a
// wrong Meta or another's blob shows at once as [ErrTampered].
func (s *Store) Open(ctx context.Context, m Meta) (*Reader, error) {
	l := layout{m.Size}
	if m.Size < 0 || l.count() > 1<<32-1 {
		return nil, fmt.Errorf("%w: impossible size", ErrTampered)
	}
	key, err := s.unwrapKey(m)
	if err != nil {
		return nil, err
	}
	defer clear(key)
	_, end := l.stored(0)
	raw, err := fetch(ctx, s.backend, m.ID, 0, end, l.count() == 1)
	if err != nil {
		return nil, err
	}
	o, err := newOpener(l, key, s.associated(m.ID, m.ContentType), raw)
	if err != nil {
		return nil, err
	}
	r := &Reader{opener: o, ctx: ctx, backend: s.backend, id: m.ID, have: -1}
	r.first, err = o.open(nil, 0, raw[headerSize:])
	return r, err
}

// fetch reads bytes [start,end) of an object. At the object's end it also checks that
// nothing follows, as Tink's reader would.
func fetch(ctx context.Context, b Backend, id string, start, end int64, last bool) ([]byte, error) {
	n := end - start
	if last {
		n++
	}
	body, err := b.Get(ctx, id, start, n)
	if err != nil {
		return nil, err
	}
	defer body.Close()
	raw := make([]byte, n)
	got, err := io.ReadFull(body, raw)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && err != io.EOF {
		return nil, fmt.Errorf("blob: reading: %w", err)
	}
	if int64(got) != end-start {
		return nil, fmt.Errorf("%w: its length is another", ErrTampered)
	}
	return raw[:got], nil
}

// Size returns the length of the plaintext.
func (r *Reader) Size() int64 { return r.size }

// ReadAt implements io.ReaderAt, with one request for all segments p touches.
func (r *Reader) ReadAt(p []byte, off int64) (int, error) {
	if r.closed.Load() {
		return 0, ErrClosed
	}
	if off < 0 {
		return 0, errors.New("blob: negative offset")
	}
	if off >= r.size {
		return 0, io.EOF
	}
	want := min(int64(len(p)), r.size-off)
	done := int64(0)
	if off < int64(len(r.first)) {
		done = int64(copy(p[:want], r.first[off:]))
	}
	if done < want {
		n, err := r.readSegments(p[done:want], off+done)
		if err != nil {
			return int(done) + n, err
		}
	}
	if want < int64(len(p)) {
		return int(want), io.EOF
	}
	return int(want), nil
}

func (r *Reader) readSegments(p []byte, off int64) (done int, err error) {
	from, to := r.at(off), r.at(off+int64(len(p))-1)
	start, _ := r.stored(from)
	_, end := r.stored(to)
	raw, err := fetch(r.ctx, r.backend, r.id, start, end, to == r.count()-1)
	if err != nil {
		return 0, err
	}
	for i := from; i <= to; i++ {
		a, b := r.stored(i)
		sealed := raw[a-start : b-start]
		plain, err := r.open(sealed, i, sealed) // in place
		if err != nil {
			return done, err
		}
		begin, _ := r.plain(i)
		done += copy(p[done:], plain[max(off-begin, 0):])
	}
	return done, nil
}
