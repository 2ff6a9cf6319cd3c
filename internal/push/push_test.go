package push

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/outbound"
)

func sender(t *testing.T, k Keys) *Sender {
	t.Helper()
	s, err := New(Config{Keys: k, Contact: "mailto:ops@example.com", Loopback: true})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func pair(t *testing.T) (*Sender, *service) {
	t.Helper()
	k, err := NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	return sender(t, k), newService(t, k)
}

func TestABrowserReadsWhatWasSent(t *testing.T) {
	t.Parallel()
	s, at := pair(t)
	payload := []byte(`{"title":"陳大文","body":"開會"}`)
	before := string(payload)
	r, err := s.Send(t.Context(), at.subscription(), payload, Options{TTL: 90 * time.Second, Urgency: High, Topic: "talk-1"})
	if err != nil || r.Outcome != Delivered || r.Status != http.StatusCreated {
		t.Fatal(r, err, at.Problem)
	}
	if !slices.Equal(at.Got, []string{before}) || string(payload) != before {
		t.Errorf("%q", at.Got)
	}
	h := at.Last
	if h.Get("TTL") != "90" || h.Get("Urgency") != "high" || h.Get("Topic") != "talk-1" || h.Get("Content-Encoding") != "aes128gcm" {
		t.Error(h)
	}
	if at.Contacts[0] != "mailto:ops@example.com" {
		t.Error(at.Contacts)
	}
}

func TestTheLengthOfAMessageIsNotSeen(t *testing.T) {
	t.Parallel()
	s, at := pair(t)
	room := append(make([]byte, 0, 8192), "short"...)
	for _, p := range [][]byte{room, []byte(strings.Repeat("x", MaxPayload))} {
		if _, err := s.Send(t.Context(), at.subscription(), p, Options{}); err != nil {
			t.Fatal(err, at.Problem)
		}
	}
	if at.Sizes[0] != 4096 || at.Sizes[1] != 4096 || len(at.Got[1]) != MaxPayload {
		t.Error(at.Sizes)
	}
	if room = room[:100]; room[5] != 0 {
		t.Error("the caller's memory behind the payload was written")
	}
}

func TestAnswersAreClassified(t *testing.T) {
	t.Parallel()
	s, at := pair(t)
	in := http.Header{"Retry-After": {time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)}}
	for _, c := range []struct {
		status int
		header http.Header
		want   Outcome
		after  time.Duration
	}{
		{201, nil, Delivered, 0}, {202, nil, Delivered, 0}, {404, nil, Gone, 0}, {410, nil, Gone, 0}, {429, seconds(120), Retry, 2 * time.Minute},
		{503, in, Retry, time.Hour}, {500, nil, Retry, 0}, {429, seconds(1 << 40), Retry, 24 * time.Hour}, {429, seconds(-5), Retry, 0},
		{400, nil, Failed, 0}, {401, nil, Failed, 0}, {403, nil, Failed, 0}, {413, nil, Failed, 0},
		{307, http.Header{"Location": {at.URL + "/elsewhere"}}, Failed, 0},
	} {
		at.Answer(c.status, c.header)
		n := len(at.Got)
		r, err := s.Send(t.Context(), at.subscription(), []byte("x"), Options{})
		if r.Outcome != c.want || r.Status != c.status || r.RetryAfter > c.after || c.after-r.RetryAfter > time.Minute {
			t.Errorf("%d: %+v", c.status, r)
		}
		if (err == nil) != (c.want == Delivered) || errors.Is(err, ErrGone) != (c.want == Gone) || len(at.Got) != n+1 {
			t.Errorf("%d: %v, %d requests", c.status, err, len(at.Got)-n)
		}
	}
}

