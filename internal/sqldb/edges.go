package sqldb

import (
	"errors"
	"hash/maphash"
	"sync"
	"syscall"

	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// A frame of the log seldom ends where a block of the cipher ends, so a commit begins in
// the block in which the one before it ends. Writing that block anew changes each of its
// bytes, those of the commit before as well, and few file systems promise that a reader
// finds all of them or none: half of each decrypts to noise, and SQLite says that the
// file is malformed. So a log's first block of a write waits for its readers, and they
// for it. The blocks behind it hold nothing that anybody may read yet.
//
// In a process they wait in turn. The lock of the file is for other processes: a backup,
// or whoever looks at an installation while it is served.
type edge struct {
	vfs.File
	mu *sync.RWMutex
	on descriptor // nil if the log is no file of the system
}

// descriptor is what the system's files below a cipher have.
type descriptor interface {
	vfs.File
	Fd() uintptr
}

// edges serve all logs; two that share one wait for each other for a block at most.
var (
	edges    [64]sync.RWMutex
	edgeSeed = maphash.MakeSeed()
)

func edged(f vfs.File, path string) edge {
	on, _ := vfsutil.UnwrapFile[descriptor](f)
	return edge{f, &edges[maphash.String(edgeSeed, path)%uint64(len(edges))], on}
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

func (e edge) writeShared(p []byte, off int64) (n int, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.locked(syscall.LOCK_EX, func() (int, error) { return e.File.WriteAt(p, off) })
}

func (e edge) ReadAt(p []byte, off int64) (int, error) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	return e.locked(syscall.LOCK_SH, func() (int, error) { return e.File.ReadAt(p, off) })
}

// locked does something while other processes that write, or with LOCK_EX also those
// that read, wait.
func (e edge) locked(how int, do func() (int, error)) (int, error) {
	if e.on == nil {
		return do()
	}
	if err := e.flock(how); err != nil {
		return 0, err
	}
	n, err := do()
	if free := e.flock(syscall.LOCK_UN); err == nil {
		err = free
	}
	return n, err
}

func (e edge) flock(how int) error {
	for {
		if err := syscall.Flock(int(e.on.Fd()), how); !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}
