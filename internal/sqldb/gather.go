package sqldb

import (
	"sync"

	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// SQLite writes its log in pieces of 24 and 4096 bytes, one after the other, and the
// ciphers work on blocks: for each page three blocks would be read, decrypted,
// changed, encrypted and written. gather puts pieces that follow one another
// together and hands them on as one when the log is synced or read, so that each
// block is encrypted once a commit.
//
// Nothing is seen before it is handed on: other connections read up to the last
// commit, and a commit at synchronous=FULL ends with a sync. With one exception:
// SQLite fills the log up to the disk's sector with a frame more, syncs in its
// middle and shows all of it. So what follows a sync goes straight on, up to the
// frame that begins the next commit.
type gather struct{ vfs.VFS }

var gathering sync.Mutex // guards the registry between look and register

// gathered is the name of the VFS that gathers in front of another; one that does not
// exist stays as it is, and SQLite refuses it by its name.
func gathered(base string) string {
	gathering.Lock()
	defer gathering.Unlock()
	name, below := "gather_"+base, vfs.Find(base)
	if below == nil {
		return base
	}
	if vfs.Find(name) == nil {
		vfs.Register(name, gather{below})
	}
	return name
}

// OpenFilename implements vfs.VFSFilename. Everything but the log stays as it is.
func (g gather) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	f, out, err := vfsutil.WrapOpenFilename(g.VFS, name, flags)
	if err == nil && flags&vfs.OPEN_WAL != 0 {
		f = &gatherer{File: edged(f, name.String())}
	}
	return f, out, err
}

const (
	walHeader   = 32
	walFrame    = 24 + 4096
	gatherBytes = 128 << 10
)

type gatherer struct {
	vfs.File
	at       int64  // where held belongs
	held     []byte // written, not handed on
	straight bool   // what comes now is the tail of a commit
}

func (g *gatherer) WriteAt(p []byte, off int64) (int, error) {
	if g.straight = g.straight && (off-walHeader)%walFrame != 0; g.straight {
		return g.File.WriteAt(p, off)
	}
	if off != g.at+int64(len(g.held)) || len(g.held)+len(p) > gatherBytes {
		if err := g.flush(); err != nil {
			return 0, err
		}
		g.at = off
	}
	g.held = append(g.held, p...)
	return len(p), nil
}

func (g *gatherer) flush() error {
	if len(g.held) == 0 {
		return nil
	}
	_, err := g.File.WriteAt(g.held, g.at)
	g.held = g.held[:0]
	return err
}

func (g *gatherer) Sync(flags vfs.SyncFlag) error {
	if err := g.flush(); err != nil {
		return err
	}
	g.straight = true
	return g.File.Sync(flags)
}

func (g *gatherer) ReadAt(p []byte, off int64) (int, error) {
	if err := g.flush(); err != nil {
		return 0, err
	}
	return g.File.ReadAt(p, off)
}

func (g *gatherer) Truncate(size int64) error {
	if err := g.flush(); err != nil {
		return err
	}
	return g.File.Truncate(size)
}

func (g *gatherer) Size() (int64, error) {
	if err := g.flush(); err != nil {
		return 0, err
	}
	return g.File.Size()
}

// Close drops nothing that was committed: that was synced.
func (g *gatherer) Close() error {
	err := g.flush()
	if closed := g.File.Close(); err == nil {
		err = closed
	}
	return err
}
