package sqldb_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

var notes = sqldb.Migrations{Module: "notes", Files: fstest.MapFS{
	"migrations/001_notes.sql": {Data: []byte(`-- table notes: retention=none export=none purge=none
CREATE TABLE {o}.notes (
	id   TEXT PRIMARY KEY, -- identifier
	n    BIGINT NOT NULL, -- structure
	body {{SEALED}} NOT NULL, -- content: what was written
	tags {{JSON}} NOT NULL, -- structure
	done BOOLEAN NOT NULL -- structure
);
CREATE UNIQUE INDEX notes_n ON {o}.notes(n);
`)}}}

type note struct {
	ID   string               `db:"id"`
	N    int64                `db:"n"`
	Body sqldb.Sealed[string] `db:"body"`
	Tags sqldb.JSON[[]string] `db:"tags"`
	Done bool                 `db:"done"`
}

func open(t *testing.T, e sqldb.Dialect) *sqldb.DB {
	t.Helper()
	d := sqldbtest.Open(t, e)
	if err := sqldb.Migrate(t.Context(), d, []sqldb.Migrations{notes}, nil); err != nil {
		t.Fatal(err)
	}
	return d
}

func add(ctx context.Context, q sqldb.Q, id string, n int64) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.notes(id, n, body, tags, done) VALUES(?,?,?,?,?)`,
		id, n, sqldb.Seal("落雨 "+id), sqldb.AsJSON([]string{"a", id}), n%2 == 0)
	return err
}

func ids(t *testing.T, d *sqldb.DB) string {
	t.Helper()
	got, err := sqldb.All[string](t.Context(), d.Read(), `SELECT id FROM {o}.notes ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(got, " ")
}

func TestRowsRoundTrip(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		d := open(t, e)
		err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
			return errors.Join(add(ctx, q, "x", 1), add(ctx, q, "y", 2))
		})
		if err != nil {
			t.Fatal(err)
		}
		got, err := sqldb.All[note](t.Context(), d.Read(),
			`SELECT id, n, body, tags, done FROM {o}.notes WHERE id IN {in} ORDER BY id`, sqldb.Strings{"x", "y", "z"})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 2 || got[0].Body.V != "落雨 x" || got[1].Tags.V[1] != "y" || got[0].Done || !got[1].Done {
			t.Errorf("got %+v", got)
		}
		if _, err := sqldb.One[note](t.Context(), d.Read(), `SELECT id FROM {o}.notes WHERE id=?`, "nobody"); !errors.Is(err, sqldb.ErrNone) {
			t.Errorf("absent row: %v", err)
		}
	})
}

func TestSealedColumnIsCiphertextOnPostgres(t *testing.T) {
	t.Parallel()
	d := open(t, sqldb.Postgres)
	if err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error { return add(ctx, q, "x", 1) }); err != nil {
		t.Fatal(err)
	}
	raw, err := sqldb.One[[]byte](t.Context(), d.Read(), `SELECT body FROM {o}.notes`)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(raw, []byte("落雨")) || len(raw) < 12+16 {
		t.Errorf("stored bytes read %q", raw)
	}
}

func TestFileHoldsNoPlaintextAndRefusesAnotherKey(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cipher sqldb.Cipher
		key    int
	}{{sqldb.Adiantum, 32}, {sqldb.XTS, 64}} {
		t.Run(string(c.cipher), func(t *testing.T) {
			t.Parallel()
			// A folder's name must not end the path, or the cipher is never asked for.
			dir := filepath.Join(t.TempDir(), "公司 #1?vfs=unix&x%20")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "a.db")
			key := bytes.Repeat([]byte{1, 2}, c.key/2)
			d, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: path, Key: key, Cipher: c.cipher})
			if err != nil {
				t.Fatal(err)
			}
			if err := sqldb.Migrate(t.Context(), d, []sqldb.Migrations{notes}, nil); err != nil {
				t.Fatal(err)
			}
			if err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error { return add(ctx, q, "MARKER", 1) }); err != nil {
				t.Fatal(err)
			}
			copied := filepath.Join(dir, "copy.db")
			other := bytes.Repeat([]byte{9, 8}, c.key/2)
			if err := sqldb.CopySQLite(t.Context(), d, copied, other, c.cipher); err != nil {
				t.Fatal(err)
			}
			for _, f := range []string{path, path + "-wal", copied} {
				b, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				if bytes.Contains(b, []byte("MARKER")) || bytes.Contains(b, []byte("SQLite format")) {
					t.Errorf("%s holds plaintext", filepath.Base(f))
				}
			}
			if err := d.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: path, Key: other, Cipher: c.cipher}); !errors.Is(err, sqldb.ErrWrongKey) {
				t.Errorf("another key: %v", err)
			}
			again, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: copied, Key: other, Cipher: c.cipher})
			if err != nil {
				t.Fatal(err)
			}
			if got := ids(t, again); got != "MARKER" {
				t.Errorf("copy holds %q", got)
			}
			again.Close()
		})
	}
}

