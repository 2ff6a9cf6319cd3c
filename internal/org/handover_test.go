package org_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"tramway/internal/blob"
	"tramway/internal/clock"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/record"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// logged is a house that is closed and opened again, with keys that stay.
type logged struct {
	*org.Org
	db       *sqldb.DB
	keys     *orgtest.LogKeys
	files    blob.Backend
	registry *org.Registry
	size     int64
	root     []byte
}

func newLogged(t *testing.T, engine sqldb.Dialect) *logged {
	h := &logged{db: sqldbtest.Open(t, engine), keys: orgtest.NewLogKeys(), files: orgtest.Files(t)}
	h.open(t)
	t.Cleanup(func() { h.close(t) })
	return h
}

func (h *logged) open(t *testing.T) {
	t.Helper()
	cfg := config
	cfg.Clock = clock.At(orgtest.Start)
	cfg.Open = func(context.Context, string) (org.House, error) {
		return org.House{Profile: org.Profile{ID: "hk1", Region: "hk"}, DB: h.db, LogName: "test/log/hk1", LogKeys: h.keys, Files: h.files, BlobKey: orgtest.Seed,
			Close: func() error { return nil }}, nil
	}
	cfg.Checkpointed = func(_ context.Context, _ string, size int64, root []byte) error {
		h.size, h.root = size, root
		return nil
	}
	cfg.Known = func(context.Context, string) (int64, []byte, error) { return h.size, h.root, nil }
	h.registry = org.NewRegistry(cfg)
	var err error
	if h.Org, err = h.registry.Open(t.Context(), "hk1"); err != nil {
		t.Fatal(err)
	}
}

func (h *logged) close(t *testing.T) {
	t.Helper()
	h.Close()
	if err := h.registry.Close(); err != nil {
		t.Error(err)
	}
}

// entry writes one and gives its id.
func (h *logged) entry(t *testing.T) string {
	t.Helper()
	err := h.Write(t.Context(), org.Member("a"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "test.thing", Object: ref.To("thing", "t")})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	all := orgtest.Entries(t, h.Org)
	return all[len(all)-1].ID
}

func (h *logged) bundle(t *testing.T, entry string) record.Bundle {
	t.Helper()
	made, err := h.Bundle(t.Context(), entry)
	if err != nil {
		t.Fatal(err)
	}
	b, err := record.ParseBundle(made.Format())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// whole: everything that is signed fits, for who trusts any of the keys.
func (h *logged) whole(t *testing.T, keys ...string) {
	t.Helper()
	orgtest.Check(t, h.Org)
	for _, key := range keys {
		if _, err := org.Recount(t.Context(), h.db, key); err != nil {
			t.Errorf("recounted under %s: %v", key, err)
		}
	}
	if _, err := org.Recount(t.Context(), h.db, anotherKey(t)); err == nil {
		t.Error("recounted under a key that the log never had")
	}
}

func anotherKey(t *testing.T) string {
	t.Helper()
	s, err := record.NewSigner("test/log/hk1", []byte("another seed of thirty-two bytes"))
	if err != nil {
		t.Fatal(err)
	}
	return s.VerifierKey()
}

func proves(t *testing.T, what string, b record.Bundle, keys ...string) {
	t.Helper()
	for _, key := range keys {
		if _, _, err := record.Verify(b, key); err != nil {
			t.Errorf("%s under %s: %v", what, key, err)
		}
	}
}

// Evidence from before stays evidence; that from after convinces who trusts any key
// the log ever had; the tree goes on.
func TestEvidenceOutlivesTheKeyOfTheLog(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		h := newLogged(t, engine)
		entry, first := h.entry(t), h.VerifierKey()
		before := h.bundle(t, entry)
		for range 2 {
			if err := h.AskRotation(t.Context(), org.Member("admin")); err != nil {
				t.Fatal(err)
			}
		}
		third := h.VerifierKey()
		keys, err := h.LogKeys(t.Context())
		if err != nil || len(keys) != 3 || keys[0].VerifierKey != first || keys[2].VerifierKey != third || first == third ||
			!keys[2].Until.IsZero() || keys[0].Until.IsZero() || keys[0].Since.IsZero() {
			t.Fatalf("%+v, %v", keys, err)
		}
		proves(t, "evidence from before", before, first)
		if _, _, err := record.Verify(before, third); !errors.Is(err, record.ErrKeyNotTrusted) {
			t.Errorf("evidence from before, under the new key alone: %v", err)
		}
		for _, one := range []string{entry, h.entry(t)} {
			b := h.bundle(t, one)
			proves(t, "evidence from after", b, first, keys[1].VerifierKey, third)
			if _, _, err := record.Verify(b, anotherKey(t)); !errors.Is(err, record.ErrKeyNotTrusted) {
				t.Errorf("under another key: %v", err)
			}
		}
		h.close(t)
		h.open(t)
		if h.VerifierKey() != third {
			t.Errorf("opened again it signs with %s", h.VerifierKey())
		}
		h.whole(t, first, keys[1].VerifierKey, third)
		asked, told := 0, 0
		for _, e := range orgtest.Entries(t, h.Org) {
			switch e.Action {
			case "record.key.request":
				asked++
			case record.ActionRotateKey:
				told++
				if e.Actor.ID != "log" || e.Address != "" {
					t.Errorf("the entry that goes to everybody names %+v", e.Actor)
				}
			}
		}
		if asked != 2 || told != 2 {
			t.Errorf("%d requests, %d rotations recorded", asked, told)
		}
	})
}

