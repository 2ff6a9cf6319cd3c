package mail

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	netmail "net/mail"
	"strings"
	"testing"
	"time"
)

func TestARelayThatCannotProveItselfGetsNothing(t *testing.T) {
	t.Parallel()
	old, oldPool := authority(t, func(c *x509.Certificate) {
		c.NotBefore, c.NotAfter = time.Now().Add(-2*time.Hour), time.Now().Add(-time.Hour)
	})
	other, otherPool := authority(t, func(c *x509.Certificate) { c.DNSNames = []string{"other.example"} })
	good, goodPool := authority(t, nil)
	weak := good.Clone()
	weak.MaxVersion = tls.VersionTLS11
	weak.MinVersion = tls.VersionTLS10
	for name, c := range map[string]struct {
		conf *tls.Config
		pool *x509.CertPool
	}{"expired": {old, oldPool}, "another name": {other, otherPool}, "unknown authority": {good, otherPool}, "the system's authorities": {good, nil},
		"TLS 1.1": {weak, goodPool}, "no STARTTLS": {nil, goodPool}} {
		for _, sec := range []Security{StartTLS, Implicit} {
			if c.conf == nil && sec == Implicit {
				continue
			}
			s := serve(t, func(s *relay) {
				s.tls, s.implicit, s.offers = c.conf, sec == Implicit, []string{"AUTH PLAIN"}
				if c.conf == nil {
					s.say["STARTTLS"] = "502 5.5.1 never heard of it"
				}
			})
			err := newRelay(t, signedIn(s.config(sec, c.pool))).Send(t.Context(), message())
			if !Temporary(err) || len(s.got()) != 0 || strings.Contains(s.commands(), "AUTH") || strings.Contains(s.commands(), "MAIL") {
				t.Errorf("%s, %s: %v\n%s", name, sec, err, s.commands())
			}
		}
	}
}

func TestPlainIsForThisMachineOnly(t *testing.T) {
	t.Parallel()
	from := netmail.Address{Address: "a@example.com"}
	for _, host := range []string{"relay.example", "10.0.0.1", "localhost.example", "[::1]"} {
		if _, err := New(Config{Host: host, Security: Plain, From: from}); err == nil {
			t.Errorf("plain to %s", host)
		}
	}
	for _, host := range []string{"localhost", "127.0.0.1", "127.8.8.8", "::1"} {
		if _, err := New(Config{Host: host, Security: Plain, From: from}); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	for _, c := range []Config{{}, {Host: "x", From: from, Security: "ssl"}, {Host: "x", From: from, Port: 70000}, {Host: "x"}, {Host: "x", From: netmail.Address{Name: "a\r\nBcc: b@example.com", Address: "a@example.com"}}} {
		if _, err := New(c); err == nil {
			t.Errorf("%+v is accepted", c)
		}
	}
}

func TestSigningIn(t *testing.T) {
	t.Parallel()
	for _, offer := range []string{"AUTH PLAIN", "AUTH LOGIN", "AUTH CRAM-MD5"} {
		conf, pool := authority(t, nil)
		s := serve(t, func(s *relay) { s.tls, s.user, s.offers = conf, "tramway\x00p@ss", []string{offer} })
		c := signedIn(s.config(StartTLS, pool))
		err := newRelay(t, c).Send(t.Context(), message())
		if known := offer != "AUTH CRAM-MD5"; known != (err == nil) || known != (len(s.got()) == 1) || err != nil && !Temporary(err) {
			t.Errorf("%s: %v", offer, err)
		}
		c.Password = "hunter2"
		err = newRelay(t, c).Send(t.Context(), message())
		var e *Error
		if !errors.As(err, &e) || !e.temporary || strings.Contains(err.Error()+e.Reply, "hunter2") {
			t.Errorf("%s, wrong password: %v", offer, err)
		}
	}
}
