package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path"
	"strings"
	"time"

	"tramway/internal/backup"
	"tramway/internal/blob"
)

// BackupConfig says where backups go by themselves, and when.
type BackupConfig struct {
	To             string   `help:"Where backups go by themselves: a folder, or s3://bucket/prefix; empty: nowhere." env:"TO"`
	Recipients     []string `help:"Public keys (age1…) that can open them; give two, yours and one kept offline." env:"RECIPIENTS"`
	OneRecipient   bool     `help:"One recipient is enough." env:"ONE_RECIPIENT"`
	WithPassphrase bool     `help:"Put the passphrase in too." env:"WITH_PASSPHRASE"`
	Schedule       string   `help:"never, daily, weekly or monthly; at half past two at night in Hong Kong." default:"weekly" enum:"never,daily,weekly,monthly" env:"SCHEDULE"`
	Keep           int      `help:"How many are kept." default:"8" env:"KEEP"`
	S3Endpoint     string   `name:"s3-endpoint" help:"host:port of the bucket's server; without TLS only on loopback." env:"S3_ENDPOINT"`
	S3Region       string   `name:"s3-region" help:"Region of the bucket." env:"S3_REGION"`
	S3KeyFile      string   `name:"s3-key-file" help:"File with access key and secret key, a line each." type:"path" env:"S3_KEY_FILE"`
}

// bucketMark begins the address of a bucket; everything else is a folder.
const bucketMark = "s3://"

// place reads s3://bucket/prefix, or a folder.
func (c BackupConfig) place(where string) (backup.Place, error) {
	rest, bucket := strings.CutPrefix(where, bucketMark)
	if !bucket {
		return backup.Folder(where), nil
	}
	keys, err := c.keys()
	if err != nil {
		return nil, err
	}
	if u, err := url.Parse("https://" + c.S3Endpoint); c.S3Endpoint == "" || err != nil || u.Path != "" {
		return nil, fmt.Errorf("--backup-s3-endpoint %q: wants host or host:port", c.S3Endpoint)
	}
	name, prefix, _ := strings.Cut(rest, "/")
	if prefix = strings.Trim(prefix, "/"); prefix != "" {
		prefix += "/"
	}
	b, err := blob.NewS3(blob.S3Config{Endpoint: c.S3Endpoint, Region: c.S3Region, Bucket: name, Prefix: prefix,
		AccessKey: keys[0], SecretKey: keys[1], Plain: onLoopback(c.S3Endpoint)})
	return backup.Bucket{Backend: b}, err
}

func (c BackupConfig) keys() ([]string, error) {
	raw, err := os.ReadFile(c.S3KeyFile)
	if err != nil {
		return nil, fmt.Errorf("--backup-s3-key-file: %w", err)
	}
	keys := strings.Fields(string(raw))
	if len(keys) != 2 {
		return nil, errors.New("--backup-s3-key-file: wants the access key and the secret key, a line each")
	}
	return keys, nil
}

func onLoopback(endpoint string) bool {
	host, _, err := net.SplitHostPort(endpoint)
	ip := net.ParseIP(host)
	return err == nil && (host == "localhost" || ip != nil && ip.IsLoopback())
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
	if !strings.HasPrefix(from, bucketMark) {
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
