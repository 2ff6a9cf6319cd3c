package main

import (
	"context"
	"errors"
	"fmt"

	"tramway/internal/app"
)

type backupCmd struct {
	app.Config
	To             string   `help:"Folder, or s3://bucket/prefix; default --backup-to."`
	Recipient      []string `help:"Public key (age1…) that can open it; give two, yours and one kept offline. Default --backup-recipients."`
	OneRecipient   bool     `help:"One recipient is enough."`
	WithPassphrase bool     `help:"Put the passphrase in too: then an identity alone opens everything."`
}

// Run makes a backup, also while the installation is served.
func (c backupCmd) Run(ctx context.Context) error {
	b := &c.Backup
	if c.To != "" {
		b.To = c.To
	}
	if len(c.Recipient) > 0 {
		b.Recipients = c.Recipient
	}
	if b.To == "" {
		return errors.New("--to: where shall it go?")
	}
	b.OneRecipient, b.WithPassphrase = b.OneRecipient || c.OneRecipient, b.WithPassphrase || c.WithPassphrase
	w, err := app.MakeBackup(ctx, c.Config)
	if err != nil {
		return err
	}
	fmt.Printf("%s\n%d bytes, %d organisations\n", w.Path, w.Size, len(w.Manifest.Organisations))
	if !b.WithPassphrase {
		fmt.Println("The passphrase is not in it: keep that elsewhere, a restore asks for it.")
	}
	if c.Files.To != "" {
		fmt.Println("Stored files are in " + c.Files.To + ", which has to keep copies of its own: they are not in it.")
	}
	return nil
}
