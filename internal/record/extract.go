package record

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ErrExtract: the file is not an extract, or not all of one.
var ErrExtract = errors.New("record: extract")

const extractForm = "tramway-extract/v1"

// Extract is a stretch of a log under one signed checkpoint, as JSON Lines: this
// first, then a [Piece] for each place from First up to Next.
type Extract struct {
	Form       string   `json:"form"`
	Key        string   `json:"key"` // the log's verifier key; a claim until somebody trusts it
	Checkpoint string   `json:"checkpoint"`
	Chain      []string `json:"chain,omitempty"` // handovers of the log's key, oldest first, to Key
	First      int64    `json:"first"`
	Next       int64    `json:"next"`
}

// Piece is one place of an extract. Of an entry that was erased only the leaf is
// left: it shows that something was there, and not what.
type Piece struct {
	Index int64  `json:"index"`
	Leaf  []byte `json:"leaf"`
	Salt  []byte `json:"salt,omitempty"`
	Entry string `json:"entry,omitempty"` // canonical text
	Proof []Hash `json:"proof"`           // inclusion under the checkpoint, leaf first
}

// NewExtract begins an extract under the checkpoint that a bundle of the same log
// would have.
func NewExtract(key, checkpoint string, handovers []Bundle, first, next int64) Extract {
	x := Extract{Form: extractForm, Key: key, Checkpoint: checkpoint, First: first, Next: next}
	for _, h := range handovers[max(0, len(handovers)-MaxHandovers):] {
		x.Chain = append(x.Chain, string(h.Format()))
	}
	return x
}

// maxPieceLine has room for the largest entry with every sign escaped.
const maxPieceLine = 2*maxBundleText + 16<<10

// VerifyExtract checks every place of an extract as [Verify] checks a bundle, and
// that no place between First and Next is missing. It reads line by line and hands
// out each entry that is there. Errors: [ErrExtract] and those of [Verify].
func VerifyExtract(r io.Reader, trustedKey string, each func(index int64, e Entry) error) (Extract, Checkpoint, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), maxPieceLine)
	var x Extract
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), &x) != nil || x.Form != extractForm {
		return x, Checkpoint{}, fmt.Errorf("%w: does not begin with %s", ErrExtract, extractForm)
	}
	c, err := x.open(trustedKey)
	if err != nil {
		return x, c, err
	}
	at := x.First
	for ; lines.Scan(); at++ {
		var p Piece
		if json.Unmarshal(lines.Bytes(), &p) != nil || p.Index != at || at >= x.Next {
			return x, c, fmt.Errorf("%w: not place %d", ErrExtract, at)
		}
		if err := p.check(c, each); err != nil {
			return x, c, fmt.Errorf("place %d: %w", at, err)
		}
	}
	if err := lines.Err(); err != nil {
		return x, c, fmt.Errorf("%w: %w", ErrExtract, err)
	}
	if at != x.Next {
		return x, c, fmt.Errorf("%w: ends before place %d of %d", ErrExtract, at, x.Next)
	}
	return x, c, nil
}

// open says under which signed head the places have to be.
func (x Extract) open(trustedKey string) (Checkpoint, error) {
	if _, err := parseLogKey(trustedKey); err != nil {
		return Checkpoint{}, fmt.Errorf("%w: it is malformed", ErrKeyNotTrusted)
	}
	b := Bundle{Key: x.Key}
	for _, text := range x.Chain {
		h, err := ParseBundle([]byte(text))
		if err != nil {
			return Checkpoint{}, err
		}
		b.Chain = append(b.Chain, h)
	}
	if len(b.Chain) > MaxHandovers || x.First < 0 || x.Next < x.First {
		return Checkpoint{}, fmt.Errorf("%w: its first line", ErrExtract)
	}
	if err := b.leadsFrom(trustedKey); err != nil {
		return Checkpoint{}, err
	}
	return OpenCheckpoint([]byte(x.Checkpoint), x.Key)
}

func (p Piece) check(c Checkpoint, each func(int64, Entry) error) error {
	if len(p.Leaf) != LeafSize || len(p.Proof) > maxProof {
		return fmt.Errorf("%w: malformed", ErrExtract)
	}
	leaf := [LeafSize]byte(p.Leaf)
	if err := CheckInclusion(p.Proof, c.Head, p.Index, leaf); err != nil {
		return err
	}
	if len(p.Salt) == 0 && p.Entry == "" {
		return nil // erased
	}
	if len(p.Salt) != LeafSize {
		return fmt.Errorf("%w: malformed", ErrSalt)
	}
	if Leaf([LeafSize]byte(p.Salt), []byte(p.Entry)) != leaf {
		return fmt.Errorf("%w or %w: together they do not give the leaf", ErrEntry, ErrSalt)
	}
	e, err := ParseEntry([]byte(p.Entry))
	if err != nil {
		return err
	}
	return each(p.Index, e)
}
