// Package mail hands messages to an SMTP relay (RFC 5321).
//
// It promises that a message leaves this machine only under TLS to a relay whose
// certificate was verified; that nothing in a name, subject or header can add a
// header or a recipient; that a message sent again after a lost answer has the
// same Message-ID and the same bytes, so that the receiver can tell; and that an
// error says whether trying again can help, without the relay's password and
// without an address.
//
// Floor: 1
package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	netmail "net/mail"
	"net/netip"
	"os"
	"strconv"
	"time"
)

// Security is how the connection to the relay is protected.
type Security string

// The kinds of protection.
const (
	StartTLS Security = "starttls" // begins plain and must become TLS (RFC 3207); port 587
	Implicit Security = "tls"      // TLS from the first byte (RFC 8314); port 465
	Plain    Security = "plain"    // none: only to a relay on this machine; port 25
)

// Config of a relay.
type Config struct {
	Host     string
	Port     int      // 0: the port of the kind of protection
	Security Security // "" is StartTLS
	User     string   // "" if the relay asks for none
	Password string
	From     netmail.Address // of every message, and of the envelope
	Hello    string          // the name we give ourselves; "" is the machine's
	Roots    *x509.CertPool  // nil: the system's
	Timeout  time.Duration   // for one message, all steps together; 0: 1 min
	MaxBytes int             // of a message as sent; 0: 10 MiB
	MaxOpen  int             // connections at a time; 0: 4
}

// Relay sends messages, each over a connection of its own. It may be used by many
// goroutines.
type Relay struct {
	c    Config
	slot chan struct{}
}

var defaultPorts = map[Security]int{StartTLS: 587, Implicit: 465, Plain: 25}

// New makes a relay and connects to nothing yet. It fails for a configuration that
// can't work or that would send in plain beyond this machine.
func New(c Config) (*Relay, error) {
	if c.Security == "" {
		c.Security = StartTLS
	}
	port, ok := defaultPorts[c.Security]
	if !ok || c.Host == "" || c.Port < 0 || c.Port > 65535 {
		return nil, errors.New("mail: the relay needs a host, a port, and starttls, tls or plain")
	}
	if c.Security == Plain && !thisMachine(c.Host) {
		return nil, errors.New("mail: a relay on another machine needs starttls or tls")
	}
	if err := CheckAddress(c.From.Address); err != nil || !isLine(c.From.Name) {
		return nil, errors.New("mail: the sender's address is malformed")
	}
	c.Port = orElse(c.Port, port)
	c.Timeout, c.MaxBytes, c.MaxOpen = orElse(c.Timeout, time.Minute), orElse(c.MaxBytes, 10<<20), orElse(c.MaxOpen, 4)
	c.Hello = orElse(c.Hello, hostname())
	return &Relay{c: c, slot: make(chan struct{}, c.MaxOpen)}, nil
}

func orElse[T int | time.Duration | string](v, otherwise T) T {
	var zero T
	if v == zero {
		return otherwise
	}
	return v
}

func hostname() string {
	name, err := os.Hostname()
	if err != nil || !isDomain(name) {
		return "localhost"
	}
	return name
}

func thisMachine(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.Unmap().IsLoopback()
}

func (r *Relay) address() string { return net.JoinHostPort(r.c.Host, strconv.Itoa(r.c.Port)) }

func (r *Relay) tls() *tls.Config {
	return &tls.Config{ServerName: r.c.Host, RootCAs: r.c.Roots, MinVersion: tls.VersionTLS12}
}

// Send hands over one message. nil means that the relay took it for every
// recipient; if it refuses one, nobody gets it. After an error that is Temporary
// the same Message may be sent again, unchanged.
func (r *Relay) Send(ctx context.Context, m Message) error {
	text, err := r.render(m)
	if err != nil {
		return err
	}
	return r.with(ctx, func(s *session) error { return s.deliver(r.c.From.Address, m.To, text) })
}

// Check connects and signs in, and sends nothing: for the doctor.
func (r *Relay) Check(ctx context.Context) error {
	return r.with(ctx, func(*session) error { return nil })
}
