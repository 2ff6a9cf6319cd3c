package telemetry_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	collector "go.opentelemetry.io/proto/otlp/collector/metrics/v1"
	metrics "go.opentelemetry.io/proto/otlp/metrics/v1"
	"google.golang.org/protobuf/proto"

	"tramway/internal/telemetry"
)

// receiver speaks OTLP over HTTP and hands on what it is sent.
func receiver(t *testing.T) (url string, got chan *collector.ExportMetricsServiceRequest) {
	t.Helper()
	got = make(chan *collector.ExportMetricsServiceRequest, 100)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if r.Header.Get("Content-Encoding") == "gzip" {
			z, zerr := gzip.NewReader(bytes.NewReader(body))
			if zerr != nil {
				t.Error(zerr)
				return
			}
			body, err = io.ReadAll(z)
		}
		var m collector.ExportMetricsServiceRequest
		if err != nil || r.Header.Get("Content-Type") != "application/x-protobuf" || proto.Unmarshal(body, &m) != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		got <- &m
		w.Header().Set("Content-Type", "application/x-protobuf")
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1/metrics", got
}

func find(m *collector.ExportMetricsServiceRequest, name string) *metrics.Metric {
	for _, r := range m.ResourceMetrics {
		for _, s := range r.ScopeMetrics {
			for _, one := range s.Metrics {
				if one.Name == name {
					return one
				}
			}
		}
	}
	return nil
}

func TestFiguresReachAnOTLPReceiver(t *testing.T) {
	t.Parallel()
	url, got := receiver(t)
	reg := prometheus.NewRegistry()
	g := prometheus.NewGauge(prometheus.GaugeOpts{Name: "tramway_open_organisations"})
	g.Set(3)
	reg.MustRegister(g)
	stop, err := telemetry.Export(t.Context(), reg, telemetry.Target{URL: url, Interval: 20 * time.Millisecond, Name: "work.example.hk", Version: "1"})
	if err != nil {
		t.Fatal(err)
	}
	select {
	case m := <-got:
		one := find(m, "tramway_open_organisations")
		if one == nil || one.GetGauge().GetDataPoints()[0].GetAsDouble() != 3 {
			t.Errorf("%v", m)
		}
		names := map[string]string{}
		for _, a := range m.ResourceMetrics[0].Resource.Attributes {
			names[a.Key] = a.Value.GetStringValue()
		}
		if names["service.name"] != "tramway" || names["service.instance.id"] != "work.example.hk" {
			t.Errorf("%v", names)
		}
	case <-time.After(time.Minute):
		t.Fatal("nothing came")
	}
	g.Set(4)
	if err := stop(t.Context()); err != nil {
		t.Errorf("stopping: %v", err)
	}
	last := 0.0
	for len(got) > 0 {
		last = find(<-got, "tramway_open_organisations").GetGauge().GetDataPoints()[0].GetAsDouble()
	}
	if last != 4 {
		t.Errorf("the last figure sent was %v, want the one at the end", last)
	}
}

func TestAnAddressThatIsNoneIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := telemetry.Export(t.Context(), prometheus.NewRegistry(), telemetry.Target{URL: "://"}); err == nil {
		t.Error("accepted")
	}
}
