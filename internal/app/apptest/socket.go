package apptest

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// Socket is a small WebSocket client (RFC 6455) that speaks Centrifuge's JSON
// protocol, so that the door is tested by something other than its own library.
type Socket struct {
	t     testing.TB
	conn  net.Conn
	in    chan map[string]any // replies and pushes in the order they came
	ended chan struct{}       // closed when the other side has closed
	code  int                 // of the close frame; read after ended

	mu   sync.Mutex // guards conn's writing side
	next int
}

// Open opens a socket as a page does.
func (p *Person) Open() *Socket {
	p.In.T.Helper()
	s, status := p.Listen(p.In.Config.Origin)
	if s == nil {
		p.In.T.Fatalf("the socket was refused with %d", status)
	}
	return s
}

// Listen tries to open a socket from a page of some origin ("": a program);
// without success there is only the status.
func (p *Person) Listen(origin string) (s *Socket, status int) {
	t := p.In.T
	t.Helper()
	addr := strings.TrimPrefix(p.In.URL, "http://")
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	req := "GET /live?org=" + p.Org + " HTTP/1.1\r\nHost: " + addr + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: tramway_session=" + p.Token + "\r\n"
	if origin != "" {
		req += "Origin: " + origin + "\r\n"
	}
	if _, err := io.WriteString(conn, req+"\r\n"); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(conn)
	res, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusSwitchingProtocols {
		conn.Close()
		return nil, res.StatusCode
	}
	s = &Socket{t: t, conn: conn, in: make(chan map[string]any, 1000), ended: make(chan struct{})}
	t.Cleanup(func() { conn.Close() })
	go s.read(r)
	s.send(map[string]any{"id": s.id(), "connect": map[string]any{}})
	s.Wait("the answer to connect", func(m map[string]any) bool { return m["connect"] != nil })
	return s, res.StatusCode
}

func (s *Socket) id() int { s.next++; return s.next }

func (s *Socket) send(v any) {
	b, _ := json.Marshal(v) // plain maps
	s.write(frame(1, b))
}

func (s *Socket) write(b []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, _ = s.conn.Write(b) // a closed socket shows in what is waited for
}

// frame masks a payload, as a client has to.
func frame(op byte, payload []byte) []byte {
	out := []byte{0x80 | op}
	if len(payload) < 126 {
		out = append(out, 0x80|byte(len(payload)))
	} else {
		out = binary.BigEndian.AppendUint16(append(out, 0x80|126), uint16(len(payload)))
	}
	mask := []byte{1, 2, 3, 4}
	out = append(out, mask...)
	for i, c := range payload {
		out = append(out, c^mask[i%4])
	}
	return out
}

func (s *Socket) read(r io.Reader) {
	defer close(s.ended)
	for {
		op, payload, err := readFrame(r)
		if err != nil {
			return
		}
		if op == 8 {
			if len(payload) >= 2 {
				s.code = int(binary.BigEndian.Uint16(payload))
			}
			s.write(frame(8, payload)) // as browsers do; the server waits for it
			return
		}
		for line := range bytes.Lines(payload) {
			var m map[string]any
			if json.Unmarshal(line, &m) != nil {
				continue
			}
			if len(m) == 0 { // a ping
				s.send(map[string]any{})
				continue
			}
			s.in <- m
		}
	}
}

func readFrame(r io.Reader) (op byte, payload []byte, err error) {
	var h [2]byte
	if _, err = io.ReadFull(r, h[:]); err != nil {
		return 0, nil, err
	}
	n := uint64(h[1] & 0x7f)
	if ext := map[uint64]int{126: 2, 127: 8}[n]; ext > 0 {
		b := make([]byte, 8)
		if _, err = io.ReadFull(r, b[8-ext:]); err != nil {
			return 0, nil, err
		}
		n = binary.BigEndian.Uint64(b)
	}
	payload = make([]byte, n)
	_, err = io.ReadFull(r, payload)
	return h[0] & 0x0f, payload, err
}

// Wait gives the next thing that fits and drops what came before it.
func (s *Socket) Wait(what string, fits func(map[string]any) bool) map[string]any {
	s.t.Helper()
	m, err := s.within(30*time.Second, fits)
	if err != nil {
		s.t.Fatalf("%s: %v", what, err)
	}
	return m
}

func (s *Socket) within(d time.Duration, fits func(map[string]any) bool) (map[string]any, error) {
	end := time.After(d)
	for {
		select {
		case m := <-s.in:
			if fits(m) {
				return m, nil
			}
		case <-s.ended:
			return nil, fmt.Errorf("the socket was closed with %d", s.code)
		case <-end:
			return nil, fmt.Errorf("nothing within %s", d)
		}
	}
}

// Push waits at most d for something said on the person's own channel or on one
// subscribed to, of a type; nil if nothing came.
func (s *Socket) Push(d time.Duration, kind string) map[string]any {
	m, err := s.within(d, func(m map[string]any) bool { return Text(pushed(m), "t") == kind })
	if err != nil {
		return nil
	}
	return pushed(m)
}

func pushed(m map[string]any) map[string]any {
	return Object(Object(Object(m, "push"), "pub"), "data")
}

// Ask sends a command and gives its reply: Centrifuge's error, or nil. A socket
// that was closed for it has refused it too.
func (s *Socket) Ask(command string, args map[string]any) map[string]any {
	s.t.Helper()
	n := s.id()
	s.send(map[string]any{"id": n, command: args})
	m, err := s.within(30*time.Second, func(m map[string]any) bool { return Number(m, "id") == n })
	if err != nil {
		return map[string]any{"message": err.Error()}
	}
	return Object(m, "error")
}

// Closed waits at most d for the other side to close and gives the code.
func (s *Socket) Closed(d time.Duration) (code int, ok bool) {
	select {
	case <-s.ended:
		return s.code, true
	case <-time.After(d):
		return 0, false
	}
}

// Leave shuts the page.
func (s *Socket) Leave() { _ = s.conn.Close() }
