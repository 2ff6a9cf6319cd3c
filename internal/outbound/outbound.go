// Package outbound makes HTTP clients and connections for addresses that came from
// people and other programs: push endpoints, web hooks, link previews, collectors.
//
// It promises that such an address never reaches a machine that is not on the
// public internet, unless the operator named its network. What is checked is the address that is dialled, after the name
// was resolved, on every connection: a name that gives another answer the second
// time, a number written in octal, and an IPv6 form of a private address all end
// there. No proxy of the environment is used, because it would dial for us. A
// redirect is an answer and is not followed; an answer is limited in size and
// time.
//
// Floor: 0
package outbound

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// The errors of a request, found with errors.Is.
var (
	ErrForbidden = errors.New("outbound: this address is not on the public internet")
	ErrScheme    = errors.New("outbound: an address of this kind is not called")
	ErrTooLarge  = errors.New("outbound: the answer is too large")
)

// Options of a client; zero values are the defaults.
type Options struct {
	Timeout  time.Duration  // for everything, the body included; default 15 s
	MaxBytes int64          // of an answer's body; default 1 MiB
	Roots    *x509.CertPool // default: the system's
	Resolver *net.Resolver  // default: the system's

	// Loopback allows http and https to this machine itself: for development and
	// tests. Every other address stays forbidden or needs https as before.
	Loopback bool

	// Web allows http besides https, each on its own port and no other.
	Web bool

	// Allow are networks besides the public internet that may be reached: an operator's
	// list, where machines of the organisation's own are meant to be.
	Allow []netip.Prefix
}

// Client makes a client. It may be shared and should be: it keeps connections.
func Client(o Options) *http.Client {
	if o.Timeout <= 0 {
		o.Timeout = 15 * time.Second
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 1 << 20
	}
	return &http.Client{
		Timeout:       o.Timeout,
		Transport:     &guard{next: transport(o), o: o},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Dial connects to an address that came from people, for what does not speak HTTP; the
// caller secures what it says there. Errors: [ErrForbidden], and those of net.
func Dial(ctx context.Context, o Options, network, address string) (net.Conn, error) {
	return o.dialer().DialContext(ctx, network, address)
}

func (o Options) dialer() *net.Dialer {
	most := 10 * time.Second
	if o.Timeout > 0 {
		most = min(most, o.Timeout)
	}
	return &net.Dialer{Timeout: most, Resolver: o.Resolver, ControlContext: o.control}
}

func transport(o Options) *http.Transport {
	d := o.dialer()
	return &http.Transport{
		Proxy:                  nil,
		DialContext:            d.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.Roots},
		TLSHandshakeTimeout:    10 * time.Second,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // a small answer must stay small
		MaxResponseHeaderBytes: 64 << 10,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        60 * time.Second,
	}
}

// control runs after the socket is made and before it connects, for each address
// that is tried.
func (o Options) control(_ context.Context, network, address string, _ syscall.RawConn) error {
	if network != "tcp4" && network != "tcp6" {
		return ErrForbidden
	}
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !o.allowed(ap.Addr()) {
		return ErrForbidden
	}
	return nil
}

func (o Options) allowed(a netip.Addr) bool {
	return Public(a) || o.Loopback && a.Unmap().IsLoopback() ||
		slices.ContainsFunc(o.Allow, func(p netip.Prefix) bool { return p.Contains(a.Unmap()) })
}
