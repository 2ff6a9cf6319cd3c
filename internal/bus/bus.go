// Package bus carries wake-ups and live messages between the nodes of an
// installation over NATS: in one process without any port, or through a cluster.
//
// It promises speed and nothing else. A message may be lost, when a node is cut
// off or slow, so nothing may depend on one: who is woken looks into the house,
// and what is missed is found there by sequence. Publishing never waits; a lost
// connection is sought again for ever; what was dropped is counted. Messages of
// one node on one subject arrive in order, and a node hears its own.
//
// Floor: 1
package bus

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// MaxBytes is the largest message.
const MaxBytes = 512 << 10

// queued is how many messages may wait for the connection; they are dropped
// beyond that. At a realistic 300 bytes it holds about a megabyte.
const queued = 4096

// The errors of Publish. A message that was dropped is none.
var (
	ErrTooLarge = fmt.Errorf("bus: message above %d bytes", MaxBytes)
	ErrClosed   = errors.New("bus: closed")
)

// Bus is one node's end.
type Bus struct {
	conn     *nats.Conn
	embedded *server.Server // nil if the cluster is elsewhere
	queue    chan message
	stop     chan struct{}
	pump     sync.WaitGroup
	closing  sync.Once

	sent, dropped, missed atomic.Uint64
}

type message struct {
	subject string
	data    []byte
}

// Stats are counts since Open.
type Stats struct {
	Sent       uint64 // handed to the connection
	Dropped    uint64 // not sent: disconnected, or the queue was full
	Missed     uint64 // times a subscriber here was too slow and lost messages
	Reconnects uint64
}

func start(conn *nats.Conn, embedded *server.Server, b *Bus) *Bus {
	b.conn, b.embedded = conn, embedded
	b.pump.Go(b.run)
	return b
}

// Publish sends data to everybody who subscribed to the subject on any node. It
// never waits. The bus keeps data until it is sent: the caller must not change
// it. Errors: ErrSubject, ErrTooLarge, ErrClosed.
func (b *Bus) Publish(subject string, data []byte) error {
	if err := check(subject); err != nil {
		return err
	}
	if len(data) > MaxBytes {
		return ErrTooLarge
	}
	select {
	case <-b.stop:
		return ErrClosed
	default:
	}
	select {
	case b.queue <- message{subject, data}:
	default:
		b.dropped.Add(1)
	}
	return nil
}

// run hands messages to the connection. It is a goroutine of its own because the
// library waits when the network does.
func (b *Bus) run() {
	for {
		select {
		case m := <-b.queue:
			b.send(m)
		case <-b.stop:
			return
		}
	}
}

func (b *Bus) send(m message) {
	if !b.conn.IsConnected() || b.conn.Publish(m.subject, m.data) != nil {
		b.dropped.Add(1)
		return
	}
	b.sent.Add(1)
}

// Ready says whether messages reach the other nodes now.
func (b *Bus) Ready() error {
	select {
	case <-b.stop:
		return ErrClosed
	default:
	}
	if b.conn.IsConnected() {
		return nil
	}
	return fmt.Errorf("bus: not connected, %d messages dropped so far", b.dropped.Load())
}

// Stats counts what happened.
func (b *Bus) Stats() Stats {
	return Stats{Sent: b.sent.Load(), Dropped: b.dropped.Load(), Missed: b.missed.Load(), Reconnects: b.conn.Stats().Reconnects}
}

// flushTime is how long Close waits for what was published to leave.
const flushTime = time.Second

// Close sends what waits, if there is a connection, and ends every subscription.
// It may be called more than once.
func (b *Bus) Close() {
	b.closing.Do(func() {
		close(b.stop)
		b.pump.Wait()
		for len(b.queue) > 0 {
			b.send(<-b.queue)
		}
		if b.conn.IsConnected() {
			_ = b.conn.FlushTimeout(flushTime) // lost is lost
		}
		b.conn.Close()
		if b.embedded != nil {
			b.embedded.Shutdown()
			b.embedded.WaitForShutdown()
		}
	})
}
