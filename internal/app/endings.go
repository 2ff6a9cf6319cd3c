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
	dissolved, over, err := a.Host.Endings(ctx, dissolution.Grace)
	for _, id := range dissolved {
		if sessions, sessionErr := a.Host.SessionsIn(ctx, id); sessionErr == nil {
			a.sessionsEnded(sessions) // open pages hear that the door is shut
		}
		err = errors.Join(err, a.forget(ctx, id))
	}
	for _, id := range over {
		err = errors.Join(err, a.destroy(ctx, id))
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
