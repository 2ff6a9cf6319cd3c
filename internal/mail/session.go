package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	netmail "net/mail"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// session is one connection that is signed in.
type session struct {
	client *smtp.Client
}

// with opens a session, does the work and closes it. The end of ctx ends every
// step: the library knows deadlines only, so the deadline is moved into the past.
func (r *Relay) with(ctx context.Context, work func(*session) error) error {
	ctx, cancel := context.WithTimeout(ctx, r.c.Timeout)
	defer cancel()
	select {
	case r.slot <- struct{}{}:
		defer func() { <-r.slot }()
	case <-ctx.Done():
		return failed(atConnect, ctx.Err())
	}
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", r.address())
	if err != nil {
		return failed(atConnect, err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })()
	s, err := r.open(ctx, conn)
	if err == nil {
		err = work(s)
	}
	if err == nil {
		_ = s.client.Quit() // what was accepted stays so, whatever comes of the farewell
	}
	return timedOut(ctx, err)
}

// open greets, protects and signs in.
func (r *Relay) open(ctx context.Context, conn net.Conn) (*session, error) {
	if r.c.Security == Plain && !isLoopback(conn.RemoteAddr()) {
		return nil, failed(atConnect, errors.New("the name of the relay leads to another machine"))
	}
	if r.c.Security == Implicit {
		t := tls.Client(conn, r.tls())
		if err := t.HandshakeContext(ctx); err != nil {
			return nil, failed(atTLS, err)
		}
		conn = t
	}
	c, err := smtp.NewClient(conn, r.c.Host)
	if err != nil {
		return nil, failed(atGreeting, err)
	}
	if err := c.Hello(r.c.Hello); err != nil {
		return nil, failed(atGreeting, err)
	}
	if r.c.Security == StartTLS {
		if err := c.StartTLS(r.tls()); err != nil { // also where it is not offered: somebody may have taken the offer out
			return nil, failed(atTLS, err)
		}
	}
	return &session{c}, r.signIn(c)
}

func isLoopback(a net.Addr) bool {
	ap, err := netip.ParseAddrPort(a.String())
	return err == nil && ap.Addr().Unmap().IsLoopback()
}

// signIn uses PLAIN (RFC 4616), or LOGIN where a relay has only that; both under
// TLS, or on this machine.
func (r *Relay) signIn(c *smtp.Client) error {
	if r.c.User == "" {
		return nil
	}
	local := r.c.Security == Plain
	_, offered := c.Extension("AUTH")
	auth := smtp.PlainAuth("", r.c.User, r.c.Password, r.c.Host, local)
	if mechs := " " + strings.ToUpper(offered) + " "; !strings.Contains(mechs, " PLAIN ") {
		if !strings.Contains(mechs, " LOGIN ") {
			return failed(atSignIn, errors.New("the relay offers neither PLAIN nor LOGIN"))
		}
		auth = smtp.LoginAuth(r.c.User, r.c.Password, r.c.Host, local)
	}
	if err := c.Auth(auth); err != nil {
		return failed(atSignIn, err)
	}
	return nil
}

// deliver is one transaction (RFC 5321 section 3.3).
func (s *session) deliver(from string, to []netmail.Address, text []byte) error {
	if err := s.fits(from, to, len(text)); err != nil {
		return err
	}
	if err := s.client.Mail(path(from)); err != nil {
		return failed(atSender, err)
	}
	for _, a := range to {
		if err := s.client.Rcpt(path(a.Address)); err != nil {
			return failed(atRecipient, err)
		}
	}
	w, err := s.client.Data()
	if err != nil {
		return failed(atData, err)
	}
	if _, err := w.Write(text); err != nil {
		return failed(atData, err)
	}
	if err := w.Close(); err != nil {
		return failed(atData, err)
	}
	return nil
}

func path(address string) string { return "<" + address + ">" }

// fits asks what the relay said of itself: its largest message (RFC 1870), and
// whether it takes addresses beyond ASCII (RFC 6531), which is demanded only for
// these: it would bind every further relay.
func (s *session) fits(from string, to []netmail.Address, size int) error {
	_, most := s.client.Extension("SIZE")
	if n, err := strconv.Atoi(strings.TrimSpace(most)); err == nil && n > 0 && size > n {
		return refused("the message is larger than the relay takes")
	}
	international := !isASCII(from)
	for _, a := range to {
		international = international || !isASCII(a.Address)
	}
	s.client.SkipSMTPUTF8(!international)
	if ok, _ := s.client.Extension("SMTPUTF8"); international && !ok {
		return refused("the relay does not take addresses beyond ASCII")
	}
	return nil
}
