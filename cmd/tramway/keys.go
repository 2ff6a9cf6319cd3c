package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"tramway/internal/app"
)

type keysCmd struct {
	List       keysListCmd       `cmd:"" help:"Which organisations have keys, and what wraps them."`
	Rotate     keysRotateCmd     `cmd:"" help:"Give organisations new key-encryption keys, wrapped by the root key that is set now; also while they are served."`
	RotateLog  keysRotateLogCmd  `cmd:"" help:"Give the records of organisations new keys to be signed with, by an entry that the old key signs; also while they are served."`
	Customer   keysCustomerCmd   `cmd:"" help:"Make a key that an organisation holds itself; without its file nobody can open the organisation."`
	Passphrase keysPassphraseCmd `cmd:"" help:"Seal the root key by another passphrase."`
	Destroy    keysDestroyCmd    `cmd:"" help:"Make everything of an organisation unreadable, for ever."`
	Receipt    keysReceiptCmd    `cmd:"" help:"Print the receipt of destroyed keys."`
}

type keysListCmd struct{ app.Config }

func (c keysListCmd) Run() error {
	ring, err := app.OpenKeys(c.Config)
	if err != nil {
		return err
	}
	all, err := ring.List()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ORGANISATION\tWRAPPED BY\tVERSION\tROTATED")
	for _, k := range all {
		fmt.Fprintf(w, "%s\t%s %s\t%d\t%s\n", k.Org, k.Root.Kind, k.Root.Name, k.Version, k.Rotated.Format(time.DateOnly))
	}
	return w.Flush()
}

type keysRotateCmd struct {
	app.Config
	Org []string `arg:"" optional:"" help:"Organisations, or host for the installation's own; default all."`
}

func (c keysRotateCmd) Run(ctx context.Context) error {
	ring, err := app.OpenKeys(c.Config)
	if err != nil {
		return err
	}
	if len(c.Org) == 0 {
		all, err := ring.List()
		if err != nil {
			return err
		}
		for _, k := range all {
			c.Org = append(c.Org, k.Org)
		}
	}
	for _, one := range c.Org {
		if err := ring.Rotate(ctx, one); err != nil {
			return fmt.Errorf("%s: %w", one, err)
		}
		fmt.Println("rotated", one)
	}
	return nil
}

type keysRotateLogCmd struct {
	app.Config
	Org []string `arg:"" help:"Organisations."`
}

func (c keysRotateLogCmd) Run(ctx context.Context) error {
	for _, one := range c.Org {
		done, err := app.RotateLog(ctx, c.Config, one)
		switch {
		case err != nil:
			return err
		case done:
			fmt.Println("rotated the log of", one)
		default:
			fmt.Printf("the log of %s is rotated as soon as the serving program can open it; tramway doctor says when it is done\n", one)
		}
	}
	return nil
}

type keysCustomerCmd struct {
	app.Config
	Org  string `arg:"" help:"Organisation."`
	File string `arg:"" type:"path" help:"Where to write the key; it must not exist."`
}

func (c keysCustomerCmd) Run(ctx context.Context) error {
	if err := app.HoldOwnKey(ctx, c.Config, c.Org, c.File); err != nil {
		return err
	}
	fmt.Printf("From now on %s opens only with that file.\nServe it with --customer-key %s=%s, and keep a copy elsewhere: nobody can make another.\n", c.Org, c.Org, c.File)
	return nil
}

type keysPassphraseCmd struct {
	app.Config
	New string `required:"" type:"path" help:"File holding the new passphrase."`
}

func (c keysPassphraseCmd) Run() error {
	if err := app.ChangePassphrase(c.Config, c.New); err != nil {
		return err
	}
	fmt.Println("Serve it with --passphrase", c.New)
	return nil
}

type keysDestroyCmd struct {
	app.Config
	Org     string `arg:"" help:"Organisation."`
	Confirm string `required:"" help:"The organisation once more: there is no way back."`
}

func (c keysDestroyCmd) Run(ctx context.Context) error {
	if c.Confirm != c.Org {
		return fmt.Errorf("--confirm %s does not name %s; nothing was destroyed", c.Confirm, c.Org)
	}
	r, err := app.DestroyHouse(ctx, c.Config, c.Org)
	if err != nil {
		return err
	}
	return printJSON(r)
}

type keysReceiptCmd struct {
	app.Config
	Org string `arg:"" help:"Organisation."`
}

func (c keysReceiptCmd) Run() error {
	ring, err := app.OpenKeys(c.Config)
	if err != nil {
		return err
	}
	r, err := ring.Receipt(c.Org)
	if err != nil {
		return err
	}
	return printJSON(r)
}

func printJSON(v any) error {
	e := json.NewEncoder(os.Stdout)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
