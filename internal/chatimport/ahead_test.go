package chatimport

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"
)

func TestReadingAheadGivesWhatIsThere(t *testing.T) {
	t.Parallel()
	content := bytes.Repeat([]byte("0123456789abcde\n"), 3*readAhead/16+1)
	a := &ahead{ReaderAt: bytes.NewReader(content), size: int64(len(content))}
	for _, off := range []int64{0, 5, readAhead - 3, readAhead, int64(len(content)) - 4, 7} {
		p := make([]byte, 4)
		if n, err := a.ReadAt(p, off); n != 4 || err != nil || !bytes.Equal(p, content[off:off+4]) {
			t.Errorf("at %d: %q %v", off, p[:n], err)
		}
	}
	if n, err := a.ReadAt(make([]byte, 4), int64(len(content))-2); n != 2 || err != io.EOF {
		t.Errorf("at the end: %d %v", n, err)
	}
	if n, err := a.ReadAt(make([]byte, 4), int64(len(content))+9); n != 0 || err != io.EOF {
		t.Errorf("beyond the end: %d %v", n, err)
	}
	if err := iotest.TestReader(io.NewSectionReader(a, 0, int64(len(content))), content); err != nil {
		t.Error(err)
	}
}
