package translator_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tramway/internal/translator"
)

const secret, words = "key-4242", "the tender is 424,242"

// server speaks the protocol: it knows languages, and answers with what it is asked.
func server(t *testing.T, languages string, answer http.HandlerFunc) *translator.Server {
	t.Helper()
	h := http.NewServeMux()
	h.HandleFunc("GET /languages", func(w http.ResponseWriter, _ *http.Request) { _, _ = fmt.Fprint(w, languages) })
	h.HandleFunc("POST /translate", answer)
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return made(t, s.URL)
}

func made(t *testing.T, address string) *translator.Server {
	t.Helper()
	s, err := translator.New(translator.Config{URL: address + "/", Key: secret, Timeout: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func echo(w http.ResponseWriter, r *http.Request) {
	var asked map[string]string
	err := json.NewDecoder(r.Body).Decode(&asked)
	if err != nil || asked["source"] != "auto" || asked["format"] != "text" || asked["api_key"] != secret || r.URL.RawQuery != "" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"translatedText": asked["target"] + ":" + asked["q"],
		"detectedLanguage": map[string]any{"language": "zt", "confidence": 90.0}})
}

// Versions of LibreTranslate call Chinese by different codes, and small servers know one script.
func TestALanguageIsCalledAsTheServerDoes(t *testing.T) {
	t.Parallel()
	for _, one := range []struct{ knows, into, code, to string }{
		{"en zh zt", "zh-HK", "zt", "zh-Hant"},
		{"en zh zt", "zh-CN", "zh", "zh-Hans"},
		{"en zh-Hans zh-Hant", "zh-HK", "zh-Hant", "zh-Hant"},
		{"en zh", "zh-HK", "zh", "zh-Hans"},
		{"en zt", "zh-CN", "zt", "zh-Hant"},
		{"en zh zt", "en", "en", "en"},
		{"pb en", "pt-BR", "pb", "pt-BR"},
		{"en zh", "vi", "", ""},
		{"en zh", "../x", "", ""},
	} {
		var list []map[string]string
		for _, code := range strings.Fields(one.knows) {
			list = append(list, map[string]string{"code": code, "name": code})
		}
		b, _ := json.Marshal(list)
		got, err := server(t, string(b), echo).Translate(t.Context(), words, one.into)
		switch {
		case one.code == "" && !errors.Is(err, translator.ErrLanguage):
			t.Errorf("%s of %s: %v %v", one.into, one.knows, got, err)
		case one.code != "" && (err != nil || got.Text != one.code+":"+words || got.To != one.to || got.From != "zh-Hant"):
			t.Errorf("%s of %s: %+v %v", one.into, one.knows, got, err)
		}
	}
}

// Whatever a server does, neither text nor key is in what is said of it.
func TestAServerThatDoesNotTranslate(t *testing.T) {
	t.Parallel()
	says := func(status int, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			_, _ = fmt.Fprint(w, text)
		}
	}
	for what, one := range map[string]struct {
		answer http.HandlerFunc
		want   error
	}{
		"fails":       {says(500, `{"error":"Cannot translate text: `+words+`"}`), translator.ErrDown},
		"is busy":     {says(429, `{"error":"Slowdown"}`), translator.ErrDown},
		"wrong key":   {says(403, `{"error":"Invalid API key `+secret+`"}`), translator.ErrRefused},
		"redirects":   {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/languages", 302) }, translator.ErrDown},
		"is a page":   {says(200, `<p>`+words), translator.ErrDown},
		"says less":   {says(200, `{}`), translator.ErrDown},
		"says a list": {says(200, `{"translatedText":["`+words+`"]}`), translator.ErrDown},
		"too much":    {says(200, `{"translatedText":"`+strings.Repeat("x", 1<<20)+`"}`), translator.ErrDown},
		"too slow":    {func(http.ResponseWriter, *http.Request) { time.Sleep(time.Second) }, translator.ErrDown},
		"hangs up":    {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, translator.ErrDown},
	} {
		_, err := server(t, `[{"code":"en"}]`, one.answer).Translate(t.Context(), words, "en")
		if !errors.Is(err, one.want) || strings.Contains(err.Error(), "424") || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", what, err)
		}
	}
	shut := httptest.NewServer(http.NotFoundHandler())
	shut.Close()
	if _, err := made(t, shut.URL).Translate(t.Context(), words, "en"); !errors.Is(err, translator.ErrDown) {
		t.Errorf("nobody there: %v", err)
	}
	if _, err := server(t, `{"code":"en"}`, echo).Translate(t.Context(), words, "en"); !errors.Is(err, translator.ErrDown) {
		t.Errorf("no list of languages: %v", err)
	}
}

func TestALanguageThatItCannotTell(t *testing.T) {
	t.Parallel()
	for _, found := range []string{`{"confidence":0,"language":"en"}`, `{"confidence":9,"language":"<b>"}`, `{}`} {
		s := server(t, `[{"code":"en"}]`, func(w http.ResponseWriter, _ *http.Request) {
			_, _ = fmt.Fprintf(w, `{"translatedText":"x","detectedLanguage":%s}`, found)
		})
		if got, err := s.Translate(t.Context(), "?", "en"); err != nil || got.From != "" || got.Text != "x" {
			t.Errorf("%s: %+v %v", found, got, err)
		}
	}
}

func TestAnAddressThatIsNotAsked(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "http://translate.example.hk", "ftp://x", "https://user:pass@translate.example.hk", "https://translate.example.hk?api_key=x", "translate.example.hk"} {
		if _, err := translator.New(translator.Config{URL: bad}); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
	s, err := translator.New(translator.Config{URL: "https://translate.example.hk/api/"})
	if err != nil || s.Host() != "translate.example.hk" {
		t.Error(err)
	}
}
