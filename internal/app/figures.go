package app

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"tramway/internal/telemetry"
)

// figures are what the program counts for its operator. No figure names a person or
// an organisation.
type figures struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

func newFigures() *figures {
	f := &figures{registry: telemetry.NewRegistry(), requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "tramway_http_request_seconds", Help: "Time to answer, by route and class of status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route", "status"})}
	f.registry.MustRegister(f.requests)
	return f
}

// answered counts a request. The route is the pattern it was registered under, so
// that there are as many series as routes; what is not the API is the page.
func (f *figures) answered(route string, status int, took time.Duration) {
	if status == http.StatusSwitchingProtocols {
		return // an open page stays for hours, which says nothing of how fast we are
	}
	if !strings.Contains(route, "/api/") {
		route = "page"
	}
	f.requests.WithLabelValues(route, strconv.Itoa(status/100)+"xx").Observe(took.Seconds())
}

// watch adds the gauges of what is open now.
func (f *figures) watch(a *App, h *houses) {
	f.registry.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tramway_open_organisations", Help: "Organisations that are open."},
			func() float64 { return float64(len(a.Registry.Opened())) }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tramway_live_connections", Help: "Open pages that hear of news at once."},
			func() float64 { return float64(a.door.Sockets()) }))
	f.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tramway_reviews_overdue", Help: "Reviews that waited for an operator longer than --review-within."}, a.reviewsOverdue))
	if a.keeper != nil {
		f.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "tramway_backup_age_seconds", Help: "Age of the newest backup."}, a.keeper.age))
	}
	if h.pool != nil {
		f.registry.MustRegister(collectors.NewDBStatsCollector(h.pool, "tramway"))
	}
}

// reviewsOverdue is what an operator is woken for; not a number where it can't be read.
func (a *App) reviewsOverdue() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	n, err := a.Host.Overdue(ctx)
	if err != nil {
		return math.NaN()
	}
	return float64(n)
}

// tellFigures serves and sends the figures as configured, until stop is called.
func (a *App) tellFigures(ctx context.Context) (stop func(), err error) {
	serving, err := a.serveFigures()
	if err != nil {
		return nil, err
	}
	sending, err := a.sendFigures(ctx)
	if err != nil {
		return nil, errors.Join(err, serving(ctx))
	}
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := errors.Join(sending(ctx), serving(ctx)); err != nil {
			a.log.Warn("the last figures were not told", "error", err)
		}
	}, nil
}

func nothing(context.Context) error { return nil }

func (a *App) serveFigures() (stop func(context.Context) error, err error) {
	if a.Config.Metrics == "" {
		return nothing, nil
	}
	l, err := net.Listen("tcp", a.Config.Metrics)
	if err != nil {
		return nil, fmt.Errorf("--metrics: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", telemetry.Handler(a.figures.registry, a.log))
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = srv.Serve(l) }() // ends with ErrServerClosed
	return srv.Shutdown, nil
}

func (a *App) sendFigures(ctx context.Context) (stop func(context.Context) error, err error) {
	if a.Config.OTLP == "" {
		return nothing, nil
	}
	return telemetry.Export(ctx, a.figures.registry, telemetry.Target{URL: a.Config.OTLP, Name: a.Config.LogName, Version: Version, Log: a.log})
}
