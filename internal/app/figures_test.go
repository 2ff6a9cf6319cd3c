package app_test

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// The figures are served at an address of their own, count requests by route, and
// name nobody.
func TestFiguresCountByRouteAndNameNobody(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		address := l.Addr().String()
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		in := apptest.New(t, engine, func(c *app.Config) { c.Metrics = address })
		c := in.Setup()
		c.Admin.Must("GET", "/o/{org}/people", nil)
		c.Admin.Ask("GET", "/o/{org}/people/nobody-of-that-id", nil)
		res, err := http.Get("http://" + address + "/metrics")
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		raw, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		text := string(raw)
		for _, want := range []string{
			`tramway_http_request_seconds_count{route="GET /api/v1/o/{org}/people",status="2xx"} 1`,
			`tramway_http_request_seconds_count{route="GET /api/v1/o/{org}/people/{id}",status="4xx"} 1`,
			"tramway_open_organisations 1", "tramway_live_connections 0", "tramway_reviews_overdue 0", "process_resident_memory_bytes"} {
			if !strings.Contains(text, want) {
				t.Errorf("lacks %s", want)
			}
		}
		for _, secret := range []string{c.ID, c.Admin.ID, "nobody-of-that-id", c.Admin.Login} {
			if strings.Contains(text, secret) {
				t.Errorf("tells %s", secret)
			}
		}
		in.Stop()
		if _, err := http.Get("http://" + address + "/metrics"); err == nil {
			t.Error("still served after the end")
		}
	})
}

func TestFiguresAreNotServedToTheWorld(t *testing.T) {
	t.Parallel()
	for _, bad := range []app.Config{{Metrics: "0.0.0.0:9090"}, {Metrics: "203.0.113.7:9090"}, {Metrics: "9090"}, {OTLP: "collector"}} {
		c := apptest.Config(t, sqldb.SQLite)
		c.Metrics, c.OTLP = bad.Metrics, bad.OTLP
		if _, err := app.New(t.Context(), c, app.Options{}); err == nil || !strings.Contains(err.Error(), "--") {
			t.Errorf("%q %q: %v", bad.Metrics, bad.OTLP, err)
		}
	}
}
