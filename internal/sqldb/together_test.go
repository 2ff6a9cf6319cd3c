package sqldb_test

import (
	"sync"
	"testing"
	"testing/fstest"

	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Nodes that come to a new schema at the same moment, and to one that is behind, all find
// it up to date, whichever of them did it.
func TestNodesMigrateTogether(t *testing.T) {
	t.Parallel()
	schema := sqldbtest.SchemaName()
	later := sqldb.Migrations{Module: "later", Files: fstest.MapFS{
		"migrations/001_a.sql": {Data: []byte("ALTER TABLE {o}.notes ADD COLUMN colour TEXT NOT NULL DEFAULT '';\nCREATE INDEX notes_colour ON {o}.notes(colour);")},
		"migrations/002_b.sql": {Data: []byte("ALTER TABLE {o}.notes DROP COLUMN colour;")}}}
	for _, sets := range [][]sqldb.Migrations{{notes}, {notes, later}} {
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				d, err := sqldb.OpenPostgres(t.Context(), sqldb.PostgresOptions{Pool: sqldbtest.Pool(t), Schema: schema, Sealer: sqldbtest.TestSealer{}})
				if err != nil {
					t.Errorf("opening: %v", err)
					return
				}
				defer d.Close()
				if err := sqldb.Migrate(t.Context(), d, sets, nil); err != nil {
					t.Errorf("migrating: %v", err)
				}
				if n, err := sqldb.Behind(t.Context(), d, sets); n != 0 || err != nil {
					t.Errorf("%d are left, %v", n, err)
				}
			})
		}
		wg.Wait()
	}
}
