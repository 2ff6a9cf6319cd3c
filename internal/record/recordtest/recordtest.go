// Package recordtest gives tests a tree without a database.
//
// It promises that [Memory] behaves as rows of a table do: what was put is copied,
// what is absent is nil, and it may be used from several goroutines.
//
// [HandedOver] is evidence of a log whose key has changed.
//
// Floor: 2
package recordtest

import (
	"bytes"
	"sync"
)

// Memory keeps tiles in memory. The zero value is empty and ready. It satisfies
// record.Tiles.
type Memory struct {
	mu    sync.RWMutex
	tiles map[[2]int64][]byte
	puts  int
}

// Tile returns the stored tile, nil if absent. The answer must not be changed.
func (m *Memory) Tile(level int, index int64) ([]byte, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.tiles[[2]int64{int64(level), index}], nil
}

// PutTile stores a copy of data.
func (m *Memory) PutTile(level int, index int64, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.tiles == nil {
		m.tiles = map[[2]int64][]byte{}
	}
	m.tiles[[2]int64{int64(level), index}] = bytes.Clone(data)
	m.puts++
	return nil
}

// Puts returns how many tiles were written since the start.
func (m *Memory) Puts() int {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return m.puts
}

// Drop removes a tile, as a damaged database would.
func (m *Memory) Drop(level int, index int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.tiles, [2]int64{int64(level), index})
}
