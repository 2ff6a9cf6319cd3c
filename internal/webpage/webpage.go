// Package webpage reads what a page on the web says of itself: title, description and the
// site's name, for whoever shows a link.
//
// What it promises: only http on port 80 and https on port 443 are spoken, to addresses on
// the public internet, checked again at every redirection; nothing is sent but the
// address (no cookie, no referrer); at most 512 KB are read, in five seconds, of HTML
// alone; text in any charset a browser knows becomes UTF-8, bounded and on one line.
//
// Floor: 1
package webpage

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/net/html/charset"

	"tramway/internal/outbound"
)

// Bounds.
const (
	most      = 512 << 10 // bytes that are read
	patience  = 5 * time.Second
	redirects = 3
)

// ErrNothing is returned for what is no page, or says nothing of itself.
var ErrNothing = errors.New("webpage: nothing to show")

// Page is what a page says of itself.
type Page struct {
	Title string // at most 200 characters
	About string // at most 300
	Site  string // at most 80; its host where it gives itself no name
}

// Reader reads pages.
type Reader struct{ client *http.Client }

// New makes a reader; loopback lets it reach this machine, for tests.
func New(loopback bool) *Reader {
	return &Reader{outbound.Client(outbound.Options{Timeout: patience, MaxBytes: 64 << 20, Web: true, Loopback: loopback})}
}

// Read follows an address to its page. Errors: [ErrNothing], those of package outbound.
func (r *Reader) Read(ctx context.Context, address string) (Page, error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	at, err := url.Parse(address)
	for range redirects + 1 {
		if err != nil {
			return Page{}, err
		}
		var page Page
		var next *url.URL
		if page, next, err = r.step(ctx, at); next == nil {
			return page, err
		}
		at = next
	}
	return Page{}, ErrNothing
}

// step asks one address; next is where it says that the page is instead.
func (r *Reader) step(ctx context.Context, at *url.URL) (page Page, next *url.URL, err error) {
	at.User, at.Fragment = nil, ""
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return page, nil, err
	}
	ask.Header.Set("User-Agent", "Tramway (link preview)")
	ask.Header.Set("Accept", "text/html")
	answer, err := r.client.Do(ask)
	if err != nil {
		return page, nil, err
	}
	defer func() { err = errors.Join(err, answer.Body.Close()) }()
	if answer.StatusCode/100 == 3 {
		next, err = answer.Location()
		return page, next, err
	}
	kind := answer.Header.Get("Content-Type")
	if media, _, wrong := mime.ParseMediaType(kind); answer.StatusCode != http.StatusOK || wrong != nil || media != "text/html" && media != "application/xhtml+xml" {
		return page, nil, ErrNothing
	}
	text, err := charset.NewReader(io.LimitReader(answer.Body, most), kind)
	if err != nil {
		return page, nil, ErrNothing
	}
	if page = Parse(text); page.Title == "" {
		return page, nil, ErrNothing
	}
	if page.Site == "" {
		page.Site = cut(at.Hostname(), 80)
	}
	return page, nil, nil
}
