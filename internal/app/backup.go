package app

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"

	"tramway/internal/backup"
	"tramway/internal/sqldb"
)

// poolSize is how many connections a command beside the program takes.
const poolSize = 4

// Backup makes a backup of the installation that cfg names, whether or not it is
// running. Errors: those of [backup.Write], and a missing passphrase file, which is
// never made here.
func Backup(ctx context.Context, cfg Config, opts backup.Options) (w backup.Written, err error) {
	err = beside(cfg, func(in backup.Installation) error {
		w, err = backup.Write(ctx, in, opts)
		return err
	})
	return w, err
}

// Restore brings an installation back into cfg.Data, which must be empty, and, if
// it is to be on PostgreSQL, into an empty database. The passphrase is that of
// cfg.Passphrase if set, else the one in the backup. Errors: those of
// [backup.Restore].
func Restore(ctx context.Context, cfg Config, from, identity string) (m backup.Manifest, err error) {
	q := backup.Request{From: from, Identity: identity, Data: cfg.Data, Houses: Migrations}
	if q.Keys, err = cfg.customers(); err != nil {
		return m, err
	}
	if cfg.Vault.Address != "" {
		q.Root, err = cfg.Vault.root()
	} else if cfg.Passphrase != "" {
		q.Passphrase, err = readPassphrase(cfg.Passphrase)
	}
	if err != nil {
		return m, err
	}
	err = pooled(cfg, func(pool *sql.DB) error {
		q.Pool = pool
		m, err = backup.Restore(ctx, q)
		return err
	})
	return m, err
}

// DumpOrg writes one organisation of the installation that cfg names into a file,
// whether or not it is running. Errors: those of [backup.Dump].
func DumpOrg(ctx context.Context, cfg Config, orgID string, opts backup.Options) (w backup.Written, err error) {
	err = beside(cfg, func(in backup.Installation) error {
		w, err = backup.Dump(ctx, in, orgID, opts)
		return err
	})
	return w, err
}

// beside hands over an installation that a program may be serving.
func beside(cfg Config, fn func(backup.Installation) error) error {
	if err := cfg.complete(); err != nil {
		return err
	}
	in := cfg.installation(nil)
	if err := cfg.unlock(&in); err != nil {
		return err
	}
	return pooled(cfg, func(pool *sql.DB) error {
		in.Pool = pool
		return fn(in)
	})
}

// unlock adds what opens the keys. A passphrase that is not there is never made
// here; where the root key is in Vault, none is needed.
func (c *Config) unlock(in *backup.Installation) (err error) {
	if c.Vault.Address != "" {
		in.Root, in.Keys, err = c.roots()
		return err
	}
	if in.Passphrase, err = readPassphrase(c.Passphrase); err != nil {
		return err
	}
	in.Keys, err = c.customers()
	return err
}

func (c Config) installation(pool *sql.DB) backup.Installation {
	return backup.Installation{Data: c.Data, LogName: c.LogName, Version: Version, Pool: pool, Houses: Migrations,
		Files: c.files}
}

// pooled connects to PostgreSQL if that is where the installation is; else the pool
// is nil.
func pooled(cfg Config, fn func(pool *sql.DB) error) error {
	if cfg.Postgres == "" {
		return fn(nil)
	}
	pool, err := sqldb.OpenPool(cfg.Postgres, poolSize)
	if err != nil {
		return err
	}
	err = fn(pool)
	if closeErr := pool.Close(); err == nil {
		err = closeErr
	}
	return err
}

func readPassphrase(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("passphrase file: %w", err)
	}
	return bytes.TrimSpace(b), nil
}
