package blob

import (
	"os"

	"golang.org/x/sys/unix"
)

// begin starts writing a part of a file to the disk and does not wait for it. An
// error means that the disk begins later; the sync will tell if anything is wrong.
func begin(f *os.File, off, n int64) {
	_ = unix.SyncFileRange(int(f.Fd()), off, n, unix.SYNC_FILE_RANGE_WRITE)
}
