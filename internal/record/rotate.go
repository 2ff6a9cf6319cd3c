package record

import "fmt"

// ActionRotateKey is the action of the entry by which a log's key hands over to
// the next. The entry stands in the log under a checkpoint of the old key; later
// checkpoints are signed by the new one.
const ActionRotateKey = "record.key.rotate"

const (
	noteOldKey = "old_key"
	noteNewKey = "new_key"
)

// RotationNote returns the note of a rotation entry: both verifier keys, which
// must be of one log.
func RotationNote(oldKey, newKey string) (map[string]string, error) {
	before, err := parseLogKey(oldKey)
	if err != nil {
		return nil, err
	}
	after, err := parseLogKey(newKey)
	if err != nil {
		return nil, err
	}
	if before.Name() != after.Name() || oldKey == newKey {
		return nil, fmt.Errorf("%w: a rotation is to another key of the same log", ErrKey)
	}
	return map[string]string{noteOldKey: oldKey, noteNewKey: newKey}, nil
}

// NextKey verifies the bundle of a rotation entry under the key trusted so far and
// returns the verifier key to trust from then on. Who trusts the first key of a
// log can follow it to the present by the bundles of its rotations.
func NextKey(b Bundle, trustedKey string) (string, error) {
	e, _, err := Verify(b, trustedKey)
	if err != nil {
		return "", err
	}
	if e.Action != ActionRotateKey || e.Note[noteOldKey] != trustedKey {
		return "", fmt.Errorf("%w: not a rotation of this key", ErrEntry)
	}
	if _, err := RotationNote(trustedKey, e.Note[noteNewKey]); err != nil {
		return "", err
	}
	return e.Note[noteNewKey], nil
}
