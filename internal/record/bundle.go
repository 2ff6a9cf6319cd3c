package record

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"
)

// The first line. A bundle of a log whose key never changed is of the first form;
// the second has the handovers of the key before everything else.
const (
	bundleHeader = "tramway-evidence/v1"
	chainHeader  = "tramway-evidence/v2"
)

const (
	proofHeader   = "c2sp.org/tlog-proof@v1"
	maxProof      = 63 // hashes: enough for a tree of 2^63
	maxBundleText = maxPlainText + MaxHandovers*maxHandoverText*4/3
	maxPlainText  = MaxEntryBytes + MaxCheckpointBytes + 8<<10
)

var (
	// ErrBundle: the file is not an evidence bundle in its one spelling.
	ErrBundle = errors.New("record: bundle")
	// ErrSalt: the salt is malformed, or (from [Verify]) altered.
	ErrSalt = errors.New("record: salt")
	// ErrProof: the inclusion proof is malformed or leads elsewhere.
	ErrProof = errors.New("record: proof")
	// ErrKeyNotTrusted: the bundle is of a log whose key is not the trusted one.
	ErrKeyNotTrusted = errors.New("record: key not trusted")
)

// Bundle is the evidence for one entry, in one text file that needs nothing else
// to be checked. [Bundle.Format] and [ParseBundle] are exact opposites.
type Bundle struct {
	Key        string         // the log's verifier key; a claim until somebody trusts it
	Salt       [LeafSize]byte // key of the entry's digest
	Leaf       [LeafSize]byte // leaf data in the tree: says which half a damage is in
	Entry      []byte         // canonical text
	Index      int64          // place in the log, from 0
	Proof      []Hash         // inclusion proof, leaf first
	Checkpoint []byte         // signed text
	Chain      []Bundle       // handovers of the log's key, oldest first, to Key
}

// NewBundle collects the evidence for the entry at index under a signed checkpoint
// of the log, and checks it before handing it out: a bundle that does not verify
// would only be noticed in front of a court.
func NewBundle(t Tiles, index int64, entry []byte, salt [LeafSize]byte, checkpoint []byte, verifierKey string) (Bundle, error) {
	c, err := OpenCheckpoint(checkpoint, verifierKey)
	if err != nil {
		return Bundle{}, err
	}
	proof, err := ProveInclusion(t, index, c.Head.Size)
	if err != nil {
		return Bundle{}, err
	}
	b := Bundle{Key: verifierKey, Salt: salt, Leaf: Leaf(salt, entry), Entry: entry,
		Index: index, Proof: proof, Checkpoint: checkpoint}
	if _, _, err := Verify(b, verifierKey); err != nil {
		return Bundle{}, err
	}
	return b, nil
}

// Format returns the bundle as text: our lines, an empty one, and the rest exactly
// as https://c2sp.org/tlog-proof has it.
func (b Bundle) Format() []byte {
	var out strings.Builder
	out.WriteString(b.header() + "\n")
	for _, h := range b.Chain {
		fmt.Fprintf(&out, "%s%s\n", chainField, encode64(h.Format()))
	}
	fmt.Fprintf(&out, "key %s\nsalt %s\nleaf %s\nentry %s\n\n", b.Key, encode64(b.Salt[:]), encode64(b.Leaf[:]), b.Entry)
	out.Write(torchwood.FormatProof(b.Index, tlog.RecordProof(b.Proof), b.Checkpoint))
	return []byte(out.String())
}

// ParseBundle reads a bundle. It checks form and sizes, nothing else: call
// [Verify]. Errors wrap [ErrBundle], [ErrSalt] or [ErrProof].
func ParseBundle(text []byte) (Bundle, error) {
	if len(text) > maxBundleText {
		return Bundle{}, fmt.Errorf("%w: longer than %d bytes", ErrBundle, maxBundleText)
	}
	l := &lines{rest: string(text)}
	b, err := readBundle(l)
	if err != nil {
		return Bundle{}, err
	}
	if string(b.Format()) != string(text) {
		return Bundle{}, fmt.Errorf("%w: not in its one spelling", ErrBundle)
	}
	return b, nil
}

func readBundle(l *lines) (b Bundle, err error) {
	switch l.next() {
	case bundleHeader:
	case chainHeader:
		if b.Chain, err = readChain(l); err != nil {
			return b, err
		}
	default:
		return b, fmt.Errorf("%w: does not begin with %s", ErrBundle, bundleHeader)
	}
	b.Key = l.field("key ")
	if b.Salt, err = read32(l.field("salt "), ErrSalt); err != nil {
		return b, err
	}
	if b.Leaf, err = read32(l.field("leaf "), ErrBundle); err != nil {
		return b, err
	}
	b.Entry = []byte(l.field("entry "))
	if l.next() != "" || l.next() != proofHeader {
		return b, fmt.Errorf("%w: no %s", ErrBundle, proofHeader)
	}
	if b.Index, err = strconv.ParseInt(l.field("index "), 10, 64); err != nil {
		return b, fmt.Errorf("%w: malformed index", ErrProof)
	}
	if b.Proof, err = readProof(l); err != nil {
		return b, err
	}
	b.Checkpoint = []byte(l.rest)
	return b, nil
}

func readProof(l *lines) (proof []Hash, err error) {
	for line := l.next(); line != ""; line = l.next() {
		if len(proof) == maxProof {
			return nil, fmt.Errorf("%w: more than %d hashes", ErrProof, maxProof)
		}
		h, err := read32(line, ErrProof)
		if err != nil {
			return nil, err
		}
		proof = append(proof, h)
	}
	return proof, nil
}

func read32(text string, kind error) (out [LeafSize]byte, err error) {
	raw, ok := decode64(text)
	if !ok || len(raw) != LeafSize {
		return out, fmt.Errorf("%w: not 32 bytes in base64", kind)
	}
	return [LeafSize]byte(raw), nil
}

// lines takes a text apart; what is missing reads as empty, which no field may be.
type lines struct{ rest string }

func (l *lines) next() (line string) {
	line, l.rest, _ = strings.Cut(l.rest, "\n")
	return line
}

func (l *lines) field(name string) string {
	value, ok := strings.CutPrefix(l.next(), name)
	if !ok {
		return ""
	}
	return value
}
