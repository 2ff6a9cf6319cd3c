package blob

import "os"

// earlyBytes is how much is written before the disk is told to begin with it.
const earlyBytes = 8 << 20

// early lets the disk work while the rest is still being encrypted. Otherwise all of
// it would wait in memory for the sync at the end, which is needed all the same: only
// the sync says that the file is there.
type early struct {
	file         *os.File
	size, behind int64 // written; told
}

func (e *early) Write(p []byte) (int, error) {
	n, err := e.file.Write(p)
	e.size += int64(n)
	if e.size-e.behind >= earlyBytes {
		begin(e.file, e.behind, e.size-e.behind)
		e.behind = e.size
	}
	return n, err
}
