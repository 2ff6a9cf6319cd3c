package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"tramway/internal/app"
	"tramway/internal/clock"
	"tramway/internal/demo"
	"tramway/internal/identity"
)

// demoMark tells a demonstration's folder from a real installation's, which must
// never be removed or offered with open sign-ins.
const demoMark = "demonstration"

// removeDemo removes a demonstration's folder, and only that.
func removeDemo(dir string) error {
	if _, err := os.Stat(dir); os.IsNotExist(err) {
		return nil
	}
	if _, err := os.Stat(filepath.Join(dir, demoMark)); err != nil {
		return fmt.Errorf("%s is not a demonstration; it is left alone", dir)
	}
	return os.RemoveAll(dir)
}

// prepareDemo fills an empty folder with the demonstration, and gives the
// sign-ins to offer. What was half filled is begun anew.
func prepareDemo(ctx context.Context, cfg app.Config, w io.Writer) ([]identity.SignIn, error) {
	done := filepath.Join(cfg.Data, demoMark)
	if b, err := os.ReadFile(done); err == nil && string(b) == "filled\n" {
		return demo.SignIns(), nil
	} else if err == nil {
		if err := os.RemoveAll(cfg.Data); err != nil {
			return nil, err
		}
	} else if _, err := os.Stat(filepath.Join(cfg.Data, "host.db")); err == nil {
		return nil, fmt.Errorf("%s holds an installation that is not a demonstration", cfg.Data)
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(done, []byte("filling\n"), 0o600); err != nil {
		return nil, err
	}
	ins, err := fillDemo(ctx, cfg, w)
	if err != nil {
		return nil, err
	}
	return ins, os.WriteFile(done, []byte("filled\n"), 0o600)
}

func fillDemo(ctx context.Context, cfg app.Config, w io.Writer) ([]identity.SignIn, error) {
	clk := clock.At(time.Now().Add(-demo.Begins))
	a, err := app.New(ctx, cfg, app.Options{Clock: clk})
	if err != nil {
		return nil, err
	}
	ins, err := demo.Fill(ctx, demo.Installation{Host: a.Host, Registry: a.Registry, Identity: a.Identity, Chat: a.Chat, Clock: clk},
		func(step string) { fmt.Fprintln(w, "Making", step) })
	if closeErr := a.Close(); err == nil {
		err = closeErr
	}
	return ins, err
}
