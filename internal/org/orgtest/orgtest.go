// Package orgtest gives tests a migrated organisation on either engine and
// checks, at the end of each test, that the house is whole: every entry in the
// tree, the root that of all leaves, no dangling reference, nothing parked.
//
// Floor: 3
package orgtest

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"tramway/internal/blob"
	"tramway/internal/clock"
	"tramway/internal/id"
	"tramway/internal/org"
	"tramway/internal/record"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Start is the time in a test house at first.
var Start = time.Date(2026, 11, 20, 1, 0, 0, 0, time.UTC)

// House is a test organisation with a clock that stands still.
type House struct {
	*org.Org
	Registry *org.Registry
	Clock    *clock.Manual
	Engine   sqldb.Dialect
	Files    blob.Backend
	Keys     *LogKeys
}

// Seed is the log seed of test houses.
var Seed = []byte("a seed of thirty-two test bytes!")

// New opens an organisation with these modules' tables and reactions. cfg.Open
// and cfg.Clock are filled in.
func New(t testing.TB, engine sqldb.Dialect, cfg org.Config) *House {
	t.Helper()
	h := &House{Clock: clock.At(Start), Engine: engine, Keys: NewLogKeys()}
	db := sqldbtest.Open(t, engine)
	h.Files = Files(t)
	profile := org.Profile{ID: id.New("hk", Start), Region: "hk"}
	cfg.Clock = h.Clock
	cfg.Log = slog.New(slog.DiscardHandler)
	cfg.Open = func(context.Context, string) (org.House, error) {
		return org.House{Profile: profile, Names: org.Names{Name: "Harbour Trading", NameZh: "海港貿易"}, DB: db, LogName: "test/log/" + profile.ID, LogKeys: h.Keys,
			Files: h.Files, BlobKey: Seed, Close: func() error { return nil }}, nil
	}
	h.Registry = org.NewRegistry(cfg)
	o, err := h.Registry.Open(t.Context(), profile.ID)
	if err != nil {
		t.Fatal(err)
	}
	h.Org = o
	t.Cleanup(func() {
		if !t.Failed() {
			Check(t, o)
		}
		o.Close()
		if err := h.Registry.Close(); err != nil {
			t.Errorf("closing the house: %v", err)
		}
	})
	return h
}

// Files is an empty place for stored files.
func Files(t testing.TB) blob.Backend {
	t.Helper()
	f, err := blob.NewFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// Check fails the test if the house is not whole.
func Check(t testing.TB, o *org.Org) {
	t.Helper()
	ctx := context.Background()
	if err := o.Integrate(ctx); err != nil {
		t.Errorf("integrating the record: %v", err)
	}
	if err := o.Verify(ctx); err != nil {
		t.Errorf("the record: %v", err)
	}
	if n, err := o.Parked(ctx); err != nil || n != 0 {
		t.Errorf("%d parked events, %v", n, err)
	}
	if o.DB().Dialect() == sqldb.SQLite {
		bad, err := sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM pragma_foreign_key_check`)
		if err != nil || bad != 0 {
			t.Errorf("%d dangling references, %v", bad, err)
		}
	}
}

// Entries are the recorded facts, oldest first.
func Entries(t testing.TB, o *org.Org) []record.Entry {
	t.Helper()
	rows, err := sqldb.All[sqldb.Sealed[string]](context.Background(), o.Read(),
		`SELECT body FROM {o}.entries WHERE body IS NOT NULL ORDER BY n`)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]record.Entry, len(rows))
	for i, r := range rows {
		if out[i], err = record.ParseEntry([]byte(r.V)); err != nil {
			t.Fatal(err)
		}
	}
	return out
}
