package app

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"tramway/internal/backup"
)

// ErrPostgres: these backups are of encrypted files in a folder. A PostgreSQL
// server has tools of its own, which know where its log stands.
var ErrPostgres = errors.New("app: not for an installation on PostgreSQL; use the server's own backups")

// Backup makes a backup of the installation that cfg names, whether or not it is
// running. Errors: [ErrPostgres], those of [backup.Write], and a missing
// passphrase file, which is never made here.
func Backup(ctx context.Context, cfg Config, opts backup.Options) (backup.Written, error) {
	if err := cfg.complete(); err != nil {
		return backup.Written{}, err
	}
	if cfg.Postgres != "" {
		return backup.Written{}, ErrPostgres
	}
	pass, err := readPassphrase(cfg.Passphrase)
	if err != nil {
		return backup.Written{}, err
	}
	return backup.Write(ctx, backup.Installation{Data: cfg.Data, Passphrase: pass, LogName: cfg.LogName, Version: Version}, opts)
}

// Restore brings an installation back into cfg.Data, which must be empty. The
// passphrase is that of cfg.Passphrase if set, else the one in the backup. Errors:
// [ErrPostgres] and those of [backup.Restore].
func Restore(ctx context.Context, cfg Config, from, identity string) (backup.Manifest, error) {
	if cfg.Postgres != "" {
		return backup.Manifest{}, ErrPostgres
	}
	q := backup.Request{From: from, Identity: identity, Data: cfg.Data}
	if cfg.Passphrase != "" {
		var err error
		if q.Passphrase, err = readPassphrase(cfg.Passphrase); err != nil {
			return backup.Manifest{}, err
		}
	}
	return backup.Restore(ctx, q)
}

func readPassphrase(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("passphrase file: %w", err)
	}
	return bytes.TrimSpace(b), nil
}
