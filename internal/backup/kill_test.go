package backup_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/backup"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// TestMoveProcess is the other program: it loads or dumps, and perhaps kills itself
// at a step.
func TestMoveProcess(t *testing.T) {
	data := os.Getenv("TRAMWAY_MOVE_TEST_DATA")
	if data == "" {
		t.Skip("only for the child of other tests")
	}
	if step := os.Getenv("TRAMWAY_MOVE_TEST_STEP"); step == "filling" {
		backup.AtStep("begun", func() { time.AfterFunc(3*time.Millisecond, kill) })
	} else {
		backup.AtStep(step, kill)
	}
	cfg := app.Config{Data: data, Postgres: os.Getenv("TRAMWAY_MOVE_TEST_POSTGRES"), Passphrase: os.Getenv("TRAMWAY_MOVE_TEST_PASS"),
		Listen: "127.0.0.1:8080", Region: "hk", Cipher: "adiantum"}
	var err error
	switch os.Getenv("TRAMWAY_MOVE_TEST_DOES") {
	case "dump":
		_, err = app.DumpOrg(t.Context(), cfg, os.Getenv("TRAMWAY_MOVE_TEST_ORG"), backup.Options{To: os.Getenv("TRAMWAY_MOVE_TEST_FROM"),
			Recipients: []string{os.Getenv("TRAMWAY_MOVE_TEST_RECIPIENT")}, OneRecipient: true})
	case "load":
		_, err = app.LoadOrg(t.Context(), cfg, backup.LoadRequest{From: os.Getenv("TRAMWAY_MOVE_TEST_FROM"), Identity: os.Getenv("TRAMWAY_MOVE_TEST_IDENTITY")})
	case "restore":
		_, err = app.Restore(t.Context(), cfg, os.Getenv("TRAMWAY_MOVE_TEST_FROM"), os.Getenv("TRAMWAY_MOVE_TEST_IDENTITY"))
	}
	ok(t, err)
}

func kill() { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL) }

// elsewhere does something in another process, under a limit of the shell if one is
// given, and says how that ended.
func (w *world) elsewhere(t *testing.T, cfg app.Config, does, path, step, limit string) (string, error) {
	t.Helper()
	cmd := exec.Command("sh", "-c", limit+` exec "$0" -test.run '^TestMoveProcess$'`, os.Args[0])
	cmd.Env = append(os.Environ(), "TRAMWAY_MOVE_TEST_DOES="+does, "TRAMWAY_MOVE_TEST_DATA="+cfg.Data, "TRAMWAY_MOVE_TEST_POSTGRES="+cfg.Postgres,
		"TRAMWAY_MOVE_TEST_PASS="+cfg.Passphrase, "TRAMWAY_MOVE_TEST_FROM="+path, "TRAMWAY_MOVE_TEST_STEP="+step,
		"TRAMWAY_MOVE_TEST_ORG="+w.org, "TRAMWAY_MOVE_TEST_RECIPIENT="+w.recipients()[0],
		"TRAMWAY_MOVE_TEST_IDENTITY="+w.identityFile(t, w.operator))
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func killed(err error) bool {
	var exit *exec.ExitError
	return errors.As(err, &exit) && exit.Sys().(syscall.WaitStatus).Signal() == syscall.SIGKILL
}

// Wherever a load is killed, nothing of the organisation opens; the next load finds
// its way, and after the last step it is simply there.
func TestAKilledLoad(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	path := w.dump(t)
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		cfg := w.another(t, engine)
		for _, step := range []string{"begun", "filling", "filled", "adopted", "placed"} {
			if out, err := w.elsewhere(t, cfg, "load", path, step, ""); !killed(err) {
				t.Fatalf("%s: not killed: %v %s", step, err, out)
			}
			w.opensNothing(t, cfg, "killed when "+step)
		}
		if out, err := w.elsewhere(t, cfg, "load", path, "known", ""); !killed(err) {
			t.Fatalf("known: not killed: %v %s", err, out)
		}
		if _, err := w.load(t, cfg, path); !errors.Is(err, backup.ErrHere) {
			t.Errorf("after the last step: %v", err)
		}
		w.whole(t, cfg)
	})
}

