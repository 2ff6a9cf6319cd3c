package app

import (
	"context"
	"database/sql"
	"errors"

	"tramway/internal/backup"
	"tramway/internal/host"
	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// LoadOrg brings an organisation from a dump into the installation that cfg names,
// whether or not it is running; a folder without one becomes an installation, as
// when it is first served. Errors: those of [backup.Load].
func LoadOrg(ctx context.Context, cfg Config, q backup.LoadRequest) (l backup.Loaded, err error) {
	err = home(ctx, cfg, func(h backup.Home) error {
		l, err = backup.Load(ctx, h, q)
		return err
	})
	return l, err
}

// Listed is an organisation as the installation sees it from outside.
type Listed struct {
	host.Organisation
	Engine  sqldb.Dialect
	State   string // open, closed, unfinished, destroyed
	Members int    // who can sign in
	Entries int64  // of the record, when it was last signed
}

// ListOrgs are the organisations of the installation that cfg names, oldest first.
func ListOrgs(ctx context.Context, cfg Config) (out []Listed, err error) {
	if err := cfg.complete(); err != nil {
		return nil, err
	}
	if _, err := readPassphrase(cfg.Passphrase); err != nil {
		return nil, err // a list makes no installation
	}
	err = home(ctx, cfg, func(h backup.Home) error {
		known, err := host.List(ctx, h.Host.Read())
		for _, k := range known {
			out = append(out, Listed{k.Organisation, h.Host.Dialect(), state(h.Ring, k), k.Members, k.Size})
		}
		return err
	})
	return out, err
}

func state(ring *keyring.Ring, k host.Listed) string {
	if _, err := ring.Receipt(k.ID); err == nil {
		return "destroyed"
	}
	if !ring.Has(k.ID) {
		return "unfinished"
	}
	if k.Open {
		return "open"
	}
	return "closed"
}

// home opens the installation's own database beside a program that may have it
// open, too.
func home(ctx context.Context, cfg Config, fn func(backup.Home) error) error {
	if err := cfg.complete(); err != nil {
		return err
	}
	root, options, err := cfg.roots()
	if err != nil {
		return err
	}
	ring, err := keyring.OpenRing(cfg.path("keys", "organisations"), root, options...)
	if err != nil {
		return err
	}
	return pooled(cfg, func(pool *sql.DB) error {
		h := &houses{cfg: cfg, ring: ring, pool: pool}
		db, err := h.openHost(ctx)
		if err != nil {
			return err
		}
		if err = sqldb.Migrate(ctx, db, []sqldb.Migrations{host.Migrations}, nil); err == nil {
			in := cfg.installation(pool)
			in.Root = root
			err = fn(backup.Home{Installation: in, Ring: ring, Host: db, KeySize: cfg.keySize()})
		}
		return errors.Join(err, db.Close())
	})
}
