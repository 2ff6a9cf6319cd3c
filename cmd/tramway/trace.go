package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"tramway/internal/app"
	"tramway/internal/clock"
)

type traceCmd struct {
	app.Config
	Org  string `arg:"" help:"The organisation's id; tramway org list shows it."`
	File string `arg:"" help:"A file with the text, or - for standard input."`
}

const mostTraceText = 4 << 20

// Run prints who copied a text, on what and when; that it was read is in the record.
func (c traceCmd) Run(ctx context.Context) error {
	in := os.Stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, mostTraceText))
	if err != nil {
		return err
	}
	found, err := app.ReadTrace(ctx, c.Config, c.Org, string(text))
	if errors.Is(err, app.ErrServed) {
		return fmt.Errorf("%w: read it on the page, under Messages in the console", err)
	}
	if err != nil {
		return err
	}
	if len(found) == 0 {
		fmt.Println("It carries no trace of this organisation.")
	}
	for _, one := range found {
		fmt.Printf("%s\t%s\t%s\tsession %s\t%s\n", one.At.In(clock.HongKong).Format("2006-01-02 15:04"), one.Person.ID, cmp.Or(one.Person.Name, one.Person.NameZh), one.Session, one.Device)
	}
	return nil
}