func TestWriteUndoesOnlyItself(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		d := open(t, e)
		boom := errors.New("boom")
		var wg sync.WaitGroup
		for i := range 60 {
			wg.Go(func() {
				id := string(rune('A'+i%20)) + string(rune('a'+i/20))
				err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
					if err := add(ctx, q, id, int64(i)); err != nil {
						return err
					}
					switch i % 3 {
					case 1:
						return boom
					case 2:
						panic("bang")
					}
					return nil
				})
				var p *sqldb.PanicError
				if (i%3 == 0 && err != nil) || (i%3 == 1 && !errors.Is(err, boom)) || (i%3 == 2 && !errors.As(err, &p)) {
					t.Errorf("%d: %v", i, err)
				}
			})
		}
		wg.Wait()
		n, err := sqldb.One[int](t.Context(), d.Read(), `SELECT count(*) FROM {o}.notes WHERE n%3=0`)
		if err != nil || n != 20 || len(strings.Fields(ids(t, d))) != 20 {
			t.Errorf("kept %d rows (%s), want the 20 that returned nil: %v", n, ids(t, d), err)
		}
	})
}

func TestNestedWriteIsRefused(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		d := open(t, e)
		err := d.Write(t.Context(), func(ctx context.Context, _ sqldb.Q) error {
			return d.Write(ctx, func(context.Context, sqldb.Q) error { return nil })
		})
		if !errors.Is(err, sqldb.ErrNested) {
			t.Errorf("got %v", err)
		}
	})
}

func TestGivingUpBeforeTheStartMeansNothingHappens(t *testing.T) {
	t.Parallel()
	d := open(t, sqldb.SQLite)
	inside, leave := make(chan bool), make(chan bool)
	go d.Write(context.Background(), func(context.Context, sqldb.Q) error { close(inside); <-leave; return nil })
	<-inside
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	err := d.Write(ctx, func(ctx context.Context, q sqldb.Q) error { return add(ctx, q, "late", 1) })
	close(leave)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error { return add(ctx, q, "after", 2) }); err != nil {
		t.Fatal(err)
	}
	if got := ids(t, d); got != "after" {
		t.Errorf("holds %q", got)
	}
}

func TestSerializableWritersLoseNoUpdate(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		d := open(t, e)
		if err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error { return add(ctx, q, "c", 0) }); err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for range 16 { // on one row: the hardest case
			wg.Go(func() {
				for range 10 {
					err := d.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
						n, err := sqldb.One[int64](ctx, q, `SELECT n FROM {o}.notes WHERE id='c'`)
						if err != nil {
							return err
						}
						_, err = sqldb.Exec(ctx, q, `UPDATE {o}.notes SET n=? WHERE id='c'`, n+1)
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if n, err := sqldb.One[int64](t.Context(), d.Read(), `SELECT n FROM {o}.notes`); n != 160 {
			t.Errorf("counted to %d: %v", n, err)
		}
	})
}

func TestMigrationsRunOnceAndAfterASnapshot(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		d := open(t, e)
		more := sqldb.Migrations{Module: "more", Files: fstest.MapFS{"migrations/001_a.sql": {Data: []byte(`CREATE TABLE {o}.more (id TEXT);`)}}}
		snapshots := 0
		for range 2 {
			err := sqldb.Migrate(t.Context(), d, []sqldb.Migrations{notes, more}, func() error { snapshots++; return nil })
			if err != nil {
				t.Fatal(err)
			}
		}
		if snapshots != 1 {
			t.Errorf("%d snapshots for one change", snapshots)
		}
		broken := sqldb.Migrations{Module: "broken", Files: fstest.MapFS{"migrations/001_a.sql": {Data: []byte("CREATE TABLE {o}.half (id TEXT);\nCREATE NONSENSE;")}}}
		if err := sqldb.Migrate(t.Context(), d, []sqldb.Migrations{broken}, nil); err == nil {
			t.Error("nonsense was accepted")
		}
		if _, err := sqldb.All[string](t.Context(), d.Read(), `SELECT id FROM {o}.half`); err == nil {
			t.Error("half a migration was kept")
		}
	})
}

func TestTablesAreDeclared(t *testing.T) {
	t.Parallel()
	ts, err := sqldb.Tables([]sqldb.Migrations{notes})
	if err != nil || len(ts) != 1 || len(ts[0].Columns) != 5 {
		t.Fatalf("%+v %v", ts, err)
	}
	for name, sql := range map[string]string{
		"no table line": "CREATE TABLE {o}.a (\n\tid TEXT -- identifier\n);",
		"no class":      "-- table a: retention=none export=none purge=none\nCREATE TABLE {o}.a (\n\tid TEXT\n);",
		"open content":  "-- table a: retention=none export=none purge=none\nCREATE TABLE {o}.a (\n\tid TEXT -- content\n);",
	} {
		set := sqldb.Migrations{Module: "x", Files: fstest.MapFS{"migrations/001_x.sql": {Data: []byte(sql)}}}
		if _, err := sqldb.Tables([]sqldb.Migrations{set}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
