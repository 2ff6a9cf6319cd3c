package blob

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// The wire format (developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming):
//
//	header    length of the header (1 byte, 40) || salt (32) || nonce prefix (7)
//	segments  ciphertext || tag (16), each 64 KiB but the first, which shares its
//	          64 KiB with the header, and the last, which ends where the text ends
//
// The segments' key is HKDF-SHA-256(blob key, salt, associated data); segment i has the
// nonce prefix || i (32 bits, big endian) || 1 for the last segment, 0 for the others.
const (
	segmentSize = 64 << 10
	headerSize  = 1 + keySize + prefixSize
	prefixSize  = 7
	tagSize     = 16
	plainSize   = segmentSize - tagSize  // of a full segment
	firstPlain  = plainSize - headerSize // of the first, if full
)

// layout is where the segments of a blob of that many bytes lie.
type layout struct{ size int64 }

// count is the number of segments; the empty blob has one, empty.
func (l layout) count() int64 {
	if l.size <= firstPlain {
		return 1
	}
	return 1 + (l.size-firstPlain+plainSize-1)/plainSize
}

// at returns the segment that holds byte off of the plaintext.
func (l layout) at(off int64) int64 {
	if off < firstPlain {
		return 0
	}
	return 1 + (off-firstPlain)/plainSize
}

// plain returns the bounds of segment i in the plaintext.
func (l layout) plain(i int64) (start, end int64) {
	if i > 0 {
		start = firstPlain + (i-1)*plainSize
	}
	return start, min(firstPlain+i*plainSize, l.size)
}

// stored returns the bounds of segment i in the object, without the header.
func (l layout) stored(i int64) (start, end int64) {
	from, to := l.plain(i)
	start = max(i*segmentSize, headerSize)
	return start, start + to - from + tagSize
}

// opener decrypts the segments of one blob. It is safe for concurrent use.
type opener struct {
	layout
	gcm    cipher.AEAD
	prefix [prefixSize]byte
}

// newOpener reads the header and derives the segments' key.
func newOpener(l layout, key, aad, header []byte) (*opener, error) {
	if len(header) < headerSize || header[0] != headerSize {
		return nil, fmt.Errorf("%w: no header", ErrTampered)
	}
	segmentKey, err := hkdf.Key(sha256.New, key, header[1:1+keySize], string(aad), keySize)
	if err != nil {
		return nil, fmt.Errorf("blob: deriving key: %w", err)
	}
	defer clear(segmentKey)
	block, err := aes.NewCipher(segmentKey)
	if err != nil {
		return nil, fmt.Errorf("blob: preparing cipher: %w", err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("blob: preparing cipher: %w", err)
	}
	return &opener{layout: l, gcm: gcm, prefix: [prefixSize]byte(header[1+keySize:])}, nil
}

// open decrypts segment i into dst[:0]. The number in the nonce refuses segments in
// another place, the last byte a blob that ends elsewhere.
func (o *opener) open(dst []byte, i int64, sealed []byte) ([]byte, error) {
	var nonce [12]byte
	copy(nonce[:], o.prefix[:])
	binary.BigEndian.PutUint32(nonce[prefixSize:], uint32(i))
	if i == o.count()-1 {
		nonce[11] = 1
	}
	plain, err := o.gcm.Open(dst[:0], nonce[:], sealed, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: segment %d", ErrTampered, i)
	}
	return plain, nil
}
