// Package translator asks a translation server that the operator named, in the HTTP API
// of LibreTranslate (POST /translate, GET /languages).
//
// What it promises: a text goes to that server and nowhere else, by HTTPS, or by HTTP on
// this machine; no redirect is followed, nothing is sent twice; half a minute and a
// megabyte are the most; neither text nor key is in an error.
//
// Floor: 1
package translator

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"tramway/internal/outbound"
)

const (
	timeout   = 30 * time.Second // 20,000 characters take a small machine some time
	maxAnswer = 1 << 20          // bytes
	listLives = time.Hour        // how long its list of languages is believed
)

// The errors, found with errors.Is.
var (
	ErrDown     = errors.New("translator: the server does not answer as one")
	ErrRefused  = errors.New("translator: the server refused") // a wrong key, a text above its own limit
	ErrLanguage = errors.New("translator: the server does not know the language")
)

// Config names the server.
type Config struct {
	URL     string        // https://…; http only on this machine
	Key     string        // api_key; "": the server asks for none
	Timeout time.Duration // of one asking; default 30 s
}

// Translation is what a server made of a text.
type Translation struct {
	Text string
	From string // BCP 47, as the server found; "": it could not tell
	To   string // BCP 47; the other script of Chinese than asked for, where the server knows but one
}

// Server translates.
type Server struct {
	at     *url.URL
	key    string
	client *http.Client

	mu     sync.Mutex
	known  []string // codes of languages
	listed time.Time
}

// New makes a client and connects to nothing yet.
func New(c Config) (*Server, error) {
	u, err := url.Parse(strings.TrimRight(c.URL, "/"))
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("translator: the server's address is https:// with a host, and a path at most")
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && thisMachine(u.Hostname())) {
		return nil, errors.New("translator: the server's address has to begin with https://")
	}
	if c.Timeout <= 0 {
		c.Timeout = timeout
	}
	// The operator named it, so it may be on a network of theirs.
	anywhere := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}
	return &Server{at: u, key: c.Key, client: outbound.Client(outbound.Options{Timeout: c.Timeout, MaxBytes: maxAnswer, Loopback: true, Allow: anywhere})}, nil
}

func thisMachine(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.Unmap().IsLoopback()
}

// Host is the server's name, as people are told where their words go.
func (s *Server) Host() string { return s.at.Host }

// Translate puts a text into a language (BCP 47). Errors: [ErrDown], [ErrRefused],
// [ErrLanguage].
func (s *Server) Translate(ctx context.Context, text, into string) (t Translation, err error) {
	code, err := s.code(ctx, into)
	if err != nil {
		return t, err
	}
	asked := struct {
		Q      string `json:"q"`
		Source string `json:"source"`
		Target string `json:"target"`
		Format string `json:"format"`
		Key    string `json:"api_key,omitempty"`
	}{text, "auto", code, "text", s.key}
	var got struct {
		Text  *string `json:"translatedText"`
		Found struct {
			Language   string  `json:"language"`
			Confidence float64 `json:"confidence"`
		} `json:"detectedLanguage"`
	}
	if err := s.ask(ctx, http.MethodPost, "/translate", asked, &got); err != nil {
		return t, err
	}
	if got.Text == nil {
		return t, fmt.Errorf("%w: no translatedText", ErrDown)
	}
	t = Translation{Text: *got.Text, To: tag(code)}
	if got.Found.Confidence > 0 { // at 0 it says "en" and means that it does not know
		t.From = tag(got.Found.Language)
	}
	return t, nil
}

// ask sends one request and reads the answer's JSON. What a server says of an error is
// not passed on: it may hold the text.
func (s *Server) ask(ctx context.Context, method, path string, in, out any) error {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return err
		}
		body = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(ctx, method, s.at.String()+path, body)
	if err != nil {
		return fmt.Errorf("%w: %s has no address", ErrDown, path)
	}
	r.GetBody = nil // or the transport would send it again by itself
	r.Header.Set("Content-Type", "application/json")
	answer, err := s.client.Do(r)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDown, path, errors.Unwrap(err))
	}
	defer answer.Body.Close()
	if code := answer.StatusCode; code != http.StatusOK {
		kind := ErrDown
		if code/100 == 4 && code != http.StatusTooManyRequests && code != http.StatusRequestTimeout {
			kind = ErrRefused
		}
		return fmt.Errorf("%w: %s: status %d", kind, path, code)
	}
	b, err := io.ReadAll(answer.Body)
	if err != nil {
		return fmt.Errorf("%w: %s: %w", ErrDown, path, err)
	}
	if json.Unmarshal(b, out) != nil { // its error would quote what came
		return fmt.Errorf("%w: %s: not the JSON of a translation server", ErrDown, path)
	}
	return nil
}
