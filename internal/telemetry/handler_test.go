package telemetry

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

type card struct{ n string }

func (c card) String() string { return "card " + c.n }

type employee struct {
	Name     string            `json:"name"`
	Phone    int64             `json:"phone"`
	Note     string            `json:"note"`
	Password string            `json:"password"`
	Inner    *employee         `json:"inner,omitempty"`
	More     map[string]any    `json:"more,omitempty"`
	Header   map[string]string `json:"header,omitempty"`
}

type valuer struct{ e employee }

func (v valuer) LogValue() slog.Value {
	return slog.GroupValue(slog.String("note", v.e.Note), slog.Any("all", v.e))
}

type broken struct{}

func (*broken) Error() string { panic("hunter2") }

var planted = []string{"A123456", "61234567", "6123 4567", "hunter2", "chan@"}

// everything is a record with the same secrets in every place a record has.
func everything(log *slog.Logger) {
	e := employee{Name: "陳大文", Phone: 61234567, Note: "A123456(3), call +852 6123 4567", Password: "hunter2"}
	e.Inner = &employee{Note: "chan@example.com", Password: "hunter2"}
	e.More = map[string]any{"61234567": []any{"A123456(3)", map[string]any{"session_token": "hunter2"}}}
	e.Header = map[string]string{"Set-Cookie": "hunter2"}
	err := fmt.Errorf("send to chan@example.com: %w", errors.Join(errors.New("password=hunter2"), errors.New("for A123456(3)")))
	log = log.With("with", "A123456(3)", "token", "hunter2").WithGroup("outer").With("inside", netip.MustParseAddr("192.0.2.7"))
	log.Error("person A123456(3) at 61234567", "org", "hk0123456789abcdefghijklmn", "took", 1234567*time.Nanosecond,
		"error", err, "stringer", &card{"A123456(3)"}, "struct", e, "pointer", &e, "list", []string{"A123456(3)"}, "valuer", valuer{e},
		"bytes", []byte("A123456(3)"), "raw", json.RawMessage(`{"a":"A123456(3)","cookie":"hunter2"}`), "nilerr", (*broken)(nil), "nil", nil,
		slog.Group("group", "deep", slog.GroupValue(slog.String("note", "A123456(3)"), slog.Int("secret", 61234567), slog.Int("mobile", 61234567))),
		"A123456(3)", "key of a person", "channel", make(chan int), "addr", netip.MustParseAddr("192.0.2.1"))
	log.WithGroup("authorization").Info("x", "scheme", "hunter2")
}

func TestNothingPersonalReachesTheLog(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"json", "text"} {
		var out bytes.Buffer
		log, _, err := New(&out, Config{Format: format})
		if err != nil {
			t.Fatal(err)
		}
		everything(log)
		for _, p := range planted {
			if strings.Contains(out.String(), p) {
				t.Errorf("%s: %s is in the log:\n%s", format, p, out.String())
			}
		}
		for _, stays := range []string{"hk0123456789abcdefghijklmn", "陳大文", "192.0.2.1", "call", "nilerr", "card [hidden]"} {
			if !strings.Contains(out.String(), stays) {
				t.Errorf("%s: %s is missing in:\n%s", format, stays, out.String())
			}
		}
	}
}

func TestAJSONLineKeepsItsShape(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log, _, _ := New(&out, Config{})
	log.WithGroup("g").Info("m", "e", employee{Name: "x", Phone: 61234567}, "n", 61234567)
	var line struct {
		Msg string
		G   struct {
			E struct{ Name, Phone string }
			N int
		}
	}
	if err := json.Unmarshal(out.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	if line.G.E.Name != "x" || line.G.E.Phone != Hidden || line.G.N != 61234567 {
		t.Errorf("%s", out.Bytes())
	}
}

func TestTheLevelIsASettingAndCanChange(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	log, level, err := New(&out, Config{Format: "text", Level: "warn"})
	if err != nil {
		t.Fatal(err)
	}
	log.Info("unheard")
	level.Set(slog.LevelDebug)
	log.Debug("heard")
	if got := out.String(); strings.Contains(got, "unheard") || !strings.Contains(got, "heard") {
		t.Error(got)
	}
	for _, bad := range []Config{{Format: "xml"}, {Level: "loud"}} {
		if _, _, err := New(io.Discard, bad); err == nil {
			t.Errorf("%v was accepted", bad)
		}
	}
}

type discard struct{ slog.Handler }

func (discard) Enabled(context.Context, slog.Level) bool  { return true }
func (discard) Handle(context.Context, slog.Record) error { return nil }

func TestARecordWithNothingToHideIsNotCopied(t *testing.T) {
	h := Redact(discard{})
	r := slog.NewRecord(time.Now(), slog.LevelInfo, "request served", 0)
	r.AddAttrs(slog.String("org", "hk0123456789abcdefghijklmn"), slog.Duration("took", time.Millisecond), slog.Int("status", 200))
	if n := testing.AllocsPerRun(100, func() { _ = h.Handle(context.Background(), r) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestFiguresAreServed(t *testing.T) {
	t.Parallel()
	reg := NewRegistry()
	served := prometheus.NewCounter(prometheus.CounterOpts{Name: "tramway_requests_total", Help: "Requests served."})
	reg.MustRegister(served)
	served.Add(3)
	rec := httptest.NewRecorder()
	Handler(reg, slog.New(slog.DiscardHandler)).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	for _, want := range []string{"tramway_requests_total 3", "go_goroutines", "process_resident_memory_bytes"} {
		if !strings.Contains(rec.Body.String(), want) {
			t.Errorf("%s is missing, status %d", want, rec.Code)
		}
	}
}

type failing struct{}

func (failing) Describe(chan<- *prometheus.Desc) {} // unchecked, so that it fails only when asked

func (failing) Collect(ch chan<- prometheus.Metric) {
	ch <- prometheus.NewInvalidMetric(prometheus.NewInvalidDesc(errors.New("no figure for A123456(3)")), errors.New("no figure for A123456(3)"))
}

func TestAFailingCollectorIsLoggedAndTheRestServed(t *testing.T) {
	t.Parallel()
	reg, out := NewRegistry(), new(bytes.Buffer)
	log, _, _ := New(out, Config{})
	reg.MustRegister(failing{})
	rec := httptest.NewRecorder()
	Handler(reg, log).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if !strings.Contains(rec.Body.String(), "go_goroutines") {
		t.Errorf("status %d: %s", rec.Code, rec.Body)
	}
	if got := out.String(); strings.Contains(got, "A123456") || !strings.Contains(got, "no figure for "+Hidden) {
		t.Error(got)
	}
}

func BenchmarkHandleNothingToHide(b *testing.B) {
	for name, h := range map[string]slog.Handler{"plain": slog.NewJSONHandler(io.Discard, nil), "redacting": Redact(slog.NewJSONHandler(io.Discard, nil))} {
		b.Run(name, func(b *testing.B) {
			log := slog.New(h)
			b.ReportAllocs()
			for b.Loop() {
				log.Info("request served", "org", "hk0123456789abcdefghijklmn", "path", "/api/v1/messages", "took", time.Millisecond, "status", 200)
			}
		})
	}
}
