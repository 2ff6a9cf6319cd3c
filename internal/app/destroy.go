package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"tramway/internal/blob"
	"tramway/internal/clock"
	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// DestroyHouse makes everything of an organisation unreadable, for its operator and
// in every backup whose keys have expired, and removes what is then of no use: its
// database, and its people's way in. It can be called again after it was cut off.
// Errors: [ErrServed], an unknown organisation, and those of keys and disk.
func DestroyHouse(ctx context.Context, cfg Config, orgID string) (out keyring.Receipt, err error) {
	a, h, err := open(ctx, cfg, true, Options{})
	if err != nil {
		return out, err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	if _, err := a.Host.Organisation(ctx, orgID); err != nil {
		return out, fmt.Errorf("organisation %s: %w", orgID, err)
	}
	if out, err = h.ring.Destroy(orgID, clock.System{}.Now()); err != nil {
		return out, err
	}
	return out, errors.Join(a.Host.Leave(ctx, orgID), h.remove(ctx, orgID))
}

// remove deletes a database, and files, that nothing can open any more.
func (h *houses) remove(ctx context.Context, orgID string) error {
	if err := h.removeFiles(ctx, orgID); err != nil {
		return err
	}
	if h.pool != nil {
		if err := sqldb.DropSchema(ctx, h.pool, schemaOf(orgID)); err != nil {
			return err
		}
	}
	return os.RemoveAll(filepath.Dir(h.orgPath(orgID)))
}

// removeFiles empties a bucket; a folder goes with the organisation's own.
func (h *houses) removeFiles(ctx context.Context, orgID string) error {
	if h.cfg.Files.To == "" {
		return nil
	}
	files, err := h.cfg.files(orgID)
	if err != nil {
		return err
	}
	return blob.Empty(ctx, files)
}
