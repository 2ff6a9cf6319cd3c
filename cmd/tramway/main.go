// Command tramway is the whole platform in one program: it serves an
// installation, shows a demonstration, checks evidence and answers questions of
// employment law.
//
// Floor: 7
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"tramway/internal/app"
	"tramway/internal/law/lawcli"
)

var cli struct {
	Serve   serveCmd   `cmd:"" help:"Serve an installation."`
	Demo    demoCmd    `cmd:"" help:"Serve a demonstration: two companies full of people and conversations."`
	Backup  backupCmd  `cmd:"" help:"Write the whole installation into one encrypted file, also while it is served."`
	Restore restoreCmd `cmd:"" help:"Bring an installation back from a backup into an empty folder."`
	Org     orgCmd     `cmd:"" help:"Organisations of an installation: list, dump, load."`
	Verify  verifyCmd  `cmd:"" help:"Check a piece of evidence without a network."`
	Openapi openapiCmd `cmd:"" help:"Print the description of the API."`
	Config  configCmd  `cmd:"" help:"List every setting with the value in force."`
	Version versionCmd `cmd:"" help:"Print the version."`
	Law     lawHelp    `cmd:"" help:"Hong Kong employment law: check, explain, holidays."`
}

func main() {
	// The law engine reads its own arguments: its exit codes are part of its promise.
	if len(os.Args) > 1 && os.Args[1] == "law" {
		os.Exit(lawcli.Run(os.Args[2:], os.Stdout, os.Stderr))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	k := kong.Parse(&cli, kong.Name("tramway"), kong.Description("A work platform with proof."), kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)))
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "tramway:", err)
		os.Exit(1)
	}
}

type versionCmd struct{}

func (versionCmd) Run() error {
	fmt.Println(app.Version)
	return nil
}

type lawHelp struct{}

func (lawHelp) Run() error { return nil }

type configCmd struct{ app.Config }

func (c configCmd) Run() error { return app.PrintConfig(os.Stdout, c.Config) }

type openapiCmd struct{}

func (openapiCmd) Run() error {
	b, err := app.OpenAPI()
	if err != nil {
		return err
	}
	_, err = os.Stdout.Write(append(b, '\n'))
	return err
}
