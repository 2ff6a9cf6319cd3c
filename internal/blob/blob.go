// Package blob stores files encrypted, in a folder or an S3 bucket.
//
// It promises:
//   - what leaves the process is ciphertext: AES-256-GCM in segments of 64 KiB, each
//     blob under a random key of its own, which is wrapped by the organisation's blob
//     key and bound to organisation, blob id and content type;
//   - any part can be read without the rest, and no byte is handed out that was not
//     authenticated: altered, cut or reordered blobs are [ErrTampered];
//   - a blob exists whole or not at all, and when Finish returned it is on the disk
//     (or acknowledged by the bucket).
//
// The wire format is that of Tink's AES-GCM-HKDF streaming encryption, so Tink reads
// our blobs. Who uses a blob, and when it may go, is the caller's business.
//
// Floor: 1
package blob

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"time"
)

var (
	// ErrNotFound: there is no such object.
	ErrNotFound = errors.New("blob: not found")
	// ErrKey: an object's key must be 4 to 128 letters, digits, _ or -.
	ErrKey = errors.New("blob: object key")
	// ErrTooLarge: more was written than the store takes.
	ErrTooLarge = errors.New("blob: too large")
	// ErrTampered: the ciphertext is not what was written for this blob.
	ErrTampered = errors.New("blob: altered or of another blob")
	// ErrClosed: the writer or reader is closed.
	ErrClosed = errors.New("blob: closed")
)

// Info is what a backend knows of an object.
type Info struct {
	Key     string
	Size    int64 // bytes as stored
	ModTime time.Time
}

// Backend keeps objects. Implementations are safe for concurrent use and pass the
// suite in blobtest.
type Backend interface {
	// Put stores what r gives until its end, in place of what was there; size is its
	// length, or -1 if unknown. If r fails nothing changes.
	Put(ctx context.Context, key string, r io.Reader, size int64) error
	// Get reads n bytes from off; n < 0 means to the end. Beyond the end there are
	// fewer bytes, or none.
	Get(ctx context.Context, key string, off, n int64) (io.ReadCloser, error)
	// Delete removes an object; one that is not there is no error.
	Delete(ctx context.Context, key string) error
	// List gives the objects whose keys begin with prefix, by key.
	List(ctx context.Context, prefix string) iter.Seq2[Info, error]
	// Stat describes an object.
	Stat(ctx context.Context, key string) (Info, error)
}

// Empty removes every object.
func Empty(ctx context.Context, b Backend) error {
	for o, err := range b.List(ctx, "") {
		if err != nil {
			return err
		}
		if err := b.Delete(ctx, o.Key); err != nil {
			return err
		}
	}
	return nil
}

var objectKey = regexp.MustCompile(`^[A-Za-z0-9_-]{4,128}$`)

// checkKey keeps keys harmless as file names and in URLs.
func checkKey(key string) error {
	if !objectKey.MatchString(key) {
		return fmt.Errorf("%w: malformed", ErrKey)
	}
	return nil
}
