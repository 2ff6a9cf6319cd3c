package sms_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"tramway/internal/sms"
)

const awkward = `Code "123" & more {{to}} \ 驗證碼`

func gateway(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL
}

func TestAMessageReachesTheGatewayInItsOwnForm(t *testing.T) {
	t.Parallel()
	var body, query, key string
	address := gateway(t, func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		body, query, key = string(b), r.URL.RawQuery, r.Header.Get("Authorization")
	})
	send := func(c sms.Config) {
		t.Helper()
		g, err := sms.New(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := g.Send(t.Context(), "+85291234567", awkward); err != nil {
			t.Fatal(err)
		}
	}
	send(sms.Config{URL: address, Header: map[string]string{"Authorization": "Bearer k"}})
	var got map[string]string
	if err := json.Unmarshal([]byte(body), &got); err != nil || got["to"] != "+85291234567" || got["text"] != awkward || key != "Bearer k" {
		t.Errorf("JSON: %s %v", body, err)
	}
	send(sms.Config{URL: address, Header: map[string]string{"content-type": "application/x-www-form-urlencoded"}, Body: "m={{text}}&n={{to}}"})
	if v, err := url.ParseQuery(body); err != nil || v.Get("m") != awkward || v.Get("n") != "+85291234567" || len(v) != 2 {
		t.Errorf("form: %s %v", body, err)
	}
	send(sms.Config{URL: address + "/?to={{to}}&text={{text}}"})
	if v, err := url.ParseQuery(query); err != nil || v.Get("text") != awkward {
		t.Errorf("address: %s %v", query, err)
	}
}

func TestARefusalIsToldWithoutTheMessage(t *testing.T) {
	t.Parallel()
	asked := 0
	other := gateway(t, func(http.ResponseWriter, *http.Request) { asked++ })
	for what, answer := range map[string]http.HandlerFunc{
		"401": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) },
		"302": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other, 302) },
		"EOF": func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	} {
		g, err := sms.New(sms.Config{URL: gateway(t, answer) + "/?to={{to}}&text={{text}}"})
		if err != nil {
			t.Fatal(err)
		}
		err = g.Send(t.Context(), "+85291234567", "code 424242")
		if err == nil || !strings.Contains(err.Error(), what) || strings.Contains(err.Error(), "424242") || strings.Contains(err.Error(), "91234567") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if asked != 0 {
		t.Error("a redirect was followed")
	}
	for _, bad := range []sms.Config{{URL: "http://sms.example.hk/"}, {URL: "ftp://x"}, {URL: "https://sms.example.hk", Body: "{{to}}"}, {}} {
		if _, err := sms.New(bad); err == nil {
			t.Errorf("%+v", bad)
		}
	}
}

// Whoever pays for each message has to know whether one that failed may have gone out.
func TestWhetherAMessageMayHaveGoneOut(t *testing.T) {
	t.Parallel()
	shut := httptest.NewServer(http.NotFoundHandler())
	shut.Close()
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	asked := 0
	for what, c := range map[string]struct {
		address        string
		unknown, again bool
	}{
		"nobody there":   {shut.URL, false, true},
		"refused":        {gateway(t, status(400)), false, false},
		"too many":       {gateway(t, status(429)), false, true},
		"out of service": {gateway(t, status(503)), false, true},
		"broken":         {gateway(t, status(500)), true, false},
		"hung up":        {gateway(t, func(http.ResponseWriter, *http.Request) { asked++; panic(http.ErrAbortHandler) }), true, false},
	} {
		g, err := sms.New(sms.Config{URL: c.address})
		if err != nil {
			t.Fatal(err)
		}
		var e *sms.Error
		if err := g.Hand(t.Context(), sms.Message{To: "+85291234567", Text: "x", Key: "k1"}); !errors.As(err, &e) || e.Unknown != c.unknown || e.Again != c.again {
			t.Errorf("%s: %+v", what, err)
		}
	}
	if asked != 1 {
		t.Errorf("a gateway that hung up was asked %d times", asked)
	}
}

func TestKeyAndLanguageAreFilledIn(t *testing.T) {
	t.Parallel()
	body, key := "", ""
	g, err := sms.New(sms.Config{Body: `{"n":"{{to}}","t":"{{text}}","k":"{{key}}","l":"{{lang}}"}`, URL: gateway(t, func(_ http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		body, key = string(b), r.Header.Get("Idempotency-Key")
	})})
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Hand(t.Context(), sms.Message{To: "1", Text: "2", Key: "3", Lang: "zh-HK"}); err != nil || body != `{"n":"1","t":"2","k":"3","l":"zh-HK"}` || key != "3" {
		t.Error(body, key, err)
	}
}
