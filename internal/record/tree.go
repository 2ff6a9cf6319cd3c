package record

import (
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Append adds leaf data behind the size entries the tree has and returns the new
// head. It reads the last tile of each level and writes only tiles that change,
// so the bigger the batch the cheaper an entry. Nothing is hidden: if stored tiles
// do not fit size, in either direction, the answer is [ErrTiles] and nothing more
// should be written, since a narrower one is loss and a wider one a head turned
// back.
func Append(t Tiles, size int64, leaves [][LeafSize]byte) (Head, error) {
	if size < 0 {
		return Head{}, fmt.Errorf("%w: size %d", ErrRange, size)
	}
	hashes := make([]Hash, len(leaves))
	for i, leaf := range leaves {
		hashes[i] = LeafHash(leaf)
	}
	a := &appender{tileReader: newTileReader(t)}
	for level := 0; len(hashes) > 0; level++ {
		var err error
		if hashes, err = a.extend(level, size>>(tileHeight*level), hashes); err != nil {
			return Head{}, err
		}
	}
	size += int64(len(leaves))
	root, err := rootAt(a.tileReader, size)
	return Head{Size: size, Root: root}, err
}

// appender writes tiles and lets the same call read them back from memory.
type appender struct{ *tileReader }

// extend puts hashes behind the have hashes of a level and returns the hashes
// this adds to the level above: one for each tile that became full.
func (a *appender) extend(level int, have int64, hashes []Hash) (up []Hash, err error) {
	for len(hashes) > 0 {
		index, width := have/TileWidth, int(have%TileWidth)
		data, err := a.lastTile(level, index, width)
		if err != nil {
			return nil, err
		}
		n := min(TileWidth-width, len(hashes))
		for _, h := range hashes[:n] {
			data = append(data, h[:]...)
		}
		if err := a.put(level, index, data); err != nil {
			return nil, err
		}
		if have, hashes = have+int64(n), hashes[n:]; width+n == TileWidth {
			up = append(up, fullTileHash(data))
		}
	}
	return up, nil
}

// lastTile returns a copy of the tile to grow, with room for a full one.
func (a *appender) lastTile(level int, index int64, width int) ([]byte, error) {
	stored, err := a.tile(level, index)
	if err != nil {
		return nil, err
	}
	if len(stored) != width*tlog.HashSize {
		return nil, fmt.Errorf("%w: tile %d/%d has %d bytes, the head says %d hashes",
			ErrTiles, level, index, len(stored), width)
	}
	return append(make([]byte, 0, TileWidth*tlog.HashSize), stored...), nil
}

func (a *appender) put(level int, index int64, data []byte) error {
	if err := a.tiles.PutTile(level, index, data); err != nil {
		return fmt.Errorf("record: writing tile %d/%d: %w", level, index, err)
	}
	a.read[[2]int64{int64(level), index}] = data
	return nil
}

func fullTileHash(data []byte) Hash {
	nodes := make([]Hash, TileWidth)
	for i := range nodes {
		nodes[i] = Hash(data[i*tlog.HashSize:][:tlog.HashSize])
	}
	for len(nodes) > 1 {
		for i := range len(nodes) / 2 {
			nodes[i] = tlog.NodeHash(nodes[2*i], nodes[2*i+1])
		}
		nodes = nodes[:len(nodes)/2]
	}
	return nodes[0]
}

// RootAt returns the root the tree had when it held size entries.
func RootAt(t Tiles, size int64) (Hash, error) { return rootAt(newTileReader(t), size) }

func rootAt(r *tileReader, size int64) (Hash, error) {
	if size < 0 {
		return Hash{}, fmt.Errorf("%w: size %d", ErrRange, size)
	}
	root, err := tlog.TreeHash(size, r)
	if err != nil {
		return Hash{}, fmt.Errorf("record: root at %d: %w", size, err)
	}
	return root, nil
}

// Recount computes a head from leaf data alone, without tiles: for checking a
// whole history against its checkpoint. The zero value is the empty tree.
type Recount struct {
	size int64
	// nodes are the roots of the full subtrees from left to right, one for each
	// bit set in size.
	nodes []Hash
}

// Add counts one more leaf, in order.
func (r *Recount) Add(leaf [LeafSize]byte) {
	h := LeafHash(leaf)
	for range bits.TrailingZeros64(^uint64(r.size)) {
		last := len(r.nodes) - 1
		h, r.nodes = tlog.NodeHash(r.nodes[last], h), r.nodes[:last]
	}
	r.nodes = append(r.nodes, h)
	r.size++
}

// Head returns the head of all leaves added so far.
func (r *Recount) Head() Head {
	if r.size == 0 {
		root, _ := tlog.TreeHash(0, nil)
		return Head{Root: root}
	}
	h := r.nodes[len(r.nodes)-1]
	for i := len(r.nodes) - 2; i >= 0; i-- {
		h = tlog.NodeHash(r.nodes[i], h)
	}
	return Head{Size: r.size, Root: h}
}
