// Package record makes an organisation's history erasable and tamper-evident.
//
// It promises:
//   - an [Entry] has exactly one canonical text (RFC 8785), so two programs that
//     hold the same entry compute the same bytes;
//   - what goes into the tree is a keyed digest of that text ([Leaf]); once entry
//     and salt are gone the tree still holds and says nothing about either;
//   - the tree is the one of RFC 6962, stored as the tiles of
//     https://c2sp.org/tlog-tiles, signed as https://c2sp.org/tlog-checkpoint, so
//     that clients we did not write can follow and check it;
//   - a [Bundle] is one text file with which anybody who trusts the log's key can
//     check one entry with no network and none of our software.
//
// The package knows neither databases nor HTTP: storage is the caller's [Tiles].
// The formats are described byte by byte in docs/record.md.
//
// Floor: 1
package record

import "golang.org/x/mod/sumdb/tlog"

// Hash is a 32-byte SHA-256 node of the tree (RFC 6962 section 2.1).
type Hash = tlog.Hash

// Head is a tree at one moment: how many entries it has and its root.
// The root of the empty tree is SHA-256 of nothing (RFC 6962).
type Head struct {
	Size int64
	Root Hash
}
