package backup_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/backup"
	"tramway/internal/chat"
	"tramway/internal/clock"
	"tramway/internal/directory"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/record"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// TestBackupProcess is the other program: the tests start the binary again so that
// a backup is made by a process that does not serve.
func TestBackupProcess(t *testing.T) {
	data := os.Getenv("TRAMWAY_BACKUP_TEST_DATA")
	if data == "" {
		t.Skip("only for the child of other tests")
	}
	cfg := app.Config{Data: data, Postgres: os.Getenv("TRAMWAY_BACKUP_TEST_POSTGRES"), Listen: "127.0.0.1:8080", Region: "hk", Cipher: "adiantum", Passphrase: os.Getenv("TRAMWAY_BACKUP_TEST_PASS")}
	_, err := app.Backup(t.Context(), cfg, backup.Options{To: os.Getenv("TRAMWAY_BACKUP_TEST_TO"),
		Recipients: []string{os.Getenv("TRAMWAY_BACKUP_TEST_A"), os.Getenv("TRAMWAY_BACKUP_TEST_B")}})
	ok(t, err)
}

func (w *world) backupElsewhere(t *testing.T) string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^TestBackupProcess$")
	cmd.Env = append(os.Environ(), "TRAMWAY_BACKUP_TEST_DATA="+w.cfg.Data, "TRAMWAY_BACKUP_TEST_POSTGRES="+w.cfg.Postgres, "TRAMWAY_BACKUP_TEST_PASS="+w.cfg.Passphrase,
		"TRAMWAY_BACKUP_TEST_TO="+w.backups(), "TRAMWAY_BACKUP_TEST_A="+w.recipients()[0], "TRAMWAY_BACKUP_TEST_B="+w.recipients()[1])
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	last, err := backup.Newest(t.Context(), backup.Folder(w.backups()))
	ok(t, err)
	return last.Path
}

// writers write until stop, and count what was acknowledged.
func (w *world) writers(t *testing.T, o *org.Org, round string) (acked func() []string, stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var mu sync.Mutex
	var ids []string
	var all sync.WaitGroup
	for n := range 4 {
		all.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				id := fmt.Sprintf("%s%d-%06d", round, n, i)
				var err error
				if i%10 == 9 {
					_, err = directory.AddPerson(ctx, o, org.Member(w.person), directory.NewPerson{Name: marker + id, StaffNo: "P" + id})
				} else {
					_, _, err = chat.New(nil).Post(ctx, o, org.Member(w.person), w.conversation, chat.Draft{ClientID: id, Text: marker + id})
				}
				if ctx.Err() != nil {
					return
				}
				if err != nil {
					t.Errorf("writer: %v", err)
					return
				}
				mu.Lock()
				ids = append(ids, id)
				mu.Unlock()
				// Each sign tells the installation a new head, so that copies taken
				// in the wrong order can't go unnoticed.
				if err := o.Integrate(ctx); err != nil && ctx.Err() == nil {
					t.Errorf("signing: %v", err)
				}
			}
		})
	}
	return func() []string { mu.Lock(); defer mu.Unlock(); return append([]string{}, ids...) }, func() { cancel(); all.Wait() }
}

func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited too long: %s", what)
		}
	}
}

// The machine is emptied and restore brings all back, pending timers included.
// From either engine it comes back on either.
func TestMachineIsEmptiedAndComesBack(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, from sqldb.Dialect) {
		w := newWorldOn(t, from)
		for _, to := range sqldbtest.Engines {
			t.Run("to "+string(to), func(t *testing.T) { w.emptiedAndBack(t, to) })
		}
	})
}

func (w *world) emptiedAndBack(t *testing.T, to sqldb.Dialect) {
	a := w.open(t, nil)
	o := w.house(t, a)
	staffNo := w.timer(t, o, string(to))
	bundle, err := evidence(t, o)
	ok(t, err)
	acked, stop := w.writers(t, o, string(to))
	eventually(t, "writes before the backup", func() bool { return len(acked()) > 100 })
	before := acked()
	path := w.backupElsewhere(t)
	during := len(acked()) - len(before)
	stop()
	o.Close()
	closed(t, a)
	if during == 0 {
		t.Error("nobody wrote during the backup")
	}
	noMarker(t, path)
	ok(t, os.RemoveAll(w.cfg.Data))
	w.cfg.Postgres = postgres(t, to)

	m, err := app.Restore(t.Context(), w.cfg, path, w.identityFile(t, w.offline))
	ok(t, err)
	if m.LogName != "harbour.example" || len(m.Organisations) != 1 || m.Organisations[0].VerifierKey != w.key || m.Organisations[0].Size == 0 {
		t.Errorf("manifest %+v", m)
	}
	if _, err := os.Stat(filepath.Join(w.cfg.Data, ".restoring")); !errors.Is(err, os.ErrNotExist) {
		t.Error("the restore left its workshop behind")
	}
	w.everythingIsBack(t, before, bundle)
	w.timerFires(t, staffNo)
}

