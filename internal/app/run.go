package app

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"tramway/internal/fault"
)

// Run serves until ctx ends, then lets requests finish.
func (a *App) Run(ctx context.Context, l net.Listener) error {
	srv := &http.Server{Handler: a.handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog:  slog.NewLogLogger(a.log.Handler(), slog.LevelWarn),
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS13}}
	quiet, err := a.tellFigures(ctx)
	if err != nil {
		return err
	}
	defer quiet()
	forget, err := a.keepCertificates(ctx)
	if err != nil {
		return err
	}
	defer forget()
	ctx, end := context.WithCancel(ctx)
	var behind sync.WaitGroup
	defer behind.Wait()
	defer end()
	behind.Go(func() { a.keepTime(ctx) })
	behind.Go(func() { a.keepLogKeys(ctx) })
	if a.keeper != nil {
		behind.Go(func() { a.keeper.run(ctx) })
	}
	failed := make(chan error, 1)
	go func() { failed <- a.serve(srv, l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	// Sockets are not requests that finish: they are told to come back, first.
	return errors.Join(a.closeDoor(), srv.Shutdown(stop))
}

func (a *App) serve(srv *http.Server, l net.Listener) error {
	if a.certificates != nil {
		srv.TLSConfig = a.certificates.TLS()
		return srv.ServeTLS(l, "", "")
	}
	if a.Config.TLSCert != "" {
		return srv.ServeTLS(l, a.Config.TLSCert, a.Config.TLSKey)
	}
	return srv.Serve(l)
}

// keepTime opens houses whose timers are due, and at start those that a crash
// left open, and forgets what has expired.
func (a *App) keepTime(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var rest quiet
	for n := 0; ; n++ {
		rest.tick()
		err := a.endings(ctx) // first: what is shut now must not be opened below
		ids, wantErr := a.Host.WantOpen(ctx, n == 0)
		err = errors.Join(err, wantErr)
		if err == nil && n%600 == 0 {
			err = a.Host.Sweep(ctx)
		}
		if err == nil {
			err = a.keepTerms(ctx)
		}
		for _, id := range ids {
			if o, openErr := a.Registry.Open(ctx, id); openErr == nil {
				o.Close() // open is enough: the house does what is due by itself
			} else if fault.KindOf(openErr) != fault.NotFound { // dissolved meanwhile
				err = errors.Join(err, openErr)
			}
		}
		if err != nil && ctx.Err() == nil {
			a.log.Error("timers", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
