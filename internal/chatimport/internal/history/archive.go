package history

import (
	"archive/zip"
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// Bounds of an archive.
const (
	maxDirectory = 64 << 20  // bytes of what lists its files
	maxEntries   = 400_000   // files
	maxText      = 16 << 30  // bytes that a file of messages unpacks to
	maxRatio     = 200       // times its size, beyond the first
	freeUnpacked = 4 << 20   // bytes
	headBytes    = 512 << 10 // bytes by which a source is told
)

// Errors of opening one.
var (
	ErrNotArchive = errors.New("history: neither a zip nor text")
	ErrUnknown    = errors.New("history: of no source that is known")
	ErrTooMuch    = errors.New("history: it holds or unpacks to more than is good for us")
)

// Archive is what was sent: a zip, or a file of text by itself.
type Archive struct {
	plain io.ReaderAt
	size  int64
	files map[string]*zip.File
	names []string // in order

	// Outside are names that lead out of the archive; these files are in none.
	Outside []string
}

// Open reads the directory of an archive. Errors: ErrNotArchive, ErrTooMuch.
func Open(r io.ReaderAt, size int64) (*Archive, error) {
	head := make([]byte, min(size, 4))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if !strings.HasPrefix(string(head), "PK") {
		return openPlain(r, size)
	}
	length, entries, err := directory(r, size)
	if err != nil {
		return nil, err
	}
	if length > maxDirectory || entries > maxEntries {
		return nil, ErrTooMuch
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, ErrNotArchive
	}
	if len(z.File) > maxEntries {
		return nil, ErrTooMuch
	}
	a := &Archive{size: size, files: map[string]*zip.File{}}
	for _, f := range z.File {
		a.add(f)
	}
	slices.Sort(a.names)
	return a, nil
}

func (a *Archive) add(f *zip.File) {
	name := strings.TrimPrefix(f.Name, "./")
	switch {
	case strings.HasSuffix(name, "/"), strings.HasPrefix(name, "__MACOSX/"):
		return
	case name == "" || name != path.Clean(name) || path.IsAbs(name) || name == ".." || strings.HasPrefix(name, "../") || strings.ContainsAny(name, "\\\x00"):
		a.Outside = append(a.Outside, Short(f.Name, 200))
		return
	}
	if _, twice := a.files[name]; twice {
		return
	}
	a.files[name] = f
	a.names = append(a.names, name)
}

func openPlain(r io.ReaderAt, size int64) (*Archive, error) {
	a := &Archive{plain: r, size: size}
	head, err := a.head("")
	if err != nil {
		return nil, err
	}
	if slices.Contains(head, 0) && !isUTF16(head) {
		return nil, ErrNotArchive
	}
	return a, nil
}

func isUTF16(head []byte) bool {
	return len(head) > 1 && (head[0] == 0xff && head[1] == 0xfe || head[0] == 0xfe && head[1] == 0xff)
}

// Names are those of its files, in order; none: it is a file by itself.
func (a *Archive) Names() []string { return a.names }

// Has says how many bytes a file unpacks to, as the archive claims; -1: it is not there.
func (a *Archive) Has(name string) int64 {
	f, there := a.files[name]
	if !there || f.UncompressedSize64 > 1<<50 {
		return -1
	}
	return int64(f.UncompressedSize64)
}

// Size is that of the archive in bytes.
func (a *Archive) Size() int64 { return a.size }

// Text opens a file of messages, "": the archive by itself. Reading on beyond what such
// a file can honestly be is ErrTooMuch.
func (a *Archive) Text(name string) (io.ReadCloser, error) {
	if a.plain != nil {
		return io.NopCloser(io.NewSectionReader(a.plain, 0, a.size)), nil
	}
	f := a.files[name]
	if f == nil {
		return nil, ErrUnknown
	}
	return a.bounded(f, min(maxText, int64(min(f.CompressedSize64, 1<<40))*maxRatio+freeUnpacked))
}

// File opens an attachment of at most so many bytes; one that is longer than it claims
// ends with ErrTooMuch.
func (a *Archive) File(name string, most int64) (io.ReadCloser, error) {
	f := a.files[name]
	if f == nil {
		return nil, ErrUnknown
	}
	return a.bounded(f, most)
}

func (a *Archive) bounded(f *zip.File, most int64) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	return &bounded{ReadCloser: r, left: most}, nil
}

type bounded struct {
	io.ReadCloser
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left+1)])
	if b.left -= int64(n); b.left < 0 {
		return 0, ErrTooMuch
	}
	return n, err
}

// head is the beginning of a file.
func (a *Archive) head(name string) ([]byte, error) {
	r, err := a.Text(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	head, err := bufio.NewReaderSize(r, headBytes).Peek(headBytes)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return head, err
}

// The ends of a zip (PKWARE APPNOTE 4.3.16, 4.3.15 and 4.3.14).
const (
	endSign     = "PK\x05\x06"
	locatorSign = "PK\x06\x07"
	endSize     = 22
	end64Size   = 56
	maxComment  = 1 << 16
)

// directory is how long the list of files claims to be, before anything of it is read: a
// reader that took it at its word would hold all of it.
func directory(r io.ReaderAt, size int64) (length, entries uint64, err error) {
	tail := make([]byte, min(size, endSize+20+maxComment))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return 0, 0, err
	}
	at := strings.LastIndex(string(tail), endSign)
	if at < 0 || len(tail)-at < endSize {
		return 0, 0, ErrNotArchive
	}
	end := tail[at:]
	entries, length = uint64(binary.LittleEndian.Uint16(end[10:])), uint64(binary.LittleEndian.Uint32(end[12:]))
	if entries != 0xffff && length != 0xffffffff || at < 20 || string(tail[at-20:at-16]) != locatorSign {
		return length, entries, nil
	}
	far := make([]byte, end64Size)
	if _, err := r.ReadAt(far, int64(min(binary.LittleEndian.Uint64(tail[at-12:]), 1<<60))); err != nil {
		return 0, 0, ErrNotArchive
	}
	return binary.LittleEndian.Uint64(far[40:]), binary.LittleEndian.Uint64(far[32:]), nil
}
