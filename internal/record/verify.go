package record

import "fmt"

// Verify checks that the entry in b is in the log whose key is trustedKey, as the
// checkpoint in b has it. It needs nothing but its arguments. If the log's key has
// changed, trustedKey may be an earlier one that the bundle's chain leads from;
// [Checkpoint.SignedBy] says which key signed.
//
// The error says which step failed: [ErrKeyNotTrusted], [ErrCheckpoint],
// [ErrSignature], [ErrEntry], [ErrSalt], [ErrProof]. Where entry and salt do not
// give the leaf nobody can tell which of the two was altered, and the error is
// both; likewise an altered checkpoint text shows as [ErrSignature].
func Verify(b Bundle, trustedKey string) (Entry, Checkpoint, error) {
	if _, err := parseLogKey(trustedKey); err != nil {
		return Entry{}, Checkpoint{}, fmt.Errorf("%w: it is malformed", ErrKeyNotTrusted)
	}
	if err := b.leadsFrom(trustedKey); err != nil {
		return Entry{}, Checkpoint{}, err
	}
	c, err := OpenCheckpoint(b.Checkpoint, b.Key)
	if err != nil {
		return Entry{}, Checkpoint{}, err
	}
	e, err := ParseEntry(b.Entry)
	if err != nil {
		return Entry{}, Checkpoint{}, err
	}
	leaf := Leaf(b.Salt, b.Entry)
	if leaf != b.Leaf {
		return Entry{}, Checkpoint{}, fmt.Errorf("%w or %w: together they do not give the leaf", ErrEntry, ErrSalt)
	}
	if err := CheckInclusion(b.Proof, c.Head, b.Index, leaf); err != nil {
		return Entry{}, Checkpoint{}, err
	}
	return e, c, nil
}
