package main

import (
	"context"
	"fmt"

	"tramway/internal/app"
	"tramway/internal/clock"
)

type userCmd struct {
	Recover userRecoverCmd `cmd:"" help:"Print a link by which somebody who lost password and second factor comes in again; its use is recorded."`
	Code    userCodeCmd    `cmd:"" help:"Read out the code for somebody's mobile, where no gateway sends it; ring that number."`

	Operator userOperatorCmd `cmd:"" help:"Make somebody an operator, who looks at what organisations hand in to be verified."`
}

type userCodeCmd struct {
	app.Config
	Login string `arg:"" help:"The sign-in name."`
}

// Run prints the code, also while the installation is served.
func (c userCodeCmd) Run(ctx context.Context) error {
	code, number, err := app.UserCode(ctx, c.Config, c.Login)
	if err != nil {
		return err
	}
	fmt.Printf("%s\nRing %s and read it out to its owner, nobody else. It works once, for ten minutes.\n", code, number)
	return nil
}

type userRecoverCmd struct {
	app.Config
	Login string `arg:"" help:"The sign-in name."`
}

// Run prints the link, also while the installation is served.
func (c userRecoverCmd) Run(ctx context.Context) error {
	link, until, err := app.RecoverUser(ctx, c.Config, c.Login)
	if err != nil {
		return err
	}
	fmt.Printf("%s\nIt works once, until %s. The second factors of the account go when it is used.\n", link, until.In(clock.HongKong).Format("2006-01-02 15:04"))
	return nil
}

type userOperatorCmd struct {
	app.Config
	Login  string `arg:"" help:"The sign-in name."`
	Remove bool   `help:"Take it back."`
}

// Run makes or unmakes an operator, also while the installation is served.
func (c userOperatorCmd) Run(ctx context.Context) error {
	if err := app.SetOperator(ctx, c.Config, c.Login, !c.Remove); err != nil {
		return err
	}
	if c.Remove {
		fmt.Printf("%s is no operator any more.\n", c.Login)
	} else {
		fmt.Printf("%s is an operator. What waits is on the page at /operator; it asks for a second factor.\n", c.Login)
	}
	return nil
}
