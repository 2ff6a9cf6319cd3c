package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"strings"
	"time"

	"tramway/internal/backup"
)

// BackupConfig says where backups go by themselves, and when.
type BackupConfig struct {
	To             string   `help:"Where backups go by themselves: a folder, or s3://bucket/prefix; empty: nowhere." env:"TO"`
	Recipients     []string `help:"Public keys (age1…) that can open them; give two, yours and one kept offline." env:"RECIPIENTS"`
	OneRecipient   bool     `help:"One recipient is enough." env:"ONE_RECIPIENT"`
	WithPassphrase bool     `help:"Put the passphrase in too." env:"WITH_PASSPHRASE"`
	Schedule       string   `help:"never, daily, weekly or monthly; at half past two at night in Hong Kong." default:"weekly" enum:"never,daily,weekly,monthly" env:"SCHEDULE"`
	Keep           int      `help:"How many are kept." default:"8" env:"KEEP"`
	BucketConfig
}

// place reads s3://bucket/prefix, or a folder.
func (c BackupConfig) place(where string) (backup.Place, error) {
	if !isBucket(where) {
		return backup.Folder(where), nil
	}
	b, err := c.open("--backup", where)
	return backup.Bucket{Backend: b}, err
}

// MakeBackup makes a backup where and how cfg.Backup says, whether or not the
// installation is served. Errors: those of [Backup] and of the place.
func MakeBackup(ctx context.Context, cfg Config) (backup.Written, error) {
	if err := cfg.complete(); err != nil {
		return backup.Written{}, err
	}
	place, err := cfg.Backup.place(cfg.Backup.To)
	if err != nil {
		return backup.Written{}, err
	}
	return makeBackup(ctx, cfg, place, time.Now())
}

func makeBackup(ctx context.Context, cfg Config, place backup.Place, now time.Time) (backup.Written, error) {
	folder := cfg.Backup.To
	if _, here := place.(backup.Folder); !here {
		folder = cfg.path("backup-outgoing")
		defer os.RemoveAll(folder) // whether or not it arrived: the next is made anew
	}
	w, err := Backup(ctx, cfg, backup.Options{To: folder, Recipients: cfg.Backup.Recipients, OneRecipient: cfg.Backup.OneRecipient,
		WithPassphrase: cfg.Backup.WithPassphrase, Now: func() time.Time { return now }})
	if err != nil {
		return w, err
	}
	return w, place.Take(ctx, w.Path)
}

// FetchBackup brings a backup out of a bucket, the newest if from names none, and
// says where it lies until done is called; a file on this machine stays where it is.
func FetchBackup(ctx context.Context, cfg Config, from string) (file string, done func() error, err error) {
	if !isBucket(from) {
		return from, func() error { return nil }, nil
	}
	folder, err := os.MkdirTemp("", "tramway-restore-")
	if err != nil {
		return "", nil, err
	}
	done = func() error { return os.RemoveAll(folder) }
	if file, err = cfg.Backup.fetch(ctx, from, folder); err != nil {
		return "", nil, errors.Join(err, done())
	}
	return file, done, nil
}

func (c BackupConfig) fetch(ctx context.Context, from, folder string) (string, error) {
	where, name := from, ""
	if strings.HasSuffix(from, ".age") {
		where, name = strings.TrimSuffix(from, "/"+path.Base(from)), path.Base(from)
	}
	p, err := c.place(where)
	if err != nil {
		return "", err
	}
	if name != "" {
		return p.Fetch(ctx, name, folder)
	}
	newest, err := backup.Newest(ctx, p)
	if err != nil {
		return "", fmt.Errorf("%s: %w", from, err)
	}
	return p.Fetch(ctx, newest.Path, folder)
}
