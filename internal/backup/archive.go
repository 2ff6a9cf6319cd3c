package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"time"
)

// tarBlock is the unit of a tar file; it ends with two empty ones.
const tarBlock = 512

func tarHeader(name string, size int64, at time.Time) *tar.Header {
	return &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: at.Truncate(time.Second)}
}

// entrySize is how many bytes an entry takes: the header as it will be written,
// and the content, filled up.
func entrySize(name string, size int64, at time.Time) (int64, error) {
	var header bytes.Buffer
	if err := tar.NewWriter(&header).WriteHeader(tarHeader(name, size, at)); err != nil {
		return 0, err
	}
	return int64(header.Len()) + (size+tarBlock-1)/tarBlock*tarBlock, nil
}

// archiveSize is that of the whole tar file, which is how a truncated backup is
// told from an altered one.
func archiveSize(m Manifest, text []byte) (int64, error) {
	total, err := entrySize(manifestName, int64(len(text)), time.Time{})
	if err != nil {
		return 0, err
	}
	for _, p := range m.Parts {
		n, err := entrySize(p.Name, p.Size, m.Time)
		if err != nil {
			return 0, err
		}
		total += n
	}
	return total + 2*tarBlock, nil
}

// text fills the first piece of the encryption and no other, so that of the smallest
// file, too, one knows how long it should be before its last piece is opened.
func (m Manifest) text() ([]byte, error) {
	text, err := json.MarshalIndent(m, "", "  ")
	return append(text, bytes.Repeat([]byte(" "), max(0, agePiece-2*tarBlock-len(text)))...), err
}

// archive writes the manifest and then every part.
func (s *stage) archive(ctx context.Context, w io.Writer) error {
	text, err := s.man.text()
	if err != nil {
		return err
	}
	t := tar.NewWriter(w)
	if err := t.WriteHeader(tarHeader(manifestName, int64(len(text)), time.Time{})); err != nil {
		return err
	}
	if _, err := t.Write(text); err != nil {
		return err
	}
	for i, p := range s.man.Parts {
		if err := s.writePart(ctx, t, p, s.sources[i]); err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
	}
	return t.Close()
}

// writePart writes what the manifest has promised, or fails.
func (s *stage) writePart(ctx context.Context, t *tar.Writer, p Part, src source) error {
	r, err := src.open()
	if err != nil {
		return err
	}
	defer r.Close()
	if err := t.WriteHeader(tarHeader(p.Name, p.Size, s.man.Time)); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(t, sum), untilDone{ctx, r}); err != nil {
		return err
	}
	if !bytes.Equal(sum.Sum(nil), p.SHA256) {
		return fmt.Errorf("%w while it was read", ErrAltered)
	}
	return nil
}

// untilDone ends a long read when nobody waits for it any more.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u untilDone) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.r.Read(p)
}
