package main

import (
	"context"
	"fmt"

	"tramway/internal/app"
	"tramway/internal/backup"
)

type backupCmd struct {
	app.Config
	To             string   `help:"Folder for the backup." required:"" type:"path" env:"TRAMWAY_BACKUP_TO"`
	Recipient      []string `help:"Public key (age1…) that can open it; give two, yours and one kept offline." required:"" env:"TRAMWAY_BACKUP_RECIPIENTS"`
	OneRecipient   bool     `help:"One recipient is enough."`
	WithPassphrase bool     `help:"Put the passphrase in too: then an identity alone opens everything."`
}

// Run makes a backup, also while the installation is served.
func (c backupCmd) Run(ctx context.Context) error {
	w, err := app.Backup(ctx, c.Config, backup.Options{To: c.To, Recipients: c.Recipient, OneRecipient: c.OneRecipient, WithPassphrase: c.WithPassphrase})
	if err != nil {
		return err
	}
	fmt.Printf("%s\n%d bytes, %d organisations\n", w.Path, w.Size, len(w.Manifest.Organisations))
	if !c.WithPassphrase {
		fmt.Println("The passphrase is not in it: keep that elsewhere, a restore asks for it.")
	}
	return nil
}
