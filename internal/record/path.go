package record

import (
	"errors"
	"fmt"
	"strings"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"
)

// ErrPath: not a path of https://c2sp.org/tlog-tiles.
var ErrPath = errors.New("record: tile path")

// maxLevel and maxIndex bound what a path may ask for: six levels of height 8
// hold 2^48 entries, and the spec goes no further.
const (
	maxLevel = 5
	maxIndex = 1 << 40
)

// Kind is what a path of the log asks for.
type Kind int

// The three kinds of resource a log serves.
const (
	KindCheckpoint Kind = iota + 1 // checkpoint
	KindTile                       // tile/<L>/<N>[.p/<W>]
	KindEntries                    // tile/entries/<N>[.p/<W>]
)

// Path is a parsed path of the log.
type Path struct {
	Kind  Kind
	Level int   // KindTile only, 0 to 5
	Index int64 // which tile of the level
	Width int   // hashes or entries asked for, 1 to TileWidth
}

// ParsePath reads what follows the log's prefix in a URL, with or without a
// leading slash: "checkpoint", "tile/0/x001/067", "tile/entries/000.p/17". Paths
// have one spelling; any other is an error wrapping [ErrPath].
func ParsePath(path string) (Path, error) {
	path = strings.TrimPrefix(path, "/")
	if path == "checkpoint" {
		return Path{Kind: KindCheckpoint}, nil
	}
	t, err := torchwood.ParseTilePath(path)
	if err != nil || t.L > maxLevel || t.N < 0 || t.N > maxIndex || t.W < 1 || t.W > TileWidth {
		return Path{}, fmt.Errorf("%w: not of this log", ErrPath)
	}
	p := Path{Kind: KindTile, Level: t.L, Index: t.N, Width: t.W}
	if t.L < 0 {
		p = Path{Kind: KindEntries, Index: t.N, Width: t.W}
	}
	// The library also takes the older "tile/data/<N>" for entries.
	if p.String() != path {
		return Path{}, fmt.Errorf("%w: not of this log", ErrPath)
	}
	return p, nil
}

// String is the path's one spelling, without a leading slash.
func (p Path) String() string {
	switch p.Kind {
	case KindTile:
		return torchwood.TilePath(tlog.Tile{H: tileHeight, L: p.Level, N: p.Index, W: p.Width})
	case KindEntries:
		return torchwood.TilePath(tlog.Tile{H: tileHeight, L: -1, N: p.Index, W: p.Width})
	}
	return "checkpoint"
}

// Within reports whether a tree of the given size has what the path asks for.
func (p Path) Within(size int64) bool {
	return p.Index*TileWidth+int64(p.Width) <= size>>(tileHeight*p.Level)
}

// Entries returns the first entry a KindEntries path asks for and how many.
func (p Path) Entries() (first int64, n int) { return p.Index * TileWidth, p.Width }

// ReadTile returns the hashes a KindTile path asks for, out of a tree of the given
// size; a narrower tile than the stored one is its beginning. Beyond the size it
// answers [ErrRange].
func ReadTile(t Tiles, p Path, size int64) ([]byte, error) {
	if p.Kind != KindTile || !p.Within(size) {
		return nil, fmt.Errorf("%w: %s", ErrRange, p)
	}
	data, err := t.Tile(p.Level, p.Index)
	if err != nil {
		return nil, fmt.Errorf("record: reading %s: %w", p, err)
	}
	if len(data) < p.Width*tlog.HashSize {
		return nil, fmt.Errorf("%w: %s is narrower than the head says", ErrTiles, p)
	}
	return data[:p.Width*tlog.HashSize], nil
}

// EncodeEntries makes the body of a KindEntries path: for each entry its leaf data
// behind a big-endian 16-bit length, which is always 32. The entries' own text
// never leaves by this door.
func EncodeEntries(leaves [][LeafSize]byte) ([]byte, error) {
	if len(leaves) > TileWidth {
		return nil, fmt.Errorf("%w: %d entries in one tile", ErrRange, len(leaves))
	}
	out := make([]byte, 0, len(leaves)*(2+LeafSize))
	for _, leaf := range leaves {
		var err error
		if out, err = torchwood.AppendTileEntry(out, leaf[:]); err != nil {
			return nil, fmt.Errorf("record: encoding entries: %w", err)
		}
	}
	return out, nil
}
