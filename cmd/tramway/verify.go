package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"tramway/internal/record"
)

type verifyCmd struct {
	Bundle string `arg:"" help:"Evidence file, or - for standard input."`
	Key    string `help:"The log's verifier key that you trust, from the organisation itself." required:""`
}

func (c verifyCmd) Run() error {
	in := os.Stdin
	if c.Bundle != "-" {
		f, err := os.Open(c.Bundle)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	text, err := io.ReadAll(io.LimitReader(in, 4<<20))
	if err != nil {
		return err
	}
	b, err := record.ParseBundle(text)
	if err != nil {
		return err
	}
	e, cp, err := record.Verify(b, c.Key)
	if err != nil {
		return err
	}
	fmt.Printf("Verified: %s by %s %s on %s\nAt %s, one of %d entries signed by %s\n", e.Action, e.Actor.Kind, e.Actor.ID, e.Object,
		time.UnixMicro(e.At).UTC().Format(time.RFC3339Nano), cp.Head.Size, cp.SignedBy)
	if cp.SignedBy != c.Key {
		fmt.Println("The key you trust has handed the log over to that one; the file has the evidence")
	}
	return nil
}
