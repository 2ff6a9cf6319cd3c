package siem

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"syscall"
	"time"

	"tramway/internal/outbound"
)

// Address is where a receiver listens and how it is known.
type Address struct {
	Host string `json:"host"`
	Port int    `json:"port"`
	CA   string `json:"ca,omitempty"`   // PEM; "": the system's roots
	Cert string `json:"cert,omitempty"` // PEM; who we are, where the receiver asks
	Key  string `json:"key,omitempty"`  // PEM
}

// ErrPEM: the named part of an address is not what it should be.
type ErrPEM struct{ Part string }

// Error implements error.
func (e ErrPEM) Error() string { return "siem: not a PEM text: " + e.Part }

// TLS is the configuration for a connection. Errors: [ErrPEM].
func (a Address) TLS() (*tls.Config, error) {
	c := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: a.Host}
	if a.CA != "" {
		c.RootCAs = x509.NewCertPool()
		if !c.RootCAs.AppendCertsFromPEM([]byte(a.CA)) {
			return nil, ErrPEM{"ca"}
		}
	}
	if a.Cert != "" || a.Key != "" {
		pair, err := tls.X509KeyPair([]byte(a.Cert), []byte(a.Key))
		if err != nil {
			return nil, ErrPEM{"cert"}
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}

// patience is the longest that a batch may take.
const patience = 30 * time.Second

// Deliver sends frames over one connection. nil: the receiver has read all of them.
// Syslog has no answers, but a connection has an end: RFC 5425 section 4.4 has the receiver close
// when it has read our close, which stands behind the last frame. A receiver
// that dies before resets the connection, and everything is sent again.
func Deliver(ctx context.Context, a Address, o outbound.Options, frames [][]byte) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	config, err := a.TLS()
	if err != nil {
		return err
	}
	raw, err := outbound.Dial(ctx, o, "tcp", net.JoinHostPort(a.Host, strconv.Itoa(a.Port)))
	if err != nil {
		return err
	}
	defer raw.Close()
	stop := context.AfterFunc(ctx, func() { _ = raw.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	conn := tls.Client(raw, config)
	if err := conn.HandshakeContext(ctx); err != nil {
		return err
	}
	if err := write(conn, frames); err != nil {
		return reason(conn, err)
	}
	return ended(conn)
}

// reason is what the receiver said before it shut the door on what was being written.
func reason(conn *tls.Conn, cause error) error {
	_ = conn.SetReadDeadline(time.Now().Add(time.Second))
	if _, err := conn.Read(make([]byte, 1)); err != nil && Failure(err) == "turned_away" {
		return err
	}
	return cause
}

func write(conn *tls.Conn, frames [][]byte) error {
	out := bufio.NewWriter(conn)
	for _, f := range frames {
		if _, err := out.Write(f); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return conn.CloseWrite()
}

// ended waits until the receiver has read everything.
func ended(conn *tls.Conn) error {
	_, err := io.Copy(io.Discard, io.LimitReader(conn, 1<<20))
	// Many receivers end the connection below without a last word of TLS. The kernel
	// says so only after they have read everything: unread bytes make it a reset.
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("waiting for the end: %w", err)
	}
	return nil
}

// Failure is a word for why a batch did not arrive; the page has texts for each.
func Failure(err error) string {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var alert tls.AlertError
	var remote *net.OpError
	switch {
	case errors.Is(err, outbound.ErrForbidden):
		return "forbidden"
	case errors.As(err, &dns):
		return "unknown_host"
	case errors.As(err, &cert):
		return "certificate"
	case errors.Is(err, syscall.ECONNREFUSED):
		return "refused"
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded):
		return "timeout"
	case errors.As(err, &alert), errors.As(err, &remote) && remote.Op == "remote error":
		return "turned_away"
	}
	return "broken"
}

// Failures are all of its words.
var Failures = []string{"forbidden", "unknown_host", "certificate", "refused", "timeout", "turned_away", "broken"}
