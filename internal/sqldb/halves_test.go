package sqldb_test

import (
	"fmt"
	"path/filepath"
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
	disk := sqldbtest.NewDisk(t)
	d, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: filepath.Join(t.TempDir(), "a.db"), Key: sqldbtest.Key, VFS: disk.Name, CacheKB: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := sqldb.Migrate(t.Context(), d, []sqldb.Migrations{notes}, nil); err != nil {
		t.Fatal(err)
	}
	disk.Halve(100 * time.Microsecond)
	var wg sync.WaitGroup
	over := make(chan struct{})
	for range 2 {
		wg.Go(func() { readNewest(t, d, over) })
	}
	a := acks{ids: map[string]bool{}}
	a.load(t.Context(), d, 1, 60, nil)
	close(over)
	wg.Wait()
	if lost, extra := missing(t, d, a.copy()); len(a.ids) != 60 || lost != 0 || extra != 0 {
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
