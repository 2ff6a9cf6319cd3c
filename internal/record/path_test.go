package record_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/tlog"

	"tramway/internal/record"
	"tramway/internal/record/recordtest"
)

func TestAPathHasOneSpelling(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]record.Path{
		"checkpoint":                {Kind: record.KindCheckpoint},
		"tile/0/000":                {Kind: record.KindTile, Width: 256},
		"tile/1/x001/x234/067.p/17": {Kind: record.KindTile, Level: 1, Index: 1234067, Width: 17},
		"tile/entries/x001/067":     {Kind: record.KindEntries, Index: 1067, Width: 256},
		"tile/entries/000.p/1":      {Kind: record.KindEntries, Width: 1},
	} {
		for _, slash := range []string{"", "/"} {
			got, err := record.ParsePath(slash + text)
			if err != nil || got != want || got.String() != text {
				t.Errorf("%s%s: %+v as %s (%v), want %+v", slash, text, got, got, err, want)
			}
		}
	}
	for _, bad := range []string{"", "/", "//checkpoint", "checkpoint/", "tile", "tile/0", "tile/0/0", "tile/0/x000/001", "tile/0/000.p/0",
		"tile/0/000.p/256", "tile/0/000.p/01", "tile/6/000", "tile/-1/000", "tile/00/000", "tile/0/-01", "tile/entries/1000",
		"tile/data/000", "tile/8/0/000", "tile/0/../000", "tile/0/x999/x999/x999/x999/x999/x999/999", "tile/entries/x001"} {
		if got, err := record.ParsePath(bad); !errors.Is(err, record.ErrPath) {
			t.Errorf("%q: %+v, %v; want ErrPath", bad, got, err)
		}
	}
}

func FuzzParsePath(f *testing.F) {
	for _, seed := range []string{"checkpoint", "/tile/0/000", "tile/5/x001/x234/067.p/17", "tile/entries/000.p/255", "tile/-1/000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := record.ParsePath(text)
		if err != nil {
			return
		}
		if got := p.String(); got != text && "/"+got != text {
			t.Fatalf("%q reads as %+v, which is %q", text, p, got)
		}
		if p.Kind != record.KindCheckpoint && (p.Index < 0 || p.Width < 1 || p.Width > 256 || p.Level > 5) {
			t.Fatalf("%q reads as %+v", text, p)
		}
	})
}

func TestOnlyWhatTheTreeHasIsServed(t *testing.T) {
	t.Parallel()
	tiles := &recordtest.Memory{}
	grow(t, tiles, 600)
	for text, want := range map[string]bool{
		"tile/0/000": true, "tile/0/001": true, "tile/0/002.p/88": true, "tile/0/002.p/5": true, "tile/0/002.p/89": false,
		"tile/0/002": false, "tile/0/003": false, "tile/1/000.p/2": true, "tile/1/000.p/3": false, "tile/2/000.p/1": false,
		"tile/entries/000": false, "checkpoint": false,
	} {
		p, err := record.ParsePath(text)
		if err != nil {
			t.Fatal(err)
		}
		data, err := record.ReadTile(tiles, p, 600)
		if want != (err == nil) || (want && len(data) != 32*p.Width) || (!want && !errors.Is(err, record.ErrRange)) {
			t.Errorf("%s: %d bytes, %v; want served %v", text, len(data), err, want)
		}
	}
	tiles.Drop(1, 0)
	p, _ := record.ParsePath("tile/1/000.p/2")
	if _, err := record.ReadTile(tiles, p, 600); !errors.Is(err, record.ErrTiles) {
		t.Errorf("tile lost: %v, want ErrTiles", err)
	}
}

// served is a log as its HTTP door would show it, every path answered by the
// package's functions.
type served struct {
	tiles      record.Tiles
	size       int64
	checkpoint []byte
}

func (s served) Open(name string) (fs.File, error) {
	p, err := record.ParsePath(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	body := s.checkpoint
	switch p.Kind {
	case record.KindTile:
		body, err = record.ReadTile(s.tiles, p, s.size)
	case record.KindEntries:
		first, n := p.Entries()
		body, err = record.EncodeEntries(leavesFrom(int(first), int(first)+n))
	}
	if err != nil {
		return nil, err
	}
	return fstest.MapFS{name: {Data: body}}.Open(name)
}

func TestAStandardClientFollowsTheLog(t *testing.T) {
	t.Parallel()
	tiles, s := &recordtest.Memory{}, signer(t, 1)
	head := grow(t, tiles, 1000)
	checkpoint, err := s.SignCheckpoint(head)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := torchwood.NewTileFS(served{tiles, head.Size, checkpoint})
	if err != nil {
		t.Fatal(err)
	}
	client, err := torchwood.NewClient(reader)
	if err != nil {
		t.Fatal(err)
	}
	next := int64(0)
	for i, entry := range client.AllEntries(context.Background(), tlog.Tree{N: head.Size, Hash: head.Root}, 0) {
		leaf := leafOf(int(i))
		if i != next || !bytes.Equal(entry, leaf[:]) {
			t.Fatalf("entry %d is %x", i, entry)
		}
		next++
	}
	if err := client.Err(); err != nil || next != head.Size {
		t.Errorf("read %d entries of %d: %v", next, head.Size, err)
	}
}

func TestATileOfEntriesHasAtMost256(t *testing.T) {
	t.Parallel()
	if _, err := record.EncodeEntries(leavesFrom(0, 257)); !errors.Is(err, record.ErrRange) {
		t.Errorf("got %v, want ErrRange", err)
	}
}
