package record

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// Height and Width of a tile: 2^8 hashes, 8 KiB when full
// (https://c2sp.org/tlog-tiles).
const (
	tileHeight = 8
	TileWidth  = 1 << tileHeight
)

var (
	// ErrTiles: a stored tile is missing, narrower or wider than the head says.
	ErrTiles = errors.New("record: tiles")
	// ErrRange: an index or size lies outside the tree.
	ErrRange = errors.New("record: out of range")
)

// Tiles is where the tree lives: rows (level, index) → hashes of one after
// another, 32 bytes each, at most [TileWidth] of them. The last tile of a level is
// overwritten as it grows. A caller that commits tiles and head in one
// transaction can never be left between two sizes.
type Tiles interface {
	// Tile returns the stored hashes, nil if there are none yet. The answer is
	// only read.
	Tile(level int, index int64) ([]byte, error)
	// PutTile stores data in place of what was there. It must not keep data.
	PutTile(level int, index int64, data []byte) error
}

// tileReader answers the hash reads of x/mod's proofs from tiles, each tile read
// once. It trusts no width: an index outside a tile is ErrTiles, not a crash.
type tileReader struct {
	tiles Tiles
	read  map[[2]int64][]byte
}

func newTileReader(t Tiles) *tileReader {
	return &tileReader{tiles: t, read: map[[2]int64][]byte{}}
}

func (r *tileReader) tile(level int, index int64) ([]byte, error) {
	at := [2]int64{int64(level), index}
	if data, ok := r.read[at]; ok {
		return data, nil
	}
	data, err := r.tiles.Tile(level, index)
	if err != nil {
		return nil, fmt.Errorf("record: reading tile %d/%d: %w", level, index, err)
	}
	r.read[at] = data
	return data, nil
}

// ReadHashes implements tlog.HashReader.
func (r *tileReader) ReadHashes(indexes []int64) ([]Hash, error) {
	out := make([]Hash, len(indexes))
	for i, index := range indexes {
		t := tlog.TileForIndex(tileHeight, index)
		data, err := r.tile(t.L, t.N)
		if err != nil {
			return nil, err
		}
		if len(data) < t.W*tlog.HashSize {
			return nil, fmt.Errorf("%w: tile %d/%d is narrower than the head says", ErrTiles, t.L, t.N)
		}
		if out[i], err = tlog.HashFromTile(t, data[:t.W*tlog.HashSize], index); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrTiles, err)
		}
	}
	return out, nil
}
