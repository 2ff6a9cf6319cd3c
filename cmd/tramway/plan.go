package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"tramway/internal/app"
	"tramway/internal/plan"
)

type planCmd struct {
	List planListCmd `cmd:"" help:"List the plans on offer and what they hold."`
	Set  planSetCmd  `cmd:"" help:"Give an organisation a plan, also while it is served; it is recorded there."`
}

type planListCmd struct{ app.Config }

func (c planListCmd) Run(ctx context.Context) error {
	all, err := app.ListPlans(ctx, c.Config)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "PLAN\tORGANISATIONS\tHOLDS")
	for _, p := range all {
		fmt.Fprintf(w, "%s\t%d\t%s\n", p.Name, p.Used, holds(p.Plan))
	}
	return w.Flush()
}

// holds is a plan in one line: members=100 -grants.
func holds(p plan.Plan) string {
	var out []string
	for what, limit := range p.Limits {
		out = append(out, fmt.Sprintf("%s=%d", what, limit))
	}
	for what, off := range p.Off {
		if off {
			out = append(out, "-"+what)
		}
	}
	if len(out) == 0 {
		return "everything"
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

type planSetCmd struct {
	app.Config
	Org  string `arg:"" help:"The organisation's id; tramway org list shows it."`
	Plan string `arg:"" optional:"" help:"The plan's name; left out: everything, without limits."`
}

// Run changes the plan; a program that serves takes it up within a second.
func (c planSetCmd) Run(ctx context.Context) error { return app.SetPlan(ctx, c.Config, c.Org, c.Plan) }
