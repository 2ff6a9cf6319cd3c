package record_test

import (
	"errors"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"tramway/internal/record"
	"tramway/internal/record/recordtest"
)

// reference is a tree kept the simple way, by x/mod/sumdb/tlog, all hashes in memory.
type reference struct{ hashes []tlog.Hash }

func (r *reference) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		out[i] = r.hashes[at]
	}
	return out, nil
}

func (r *reference) add(n int64, leaf [record.LeafSize]byte) error {
	more, err := tlog.StoredHashes(n, leaf[:], r)
	r.hashes = append(r.hashes, more...)
	return err
}

func (r *reference) root(n int64) tlog.Hash {
	h, err := tlog.TreeHash(n, r)
	if err != nil {
		panic(err)
	}
	return h
}

func TestAnyBatchesGiveTheTreeOfTlog(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		tiles, ref, recount := &recordtest.Memory{}, &reference{}, &record.Recount{}
		size := int64(0)
		for _, n := range rapid.SliceOfN(rapid.SampledFrom([]int{0, 1, 2, 3, 17, 255, 256, 257, 511, 700}), 1, 12).Draw(t, "batches") {
			leaves := leavesFrom(int(size), int(size)+n)
			head, err := record.Append(tiles, size, leaves)
			if err != nil {
				t.Fatal(err)
			}
			for i, leaf := range leaves {
				recount.Add(leaf)
				if err := ref.add(size+int64(i), leaf); err != nil {
					t.Fatal(err)
				}
			}
			size += int64(n)
			if want := (record.Head{Size: size, Root: ref.root(size)}); head != want || recount.Head() != want {
				t.Fatalf("size %d: head %v, recount %v, want %v", size, head, recount.Head(), want)
			}
		}
		if size > 0 {
			checkProofs(t, tiles, ref, size)
		}
	})
}

func checkProofs(t *rapid.T, tiles record.Tiles, ref *reference, size int64) {
	newer := rapid.Int64Range(1, size).Draw(t, "newer")
	older := rapid.Int64Range(1, newer).Draw(t, "older")
	index := rapid.Int64Range(0, newer-1).Draw(t, "index")
	if root, err := record.RootAt(tiles, newer); err != nil || root != ref.root(newer) {
		t.Fatalf("root at %d: %v, %v", newer, root, err)
	}
	proof, err := record.ProveInclusion(tiles, index, newer)
	if err != nil {
		t.Fatal(err)
	}
	leaf := leafOf(int(index))
	if err := tlog.CheckRecord(proof, newer, ref.root(newer), index, tlog.RecordHash(leaf[:])); err != nil {
		t.Fatalf("entry %d of %d: %v", index, newer, err)
	}
	proof, err = record.ProveConsistency(tiles, older, newer)
	if err != nil {
		t.Fatal(err)
	}
	if err := tlog.CheckTree(proof, newer, ref.root(newer), older, ref.root(older)); err != nil {
		t.Fatalf("from %d to %d: %v", older, newer, err)
	}
}

func TestABatchWritesOnlyTheTilesItChanges(t *testing.T) {
	t.Parallel()
	tiles := &recordtest.Memory{}
	grow(t, tiles, 70_000)
	before := tiles.Puts()
	if _, err := record.Append(tiles, 70_000, leavesFrom(70_000, 70_256)); err != nil {
		t.Fatal(err)
	}
	// Two tiles of level 0, since the batch straddles an edge, one of level 1.
	if puts := tiles.Puts() - before; puts != 3 {
		t.Errorf("wrote %d tiles, want 3", puts)
	}
}

func TestTilesThatDoNotFitTheHeadStopTheLog(t *testing.T) {
	t.Parallel()
	narrow, wide, lost := &recordtest.Memory{}, &recordtest.Memory{}, &recordtest.Memory{}
	for _, m := range []*recordtest.Memory{narrow, wide, lost} {
		grow(t, m, 300)
	}
	lost.Drop(1, 0)
	if _, err := record.Append(narrow, 310, leavesFrom(310, 311)); !errors.Is(err, record.ErrTiles) {
		t.Errorf("tile narrower than the head: %v, want ErrTiles", err)
	}
	if _, err := record.Append(wide, 290, leavesFrom(290, 291)); !errors.Is(err, record.ErrTiles) {
		t.Errorf("head turned back: %v, want ErrTiles", err)
	}
	if _, err := record.ProveInclusion(lost, 299, 300); !errors.Is(err, record.ErrTiles) {
		t.Errorf("tile lost: %v, want ErrTiles", err)
	}
	if _, err := record.RootAt(narrow, 400); !errors.Is(err, record.ErrTiles) {
		t.Errorf("size beyond the tiles: %v, want ErrTiles", err)
	}
}

func TestAProofOutsideTheTreeIsRefused(t *testing.T) {
	t.Parallel()
	tiles := &recordtest.Memory{}
	head := grow(t, tiles, 10)
	for _, at := range []int64{-1, 10, 11} {
		if _, err := record.ProveInclusion(tiles, at, 10); !errors.Is(err, record.ErrRange) {
			t.Errorf("entry %d: %v, want ErrRange", at, err)
		}
		if err := record.CheckInclusion(nil, head, at, leafOf(0)); !errors.Is(err, record.ErrProof) {
			t.Errorf("check of entry %d: %v, want ErrProof", at, err)
		}
	}
	for _, pair := range [][2]int64{{0, 1}, {5, 4}, {-1, 3}} {
		if _, err := record.ProveConsistency(tiles, pair[0], pair[1]); !errors.Is(err, record.ErrRange) {
			t.Errorf("from %d to %d: %v, want ErrRange", pair[0], pair[1], err)
		}
	}
	if _, err := record.Append(tiles, -1, nil); !errors.Is(err, record.ErrRange) {
		t.Errorf("negative size: %v, want ErrRange", err)
	}
}

func TestAnAlteredPastShowsInTheConsistencyProof(t *testing.T) {
	t.Parallel()
	honest, forged := &recordtest.Memory{}, &recordtest.Memory{}
	before := grow(t, honest, 500)
	leaves := leavesFrom(0, 900)
	leaves[123][31] ^= 1
	after, err := record.Append(forged, 0, leaves)
	if err != nil {
		t.Fatal(err)
	}
	proof, err := record.ProveConsistency(forged, 500, 900)
	if err != nil {
		t.Fatal(err)
	}
	if err := record.CheckConsistency(proof, before, after); !errors.Is(err, record.ErrProof) {
		t.Errorf("forged history: %v, want ErrProof", err)
	}
	now, err := record.Append(honest, 500, leavesFrom(500, 900))
	if err != nil {
		t.Fatal(err)
	}
	proof, _ = record.ProveConsistency(honest, 500, 900)
	if err := record.CheckConsistency(proof, before, now); err != nil {
		t.Errorf("honest history: %v", err)
	}
}
