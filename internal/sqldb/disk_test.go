package sqldb_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"

	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func openOn(t *testing.T, disk *sqldbtest.Disk, dir string) *sqldb.DB {
	t.Helper()
	d, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: filepath.Join(dir, "a.db"), Key: sqldbtest.Key, VFS: disk.Name})
	if err != nil {
		t.Fatal(err)
	}
	if err := sqldb.Migrate(t.Context(), d, []sqldb.Migrations{notes}, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

// writers run until stop, and note what was acknowledged.
type acks struct {
	mu  sync.Mutex
	ids map[string]bool
}

func (a *acks) add(id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ids[id] = true
}

func (a *acks) copy() []string {
	a.mu.Lock()
	defer a.mu.Unlock()
	var out []string
	for id := range a.ids {
		out = append(out, id)
	}
	return out
}

func (a *acks) load(ctx context.Context, d *sqldb.DB, writers, each int, bad func(w, i int) func(context.Context, sqldb.Q) error) {
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				if ctx.Err() != nil {
					return
				}
				id := fmt.Sprintf("%02d-%04d", w, i)
				err := d.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
					if err := add(ctx, q, id, int64(w*100000+i)); err != nil {
						return err
					}
					if bad != nil {
						if f := bad(w, i); f != nil {
							return f(ctx, q)
						}
					}
					return nil
				})
				if err == nil {
					a.add(id)
				}
			}
		})
	}
	wg.Wait()
}

func missing(t *testing.T, d *sqldb.DB, want []string) (n, extra int) {
	t.Helper()
	have, err := sqldb.All[string](t.Context(), d.Read(), `SELECT id FROM {o}.notes`)
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]bool{}
	for _, id := range have {
		in[id] = true
	}
	for _, id := range want {
		if !in[id] {
			n++
		}
	}
	return n, len(have) - len(want) + n
}

func TestPowerCutLosesNothingAcknowledged(t *testing.T) {
	t.Parallel()
	disk, dir := sqldbtest.NewDisk(t), t.TempDir()
	d := openOn(t, disk, dir)
	a := &acks{ids: map[string]bool{}}
	ctx, stop := context.WithCancel(t.Context())
	over := make(chan bool)
	go func() { a.load(ctx, d, 8, 4000, nil); close(over) }()
	for round := range 12 {
		for len(a.copy()) < 60*(round+1) {
			time.Sleep(time.Millisecond)
		}
		acked, after := a.copy(), t.TempDir()
		if err := disk.PowerCut(after); err != nil {
			t.Fatal(err)
		}
		found, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: filepath.Join(after, "a.db"), Key: sqldbtest.Key})
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if err := sqldb.Check(t.Context(), found); err != nil {
			t.Errorf("round %d: %v", round, err)
		}
		if n, _ := missing(t, found, acked); n != 0 {
			t.Errorf("round %d: %d of %d acknowledged writes were not on the disk", round, n, len(acked))
		}
		found.Close()
	}
	stop()
	<-over
	d.Close()
}

// A commit writes each block of the log once: its two pages, the frame that fills
// the sector, and what it shares with its neighbours.
func TestCommitWritesEachBlockOnce(t *testing.T) {
	t.Parallel()
	disk := sqldbtest.NewDisk(t)
	d := openOn(t, disk, t.TempDir())
	defer d.Close()
	before := 0
	for n := range 8 {
		before = disk.Wrote()
		if err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error { return add(ctx, q, fmt.Sprint(n), int64(n)) }); err != nil {
			t.Fatal(err)
		}
	}
	if n := disk.Wrote() - before; n > 7 {
		t.Errorf("a row took %d writes", n)
	}
}

