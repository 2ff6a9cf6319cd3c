package record

import (
	"errors"
	"fmt"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// MaxCheckpointBytes bounds a signed checkpoint, cosignatures included.
const MaxCheckpointBytes = 16 << 10

var (
	// ErrCheckpoint: the text is not a checkpoint, or one of another log.
	ErrCheckpoint = errors.New("record: checkpoint")
	// ErrSignature: no given key signed this checkpoint, or a signature does not
	// fit the text (text or signature was altered).
	ErrSignature = errors.New("record: signature")
)

// Checkpoint is a head that the log's key has signed.
type Checkpoint struct {
	Origin       string // the log's name
	Head         Head
	SignedBy     string        // the verifier key, of those given, that signed
	Cosignatures []Cosignature // of witnesses whose keys were given
}

// Cosignature is a witness's word that it saw this head, and no contradicting
// one, at a time (https://c2sp.org/tlog-cosignature).
type Cosignature struct {
	Name string
	At   int64 // seconds since 1970-01-01 UTC; 0 for a plain signature
}

// SignCheckpoint returns the signed text of head (https://c2sp.org/tlog-checkpoint).
func (s *Signer) SignCheckpoint(head Head) ([]byte, error) {
	c := torchwood.Checkpoint{Origin: s.Name(), Tree: tlog.Tree{N: head.Size, Hash: head.Root}}
	signed, err := note.Sign(&note.Note{Text: c.String()}, s)
	if err != nil {
		return nil, fmt.Errorf("record: signing checkpoint: %w", err)
	}
	return signed, nil
}

// OpenCheckpoint reads a signed checkpoint. Of the verifier keys, at least one
// must be a log key whose name is the origin and which signed; keys of witnesses
// may follow, and signatures by keys not given are ignored. Errors wrap
// [ErrCheckpoint], [ErrSignature] or [ErrKey].
func OpenCheckpoint(text []byte, verifierKeys ...string) (Checkpoint, error) {
	known, err := parseKeys(verifierKeys)
	if err != nil {
		return Checkpoint{}, err
	}
	n, err := openNote(text, known)
	if err != nil {
		return Checkpoint{}, err
	}
	c, err := torchwood.ParseCheckpoint(n.Text)
	if err != nil || c.String() != n.Text {
		return Checkpoint{}, fmt.Errorf("%w: malformed", ErrCheckpoint)
	}
	out := Checkpoint{Origin: c.Origin, Head: Head{Size: c.N, Root: c.Hash}}
	if err := out.readSignatures(n.Sigs, known); err != nil {
		return Checkpoint{}, err
	}
	return out, nil
}

func openNote(text []byte, known keys) (*note.Note, error) {
	if len(text) > MaxCheckpointBytes {
		return nil, fmt.Errorf("%w: longer than %d bytes", ErrCheckpoint, MaxCheckpointBytes)
	}
	if err := oneSpellingSignatures(string(text)); err != nil {
		return nil, err
	}
	n, err := note.Open(text, known)
	var invalid *note.InvalidSignatureError
	var unverified *note.UnverifiedNoteError
	switch {
	case errors.As(err, &invalid):
		return nil, fmt.Errorf("%w: does not fit the checkpoint", ErrSignature)
	case errors.As(err, &unverified):
		return nil, fmt.Errorf("%w: none by a given key", ErrSignature)
	case err != nil:
		return nil, fmt.Errorf("%w: malformed", ErrCheckpoint)
	}
	return n, nil
}

// readSignatures sorts verified signatures into the log's own and the witnesses'.
func (c *Checkpoint) readSignatures(sigs []note.Signature, known keys) error {
	otherLog := false
	for _, sig := range sigs {
		k, ok := known[keyID{sig.Name, sig.Hash}]
		switch {
		case ok && !k.witness && sig.Name == c.Origin:
			c.SignedBy = k.text
		case ok && k.witness:
			at, err := torchwood.CosignatureTimestamp(sig)
			if err != nil {
				return fmt.Errorf("%w: cosignature without time", ErrSignature)
			}
			c.Cosignatures = append(c.Cosignatures, Cosignature{Name: sig.Name, At: at})
		default:
			otherLog = true
			c.Cosignatures = append(c.Cosignatures, Cosignature{Name: sig.Name})
		}
	}
	if c.SignedBy == "" && otherLog {
		return fmt.Errorf("%w: of another log than the key's", ErrCheckpoint)
	}
	if c.SignedBy == "" {
		return fmt.Errorf("%w: the log's own is missing", ErrSignature)
	}
	return nil
}