// A dump that is killed has put nothing down that anybody can read.
func TestAKilledDumpShowsNothing(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWorldOn(t, engine)
		if out, err := w.elsewhere(t, w.cfg, "dump", w.backups(), "collected", ""); !killed(err) {
			t.Fatalf("not killed: %v %s", err, out)
		}
		found := 0
		ok(t, filepath.WalkDir(w.backups(), func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				found++
				noMarker(t, path)
			}
			return err
		}))
		if found != 2 {
			t.Errorf("%d files lie there; a house and what is known of it were to be looked at", found)
		}
	})
}

// A full disk, at whatever moment, leaves nothing.
func TestALoadOntoAFullDisk(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	path := w.dump(t)
	cfg := w.another(t, sqldb.SQLite)
	// Files of at most so many blocks: not even the tables, some of the rows.
	for _, limit := range []string{"ulimit -f 100;", "ulimit -f 400;"} {
		out, err := w.elsewhere(t, cfg, "load", path, "", limit)
		if err == nil {
			t.Fatalf("with %s it came in: %s", limit, out)
		}
		w.nothing(t, cfg, limit)
	}
	_, err := w.load(t, cfg, path)
	ok(t, err)
	w.whole(t, cfg)
}

// The server loses its connections again and again while a house comes in.
func TestALoadWhoseServerGoesAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	path := w.dump(t)
	cfg := w.another(t, sqldb.Postgres)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	name := cfg.Postgres[strings.LastIndex(cfg.Postgres, "/")+1:]
	name, _, _ = strings.Cut(name, "?")
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			_, err := sqldbtest.Pool(t).ExecContext(ctx, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname=$1`, name)
			if err != nil && ctx.Err() == nil {
				t.Errorf("ending connections: %v", err)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	_, err := w.load(t, cfg, path)
	cancel()
	<-done
	if err == nil {
		t.Fatal("it came in: the test disturbed nobody")
	}
	w.opensNothing(t, cfg, "without its server")
	_, err = w.load(t, cfg, path)
	ok(t, err)
	w.whole(t, cfg)
}

// A restore that was killed with the database half filled: the next one clears up.
func TestAKilledRestore(t *testing.T) {
	t.Parallel()
	w := newWorldOn(t, sqldb.Postgres)
	path := w.backup(t).Path
	into := w.cfg
	into.Data, into.Postgres = w.cfg.Data+"-again", postgres(t, sqldb.Postgres)
	if out, err := w.elsewhere(t, into, "restore", path, "verified", ""); !killed(err) {
		t.Fatalf("not killed: %v %s", err, out)
	}
	ok(t, os.RemoveAll(into.Data)) // as the error of the next restore asks
	_, err := app.Restore(t.Context(), into, path, w.identityFile(t, w.operator))
	ok(t, err)
	w.whole(t, into)
}

// A database with anything in it is not restored into, and what is there is named.
func TestRestoreRefusesADatabaseWithSomethingInIt(t *testing.T) {
	t.Parallel()
	w := newWorldOn(t, sqldb.Postgres)
	path := w.backup(t).Path
	into := w.cfg
	into.Data = w.cfg.Data + "-again"
	_, err := app.Restore(t.Context(), into, path, w.identityFile(t, w.operator))
	if !errors.Is(err, backup.ErrNotEmpty) || !strings.Contains(err.Error(), "schema host") {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(into.Data); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder: %v", err)
	}
	w.whole(t, w.cfg)
}

// A restore that fails when nearly all is done leaves an empty database.
func TestAFailedRestoreEmptiesTheDatabase(t *testing.T) {
	t.Parallel()
	for _, from := range sqldbtest.Engines {
		w := newWorldOn(t, from)
		c := w.takeApart(t, w.backup(t).Path)
		c.Manifest.Organisations[0].Size++
		into := w.cfg
		into.Data, into.Postgres = w.cfg.Data+"-again", postgres(t, sqldb.Postgres)
		if _, err := app.Restore(t.Context(), into, w.putTogether(t, c), w.identityFile(t, w.operator)); !errors.Is(err, backup.ErrRecord) {
			t.Errorf("from %s: %v", from, err)
		}
		pool, err := sqldb.OpenPool(into.Postgres, 1)
		ok(t, err)
		all, err := sqldb.Schemas(t.Context(), pool)
		if err := errors.Join(err, pool.Close()); err != nil || len(all) != 0 {
			t.Errorf("left behind %v, %v", all, err)
		}
	}
}
