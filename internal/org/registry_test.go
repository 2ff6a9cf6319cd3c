package org_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tramway/internal/blob"
	"tramway/internal/clock"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// installation is the least that a registry needs around it.
type installation struct {
	dir    string
	files  blob.Backend
	mu     sync.Mutex
	heads  map[string][]byte
	sizes  map[string]int64
	due    map[string]time.Time
	opened map[string]int
}

func newInstallation(t *testing.T) *installation {
	return &installation{dir: t.TempDir(), files: orgtest.Files(t), heads: map[string][]byte{}, sizes: map[string]int64{},
		due: map[string]time.Time{}, opened: map[string]int{}}
}

func (in *installation) registry(clk clock.Clock, limit int, jobs ...org.JobKind) *org.Registry {
	cfg := config
	cfg.Clock, cfg.MaxOpen, cfg.Jobs = clk, limit, jobs
	cfg.Open = func(_ context.Context, id string) (org.House, error) {
		db, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: filepath.Join(in.dir, id+".db"), Key: sqldbtest.Key})
		if err != nil {
			return org.House{}, err
		}
		in.mu.Lock()
		defer in.mu.Unlock()
		in.opened[id]++
		return org.House{Profile: org.Profile{ID: id, Region: "hk"}, DB: db, LogName: "test/log/" + id, LogKeys: orgtest.NewLogKeys(), Files: in.files, BlobKey: orgtest.Seed, Close: db.Close}, nil
	}
	cfg.Checkpointed = func(_ context.Context, id string, size int64, root []byte) error {
		in.mu.Lock()
		defer in.mu.Unlock()
		in.sizes[id], in.heads[id] = size, root
		return nil
	}
	cfg.Known = func(_ context.Context, id string) (int64, []byte, error) {
		in.mu.Lock()
		defer in.mu.Unlock()
		return in.sizes[id], in.heads[id], nil
	}
	cfg.NextDue = func(_ context.Context, id string, at time.Time) error {
		in.mu.Lock()
		defer in.mu.Unlock()
		in.due[id] = at
		return nil
	}
	return org.NewRegistry(cfg)
}

func (in *installation) make(t *testing.T, r *org.Registry, house, thing string) {
	t.Helper()
	o, err := r.Open(t.Context(), house)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if err := o.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error { return makeThing(tx, thing) }); err != nil {
		t.Fatal(err)
	}
}

func TestIdleHousesAreClosedAndOpenAgain(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	r := in.registry(clock.At(orgtest.Start), 2)
	var wg sync.WaitGroup
	for w := range 6 {
		wg.Go(func() {
			for i := range 10 {
				in.make(t, r, fmt.Sprint("house", (w+i)%5), fmt.Sprint(w, "-", i))
			}
		})
	}
	wg.Wait()
	if n := len(r.Opened()); n > 2 {
		t.Errorf("%d houses open, 2 allowed", n)
	}
	total := 0
	for h := range 5 {
		o, err := r.Open(t.Context(), fmt.Sprint("house", h))
		if err != nil {
			t.Fatal(err)
		}
		total += count(t, o, "things")
		orgtest.Check(t, o)
		o.Close()
	}
	if total != 60 {
		t.Errorf("%d of 60 writes are there", total)
	}
	if in.opened["house0"] < 2 {
		t.Error("no house was ever closed for being idle")
	}
	if err := r.Close(); err != nil {
		t.Error(err)
	}
	if _, err := r.Open(t.Context(), "house0"); err == nil {
		t.Error("a closed registry opens houses")
	}
}

func TestAHouseSetBackToAnOlderFileIsNoticed(t *testing.T) {
	t.Parallel()
	in := newInstallation(t)
	path := filepath.Join(in.dir, "a.db")
	r := in.registry(clock.At(orgtest.Start), 1)
	in.make(t, r, "a", "one")
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	older, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r = in.registry(clock.At(orgtest.Start), 1)
	in.make(t, r, "a", "two")
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, older, 0o600); err != nil {
		t.Fatal(err)
	}
	r = in.registry(clock.At(orgtest.Start), 1)
	defer r.Close()
	if _, err := r.Open(t.Context(), "a"); !errors.Is(err, org.ErrRolledBack) {
		t.Errorf("got %v", err)
	}
}

// The installation learns when a house wants to be open, so that a timer of a
// closed house fires.
func TestTheNextTimerIsToldBeforeTheHouseCloses(t *testing.T) {
	t.Parallel()
	in, clk := newInstallation(t), clock.At(orgtest.Start)
	kind := org.JobKind{Name: "ring", Inside: func(tx *org.Tx, _ org.Due) error { return makeThing(tx, "rung") }}
	r := in.registry(clk, 1, kind)
	o, err := r.Open(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	at := clk.Now().Add(time.Hour)
	err = o.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
		tx.Exempt("job")
		tx.Enqueue(org.Job{Kind: "ring", Due: at})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	o.Close()
	told := func() time.Time { in.mu.Lock(); defer in.mu.Unlock(); return in.due["a"] }
	eventually(t, "the time was told", func() bool { return told().Equal(at) })
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	clk.Advance(2 * time.Hour)
	r = in.registry(clk, 1, kind)
	defer r.Close()
	if o, err = r.Open(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	eventually(t, "the timer fired", func() bool { return count(t, o, "things") == 1 })
	eventually(t, "nothing waits any more", func() bool { return told().IsZero() })
}
