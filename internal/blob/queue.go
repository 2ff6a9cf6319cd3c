package blob

import (
	"io"
	"sync"
)

const (
	blockSize = 4 * segmentSize
	blocks    = 4 // so a writer holds at most 2.5 MiB
)

// queue joins the one who encrypts to the one who stores. Unlike io.Pipe it lets both
// work at once, which is what keeps encryption from halving the disk's rate.
type queue struct {
	full, free chan []byte

	// Writer's side.
	filling []byte
	ended   bool
	endErr  error // set before full is closed

	// Reader's side.
	block, rest []byte
	stopOnce    sync.Once
	stopped     chan struct{}
	stopErr     error // set before stopped is closed
}

func newQueue() *queue {
	return &queue{full: make(chan []byte, blocks), free: make(chan []byte, blocks), stopped: make(chan struct{})}
}

// Write takes a copy of p, and waits while the reader is far behind. After stop it
// returns stop's error.
func (q *queue) Write(p []byte) (n int, err error) {
	for n < len(p) {
		if q.filling == nil {
			q.filling = q.emptyBlock()
		}
		take := min(len(p)-n, cap(q.filling)-len(q.filling))
		q.filling = append(q.filling, p[n:n+take]...)
		n += take
		if len(q.filling) == cap(q.filling) {
			if err := q.send(); err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

func (q *queue) emptyBlock() []byte {
	select {
	case b := <-q.free:
		return b[:0]
	default:
		return make([]byte, 0, blockSize)
	}
}

func (q *queue) send() error {
	select {
	case q.full <- q.filling:
		q.filling = nil
		return nil
	case <-q.stopped:
		return q.stopErr
	}
}

// end tells the reader that nothing follows (nil) or that all is void (err). It may be
// called twice; the first counts.
func (q *queue) end(err error) {
	if q.ended {
		return
	}
	if err == nil && len(q.filling) > 0 {
		err = q.send()
	}
	q.ended, q.endErr = true, err
	close(q.full)
}

// Read gives the blocks in order, then end's error or io.EOF.
func (q *queue) Read(p []byte) (int, error) {
	if len(q.rest) == 0 {
		if q.block != nil {
			q.recycle()
		}
		b, ok := <-q.full
		switch {
		case !ok && q.endErr != nil:
			return 0, q.endErr
		case !ok:
			return 0, io.EOF
		}
		q.block, q.rest = b, b
	}
	n := copy(p, q.rest)
	q.rest = q.rest[n:]
	return n, nil
}

func (q *queue) recycle() {
	select {
	case q.free <- q.block:
	default:
	}
	q.block = nil
}

// stop tells the writer that nobody reads any more.
func (q *queue) stop(err error) {
	q.stopOnce.Do(func() {
		q.stopErr = err
		close(q.stopped)
	})
}
