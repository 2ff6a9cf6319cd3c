package app

import (
	"context"
	"errors"
	"time"

	"tramway/internal/dissolution"
)

// endings shuts organisations whose waiting time is over, and destroys those whose
// grace time is.
func (a *App) endings(ctx context.Context) error {
	over, err := a.Host.Endings(ctx, dissolution.Grace)
	err = errors.Join(err, a.shutDissolved(ctx))
	for _, id := range over {
		err = errors.Join(err, a.destroy(ctx, id))
	}
	return err
}

// shutDissolved closes the houses that are open here of organisations that were
// dissolved, by whichever node; open pages hear that the door is shut.
func (a *App) shutDissolved(ctx context.Context) error {
	dissolved, err := a.Host.DissolvedOf(ctx, a.Registry.Opened())
	for _, id := range dissolved {
		a.door.Shut(id)
		err = errors.Join(err, a.forget(ctx, id))
	}
	return err
}

// forget closes a house soon; somebody's long download may hold it for a while.
func (a *App) forget(ctx context.Context, orgID string) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	return a.Registry.Forget(ctx, orgID)
}

func (a *App) destroy(ctx context.Context, orgID string) error {
	if err := a.forget(ctx, orgID); err != nil {
		return err
	}
	if _, err := a.houses.ring.Destroy(orgID, a.now()); err != nil {
		return err
	}
	a.log.Info("an organisation's grace time is over: destroyed", "org", orgID)
	return errors.Join(a.Host.Leave(ctx, orgID), a.houses.remove(ctx, orgID))
}
