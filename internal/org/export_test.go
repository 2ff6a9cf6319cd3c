package org

import (
	"context"

	"tramway/internal/record"
)

// StopAfter does the change of the log's key as far as a step, as a program that was
// killed then: "staged", "announced" or "happened".
func StopAfter(ctx context.Context, o *Org, step string) error {
	if err := o.house.LogKeys.Stage(ctx); err != nil || step == "staged" {
		return err
	}
	_, seed, err := o.house.LogKeys.Seeds(ctx)
	if err != nil {
		return err
	}
	next, err := record.NewSigner(o.house.LogName, seed)
	if err != nil {
		return err
	}
	if err := o.announce(ctx, next); err != nil || step == "announced" {
		return err
	}
	return o.handOver(ctx, next)
}
