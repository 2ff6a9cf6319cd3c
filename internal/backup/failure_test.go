package backup_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/backup"
	"tramway/internal/sqldb"
)

// Every way a restore can fail has its name, and leaves the folder as it was.
func TestFailedRestoreIsNamedAndLeavesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	made := w.backup(t)
	whole, err := os.ReadFile(made.Path)
	ok(t, err)
	mine := w.identityFile(t, w.operator)
	wrongPass := filepath.Join(w.dir, "wrong")
	ok(t, os.WriteFile(wrongPass, []byte("wrong\n"), 0o600))
	flipped := func(at int) []byte {
		b := append([]byte{}, whole...)
		b[at] ^= 1
		return b
	}
	n := len(whole)
	for name, c := range map[string]struct {
		file       []byte
		identity   string
		passphrase string
		want       error
	}{
		"empty file":            {[]byte{}, mine, w.cfg.Passphrase, backup.ErrTruncated},
		"cut in the first line": {whole[:12], mine, w.cfg.Passphrase, backup.ErrTruncated},
		"cut in the header":     {whole[:60], mine, w.cfg.Passphrase, backup.ErrTruncated},
		"cut in the nonce":      {whole[:340], mine, w.cfg.Passphrase, backup.ErrTruncated},
		"cut in the manifest":   {whole[:1000], mine, w.cfg.Passphrase, backup.ErrTruncated},
		"cut in the middle":     {whole[:n/2], mine, w.cfg.Passphrase, backup.ErrTruncated},
		"cut by one byte":       {whole[:n-1], mine, w.cfg.Passphrase, backup.ErrTruncated},
		"altered at the begin":  {flipped(1000), mine, w.cfg.Passphrase, backup.ErrAltered},
		"altered in the middle": {flipped(n / 2), mine, w.cfg.Passphrase, backup.ErrAltered},
		"altered at the end":    {flipped(n - 1), mine, w.cfg.Passphrase, backup.ErrAltered},
		"longer":                {append(append([]byte{}, whole...), 0), mine, w.cfg.Passphrase, backup.ErrAltered},
		"not a backup":          {[]byte("PK\x03\x04 a file of something else\n"), mine, w.cfg.Passphrase, backup.ErrNotBackup},
		"another identity":      {whole, w.identityFile(t, newIdentity(t)), w.cfg.Passphrase, backup.ErrIdentity},
		"no identity":           {whole, wrongPass, w.cfg.Passphrase, backup.ErrIdentity},
		"wrong passphrase":      {whole, mine, wrongPass, backup.ErrPassphrase},
		"no passphrase":         {whole, mine, "", backup.ErrPassphrase},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			path := filepath.Join(dir, "file.age")
			ok(t, os.WriteFile(path, c.file, 0o600))
			empty := filepath.Join(dir, "empty")
			ok(t, os.Mkdir(empty, 0o700))
			was := files(t, dir)
			for _, into := range []string{filepath.Join(dir, "new", "data"), empty} {
				_, err := app.Restore(t.Context(), app.Config{Data: into, Passphrase: c.passphrase}, path, c.identity)
				if !errors.Is(err, c.want) {
					t.Errorf("error %v, want %v", err, c.want)
				}
				if is := files(t, dir); is != was {
					t.Errorf("left behind: %s, was %s", is, was)
				}
			}
		})
	}
}

func TestRestoreRefusesFolderWithSomethingInIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	path := w.backup(t).Path
	was := files(t, w.cfg.Data)
	if _, err := app.Restore(t.Context(), w.cfg, path, w.identityFile(t, w.operator)); !errors.Is(err, backup.ErrNotEmpty) {
		t.Errorf("error %v", err)
	}
	if files(t, w.cfg.Data) != was {
		t.Error("the folder was touched")
	}
}

func TestRestoreThatIsEndedLeavesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	path := w.backup(t).Path
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	w.cfg.Data = filepath.Join(w.dir, "new")
	was := files(t, w.dir)
	if _, err := app.Restore(ctx, w.cfg, path, w.identityFile(t, w.operator)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if files(t, w.dir) != was {
		t.Error("something was left behind")
	}
}

func TestFailedBackupLeavesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	at := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	now := func() time.Time { return at }
	w.backup(t, func(o *backup.Options) { o.Now = now })
	was := files(t, w.backups())
	pub := w.recipients()
	wrong := filepath.Join(w.dir, "wrong")
	ok(t, os.WriteFile(wrong, []byte("wrong"), 0o600))
	for name, c := range map[string]struct {
		opts backup.Options
		pass string
		want error
	}{
		"one recipient":          {backup.Options{Recipients: pub[:1]}, w.cfg.Passphrase, backup.ErrRecipients},
		"the same one twice":     {backup.Options{Recipients: []string{pub[0], " " + pub[0]}}, w.cfg.Passphrase, backup.ErrRecipients},
		"no recipient":           {backup.Options{OneRecipient: true}, w.cfg.Passphrase, backup.ErrRecipients},
		"malformed recipient":    {backup.Options{Recipients: []string{pub[0], "age1nonsense"}}, w.cfg.Passphrase, backup.ErrRecipients},
		"within the same second": {backup.Options{Recipients: pub, Now: now}, w.cfg.Passphrase, backup.ErrExists},
		"name of a folder":       {backup.Options{Recipients: pub, To: filepath.Join(w.dir, "a#b")}, w.cfg.Passphrase, backup.ErrPath},
		"wrong passphrase":       {backup.Options{Recipients: pub}, wrong, backup.ErrPassphrase},
		"no passphrase file":     {backup.Options{Recipients: pub}, filepath.Join(w.dir, "none"), fs.ErrNotExist},
	} {
		cfg := w.cfg
		cfg.Passphrase = c.pass
		if c.opts.To == "" {
			c.opts.To = w.backups()
		}
		if _, err := app.Backup(t.Context(), cfg, c.opts); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", name, err, c.want)
		}
		if is := files(t, w.backups()); is != was {
			t.Errorf("%s: left behind %s, was %s", name, is, was)
		}
	}
	if _, err := app.Restore(t.Context(), app.Config{Data: filepath.Join(w.dir, "a?b"), Passphrase: w.cfg.Passphrase},
		filepath.Join(w.backups(), "tramway-backup-20261122T080000Z.age"), w.identityFile(t, w.operator)); !errors.Is(err, backup.ErrPath) {
		t.Errorf("restoring into a?b: %v", err)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "none")); err == nil {
		t.Error("a passphrase file was made")
	}
	w.backup(t, func(o *backup.Options) { o.Recipients, o.OneRecipient = pub[:1], true })
}

// A house that is gone is said, not left out.
func TestLostHouseFailsTheBackup(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	a := w.open(t, nil)
	o := w.house(t, a)
	ok(t, o.Integrate(t.Context()))
	o.Close()
	closed(t, a)
	ok(t, os.RemoveAll(filepath.Join(w.cfg.Data, "orgs", w.org)))
	if _, err := app.Backup(t.Context(), w.cfg, backup.Options{To: w.backups(), Recipients: w.recipients()}); !errors.Is(err, backup.ErrMissing) {
		t.Errorf("error %v", err)
	}
}

func TestLastIsTheNewestByName(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := backup.Newest(t.Context(), backup.Folder(dir)); !errors.Is(err, backup.ErrNone) {
		t.Errorf("empty folder: %v", err)
	}
	if _, err := backup.Newest(t.Context(), backup.Folder(filepath.Join(dir, "none"))); !errors.Is(err, backup.ErrNone) {
		t.Errorf("no folder: %v", err)
	}
	for _, name := range []string{"tramway-backup-20261121T235959Z.age", "tramway-backup-20261122T000001Z.age", "tramway-backup-20270101T000000Z.age.part",
		"tramway-backup-tomorrow.age", "zebra.age"} {
		ok(t, os.WriteFile(filepath.Join(dir, name), []byte("abc"), 0o600))
	}
	ok(t, os.Mkdir(filepath.Join(dir, "tramway-backup-20280101T000000Z.age"), 0o700))
	// The newest name was written first: the time of the file says nothing.
	ok(t, os.Chtimes(filepath.Join(dir, "tramway-backup-20261122T000001Z.age"), time.Unix(0, 0), time.Unix(0, 0)))
	f, err := backup.Newest(t.Context(), backup.Folder(dir))
	ok(t, err)
	if filepath.Base(f.Path) != "tramway-backup-20261122T000001Z.age" || f.Size != 3 || f.Age(time.Date(2026, 11, 22, 1, 0, 1, 0, time.UTC)) != time.Hour {
		t.Errorf("found %+v", f)
	}
}
