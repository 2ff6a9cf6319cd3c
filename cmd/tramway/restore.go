package main

import (
	"context"
	"errors"
	"fmt"

	"tramway/internal/app"
	"tramway/internal/backup"
)

type restoreCmd struct {
	app.Config
	From     string `help:"The backup: a file, s3://bucket/prefix/FILE, or s3://bucket/prefix for the newest there." required:""`
	Identity string `help:"File of the private key (AGE-SECRET-KEY-…)." required:"" type:"path"`
}

// Run brings an installation back into an empty folder.
func (c restoreCmd) Run(ctx context.Context) error {
	file, done, err := app.FetchBackup(ctx, c.Config, c.From)
	if err != nil {
		return err
	}
	m, err := app.Restore(ctx, c.Config, file, c.Identity)
	if err := errors.Join(err, done()); err != nil {
		return err
	}
	for _, o := range m.Organisations {
		fmt.Println(restored(o))
	}
	fmt.Printf("Restored as of %s into %s\nServe it with --log-name %s", m.Time.Format("2006-01-02 15:04:05 UTC"), c.Data, m.LogName)
	if !m.Passphrase {
		fmt.Printf(" --passphrase %s", c.Passphrase)
	}
	fmt.Println()
	return nil
}

func restored(o backup.Organisation) string {
	name := o.Name
	if name == "" {
		name = o.NameZh
	}
	if o.State != backup.Whole {
		return fmt.Sprintf("%s %s: %s", o.ID, name, o.State)
	}
	return fmt.Sprintf("%s %s: %d entries verified, key %s", o.ID, name, o.Size, o.VerifierKey)
}
