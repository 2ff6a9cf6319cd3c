package backup_test

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"filippo.io/age"

	"tramway/internal/app"
	"tramway/internal/backup"
	"tramway/internal/sqldb"
)

// contents is a backup taken apart, so that a test can put it together wrongly.
type contents struct {
	Manifest backup.Manifest
	Parts    map[string][]byte
}

func (w *world) takeApart(t *testing.T, path string) contents {
	t.Helper()
	f, err := os.Open(path)
	ok(t, err)
	defer f.Close()
	plain, err := age.Decrypt(f, w.operator)
	ok(t, err)
	c := contents{Parts: map[string][]byte{}}
	for r := tar.NewReader(plain); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		ok(t, err)
		c.Parts[h.Name], err = io.ReadAll(r)
		ok(t, err)
	}
	ok(t, json.Unmarshal(c.Parts["manifest.json"], &c.Manifest))
	return c
}

// seal notes the digest of a part that was changed.
func (c *contents) seal(name string, data []byte) {
	sum := sha256.Sum256(data)
	c.Parts[name] = data
	i := slices.IndexFunc(c.Manifest.Parts, func(p backup.Part) bool { return p.Name == name })
	if i < 0 {
		c.Manifest.Parts = append(c.Manifest.Parts, backup.Part{Name: name})
		i = len(c.Manifest.Parts) - 1
	}
	c.Manifest.Parts[i].Size, c.Manifest.Parts[i].SHA256 = int64(len(data)), sum[:]
}

// after is an extra that follows the whole archive.
const after = ""

// putTogether writes a file that decrypts; extra parts are in no manifest.
func (w *world) putTogether(t *testing.T, c contents, extra ...string) string {
	t.Helper()
	var b bytes.Buffer
	e, err := age.Encrypt(&b, w.operator.Recipient())
	ok(t, err)
	tw := tar.NewWriter(e)
	put := func(name string, data []byte) {
		ok(t, tw.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Size: int64(len(data)), Mode: 0o600}))
		_, err := tw.Write(data)
		ok(t, err)
	}
	text, err := json.Marshal(c.Manifest)
	ok(t, err)
	put("manifest.json", text)
	for _, p := range c.Manifest.Parts {
		put(p.Name, c.Parts[p.Name])
	}
	for _, name := range extra {
		if name != after {
			put(name, []byte("extra"))
		}
	}
	ok(t, tw.Close())
	if slices.Contains(extra, after) {
		_, err := e.Write(make([]byte, 100))
		ok(t, err)
	}
	ok(t, e.Close())
	path := filepath.Join(t.TempDir(), "crafted.age")
	ok(t, os.WriteFile(path, b.Bytes(), 0o600))
	return path
}

// A file that decrypts is still believed in nothing that can be compared.
func TestContentIsCompared(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	older := w.takeApart(t, w.backup(t).Path)
	a := w.open(t, nil)
	o := w.house(t, a)
	w.post(t, o, "second", "more")
	ok(t, o.Integrate(t.Context()))
	o.Close()
	closed(t, a)
	path := filepath.Join(w.dir, "newer")
	newer := w.backup(t, func(o *backup.Options) { o.To = path }).Path
	house := "orgs/" + w.org + "/org.db"
	for name, c := range map[string]struct {
		change func(c *contents)
		extra  []string
		want   error
	}{
		"digest":             {func(c *contents) { c.Parts[house][5000] ^= 1 }, nil, backup.ErrAltered},
		"altered database":   {func(c *contents) { b := c.Parts[house]; b[5000] ^= 1; c.seal(house, b) }, nil, nil},
		"another key":        {func(c *contents) { c.seal("copy.key", make([]byte, 32)) }, nil, sqldb.ErrWrongKey},
		"short key":          {func(c *contents) { c.seal("copy.key", make([]byte, 31)) }, nil, backup.ErrFormat},
		"part not listed":    {func(*contents) {}, []string{"keys/more.json"}, backup.ErrAltered},
		"more after the end": {func(*contents) {}, []string{after}, backup.ErrAltered},
		"another order": {func(c *contents) {
			c.Manifest.Parts[0].Name = "keys/other.json"
			c.Parts["keys/other.json"] = c.Parts["copy.key"]
		}, nil, backup.ErrFormat},
		"way out":          {func(c *contents) { c.seal("keys/../../out", []byte("x")) }, nil, backup.ErrFormat},
		"absolute":         {func(c *contents) { c.seal("/etc/out", []byte("x")) }, nil, backup.ErrFormat},
		"twice":            {func(c *contents) { c.Manifest.Parts = append(c.Manifest.Parts, c.Manifest.Parts[1]) }, nil, backup.ErrFormat},
		"newer format":     {func(c *contents) { c.Manifest.Format = 3 }, nil, backup.ErrFormat},
		"size":             {func(c *contents) { c.Manifest.Organisations[0].Size++ }, nil, backup.ErrRecord},
		"root":             {func(c *contents) { c.Manifest.Organisations[0].Root[0] ^= 1 }, nil, backup.ErrRecord},
		"checkpoint":       {func(c *contents) { c.Manifest.Organisations[0].Checkpoint += "\n" }, nil, backup.ErrRecord},
		"verifier key":     {func(c *contents) { c.Manifest.Organisations[0].VerifierKey += "x" }, nil, backup.ErrRecord},
		"fewer houses":     {func(c *contents) { c.Manifest.Organisations = nil }, nil, backup.ErrRecord},
		"destroyed, alive": {func(c *contents) { c.Manifest.Organisations[0].State = backup.Destroyed }, nil, backup.ErrRecord},
		"house of before the installation's last known head": {func(c *contents) {
			host := hostUnder(t, *c, older)
			c.Manifest.Organisations = older.Manifest.Organisations
			c.seal(house, older.Parts[house])
			c.seal("copy.key", older.Parts["copy.key"])
			c.seal("host.db", host)
		}, nil, backup.ErrRecord},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parts := w.takeApart(t, newer)
			c.change(&parts)
			crafted := w.putTogether(t, parts, c.extra...)
			into := filepath.Join(t.TempDir(), "data")
			_, err := app.Restore(t.Context(), app.Config{Data: into, Passphrase: w.cfg.Passphrase}, crafted, w.identityFile(t, w.operator))
			if err == nil || (c.want != nil && !errors.Is(err, c.want)) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if _, err := os.Stat(into); err == nil {
				t.Error("something was left behind")
			}
		})
	}
}

// hostUnder is a backup's host.db under the key of another backup.
func hostUnder(t *testing.T, from, to contents) []byte {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in"), filepath.Join(dir, "out")
	ok(t, os.WriteFile(in, from.Parts["host.db"], 0o600))
	db, err := sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: in, Key: backup.CopyKey(t, from.Parts["copy.key"], "host.db")})
	ok(t, err)
	defer db.Close()
	ok(t, sqldb.CopySQLite(context.Background(), db, out, backup.CopyKey(t, to.Parts["copy.key"], "host.db"), sqldb.Adiantum))
	b, err := os.ReadFile(out)
	ok(t, err)
	return b
}
