package mail

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"
)

// relay is an SMTP server (RFC 5321) with STARTTLS, AUTH, SIZE and SMTPUTF8 that
// keeps what it takes and answers otherwise where a test asks.
type relay struct {
	t        *testing.T
	l        net.Listener
	tls      *tls.Config // nil: no STARTTLS
	implicit bool
	offers   []string // of EHLO
	user     string   // user NUL password, "" for none
	release  chan struct{}

	mu       sync.Mutex
	say      map[string]string // by verb, or verb and argument: another answer; "silence" and "hang up" are special
	heard    []string          // commands
	received []received
}

type received struct {
	from   string
	to     []string
	text   string
	secure bool
}

// authority is a certificate authority of its own, and a certificate of it.
func authority(t *testing.T, change func(*x509.Certificate)) (*tls.Config, *x509.CertPool) {
	t.Helper()
	caKey, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test authority"}, NotBefore: time.Now().Add(-2 * time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	if err != nil {
		t.Fatal(err)
	}
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), NotBefore: ca.NotBefore, NotAfter: ca.NotAfter, DNSNames: []string{"localhost"},
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	if change != nil {
		change(leaf)
	}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, caKey)
	if err != nil {
		t.Fatal(err)
	}
	root, _ := x509.ParseCertificate(caDER)
	pool := x509.NewCertPool()
	pool.AddCert(root)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: key}}}, pool
}

func serve(t *testing.T, change func(*relay)) *relay {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &relay{t: t, l: l, say: map[string]string{}, release: make(chan struct{}), offers: []string{"8BITMIME", "ENHANCEDSTATUSCODES"}}
	if change != nil {
		change(s)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() { s.talk(c) })
		}
	})
	t.Cleanup(func() { close(s.release); _ = l.Close(); all.Wait() })
	return s
}

func (s *relay) answer(what, line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.say[what] = line
}

// config is how to reach it.
func (s *relay) config(sec Security, pool *x509.CertPool) Config {
	return Config{Host: "localhost", Port: s.l.Addr().(*net.TCPAddr).Port, Security: sec, Roots: pool, Hello: "tramway.example",
		From: netmail.Address{Name: "電車 Tramway", Address: "no-reply@tramway.example"}, Timeout: 30 * time.Second}
}

type conversation struct {
	s      *relay
	conn   net.Conn
	in     *bufio.Reader
	secure bool
	signed bool
	mail   received
}

func (s *relay) talk(c net.Conn) {
	t := &conversation{s: s, conn: c, in: bufio.NewReader(c)}
	defer func() { _ = t.conn.Close() }()
	if s.implicit && !t.upgrade() || !t.reply("greet", "220 relay.example ESMTP") {
		return
	}
	for {
		line, err := t.in.ReadString('\n')
		if err != nil || !strings.HasSuffix(line, "\r\n") {
			return
		}
		line = strings.TrimSuffix(line, "\r\n")
		s.mu.Lock()
		s.heard = append(s.heard, line)
		s.mu.Unlock()
		if !t.command(line) {
			return
		}
	}
}

func (t *conversation) upgrade() bool {
	c := tls.Server(t.conn, t.s.tls)
	if c.Handshake() != nil {
		return false
	}
	t.conn, t.in, t.secure = c, bufio.NewReader(c), true
	return true
}

// reply says the line, or what a test put in its place.
func (t *conversation) reply(what, line string) bool {
	t.s.mu.Lock()
	other, ok := t.s.say[what]
	t.s.mu.Unlock()
	if ok {
		line = other
	}
	switch line {
	case "silence":
		<-t.s.release
		return false
	case "hang up":
		return false
	}
	_, err := fmt.Fprintf(t.conn, "%s\r\n", line)
	return err == nil && line[0] < '4'
}

// must is reply where an error does not end the conversation.
func (t *conversation) must(what, line string) bool {
	ok := t.reply(what, line)
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	other := t.s.say[what]
	return ok || other != "silence" && other != "hang up"
}

func (t *conversation) command(line string) bool {
	verb, rest, _ := strings.Cut(line, " ")
	switch strings.ToUpper(verb) {
	case "EHLO":
		return t.hello()
	case "STARTTLS":
		return t.must("STARTTLS", "220 go ahead") && t.upgrade()
	case "AUTH":
		return t.auth(rest)
	case "MAIL":
		t.mail = received{from: rest, secure: t.secure}
		if t.s.user != "" && !t.signed {
			return t.must("MAIL", "530 5.7.0 sign in first")
		}
		return t.must("MAIL", "250 2.1.0 ok")
	case "RCPT":
		t.mail.to = append(t.mail.to, rest)
		if t.has("RCPT " + rest) {
			return t.must("RCPT "+rest, "")
		}
		return t.must("RCPT", "250 2.1.5 ok")
	case "DATA":
		return t.data()
	case "QUIT":
		t.reply("QUIT", "221 bye")
		return false
	}
	return t.must(verb, "500 5.5.1 what?")
}

func (t *conversation) has(what string) bool {
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	return t.s.say[what] != ""
}

func (t *conversation) hello() bool {
	offers := append([]string{"relay.example"}, t.s.offers...)
	if t.s.tls != nil && !t.secure {
		offers = append(offers, "STARTTLS")
	}
	for i, o := range offers {
		sep := "-"
		if i == len(offers)-1 {
			sep = " "
		}
		if _, err := fmt.Fprintf(t.conn, "250%s%s\r\n", sep, o); err != nil {
			return false
		}
	}
	return true
}

// auth knows PLAIN with an initial response, and LOGIN (RFC 4954).
func (t *conversation) auth(rest string) bool {
	mech, initial, _ := strings.Cut(rest, " ")
	raw, _ := base64.StdEncoding.DecodeString(initial)
	given := strings.TrimPrefix(string(raw), "\x00")
	if mech == "LOGIN" {
		given = t.ask("Username:") + "\x00" + t.ask("Password:")
	}
	if t.signed = given == t.s.user; !t.signed {
		return t.must("AUTH", "535 5.7.8 wrong: "+strings.ReplaceAll(given, "\x00", " "))
	}
	return t.must("AUTH", "235 2.7.0 welcome")
}

func (t *conversation) ask(what string) string {
	fmt.Fprintf(t.conn, "334 %s\r\n", base64.StdEncoding.EncodeToString([]byte(what)))
	line, _ := t.in.ReadString('\n')
	raw, _ := base64.StdEncoding.DecodeString(strings.TrimSpace(line))
	return string(raw)
}

func (t *conversation) data() bool {
	if t.has("DATA") {
		return t.must("DATA", "")
	}
	t.reply("DATA", "354 go ahead")
	var b strings.Builder
	for {
		line, err := t.in.ReadString('\n')
		if err != nil {
			return false
		}
		if line == ".\r\n" {
			break
		}
		b.WriteString(strings.TrimPrefix(line, "."))
	}
	t.mail.text = b.String()
	t.s.mu.Lock()
	if end := t.s.say["END"]; end == "" || end == "hang up" { // taken, if the answer is lost, too
		t.s.received = append(t.s.received, t.mail)
	}
	t.s.mu.Unlock()
	return t.must("END", "250 2.0.0 taken")
}

func (s *relay) got() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]received(nil), s.received...)
}

func (s *relay) commands() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.heard, "\n")
}