func TestAnUnreachableServiceIsTriedAgainAndItsAddressNotTold(t *testing.T) {
	t.Parallel()
	s, at := pair(t)
	to := at.subscription()
	at.Close()
	r, err := s.Send(t.Context(), to, []byte("x"), Options{})
	if r.Outcome != Retry || err == nil || strings.Contains(err.Error(), "capability") {
		t.Error(r, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r, err := s.Send(ctx, to, []byte("x"), Options{}); r.Outcome != Retry || !errors.Is(err, context.Canceled) {
		t.Error(r, err)
	}
}

func TestAnEndpointInsideOurNetworkIsNeverCalled(t *testing.T) {
	t.Parallel()
	s, at := pair(t)
	to := at.subscription()
	for _, host := range []string{"10.0.0.1", "169.254.169.254", "[::ffff:10.0.0.1]", "192.168.0.1:8443", "[fd00::1]"} {
		to.Endpoint = "https://" + host + "/capability"
		r, err := s.Send(t.Context(), to, []byte("x"), Options{})
		if r.Outcome != Failed || !errors.Is(err, outbound.ErrForbidden) || strings.Contains(err.Error(), "capability") {
			t.Errorf("%s: %v %v", host, r, err)
		}
	}
}

func TestBadSubscriptionsAreRefused(t *testing.T) {
	t.Parallel()
	_, at := pair(t)
	good := at.subscription()
	good.Endpoint = "https://push.example/capability"
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	padded := good
	padded.Auth += "=="
	if err := padded.Check(); err != nil {
		t.Errorf("with padding: %v", err)
	}
	for name, change := range map[string]func(*Subscription){
		"http":       func(s *Subscription) { s.Endpoint = "http://push.example/x" },
		"loopback":   func(s *Subscription) { s.Endpoint = "https://127.0.0.1/x" },
		"user":       func(s *Subscription) { s.Endpoint = "https://a:b@push.example/x" },
		"no host":    func(s *Subscription) { s.Endpoint = "https:///x" },
		"no URL":     func(s *Subscription) { s.Endpoint = "://" },
		"empty":      func(s *Subscription) { s.Endpoint = "" },
		"long":       func(s *Subscription) { s.Endpoint += strings.Repeat("x", maxEndpoint) },
		"short auth": func(s *Subscription) { s.Auth = s.Auth[:20] },
		"no point":   func(s *Subscription) { s.P256dh = good.P256dh[:len(good.P256dh)-4] + "AAAA" },
		"no key":     func(s *Subscription) { s.P256dh = "" },
	} {
		bad := good
		change(&bad)
		if bad.Check() != ErrSubscription {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestTheOriginIsWrittenAsPushServicesCompareIt(t *testing.T) {
	t.Parallel()
	_, at := pair(t)
	s := at.subscription()
	s.Endpoint = "https://PUSH.Example:443/Path?Q=1"
	if got, err := s.check(false); got != "https://push.example/Path?Q=1" || err != nil {
		t.Error(got, err)
	}
}

func TestBadInputIsRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	s, at := pair(t)
	for _, c := range []struct {
		payload string
		o       Options
		want    error
	}{
		{"", Options{}, ErrPayload}, {strings.Repeat("x", MaxPayload+1), Options{}, ErrPayload}, {"x", Options{Topic: "a b"}, ErrOptions},
		{"x", Options{Topic: strings.Repeat("x", 33)}, ErrOptions}, {"x", Options{Urgency: "now"}, ErrOptions}, {"x", Options{TTL: -1}, ErrOptions},
		{"x", Options{TTL: 29 * 24 * time.Hour}, ErrOptions},
	} {
		if r, err := s.Send(t.Context(), at.subscription(), []byte(c.payload), c.o); err != c.want || r.Outcome != Failed {
			t.Errorf("%+v: %v %v", c.o, r, err)
		}
	}
	if len(at.Got) != 0 {
		t.Error("something was sent")
	}
}

func TestKeysThatDoNotFitAreRefusedAndNeverPrinted(t *testing.T) {
	t.Parallel()
	a, _ := NewKeys()
	b, _ := NewKeys()
	for _, bad := range []Keys{{}, {a.Public, b.Private}, {a.Private, a.Public}, {a.Public, "?"}} {
		if _, err := New(Config{Keys: bad, Contact: "mailto:a@example.com"}); err != ErrKeys {
			t.Error(err)
		}
	}
	for _, contact := range []string{"", "ops@example.com", "http://example.com"} {
		if _, err := New(Config{Keys: a, Contact: contact}); err == nil {
			t.Errorf("contact %q is accepted", contact)
		}
	}
	if text := fmt.Sprintf("%v %+v %#v %s", a, a, a, a); strings.Contains(text, a.Private) {
		t.Error(text)
	}
}

// Keys that come of a secret are a pair, always the same one, and another secret's are
// others.
func TestKeysComeOfASecret(t *testing.T) {
	t.Parallel()
	one, err := KeysFrom([]byte("a secret of thirty-two test bytes"))
	again, _ := KeysFrom([]byte("a secret of thirty-two test bytes"))
	other, _ := KeysFrom([]byte("a secret of thirty-two more bytes"))
	if err != nil || one.check() != nil || one != again || one == other {
		t.Error(one, again, other, err)
	}
	if _, err := KeysFrom([]byte("short")); err == nil {
		t.Error("a short secret is taken")
	}
}
