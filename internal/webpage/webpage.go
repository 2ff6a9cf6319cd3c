// Package webpage reads what a page on the web says of itself: title, description, the
// site's name and its picture, for whoever shows a link.
//
// What it promises: only http on port 80 and https on port 443 are spoken, to addresses on
// the public internet, checked again at every redirection; nothing is sent but the
// address (no cookie, no referrer); at most 512 KB are read of HTML, and 4 MB of a
// picture, in five seconds each; text in any charset a browser knows becomes UTF-8,
// bounded and on one line.
//
// Floor: 1
package webpage

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"tramway/internal/outbound"
)

// Bounds.
const (
	most      = 512 << 10 // bytes that are read of a page
	mostDrawn = 4 << 20   // and of a picture
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

	Picture string // address of the picture that the page names for itself, or ""
}

// Reader reads pages.
type Reader struct{ client *http.Client }

// New makes a reader; loopback lets it reach this machine, for tests.
func New(loopback bool) *Reader {
	return &Reader{outbound.Client(outbound.Options{Timeout: patience, MaxBytes: 64 << 20, Web: true, Loopback: loopback})}
}

// Read follows an address to its page. Errors: [ErrNothing], those of package outbound.
func (r *Reader) Read(ctx context.Context, address string) (page Page, err error) {
	err = r.follow(ctx, address, "text/html", func(at *url.URL, answer *http.Response) error {
		page, err = read(at, answer)
		return err
	})
	return page, err
}

// Picture is the file that an address leads to, if it says that it is a picture; what it
// is has to be seen by whoever decodes it. Errors: [ErrNothing], those of package outbound.
func (r *Reader) Picture(ctx context.Context, address string) (file []byte, err error) {
	err = r.follow(ctx, address, "image/jpeg, image/png, image/webp, image/gif", func(_ *url.URL, answer *http.Response) error {
		if media, _, err := mime.ParseMediaType(answer.Header.Get("Content-Type")); err != nil || !strings.HasPrefix(media, "image/") || answer.ContentLength > mostDrawn {
			return ErrNothing
		}
		var read bytes.Buffer
		if n, err := io.Copy(&read, io.LimitReader(answer.Body, mostDrawn+1)); err != nil || n > mostDrawn {
			return errors.Join(ErrNothing, err)
		}
		file = read.Bytes()
		return nil
	})
	return file, err
}

// follow asks an address, and where that says something is instead, until it is there.
func (r *Reader) follow(ctx context.Context, address, accept string, take func(at *url.URL, answer *http.Response) error) error {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	at, err := url.Parse(address)
	if err != nil {
		return err
	}
	for range redirects + 1 {
		next, err := r.step(ctx, at, accept, take)
		if next == nil {
			return err
		}
		at = next
	}
	return ErrNothing
}

// step asks one address; next is where it says that the thing is instead.
func (r *Reader) step(ctx context.Context, at *url.URL, accept string, take func(at *url.URL, answer *http.Response) error) (next *url.URL, err error) {
	at.User, at.Fragment = nil, ""
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	ask.Header.Set("User-Agent", "Tramway (link preview)")
	ask.Header.Set("Accept", accept)
	answer, err := r.client.Do(ask)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, answer.Body.Close()) }()
	switch {
	case answer.StatusCode/100 == 3:
		return answer.Location()
	case answer.StatusCode != http.StatusOK:
		return nil, ErrNothing
	}
	return nil, take(at, answer)
}

func read(at *url.URL, answer *http.Response) (page Page, err error) {
	kind := answer.Header.Get("Content-Type")
	if media, _, err := mime.ParseMediaType(kind); err != nil || media != "text/html" && media != "application/xhtml+xml" {
		return page, ErrNothing
	}
	text, err := charset.NewReader(io.LimitReader(answer.Body, most), kind)
	if err != nil {
		return page, ErrNothing
	}
	if page = Parse(text); page.Title == "" {
		return Page{}, ErrNothing
	}
	if page.Site == "" {
		page.Site = cut(at.Hostname(), 80)
	}
	page.Picture = beside(at, page.Picture)
	return page, nil
}

// beside is an address as a page at another one means it; "" for what is no address of
// the web.
func beside(at *url.URL, address string) string {
	if address == "" {
		return ""
	}
	to, err := at.Parse(address)
	if err != nil || to.Host == "" || to.Scheme != "http" && to.Scheme != "https" {
		return ""
	}
	to.User, to.Fragment = nil, ""
	return to.String()
}
