package backup

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"filippo.io/age"
)

// Sizes of the age format (https://c2sp.org/age): a first line, the recipients, a
// nonce, then pieces of the content, each with its tag.
const (
	ageIntro = 22
	ageNonce = 16
	agePiece = 64 << 10
	ageTag   = 16
)

// reader is a backup that is being read. Whatever goes wrong while it decrypts is
// named: the file is shorter than it should be, or it is another.
type reader struct {
	Manifest
	ctx    context.Context
	file   *os.File
	size   int64 // of the file
	header int64 // of the recipients' part
	want   int64 // size it should have; before the manifest is read, at least
	plain  io.Reader
	broken error // why reading failed, whatever was made of it above
	tar    *tar.Reader
}

// openBackup reads the recipients' part and the manifest. Errors: [ErrNotBackup],
// [ErrTruncated], [ErrAltered], [ErrIdentity], [ErrFormat].
func openBackup(ctx context.Context, path string, ids []age.Identity) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, file: f}
	if err := r.open(ids); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return r, nil
}

func (r *reader) close() error { return r.file.Close() }

func (r *reader) open(ids []age.Identity) error {
	if err := r.measure(); err != nil {
		return err
	}
	plain, err := age.Decrypt(r.file, ids...)
	var other *age.NoIdentityMatchError
	if errors.As(err, &other) {
		return fmt.Errorf("%w: this backup is for others", ErrIdentity)
	}
	if err != nil {
		return r.damage(err)
	}
	r.plain = plain
	r.tar = tar.NewReader(r)
	return r.readManifest()
}

// measure finds where the content begins. Any backup is longer than one piece.
func (r *reader) measure() error {
	info, err := r.file.Stat()
	if err != nil {
		return err
	}
	r.size = info.Size()
	header, err := age.ExtractHeader(r.file)
	if err != nil && (r.size < ageIntro || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)) {
		return fmt.Errorf("%w: %d bytes", ErrTruncated, r.size)
	}
	if err != nil {
		return fmt.Errorf("%w: %s", ErrNotBackup, r.file.Name())
	}
	r.header = int64(len(header))
	r.want = r.fileSize(agePiece)
	_, err = r.file.Seek(0, io.SeekStart)
	return err
}

// fileSize is that of the file for so much content.
func (r *reader) fileSize(content int64) int64 {
	pieces := max(1, (content+agePiece-1)/agePiece)
	return r.header + ageNonce + content + pieces*ageTag
}

// damage names what an error of decryption means; one of the disk stays itself.
func (r *reader) damage(err error) error {
	var disk *fs.PathError
	switch {
	case errors.As(err, &disk):
		return err
	case r.size < r.want:
		return fmt.Errorf("%w: %d bytes, at least %d were written", ErrTruncated, r.size, r.want)
	}
	return fmt.Errorf("%w: the file is not what was written", ErrAltered)
}

// Read is the decrypted content.
func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.plain.Read(p)
	if err != nil && err != io.EOF {
		err = r.damage(err)
		r.broken = err
	}
	return n, err
}

func (r *reader) readManifest() error {
	h, err := r.tar.Next()
	if err != nil {
		return named(err)
	}
	if h.Name != manifestName || h.Size > maxManifest {
		return fmt.Errorf("%w: no manifest", ErrFormat)
	}
	text, err := io.ReadAll(r.tar)
	if err != nil {
		return named(err)
	}
	if r.Manifest, err = parseManifest(text); err != nil {
		return err
	}
	content, err := archiveSize(r.Manifest, text)
	r.want = r.fileSize(content)
	return err
}

// named keeps the errors of this package and of the disk; what is left is a
// content that decrypts and is no archive.
func named(err error) error {
	var disk *fs.PathError
	for _, known := range []error{ErrTruncated, ErrAltered, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return err
		}
	}
	if errors.As(err, &disk) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrFormat, err)
}
