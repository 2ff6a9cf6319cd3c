package app

import (
	"context"
	"errors"
	"fmt"
	"os"

	"tramway/internal/backup"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/keyring"
	"tramway/internal/lang"
	"tramway/internal/plan"
)

// HoldOwnKey writes the key of an organisation that holds it itself, which from then on
// opens with that file only. The file is written first: a crash in between leaves a key
// that opens nothing, and never an organisation whose key nobody has. Errors: not_found,
// not_in_plan, and those of the file, which must not exist.
func HoldOwnKey(ctx context.Context, cfg Config, orgID, file string) error {
	return home(ctx, cfg, func(h backup.Home) error {
		p, err := host.PlanOf(ctx, h.Host.Read(), orgID)
		if err == nil {
			err = p.Allow(plan.OwnKey, 1)
		}
		if f := fault.Of(err); f != nil {
			return fmt.Errorf("%s: %w", lang.Text(lang.English, "error."+f.Code, f.Args), err)
		} else if err != nil {
			return err
		}
		key, err := keyring.CreateExternal(file, orgID)
		if err != nil {
			return err
		}
		defer key.Close()
		if err := h.Ring.RotateTo(ctx, orgID, key); err != nil {
			return errors.Join(err, os.Remove(file))
		}
		return nil
	})
}
