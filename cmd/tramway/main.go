// Command tramway is the whole platform in one program: it serves an
// installation, shows a demonstration, checks evidence, answers questions of
// employment law and checks identifiers and names.
//
// Floor: 7
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"tramway/internal/app"
	"tramway/internal/law/lawcli"
	"tramway/internal/rulecli"
)

type commands struct {
	File kong.ConfigFlag `name:"config" help:"File of settings: YAML, one line for each flag by its name." placeholder:"FILE"`

	Serve   serveCmd   `cmd:"" help:"Serve an installation."`
	Demo    demoCmd    `cmd:"" help:"Serve a demonstration: two companies full of people and conversations."`
	Backup  backupCmd  `cmd:"" help:"Write the whole installation into one encrypted file, also while it is served."`
	Restore restoreCmd `cmd:"" help:"Bring an installation back from a backup into an empty folder."`
	Org     orgCmd     `cmd:"" help:"Organisations of an installation: list, dump, load."`
	Plan    planCmd    `cmd:"" help:"Plans of organisations: list, set."`
	User    userCmd    `cmd:"" help:"Accounts: recover, code, operator."`
	Doctor  doctorCmd  `cmd:"" help:"Look at an installation, served or not, and say what is wrong with it."`
	Keys    keysCmd    `cmd:"" help:"Keys: list, rotate, hand over to a customer, destroy."`
	Verify  verifyCmd  `cmd:"" help:"Check a piece of evidence without a network."`
	Trace   traceCmd   `cmd:"" help:"Say who copied a text from a traced conversation; reading is recorded."`
	Openapi openapiCmd `cmd:"" help:"Print the description of the API."`
	Config  configCmd  `cmd:"" help:"List every setting with the value in force."`
	Version versionCmd `cmd:"" help:"Print the version."`
	Law     rulesHelp  `cmd:"" help:"Hong Kong employment law: check, explain, holidays."`
	ID      rulesHelp  `cmd:"" name:"id" help:"Identifiers of people and companies: check."`
	Name    rulesHelp  `cmd:"" help:"Names of organisations that are too alike: check."`
}

func main() {
	// The rules read their own arguments: their exit codes are part of their promise.
	if len(os.Args) > 1 && rules[os.Args[1]] != nil {
		os.Exit(rules[os.Args[1]](os.Args[2:], os.Stdout, os.Stderr))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p, err := parser(ctx, &commands{})
	p.FatalIfErrorf(err)
	k, err := p.Parse(os.Args[1:])
	p.FatalIfErrorf(err)
	if err := k.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "tramway:", err)
		os.Exit(1)
	}
}

func parser(ctx context.Context, c *commands) (*kong.Kong, error) {
	return kong.New(c, kong.Name("tramway"), kong.Description("A work platform with proof."), kong.ShortUsageOnError(),
		kong.Configuration(readSettings), kong.BindTo(ctx, (*context.Context)(nil)))
}

type versionCmd struct{}

func (versionCmd) Run() error {
	fmt.Println(app.Version)
	return nil
}

var rules = map[string]func(args []string, stdout, stderr io.Writer) int{
	"law": lawcli.Run, "id": rulecli.RunID, "name": rulecli.RunName,
}

type rulesHelp struct{}

func (rulesHelp) Run() error { return nil }

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
