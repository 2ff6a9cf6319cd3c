package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"filippo.io/age"
)

// workPrefix begins the name of a folder in which a backup is being made.
const workPrefix = ".tramway-backup-"

// Options say where a backup goes and who can open it.
type Options struct {
	To             string   // folder; made if need be
	Recipients     []string // age1…
	OneRecipient   bool     // one is enough
	WithPassphrase bool     // the passphrase goes in as well
	Now            func() time.Time
}

// Written is a backup that was made.
type Written struct {
	Path     string
	Size     int64
	Manifest Manifest
}

// Write makes a backup of an installation, which may be running. Errors:
// [ErrRecipients], [ErrExists], [ErrPath], [ErrPassphrase], [ErrMissing],
// [ErrRecord] for a checkpoint of another log, and those of the record, the keys
// and the disk. After an error there is no backup and nothing of one.
func Write(ctx context.Context, in Installation, opts Options) (Written, error) {
	at := opts.now()
	return write(ctx, in, opts, at, fileName(at), func(s *stage) error { return s.collect(ctx) })
}

// write has a stage filled and puts it into a file of that name.
func write(ctx context.Context, in Installation, opts Options, at time.Time, name string, collect func(*stage) error) (w Written, err error) {
	to, err := recipients(opts.Recipients, opts.OneRecipient)
	if err != nil {
		return Written{}, err
	}
	w.Path = filepath.Join(opts.To, name)
	work, err := workshop(opts.To, w.Path, in.Data)
	if err != nil {
		return Written{}, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	s := newStage(in, filepath.Join(work, "copies"), at)
	s.man.Passphrase = opts.WithPassphrase
	if err := collect(s); err != nil {
		return Written{}, err
	}
	reached("collected")
	w.Manifest = s.man
	w.Size, err = s.publish(ctx, filepath.Join(work, "backup"), w.Path, to)
	return w, err
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now().UTC()
	}
	return o.Now().UTC()
}

// workshop makes a folder to work in, beside the backup so that a rename is enough.
func workshop(dir, path, data string) (string, error) {
	if err := errors.Join(usable(dir), usable(data)); err != nil {
		return "", err
	}
	if _, err := os.Lstat(path); err == nil {
		return "", fmt.Errorf("%w: %s", ErrExists, path)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	return os.MkdirTemp(dir, workPrefix)
}

// publish writes the file and gives it its name when it is on the disk.
func (s *stage) publish(ctx context.Context, temp, path string, to []age.Recipient) (int64, error) {
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(s.encrypt(ctx, f, to), f.Sync()); err != nil {
		return 0, errors.Join(err, f.Close())
	}
	info, err := f.Stat()
	if err := errors.Join(err, f.Close()); err != nil {
		return 0, err
	}
	if err := os.Rename(temp, path); err != nil {
		return 0, err
	}
	return info.Size(), syncDir(filepath.Dir(path))
}

func (s *stage) encrypt(ctx context.Context, f *os.File, to []age.Recipient) error {
	w, err := age.Encrypt(f, to...)
	if err != nil {
		return err
	}
	if err := s.archive(ctx, w); err != nil {
		return err
	}
	return w.Close()
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