// evidence is that of the message entry made first.
func evidence(t *testing.T, o *org.Org) (record.Bundle, error) {
	t.Helper()
	id, err := sqldb.One[string](t.Context(), o.Read(), `SELECT id FROM {o}.entries ORDER BY n LIMIT 1`)
	ok(t, err)
	return o.Bundle(t.Context(), id)
}

func noMarker(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	ok(t, err)
	for _, plain := range []string{marker, "SQLite format", "manifest.json", "harbour", "argon2id"} {
		if bytes.Contains(b, []byte(plain)) {
			t.Errorf("the backup shows %q", plain)
		}
	}
}

func (w *world) everythingIsBack(t *testing.T, acked []string, bundle record.Bundle) {
	t.Helper()
	a := w.open(t, nil)
	defer closed(t, a)
	if _, _, err := a.Host.SignIn(t.Context(), login, password, host.Client{}); err != nil {
		t.Errorf("signing in: %v", err)
	}
	o := w.house(t, a)
	defer o.Close()
	staff := make(sqldb.Strings, len(acked))
	for i, id := range acked {
		staff[i] = "P" + id
	}
	n := w.count(t, o, `SELECT count(*) FROM {o}.messages WHERE client_id IN {in}`, sqldb.Strings(acked)) +
		w.count(t, o, `SELECT count(*) FROM {o}.people WHERE staff_no IN {in}`, staff)
	if n != len(acked) {
		t.Errorf("%d of %d acknowledged writes are back", n, len(acked))
	}
	if o.VerifierKey() != w.key {
		t.Errorf("verifier key %s, was %s", o.VerifierKey(), w.key)
	}
	if _, _, err := record.Verify(bundle, w.key); err != nil {
		t.Errorf("evidence from before: %v", err)
	}
	again, err := evidence(t, o)
	ok(t, err)
	if _, _, err := record.Verify(again, w.key); err != nil {
		t.Errorf("evidence made anew: %v", err)
	}
	ok(t, errors.Join(o.Integrate(t.Context()), o.Verify(t.Context()), sqldb.Check(t.Context(), o.DB())))
	w.stored(t, o)
}

// timerFires serves the installation three hours later and waits for what the job
// does; nobody but the program opens the house.
func (w *world) timerFires(t *testing.T, staffNo string) {
	t.Helper()
	a := w.open(t, clock.At(time.Now().Add(3*time.Hour)))
	defer closed(t, a)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	var ended atomic.Bool
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, l); ended.Store(true) }()
	eventually(t, "the program opens the house", func() bool { return len(a.Registry.Opened()) == 1 || ended.Load() })
	o := w.house(t, a)
	eventually(t, "the timer fires", func() bool { return w.count(t, o, `SELECT count(*) FROM {o}.people WHERE staff_no=?`, staffNo) == 1 })
	o.Close()
	cancel()
	ok(t, <-done)
}

// A timer set after the copy of the installation is known to the house alone.
func TestTimerTheInstallationWasNotToldOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.XTS)
	a := w.open(t, nil)
	o := w.house(t, a)
	staffNo := w.timer(t, o, "TIMED")
	o.Close()
	ok(t, a.Registry.Close())
	ok(t, a.Host.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET next_due=0, opened=?`, false)
		return err
	}))
	path := w.backup(t, func(o *backup.Options) { o.WithPassphrase = true }).Path
	closed(t, a)
	ok(t, os.RemoveAll(w.cfg.Data))
	ok(t, os.Remove(w.cfg.Passphrase))
	w.cfg.Passphrase = ""
	m, err := app.Restore(t.Context(), w.cfg, path, w.identityFile(t, w.operator))
	ok(t, err)
	if !m.Passphrase {
		t.Error("the manifest does not say that the passphrase is in it")
	}
	w.timerFires(t, staffNo)
}