// A disk that fails in the middle of batches: who was told yes is there, who
// was told no is not, and the house works again when the disk does.
func TestBadDiskTellsNobodyALie(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]error{"full": sqlite3.FULL, "broken": sqlite3.IOERR_WRITE} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			disk, dir := sqldbtest.NewDisk(t), t.TempDir()
			d := openOn(t, disk, dir)
			defer d.Close()
			a := &acks{ids: map[string]bool{}}
			ctx, stop := context.WithCancel(t.Context())
			over := make(chan bool)
			go func() { a.load(ctx, d, 8, 2000, nil); close(over) }()
			for round := range 6 {
				disk.Fail(7*round, fault)
				time.Sleep(15 * time.Millisecond)
				disk.Fail(0, nil)
				time.Sleep(15 * time.Millisecond)
			}
			stop()
			<-over
			if n, extra := missing(t, d, a.copy()); n != 0 || extra > 8 {
				t.Errorf("%d acknowledged writes lost, %d refused ones kept", n, extra)
			}
			if len(a.copy()) == 0 {
				t.Error("nothing was ever written")
			}
			if err := sqldb.Check(t.Context(), d); err != nil {
				t.Error(err)
			}
			if err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error { return add(ctx, q, "after", -1) }); err != nil {
				t.Errorf("after mending: %v", err)
			}
		})
	}
}

// Closures that kill the shared transaction: by rolling it back, by a statement
// that is interrupted, by a panic. Neighbours keep what they were promised.
func TestClosureThatKillsTheBatchHarmsNoNeighbour(t *testing.T) {
	t.Parallel()
	d := open(t, sqldb.SQLite)
	boom := errors.New("boom")
	bad := map[int]func(context.Context, sqldb.Q) error{
		1: func(ctx context.Context, q sqldb.Q) error {
			_, err := sqldb.Exec(ctx, q, `INSERT OR ROLLBACK INTO {o}.notes(id, n, body, tags, done) SELECT id, n, body, tags, done FROM {o}.notes LIMIT 1`)
			return errors.Join(err, boom)
		},
		2: func(ctx context.Context, q sqldb.Q) error {
			short, cancel := context.WithTimeout(ctx, 2*time.Millisecond)
			defer cancel()
			_, err := sqldb.Exec(short, q, `INSERT INTO {o}.notes(id, n, body, tags, done)
				WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM c WHERE i<10000000) SELECT 'x'||i, -i, '', '[]', 0 FROM c`)
			if err == nil {
				t.Error("the endless statement ended")
			}
			// A closure that goes on after its transaction died must not write
			// outside of one.
			_ = add(ctx, q, fmt.Sprint("stray", time.Now().UnixNano()), -time.Now().UnixNano())
			return boom
		},
		3: func(context.Context, sqldb.Q) error { panic("bang") },
	}
	a := &acks{ids: map[string]bool{}}
	a.load(t.Context(), d, 8, 60, func(w, i int) func(context.Context, sqldb.Q) error {
		if i%10 == 5 {
			return bad[w%4]
		}
		return nil
	})
	if n, extra := missing(t, d, a.copy()); n != 0 || extra != 0 {
		t.Errorf("%d acknowledged writes lost, %d refused ones kept", n, extra)
	}
	if want := 8*60 - 6*6; len(a.copy()) != want {
		t.Errorf("%d acknowledged, want %d", len(a.copy()), want)
	}
}

// The log does not grow with what was ever written.
func TestTheLogStaysShort(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a.db")
	db, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: path, Key: sqldbtest.Key})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	text := strings.Repeat("x", 100_000)
	for n := range 600 { // of 25 pages each
		err := db.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
			if n == 0 {
				if _, err := sqldb.Exec(ctx, q, `CREATE TABLE {o}.texts (n BIGINT, text TEXT)`); err != nil {
					return err
				}
			}
			_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.texts(n, text) VALUES(?,?)`, n, text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	log, err := os.Stat(path + "-wal")
	if err != nil || log.Size() > 10<<20 {
		t.Errorf("a log of %d bytes (%v) after 60 MB", log.Size(), err)
	}
}
