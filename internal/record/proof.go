package record

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// ProveInclusion returns the hashes that lead from entry index to the root of the
// tree of the given size, leaf first (RFC 6962 section 2.1.1). Check it with
// [CheckInclusion] or any RFC 6962 verifier.
func ProveInclusion(t Tiles, index, size int64) ([]Hash, error) {
	if index < 0 || index >= size {
		return nil, fmt.Errorf("%w: entry %d of %d", ErrRange, index, size)
	}
	proof, err := tlog.ProveRecord(size, index, newTileReader(t))
	if err != nil {
		return nil, fmt.Errorf("record: proof for entry %d of %d: %w", index, size, err)
	}
	return proof, nil
}

// ProveConsistency returns the hashes that show the tree of size newSize to begin
// with the tree of size oldSize (RFC 6962 section 2.1.2); 1 ≤ oldSize ≤ newSize.
func ProveConsistency(t Tiles, oldSize, newSize int64) ([]Hash, error) {
	if oldSize < 1 || oldSize > newSize {
		return nil, fmt.Errorf("%w: from %d to %d", ErrRange, oldSize, newSize)
	}
	proof, err := tlog.ProveTree(newSize, oldSize, newTileReader(t))
	if err != nil {
		return nil, fmt.Errorf("record: proof from %d to %d: %w", oldSize, newSize, err)
	}
	return proof, nil
}

// CheckInclusion returns nil if proof leads from leaf at index to head, and an
// error wrapping [ErrProof] otherwise.
func CheckInclusion(proof []Hash, head Head, index int64, leaf [LeafSize]byte) error {
	if index < 0 || index >= head.Size {
		return fmt.Errorf("%w: entry %d is not in a tree of %d", ErrProof, index, head.Size)
	}
	if err := tlog.CheckRecord(proof, head.Size, head.Root, index, LeafHash(leaf)); err != nil {
		return fmt.Errorf("%w: does not lead from the entry to the checkpoint", ErrProof)
	}
	return nil
}

// CheckConsistency returns nil if proof shows that nothing of old was altered in
// new, and an error wrapping [ErrProof] otherwise.
func CheckConsistency(proof []Hash, before, after Head) error {
	if before.Size < 1 || before.Size > after.Size {
		return fmt.Errorf("%w: from %d to %d", ErrProof, before.Size, after.Size)
	}
	if err := tlog.CheckTree(proof, after.Size, after.Root, before.Size, before.Root); err != nil {
		return fmt.Errorf("%w: the newer tree does not continue the older", ErrProof)
	}
	return nil
}
