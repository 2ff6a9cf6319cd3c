package main

import (
	"context"
	"errors"
	"os"

	"tramway/internal/app"
	"tramway/internal/doctor"
)

type doctorCmd struct {
	app.Config
	Quick bool `help:"Leave out what reads every organisation whole."`
	JSON  bool `name:"json" help:"Findings as JSON."`
}

// Run prints what it finds, and fails if there is a fault.
func (c doctorCmd) Run(ctx context.Context) error {
	all, err := app.Doctor(ctx, c.Config, c.Quick)
	if err != nil {
		return err
	}
	if c.JSON {
		err = printJSON(all)
	} else {
		err = doctor.Print(os.Stdout, all)
	}
	if err == nil && doctor.Worst(all) == doctor.Fault {
		err = errors.New("there are faults")
	}
	return err
}
