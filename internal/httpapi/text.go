package httpapi

import (
	"bytes"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/fault"
)

// Text that comes in is UTF-8 without NUL. PostgreSQL stores nothing else, and
// SQLite stores it and cuts it later; so the door refuses it, for every module.

var errNUL = errors.New("a text holds a NUL character")

// formats are the library's, with JSON that refuses NUL. Invalid UTF-8 in JSON
// has become U+FFFD when it is decoded.
func formats() map[string]huma.Format {
	out := maps.Clone(huma.DefaultFormats)
	for kind, f := range out {
		decode := f.Unmarshal
		f.Unmarshal = func(data []byte, v any) error {
			if err := decode(data, v); err != nil {
				return err
			}
			// The library decodes into an any first, to validate. NUL can be
			// written in one way only; most bodies are not searched further.
			if a, ok := v.(*any); ok && bytes.Contains(data, []byte(`\u0000`)) && holdsNUL(*a) {
				return errNUL
			}
			return nil
		}
		out[kind] = f
	}
	return out
}

func holdsNUL(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.ContainsRune(v, 0)
	case []any:
		for _, e := range v {
			if holdsNUL(e) {
				return true
			}
		}
	case map[string]any:
		for k, e := range v {
			if strings.ContainsRune(k, 0) || holdsNUL(e) {
				return true
			}
		}
	}
	return false
}

// plainAddress refuses a path or query of other text.
func plainAddress(r *http.Request) error {
	if !plain(r.URL.Path) {
		return fault.New(fault.NotFound, "not_found")
	}
	q, err := url.QueryUnescape(r.URL.RawQuery)
	if err != nil || !plain(q) {
		return fault.Bad("query", "invalid_value")
	}
	return nil
}

func plain(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }
