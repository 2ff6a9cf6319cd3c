package sqldbtest

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
	"github.com/ncruces/go-sqlite3/vfs/adiantum"
)

// Disk is a SQLite VFS over real files that can fail on demand and remembers
// which writes were forced to disk, so that a power cut can be played: only
// what was synced is sure to be there afterwards.
type Disk struct {
	Name string // the VFS to open with; encrypts like the product does

	mu    sync.Mutex
	fail  error // what the next writes answer
	after int   // how many more writes succeed first
	files map[string]*extent
	wrote int
	pause time.Duration // between the halves of a write
}

// Wrote is how many writes came so far.
func (d *Disk) Wrote() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.wrote
}

// extent is one file: what is surely on the platter, and what is in flight.
type extent struct {
	durable []byte
	pending []op
}

type op struct {
	off      int64
	data     []byte
	truncate bool
}

// NewDisk registers a disk of its own for one test.
func NewDisk(t testing.TB) *Disk {
	d := &Disk{Name: "disk_" + SchemaName(), files: map[string]*extent{}}
	vfs.Register(d.Name, adiantum.Wrap(diskVFS{vfs.Find(""), d}, nil))
	t.Cleanup(func() { vfs.Unregister(d.Name) })
	return d
}

// Fail lets n writes pass and answers the following ones with err; nil mends
// the disk.
func (d *Disk) Fail(n int, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.after, d.fail = n, err
}

// Halve has every write arrive in two halves with a pause between them, as a reader may
// find it on a real disk: most file systems promise nobody a write as a whole. Zero ends it.
func (d *Disk) Halve(pause time.Duration) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pause = pause
}

// PowerCut writes into dir the files as a machine might find them after losing
// power now: everything synced, and a random part of what was not.
func (d *Disk) PowerCut(dir string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for path, f := range d.files {
		content := append([]byte(nil), f.durable...)
		for _, o := range f.pending[:rand.IntN(len(f.pending)+1)] {
			content = o.apply(content)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func (o op) apply(b []byte) []byte {
	if o.truncate {
		if o.off < int64(len(b)) {
			return b[:o.off]
		}
		return b
	}
	if grow := o.off + int64(len(o.data)) - int64(len(b)); grow > 0 {
		b = append(b, make([]byte, grow)...)
	}
	copy(b[o.off:], o.data)
	return b
}

// note remembers what is done to a file, and says how long a write pauses in its middle.
func (d *Disk) note(path string, o op) (time.Duration, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fail != nil {
		if d.after <= 0 {
			return 0, d.fail
		}
		d.after--
	}
	f := d.files[path]
	f.pending = append(f.pending, o)
	d.wrote++
	return d.pause, nil
}

func (d *Disk) synced(path string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := d.files[path]
	for _, o := range f.pending {
		f.durable = o.apply(f.durable)
	}
	f.pending = nil
}

type diskVFS struct {
	vfs.VFS
	disk *Disk
}

func (v diskVFS) Open(name string, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	return nil, flags, errors.New("opened by file name object only")
}

func (v diskVFS) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	f, out, err := vfsutil.WrapOpenFilename(v.VFS, name, flags)
	if err != nil {
		return nil, out, err
	}
	path := name.String()
	v.disk.mu.Lock()
	defer v.disk.mu.Unlock()
	if v.disk.files[path] == nil {
		v.disk.files[path] = &extent{}
	}
	return &diskFile{f, v.disk, path}, out, nil
}

func (v diskVFS) Delete(name string, syncDir bool) error {
	v.disk.mu.Lock()
	delete(v.disk.files, name)
	v.disk.mu.Unlock()
	return v.VFS.Delete(name, syncDir)
}

type diskFile struct {
	vfs.File
	disk *Disk
	path string
}

func (f *diskFile) Unwrap() vfs.File { return f.File }

func (f *diskFile) SharedMemory() vfs.SharedMemory { return vfsutil.WrapSharedMemory(f.File) }

func (f *diskFile) WriteAt(p []byte, off int64) (int, error) {
	pause, err := f.disk.note(f.path, op{off: off, data: append([]byte(nil), p...)})
	if err != nil {
		return 0, err
	}
	if pause == 0 {
		return f.File.WriteAt(p, off)
	}
	half, err := f.File.WriteAt(p[:len(p)/2], off)
	if err != nil {
		return half, err
	}
	time.Sleep(pause)
	n, err := f.File.WriteAt(p[half:], off+int64(half))
	return half + n, err
}

func (f *diskFile) Truncate(size int64) error {
	if _, err := f.disk.note(f.path, op{off: size, truncate: true}); err != nil {
		return err
	}
	return f.File.Truncate(size)
}

// Sync marks what was written as durable. The real sync is left out: the test
// plays the machine, and the file below only has to be readable.
func (f *diskFile) Sync(vfs.SyncFlag) error {
	f.disk.synced(f.path)
	return nil
}
