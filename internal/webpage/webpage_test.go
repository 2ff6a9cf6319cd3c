package webpage_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/traditionalchinese"

	"tramway/internal/outbound"
	"tramway/internal/webpage"
)

func server(t *testing.T, kind, body string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var hops int
		if _, err := fmt.Sscanf(r.URL.Path, "/hop/%d", &hops); err == nil && hops > 0 {
			http.Redirect(w, r, fmt.Sprintf("/hop/%d", hops-1), http.StatusFound)
			return
		}
		if r.URL.Path == "/out" {
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
			return
		}
		if len(r.Cookies()) > 0 || r.Referer() != "" {
			t.Errorf("more is sent than the address: %v", r.Header)
		}
		w.Header().Set("Set-Cookie", "a=b")
		w.Header().Set("Content-Type", kind)
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(s.Close)
	return s
}

func TestAPageSaysWhatItIs(t *testing.T) {
	t.Parallel()
	big5, err := traditionalchinese.Big5.NewEncoder().String("<title>香港天文台</title><meta name=description content='天氣 預報'>")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		kind, body string
		want       webpage.Page
	}{
		{"text/html; charset=utf-8", "<head><title> A \n page </title><meta name=description content='What it is'></head>", webpage.Page{Title: "A page", About: "What it is", Site: "127.0.0.1"}},
		{"text/html", "<title>A</title><meta property='og:title' content='Better &amp; best'><meta property='og:site_name' content='Harbour'>", webpage.Page{Title: "Better & best", Site: "Harbour"}},
		{"text/html", "<title>A</title><meta property='og:image' content='/i/one.png?x=1&amp;y=2#f'><meta property='og:image' content='two.png'>", webpage.Page{Title: "A", Site: "127.0.0.1", Picture: "SERVER/i/one.png?x=1&y=2"}},
		{"text/html", "<title>A</title><meta property='og:image' content='javascript:alert(1)'>", webpage.Page{Title: "A", Site: "127.0.0.1"}},
		{"text/html; charset=big5", big5, webpage.Page{Title: "香港天文台", About: "天氣 預報", Site: "127.0.0.1"}},
		{"text/html; charset=utf-8", "<title>" + strings.Repeat("長", 500) + "</title>", webpage.Page{Title: strings.Repeat("長", 199) + "…", Site: "127.0.0.1"}},
		{"text/html", "<title>early</title>" + strings.Repeat("<p>x", 300_000), webpage.Page{Title: "early", Site: "127.0.0.1"}},
		{"text/html", "<body><title>too late</title>", webpage.Page{}},
		{"application/pdf", "<title>no page</title>", webpage.Page{}},
	} {
		s := server(t, c.kind, c.body)
		got, err := webpage.New(true).Read(t.Context(), s.URL+"/hop/3")
		c.want.Picture = strings.Replace(c.want.Picture, "SERVER", s.URL, 1)
		if got != c.want || (err != nil) != (c.want.Title == "") {
			t.Errorf("%.60q: %+v, %v", c.body, got, err)
		}
		if _, err := webpage.New(true).Read(t.Context(), s.URL+"/hop/4"); !errors.Is(err, webpage.ErrNothing) {
			t.Errorf("four redirections: %v", err)
		}
	}
}

// A picture is read where the answer says that it is one, and not beyond its bound.
func TestAPagesPicture(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		kind  string
		bytes int
		fine  bool
	}{{"image/png", 1000, true}, {"image/jpeg", 4 << 20, true}, {"image/jpeg", 4<<20 + 1, false}, {"text/html", 1000, false}, {"", 1000, false}} {
		s := server(t, c.kind, strings.Repeat("p", c.bytes))
		file, err := webpage.New(true).Picture(t.Context(), s.URL+"/hop/3")
		if c.fine && (err != nil || len(file) != c.bytes) || !c.fine && (!errors.Is(err, webpage.ErrNothing) || file != nil) {
			t.Errorf("%+v: %d bytes, %v", c, len(file), err)
		}
	}
	if _, err := webpage.New(false).Picture(t.Context(), "http://169.254.169.254/p.png"); !errors.Is(err, outbound.ErrForbidden) {
		t.Errorf("inside: %v", err)
	}
}

// Whatever an address says, nothing inside is reached: neither at first nor by a
// redirection, and not on another port.
func TestNothingInsideIsReached(t *testing.T) {
	t.Parallel()
	s := server(t, "text/html", "<title>inside</title>")
	if _, err := webpage.New(false).Read(t.Context(), s.URL); !errors.Is(err, outbound.ErrScheme) {
		t.Errorf("another port: %v", err)
	}
	if _, err := webpage.New(true).Read(t.Context(), s.URL+"/out"); !errors.Is(err, outbound.ErrForbidden) {
		t.Errorf("by a redirection: %v", err)
	}
	for address, want := range map[string]error{
		"http://127.0.0.1/": outbound.ErrForbidden, "http://[::1]/": outbound.ErrForbidden, "http://[::ffff:127.0.0.1]/": outbound.ErrForbidden,
		"http://10.0.0.1/": outbound.ErrForbidden, "https://192.168.1.1/": outbound.ErrForbidden, "http://169.254.169.254/": outbound.ErrForbidden,
		"http://100.64.0.1/": outbound.ErrForbidden, "http://[fd00::1]/": outbound.ErrForbidden, "http://[fe80::1]/": outbound.ErrForbidden, "http://localhost/": outbound.ErrForbidden,
		"ftp://example.com/": outbound.ErrScheme, "file:///etc/passwd": outbound.ErrScheme, "https://example.com:8443/": outbound.ErrScheme, "http://example.com:443/": outbound.ErrScheme,
	} {
		if _, err := webpage.New(false).Read(t.Context(), address); !errors.Is(err, want) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"<title>a</title>", "<meta property=og:title content='x'><head>", "<title>", "<meta", "\x00<title>\xff\u202e</title>", "<svg><title>s</title></svg>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p := webpage.Parse(strings.NewReader(text))
		for _, s := range []string{p.Title, p.About, p.Site} {
			if !utf8.ValidString(s) || utf8.RuneCountInString(s) > 300 || strings.ContainsAny(s, "\n\r\x00\u202e") {
				t.Errorf("%q", s)
			}
		}
	})
}
