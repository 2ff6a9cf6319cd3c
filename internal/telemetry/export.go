package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	promotel "go.opentelemetry.io/contrib/bridges/prometheus"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/resource"
)

// Target is where figures are sent.
type Target struct {
	URL      string        // of an OTLP receiver over HTTP: https://collector.example:4318/v1/metrics
	Interval time.Duration // between two sendings; 0: a minute
	Name     string        // of the installation
	Version  string        // of the program
	Log      *slog.Logger  // told when sending fails
}

// Export sends the registry's figures to an OTLP receiver, in the background until
// stop is called, which sends once more. A receiver that is down is tried again at
// the next turn and stops nothing here. Credentials for it are taken from
// OTEL_EXPORTER_OTLP_HEADERS, as everywhere in OpenTelemetry.
func Export(ctx context.Context, reg *prometheus.Registry, t Target) (stop func(context.Context) error, err error) {
	if t.Interval == 0 {
		t.Interval = time.Minute
	}
	if u, err := url.Parse(t.URL); err != nil || u.Host == "" {
		return nil, fmt.Errorf("telemetry: OTLP: %q is no address", t.URL) // the library would send elsewhere
	}
	to, err := otlpmetrichttp.New(ctx, otlpmetrichttp.WithEndpointURL(t.URL), otlpmetrichttp.WithTimeout(10*time.Second))
	if err != nil {
		return nil, fmt.Errorf("telemetry: OTLP: %w", err)
	}
	if t.Log != nil {
		otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { t.Log.Warn("sending figures", "error", err) }))
	}
	reader := metric.NewPeriodicReader(to, metric.WithInterval(t.Interval),
		metric.WithProducer(promotel.NewMetricProducer(promotel.WithGatherer(reg))))
	who := resource.NewSchemaless(attribute.String("service.name", "tramway"), attribute.String("service.instance.id", t.Name),
		attribute.String("service.version", t.Version))
	return metric.NewMeterProvider(metric.WithReader(reader), metric.WithResource(who)).Shutdown, nil
}
