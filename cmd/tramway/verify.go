package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"filippo.io/age"

	"tramway/internal/record"
)

type verifyCmd struct {
	Bundle   string `arg:"" help:"Evidence file or sealed export, or - for standard input."`
	Identity string `help:"File of the private key (AGE-SECRET-KEY-…) that opens a sealed export." type:"path"`
	Key      string `help:"The log's verifier key that you trust, from the organisation itself." required:""`
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
	if c.Identity != "" {
		return c.extract(in)
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

// extract checks a sealed export entry by entry; it may be larger than the memory.
func (c verifyCmd) extract(in io.Reader) error {
	keys, err := os.Open(c.Identity)
	if err != nil {
		return err
	}
	defer keys.Close()
	identities, err := age.ParseIdentities(keys)
	if err != nil {
		return fmt.Errorf("%s holds no private key", c.Identity) // the parser's own words may quote one
	}
	plain, err := age.Decrypt(in, identities...)
	if err != nil {
		return err
	}
	there := int64(0)
	x, cp, err := record.VerifyExtract(plain, c.Key, func(int64, record.Entry) error { there++; return nil })
	if err != nil {
		return err
	}
	fmt.Printf("Verified: %d entries, places %d to %d of %d, signed by %s; %d of them were erased\n",
		x.Next-x.First, x.First, x.Next-1, cp.Head.Size, cp.SignedBy, x.Next-x.First-there)
	return nil
}