// Whenever the program is killed, the house opens, signs with one key, loses no
// proof, and the next call finishes what was begun.
func TestAChangeOfTheLogsKeyThatWasCutOffGoesOn(t *testing.T) {
	t.Parallel()
	for step, moved := range map[string]bool{"staged": false, "announced": false, "happened": true} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
				h := newLogged(t, engine)
				entry, first := h.entry(t), h.VerifierKey()
				if err := h.Integrate(t.Context()); err != nil {
					t.Fatal(err)
				}
				if err := org.StopAfter(t.Context(), h.Org, step); err != nil {
					t.Fatal(err)
				}
				h.close(t)
				h.open(t)
				if (h.VerifierKey() != first) != moved {
					t.Errorf("it signs with %s, began with %s", h.VerifierKey(), first)
				}
				between := h.bundle(t, h.entry(t))
				proves(t, "evidence meanwhile", between, first, h.VerifierKey())
				h.whole(t, first, h.VerifierKey())
				var wg sync.WaitGroup
				for range 3 { // nodes that notice it at once
					wg.Go(func() {
						if err := h.RotateLog(t.Context()); err != nil {
							t.Error(err)
						}
					})
				}
				wg.Wait()
				keys, err := h.LogKeys(t.Context())
				if err != nil || len(keys) != 2 || h.VerifierKey() == first || keys[1].VerifierKey != h.VerifierKey() {
					t.Fatalf("%+v, %v", keys, err)
				}
				if _, next, _ := h.keys.Seeds(t.Context()); next != nil {
					t.Error("a seed is still staged")
				}
				proves(t, "evidence meanwhile", between, first)
				proves(t, "evidence afterwards", h.bundle(t, entry), first, h.VerifierKey())
				h.whole(t, first, h.VerifierKey())
			})
		})
	}
}

// Two nodes have a house open; one changes the key, the other signs with the new
// one from then on, and shows a checkpoint that fits at every moment.
func TestAnotherNodeFollowsTheLogsKey(t *testing.T) {
	t.Parallel()
	h := newLogged(t, sqldb.Postgres)
	other := &logged{db: h.db, keys: h.keys, files: h.files}
	other.open(t)
	defer other.close(t)
	first := h.VerifierKey()
	b := other.bundle(t, other.entry(t))
	if err := h.AskRotation(t.Context(), org.Member("admin")); err != nil {
		t.Fatal(err)
	}
	if _, _, head, err := other.Checkpoint(t.Context()); err != nil || head.Size != 3 {
		t.Errorf("what the other node shows: %+v, %v", head, err)
	}
	after := other.bundle(t, other.entry(t))
	if other.VerifierKey() != h.VerifierKey() || after.Key != h.VerifierKey() || after.Key == first {
		t.Errorf("it signs with %s, not %s", after.Key, h.VerifierKey())
	}
	proves(t, "before", b, first)
	proves(t, "after", after, first, h.VerifierKey())
}

// What stands in the table proves itself: a key that somebody wrote there is not
// obeyed, and a tree that does not continue what was signed is found.
func TestAForgedHandoverIsFound(t *testing.T) {
	t.Parallel()
	for name, forge := range map[string]string{
		"new key":  `UPDATE {o}.handovers SET new_key=?`,
		"evidence": `UPDATE {o}.handovers SET evidence=replace(evidence, 'record.key.rotate', 'record.key.ratote') WHERE ? <> ''`,
		"history":  `UPDATE {o}.tiles SET data=(SELECT leaf FROM {o}.entries LIMIT 1) WHERE level=0 AND ? <> ''`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newLogged(t, sqldb.SQLite)
			h.entry(t)
			first := h.VerifierKey()
			if err := errors.Join(h.AskRotation(t.Context(), org.Member("admin")), h.Verify(t.Context())); err != nil {
				t.Fatal(err)
			}
			err := h.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
				_, err := sqldb.Exec(ctx, q, forge, anotherKey(t))
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			for _, key := range []string{first, h.VerifierKey(), anotherKey(t)} {
				if _, err := org.Recount(t.Context(), h.db, key); err == nil {
					t.Errorf("nobody noticed, under %s", key)
				}
			}
		})
	}
}
