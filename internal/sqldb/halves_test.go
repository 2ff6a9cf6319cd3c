package sqldb_test

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// A block of the log holds the end of one commit and the beginning of the next, and is
// encrypted as a whole. Who reads the one while the other is written finds it whole.
func TestNobodyReadsHalfABlock(t *testing.T) {
	t.Parallel()
	writeInHalves(t, func(_ string, d *sqldb.DB) func() {
		var wg sync.WaitGroup
		over := make(chan struct{})
		for range 2 {
			wg.Go(func() { readNewest(t, d, over) })
		}
		return func() { close(over); wg.Wait() }
	})
}

// A backup or a look at the installation is a process of its own.
func TestNoOtherProcessReadsHalfABlock(t *testing.T) {
	t.Parallel()
	writeInHalves(t, func(path string, _ *sqldb.DB) func() {
		c := exec.Command(os.Args[0], "-test.run", "^TestReadingProcess$")
		c.Env = append(os.Environ(), readingEnv+"="+path)
		in, err := c.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		c.Stdout, c.Stderr = &out, &out
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		return func() {
			in.Close()
			if err := c.Wait(); err != nil {
				t.Errorf("the other process: %v\n%s", err, out.String())
			}
		}
	})
}

// readingEnv names the file that [TestReadingProcess] reads.
const readingEnv = "TRAMWAY_TEST_READING"

// TestReadingProcess is the other process; it ends when its input does.
func TestReadingProcess(t *testing.T) {
	path := os.Getenv(readingEnv)
	if path == "" {
		t.Skip("started by another test")
	}
	d, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: path, Key: sqldbtest.Key, CacheKB: 1, Readers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	over := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		close(over)
	}()
	readNewest(t, d, over)
}

// writeInHalves writes on a disk where every write comes in two halves, while those whom
// reading starts read; what it returns ends them.
func writeInHalves(t *testing.T, reading func(path string, d *sqldb.DB) (end func())) {
	t.Helper()
	disk, dir := sqldbtest.NewDisk(t), t.TempDir()
	d, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: filepath.Join(dir, "a.db"), Key: sqldbtest.Key, VFS: disk.Name, CacheKB: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := sqldb.Migrate(t.Context(), d, []sqldb.Migrations{notes}, nil); err != nil {
		t.Fatal(err)
	}
	disk.Halve(100 * time.Microsecond)
	end := reading(filepath.Join(dir, "a.db"), d)
	a := acks{ids: map[string]bool{}}
	a.load(t.Context(), d, 1, 80, nil)
	end()
	if lost, extra := missing(t, d, a.copy()); len(a.ids) != 80 || lost != 0 || extra != 0 {
		t.Errorf("%d written, %d lost, %d too many", len(a.ids), lost, extra)
	}
}

// readNewest looks at what was written last, again and again until over.
func readNewest(t *testing.T, d *sqldb.DB, over <-chan struct{}) {
	for n := 0; ; n++ {
		select {
		case <-over:
			if n == 0 {
				t.Error("nothing was read")
			}
			return
		default:
		}
		got, err := sqldb.All[note](t.Context(), d.Read(), `SELECT id, n, body, tags, done FROM {o}.notes ORDER BY n DESC LIMIT 20`)
		if err != nil {
			t.Errorf("reading: %v", err)
			return
		}
		for _, row := range got {
			if want := fmt.Sprintf("00-%04d", row.N); row.ID != want || row.Body.V != "落雨 "+want {
				t.Errorf("%d has %q, %q", row.N, row.ID, row.Body)
				return
			}
		}
	}
}
