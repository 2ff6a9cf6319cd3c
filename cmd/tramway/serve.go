package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"

	"tramway/internal/app"
)

type serveCmd struct{ app.Config }

func (c serveCmd) Run(ctx context.Context) error {
	return serve(ctx, c.Config, app.Options{}, func(a *app.App) {
		fmt.Println("Tramway at", a.Config.Origin)
		if empty, err := a.Empty(ctx); err == nil && empty {
			fmt.Println("Nobody has set it up yet. The page will ask for this code:", a.SetupCode)
		}
	})
}

// serve listens before it opens anything, so that a taken port is told at once.
func serve(ctx context.Context, cfg app.Config, opts app.Options, ready func(*app.App)) error {
	log, err := app.NewLog(os.Stderr, cfg)
	if err != nil {
		return err
	}
	opts.Log = log
	l, err := net.Listen("tcp", cfg.Listen)
	if err != nil {
		return err
	}
	defer l.Close()
	a, err := app.New(ctx, cfg, opts)
	if err != nil {
		return err
	}
	ready(a)
	return errors.Join(a.Run(ctx, l), a.Close())
}

type demoCmd struct {
	app.Config
	Reset bool `help:"Start anew: removes the folder of the demonstration."`
}

func (c demoCmd) Run(ctx context.Context) error {
	if c.Reset {
		if err := removeDemo(c.Data); err != nil {
			return err
		}
	}
	ins, err := prepareDemo(ctx, c.Config, os.Stdout)
	if err != nil {
		return err
	}
	return serve(ctx, c.Config, app.Options{Demo: ins}, func(a *app.App) {
		fmt.Printf("\nTramway demonstration at %s\n\n", a.Config.Origin)
		for _, s := range ins {
			fmt.Printf("  %-34s %-22s %s\n", s.Login, s.Password, s.Name+", "+s.Organisation)
		}
		fmt.Println("\nCtrl-C stops it; what you change is kept.")
	})
}
