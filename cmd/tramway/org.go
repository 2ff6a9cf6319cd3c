package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"

	"tramway/internal/app"
	"tramway/internal/backup"
)

type orgCmd struct {
	List orgListCmd `cmd:"" help:"List the organisations of an installation."`
	Dump orgDumpCmd `cmd:"" help:"Write one organisation into an encrypted file that either engine can load, also while it is served."`
	Load orgLoadCmd `cmd:"" help:"Bring an organisation from a dump into an installation that does not have it."`
}

type orgListCmd struct{ app.Config }

func (c orgListCmd) Run(ctx context.Context) error {
	all, err := app.ListOrgs(ctx, c.Config)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tENGINE\tSTATE\tMEMBERS\tENTRIES\tNAME")
	for _, o := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%s\n", o.ID, o.Engine, o.State, o.Members, o.Entries, names(o.Name, o.NameZh))
	}
	return w.Flush()
}

func names(name, zh string) string {
	if name == "" || zh == "" {
		return name + zh
	}
	return name + " " + zh
}

type orgDumpCmd struct {
	app.Config
	Org          string   `arg:"" help:"The organisation's id; tramway org list shows it."`
	To           string   `help:"Folder for the dump." required:"" type:"path"`
	Recipient    []string `help:"Public key (age1…) that can open it; give two, yours and one kept offline." required:"" env:"TRAMWAY_BACKUP_RECIPIENTS"`
	OneRecipient bool     `help:"One recipient is enough."`
}

// Run writes a dump, also while the installation is served.
func (c orgDumpCmd) Run(ctx context.Context) error {
	w, err := app.DumpOrg(ctx, c.Config, c.Org, backup.Options{To: c.To, Recipients: c.Recipient, OneRecipient: c.OneRecipient})
	if err != nil {
		return err
	}
	o := w.Manifest.Organisations[0]
	fmt.Printf("%s\n%d bytes, %d entries in the record\nKey %s\n", w.Path, w.Size, o.Size, o.VerifierKey)
	return nil
}

type orgLoadCmd struct {
	app.Config
	From     string   `arg:"" help:"The dump." type:"path"`
	Identity string   `help:"File of the private key (AGE-SECRET-KEY-…)." required:"" type:"path"`
	Invite   []string `help:"Sign-in name that belongs to another account here: that account is asked in instead."`
}

// Run brings an organisation in, also while the installation is served.
func (c orgLoadCmd) Run(ctx context.Context) error {
	l, err := app.LoadOrg(ctx, c.Config, backup.LoadRequest{From: c.From, Identity: c.Identity, Invite: c.Invite})
	if err != nil {
		return err
	}
	fmt.Println(restored(l.Organisation))
	for _, i := range l.Invited {
		fmt.Printf("%s comes in at the page's address with /invitation/%s until %s\n", i.Login, i.Token, i.Expires.UTC().Format("2006-01-02 15:04 UTC"))
	}
	return nil
}
