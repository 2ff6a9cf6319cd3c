package load

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// sockets are many pages that listen and say nothing.
type sockets struct {
	conns []net.Conn
	heard atomic.Int64 // messages, of all sockets
	bytes atomic.Int64 // of their frames

	mu    sync.Mutex // guards times
	times []time.Duration
}

// connect opens n sockets, the people taking turns, a few at a time.
func connect(b *testing.B, p *program, path string, tokens []string, n int) *sockets {
	b.Helper()
	s := &sockets{conns: make([]net.Conn, n)}
	b.Cleanup(s.close)
	var next atomic.Int64
	var wg sync.WaitGroup
	failed := make(chan error, 16)
	for range cap(failed) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				if err := s.open(int(i), p.addr, path, tokens[int(i)%len(tokens)]); err != nil {
					failed <- fmt.Errorf("socket %d: %w", i, err)
					return
				}
			}
		})
	}
	wg.Wait()
	if len(failed) > 0 {
		b.Fatal(<-failed)
	}
	return s
}

func (s *sockets) open(i int, addr, path, token string) error {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return err
	}
	s.conns[i] = conn
	_, err = io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: "+addr+"\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: tramway_session="+token+"\r\n\r\n")
	if err != nil {
		return err
	}
	r := bufio.NewReaderSize(conn, 1024)
	res, err := http.ReadResponse(r, nil)
	if err != nil || res.StatusCode != http.StatusSwitchingProtocols {
		return fmt.Errorf("refused: %v %w", res, err)
	}
	if err := say(conn, `{"id":1,"connect":{}}`); err != nil {
		return err
	}
	answer, _, err := frame(r, nil)
	if err == nil && !bytes.Contains(answer, []byte(`"connect"`)) {
		err = errors.New("not connected: " + string(answer))
	}
	go s.listen(conn, r)
	return err
}

func (s *sockets) close() {
	for _, c := range s.conns {
		if c != nil {
			_ = c.Close()
		}
	}
}

// listen counts what is heard and answers pings.
func (s *sockets) listen(conn net.Conn, r *bufio.Reader) {
	var buf []byte
	for {
		payload, size, err := frame(r, buf)
		if err != nil {
			return
		}
		buf = payload
		if string(bytes.TrimSpace(payload)) == "{}" {
			_ = say(conn, "{}") // a broken socket shows at the next frame
			continue
		}
		if n := bytes.Count(payload, []byte(`"pub"`)); n > 0 {
			s.note(payload)
			s.bytes.Add(int64(size))
			s.heard.Add(int64(n))
		}
	}
}

// note keeps how long a message took that says when it was sent.
func (s *sockets) note(payload []byte) {
	_, after, found := bytes.Cut(payload, []byte("sent-"))
	digits, _, _ := bytes.Cut(after, []byte("."))
	sent, err := strconv.ParseInt(string(digits), 10, 64)
	if !found || err != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.times = append(s.times, time.Since(time.Unix(0, sent)))
}

// stamp is a text that says when it was sent.
func stamp() string { return fmt.Sprintf("sent-%d.", time.Now().UnixNano()) }

// percentile of the times noted so far, which are forgotten.
func (s *sockets) percentile(p float64) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.times) == 0 {
		return 0
	}
	slices.Sort(s.times)
	t := s.times[int(p*float64(len(s.times)-1))]
	s.times = nil
	return t
}

// say sends a short text frame, masked with zeros as a client has to mask.
func say(conn net.Conn, text string) error {
	_, err := conn.Write(append([]byte{0x81, 0x80 | byte(len(text)), 0, 0, 0, 0}, text...))
	return err
}

// frame reads one frame into buf (RFC 6455 section 5.2).
func frame(r *bufio.Reader, buf []byte) (payload []byte, size int, err error) {
	var h [10]byte
	if _, err := io.ReadFull(r, h[:2]); err != nil {
		return nil, 0, err
	}
	if h[0]&0x0f == 8 {
		return nil, 0, io.EOF
	}
	size = int(h[1] & 0x7f)
	if size == 126 {
		_, err = io.ReadFull(r, h[2:4])
		size = int(binary.BigEndian.Uint16(h[2:4]))
	} else if size == 127 {
		_, err = io.ReadFull(r, h[2:10])
		size = int(binary.BigEndian.Uint64(h[2:10]))
	}
	if err != nil {
		return nil, 0, err
	}
	payload = slices.Grow(buf[:0], size)[:size]
	_, err = io.ReadFull(r, payload)
	return payload, size, err
}
