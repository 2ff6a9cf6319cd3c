package outbound

import (
	"io"
	"net/http"
	"net/netip"
	"net/url"
)

// guard checks the scheme before a request and limits the answer after it.
type guard struct {
	next *http.Transport
	o    Options
}

// RoundTrip implements http.RoundTripper.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if !g.o.speaks(r.URL) {
		return nil, ErrScheme
	}
	resp, err := g.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if resp.ContentLength > g.o.MaxBytes {
		_ = resp.Body.Close() // what it says no longer matters
		return nil, ErrTooLarge
	}
	resp.Body = &limited{ReadCloser: resp.Body, left: g.o.MaxBytes}
	return resp, nil
}

// speaks says whether an address is of a kind that may be called.
func (o Options) speaks(u *url.URL) bool {
	secure, plain := u.Scheme == "https", u.Scheme == "http"
	switch {
	case o.Loopback && isLoopback(u.Hostname()):
		return secure || plain
	case o.Web:
		return secure && (u.Port() == "" || u.Port() == "443") || plain && (u.Port() == "" || u.Port() == "80")
	}
	return secure
}

// CloseIdleConnections lets http.Client.CloseIdleConnections reach the transport.
func (g *guard) CloseIdleConnections() { g.next.CloseIdleConnections() }

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.Unmap().IsLoopback()
}

// limited fails with ErrTooLarge where io.LimitReader would end quietly: a half
// answer must not be taken for a whole one.
type limited struct {
	io.ReadCloser
	left int64
}

// Read implements io.Reader.
func (l *limited) Read(p []byte) (int, error) {
	if int64(len(p)) > l.left+1 {
		p = p[:l.left+1]
	}
	n, err := l.ReadCloser.Read(p)
	if int64(n) > l.left {
		n = int(l.left)
		l.left = 0
		return n, ErrTooLarge
	}
	l.left -= int64(n)
	return n, err
}
