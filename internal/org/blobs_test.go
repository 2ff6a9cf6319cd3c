package org_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/blob"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// A file is there from the commit that kept it until a day after its last user let
// go of it; bytes that no commit kept go with the weekly sweep.
func TestAFileLivesWhileSomethingUsesIt(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		h := orgtest.New(t, engine, config)
		h.Clock.Advance(time.Since(orgtest.Start)) // the age of bytes is told by the disk's clock
		photo, other := ref.To("photo", "one"), ref.To("photo", "two")
		meta := written(t, h.Org, "the photo")
		if _, _, err := h.OpenBlob(t.Context(), meta.ID); fault.KindOf(err) != fault.NotFound {
			t.Errorf("before a commit kept it: %v", err)
		}
		ok(t, use(t, h.Org, func(tx *org.Tx) error { return tx.KeepBlob(meta, photo) }))
		ok(t, use(t, h.Org, func(tx *org.Tx) error { return tx.UseBlob(meta.ID, other) }))
		if got := readBlob(t, h.Org, meta.ID); got != "the photo" {
			t.Errorf("read %q", got)
		}
		ok(t, use(t, h.Org, func(tx *org.Tx) error { return tx.ReleaseBlobs(photo) }))
		stored(t, h.Org, 9)
		ok(t, use(t, h.Org, func(tx *org.Tx) error { return tx.ReleaseBlobs(other) }))
		stored(t, h.Org, 0)
		if err := use(t, h.Org, func(tx *org.Tx) error { return tx.UseBlob(meta.ID, photo) }); fault.KindOf(err) != fault.NotFound {
			t.Errorf("using what nothing uses: %v", err)
		}
		kept, lost := written(t, h.Org, "kept"), written(t, h.Org, "nobody's")
		ok(t, use(t, h.Org, func(tx *org.Tx) error { return tx.KeepBlob(kept, photo) }))
		ok(t, errors.Join(h.CollectBlobs(t.Context()), h.SweepBlobs(t.Context())))
		there(t, h.Files, meta.ID, kept.ID, lost.ID)
		h.Clock.Advance(25 * time.Hour)
		ok(t, h.CollectBlobs(t.Context()))
		if _, err := h.Files.Stat(t.Context(), meta.ID); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("a day after its last user: %v", err)
		}
		h.Clock.Advance(7 * 24 * time.Hour)
		ok(t, h.SweepBlobs(t.Context()))
		there(t, h.Files, kept.ID)
		ok(t, h.Files.Delete(t.Context(), kept.ID))
		if used, missing, err := org.MissingBlobs(t.Context(), h.Read(), h.Files); err != nil || used != 1 || missing != 1 {
			t.Errorf("%d of %d missing, %v", missing, used, err)
		}
	})
}

// However many upload at once, no more is kept than the plan allows, and what is
// refused leaves nothing in the house.
func TestThePlanBoundsWhatIsStored(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		h := orgtest.New(t, engine, config)
		metas := make([]blob.Meta, 8)
		for i := range metas {
			metas[i] = written(t, h.Org, strings.Repeat("x", 30))
		}
		h.SetPlan(plan.Plan{Name: "free", Limits: map[string]int64{plan.Storage: 100}})
		var wg sync.WaitGroup
		for i, m := range metas {
			wg.Go(func() {
				err := use(t, h.Org, func(tx *org.Tx) error { return tx.KeepBlob(m, ref.To("photo", string(rune('a'+i)))) })
				if err != nil && !fault.Is(err, "plan_limit") {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		stored(t, h.Org, 90)
		if n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.blobs`); err != nil || n != 3 {
			t.Errorf("%d files kept, %v", n, err)
		}
		if _, err := h.NewBlob(t.Context(), "text/plain", 11); !fault.Is(err, "plan_limit") {
			t.Errorf("told before the upload: %v", err)
		}
	})
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func written(t *testing.T, o *org.Org, text string) blob.Meta {
	t.Helper()
	w, err := o.NewBlob(t.Context(), "text/plain", int64(len(text)))
	ok(t, err)
	_, err = w.Write([]byte(text))
	ok(t, err)
	m, err := w.Finish()
	ok(t, err)
	return m
}

func use(t *testing.T, o *org.Org, fn func(tx *org.Tx) error) error {
	return o.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "photo.use", Object: ref.To("photo", "one")})
		return fn(tx)
	})
}

func readBlob(t *testing.T, o *org.Org, id string) string {
	t.Helper()
	r, b, err := o.OpenBlob(t.Context(), id)
	ok(t, err)
	defer r.Close()
	var got bytes.Buffer
	if _, err := io.Copy(&got, r); err != nil || int64(got.Len()) != b.Size {
		t.Errorf("%d bytes of %d, %v", got.Len(), b.Size, err)
	}
	return got.String()
}

func stored(t *testing.T, o *org.Org, want int64) {
	t.Helper()
	if got, err := org.StoredBytes(t.Context(), o.Read()); err != nil || got != want {
		t.Errorf("%d bytes in use, %v; want %d", got, err, want)
	}
}

func there(t *testing.T, files blob.Backend, want ...string) {
	t.Helper()
	found := map[string]bool{}
	for f, err := range files.List(t.Context(), "") {
		ok(t, err)
		found[f.Key] = true
	}
	for _, id := range want {
		if !found[id] {
			t.Errorf("%s is gone", id)
		}
	}
	if len(found) != len(want) {
		t.Errorf("%d objects, want %d", len(found), len(want))
	}
}
