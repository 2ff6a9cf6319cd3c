package sqldb

import (
	"hash/maphash"
	"sync"

	"github.com/ncruces/go-sqlite3/vfs"
)

// A frame of the log seldom ends where a block of the cipher ends, so a commit begins in
// the block in which the one before it ends. Writing that block anew changes each of its
// bytes, those of the commit before as well, and few file systems promise that a reader
// finds all of them or none: half of each decrypts to noise, and SQLite says that the
// file is malformed. So a log's first block of a write waits for its readers, and they
// for it. The blocks behind it hold nothing that anybody may read yet.
// This holds inside one process.
type edge struct {
	vfs.File
	mu *sync.RWMutex
}

// edges serve all logs; two that share one wait for each other for a block at most.
var (
	edges    [64]sync.RWMutex
	edgeSeed = maphash.MakeSeed()
)

func edged(f vfs.File, path string) edge {
	return edge{f, &edges[maphash.String(edgeSeed, path)%uint64(len(edges))]}
}

// cipherBlock is what the ciphers encrypt at once, in bytes.
const cipherBlock = 4096

func (e edge) WriteAt(p []byte, off int64) (int, error) {
	shared := int(-off & (cipherBlock - 1)) // bytes up to the next block
	if shared = min(shared, len(p)); shared == 0 {
		return e.File.WriteAt(p, off)
	}
	n, err := e.writeShared(p[:shared], off)
	if err != nil || shared == len(p) {
		return n, err
	}
	m, err := e.File.WriteAt(p[shared:], off+int64(shared))
	return n + m, err
}

func (e edge) writeShared(p []byte, off int64) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.File.WriteAt(p, off)
}

func (e edge) ReadAt(p []byte, off int64) (int, error) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.File.ReadAt(p, off)
}
