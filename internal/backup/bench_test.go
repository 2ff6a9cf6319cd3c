package backup_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/sqldb"
)

// The organisation that is restored: messages in the database and files beside it.
const (
	benchMessages = 40_000
	benchText     = 2 << 10
	benchFiles    = 16
	benchFile     = 8 << 20
)

// From a backup to an organisation that answers again, its record recounted.
func BenchmarkRestore(b *testing.B) {
	w := newWorld(b, sqldb.Adiantum)
	w.grow(b)
	size := treeSize(b, w.cfg.Data)
	path, key := w.backup(b).Path, w.identityFile(b, w.operator)
	b.SetBytes(size)
	for b.Loop() {
		b.StopTimer()
		ok(b, os.RemoveAll(w.cfg.Data))
		b.StartTimer()
		begin := time.Now()
		_, err := app.Restore(b.Context(), w.cfg, path, key)
		ok(b, err)
		a := w.open(b, nil)
		o := w.house(b, a)
		if n := w.count(b, o, `SELECT count(*) FROM {o}.messages WHERE seq > ?`, benchMessages); n == 0 {
			b.Error("messages are missing")
		}
		b.ReportMetric(float64(size)/1e6/time.Since(begin).Seconds(), "MB-restored/s")
		b.StopTimer()
		o.Close()
		closed(b, a)
		b.StartTimer()
	}
	b.ReportMetric(float64(size)/1e6, "MB")
}

// grow puts messages and files into the organisation, past the door: what a restore
// takes depends on the bytes, not on how they came.
func (w *world) grow(b *testing.B) {
	b.Helper()
	a := w.open(b, nil)
	o := w.house(b, a)
	text := make([]byte, benchText/2)
	for from := 0; from < benchMessages; from += 2000 {
		ok(b, o.DB().Write(b.Context(), func(ctx context.Context, q sqldb.Q) error {
			rows := make([][]any, 2000)
			for i := range rows {
				rand.Read(text)
				seq := from + i + 2
				rows[i] = []any{w.conversation, seq, fmt.Sprint("id", seq), fmt.Sprint("c", seq), w.person, "text", sqldb.Seal(fmt.Sprintf("%x", text)), "[]", "released", seq}
			}
			return sqldb.Insert(ctx, q, `INSERT INTO {o}.messages(conversation, seq, id, client_id, sender, kind, body, mentions, state, at)`, rows, "")
		}))
	}
	o.Close()
	closed(b, a)
	dir := filepath.Join(w.cfg.Data, "orgs", w.org, "blobs", "ab", "cd")
	ok(b, os.MkdirAll(dir, 0o700))
	content := make([]byte, benchFile)
	for n := range benchFiles {
		rand.Read(content)
		ok(b, os.WriteFile(filepath.Join(dir, fmt.Sprintf("abcd%028d", n)), content, 0o600))
	}
}

func treeSize(b *testing.B, dir string) (n int64) {
	b.Helper()
	ok(b, filepath.Walk(dir, func(_ string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			n += info.Size()
		}
		return err
	}))
	return n
}
