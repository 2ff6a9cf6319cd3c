package blob

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"

	"github.com/tink-crypto/tink-go/v2/streamingaead/subtle"
)

// pieceSize is what ReadFrom reads at a time; two pieces are in work at once.
const pieceSize = 8 * segmentSize

// nothing is there to wait for.
var nothing = func() <-chan struct{} { c := make(chan struct{}); close(c); return c }()

// Writer encrypts a blob while it is written. One goroutine uses it, and ends it by
// Finish or Abort.
type Writer struct {
	meta   Meta
	max    int64
	sum    hash.Hash
	summed <-chan struct{} // closed when sum has everything
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
		max: s.max, sum: sha256.New(), summed: nothing, queue: newQueue(), stored: make(chan error, 1)}
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
	n, summed, err := w.put(p)
	<-summed
	return n, err
}

// ReadFrom implements io.ReaderFrom: while one piece is still being digested the next
// is read and encrypted.
func (w *Writer) ReadFrom(r io.Reader) (total int64, err error) {
	pieces := [2][]byte{make([]byte, pieceSize), make([]byte, pieceSize)}
	summed := [2]<-chan struct{}{nothing, nothing}
	defer func() { <-summed[0]; <-summed[1] }()
	for i := 0; err == nil; i ^= 1 {
		<-summed[i]
		n, ended := fill(r, pieces[i])
		n, summed[i], err = w.put(pieces[i][:n])
		total += int64(n)
		if ended == io.EOF && err == nil {
			return total, nil
		}
		err = cmp.Or(err, ended)
	}
	return total, err
}

// fill reads until p is full, or until r's own error: io.ReadFull's cannot be told from
// that of a source that was cut off.
func fill(r io.Reader, p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		var more int
		more, err = r.Read(p[n:])
		n += more
	}
	return n, err
}

// put encrypts p. p must not be changed until summed is closed.
func (w *Writer) put(p []byte) (n int, summed <-chan struct{}, err error) {
	if w.err != nil {
		return 0, nothing, w.err
	}
	if int64(len(p)) > w.max-w.meta.Size {
		return 0, nothing, w.fail(ErrTooLarge)
	}
	w.digest(p)
	n, err = w.sealer.Write(p)
	w.meta.Size += int64(n)
	if err != nil {
		err = w.fail(fmt.Errorf("blob: writing: %w", err))
	}
	return n, w.summed, err
}

// digest sums p up beside the encryption, after what came before: SHA-256 takes longer
// than AES, and one after the other they are slower than a disk.
func (w *Writer) digest(p []byte) {
	before, done := w.summed, make(chan struct{})
	w.summed = done
	sum := func() {
		<-before
		w.sum.Write(p)
		close(done)
	}
	if len(p) < segmentSize {
		sum() // sooner done than somebody is woken
	} else {
		go sum()
	}
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
	<-w.summed
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
