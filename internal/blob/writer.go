package blob

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/tink-crypto/tink-go/v2/streamingaead/subtle"
)

// Writer encrypts a blob while it is written. One goroutine uses it, and ends it by
// Finish or Abort.
type Writer struct {
	meta   Meta
	max    int64
	sum    hash.Hash
	sealer io.WriteCloser
	queue  *queue
	stored chan error // what Put said, once
	err    error      // sticky
}

// Create begins a blob. Nothing is visible in the backend until Finish.
func (s *Store) Create(ctx context.Context, contentType string) (*Writer, error) {
	id, key := newID(), make([]byte, keySize)
	rand.Read(key)
	defer clear(key)
	aad := s.associated(id, contentType)
	stream, err := subtle.NewAESGCMHKDF(key, "SHA256", keySize, segmentSize, 0)
	if err != nil {
		return nil, fmt.Errorf("blob: preparing cipher: %w", err)
	}
	w := &Writer{meta: Meta{ID: id, ContentType: contentType, WrappedKey: s.wrapKey(key, aad)},
		max: s.max, sum: sha256.New(), queue: newQueue(), stored: make(chan error, 1)}
	go func() {
		err := s.backend.Put(ctx, id, w.queue, -1)
		w.queue.stop(errors.Join(err, ErrClosed))
		w.stored <- err
	}()
	if w.sealer, err = stream.NewEncryptingWriter(w.queue, aad); err != nil {
		w.Abort()
		return nil, fmt.Errorf("blob: writing: %w", err)
	}
	return w, nil
}

// Write encrypts p. Past the store's limit it is [ErrTooLarge], and the blob is lost.
func (w *Writer) Write(p []byte) (int, error) {
	if w.err != nil {
		return 0, w.err
	}
	if int64(len(p)) > w.max-w.meta.Size {
		return 0, w.fail(ErrTooLarge)
	}
	n, err := w.sealer.Write(p)
	w.sum.Write(p[:n])
	w.meta.Size += int64(n)
	if err != nil {
		return n, w.fail(fmt.Errorf("blob: writing: %w", err))
	}
	return n, nil
}

// ReadFrom implements io.ReaderFrom with a buffer that fits the segments.
func (w *Writer) ReadFrom(r io.Reader) (int64, error) {
	return io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{r}, make([]byte, 4*segmentSize))
}

// Finish ends the blob and returns what the caller must keep. After an error there is
// no blob.
func (w *Writer) Finish() (Meta, error) {
	if w.err != nil {
		return Meta{}, w.err
	}
	if err := w.sealer.Close(); err != nil {
		return Meta{}, w.fail(fmt.Errorf("blob: writing: %w", err))
	}
	w.queue.end(nil)
	w.err = ErrClosed
	if err := <-w.stored; err != nil {
		w.err = err
		return Meta{}, err
	}
	w.meta.SHA256 = [32]byte(w.sum.Sum(nil))
	return w.meta, nil
}

// Abort gives the blob up and waits until the backend has let go of it. After Finish
// it does nothing.
func (w *Writer) Abort() {
	if w.err == nil {
		w.fail(ErrClosed)
	}
}

func (w *Writer) fail(err error) error {
	w.err = err
	w.queue.end(err)
	// Put's own word says more than the stopped queue it caused.
	if put := <-w.stored; put != nil && !errors.Is(put, err) && !errors.Is(err, ErrTooLarge) {
		w.err = put
	}
	return w.err
}
