package backup_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/backup"
	"tramway/internal/host"
	"tramway/internal/keyring"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func (w *world) dump(t *testing.T) string {
	t.Helper()
	out, err := app.DumpOrg(t.Context(), w.cfg, w.org, backup.Options{To: w.backups(), Recipients: w.recipients()})
	ok(t, err)
	noMarker(t, out.Path)
	path := filepath.Join(t.TempDir(), "dump.age")
	ok(t, os.Rename(out.Path, path))
	return path
}

// another is an empty installation on an engine.
func (w *world) another(t *testing.T, engine sqldb.Dialect) app.Config {
	t.Helper()
	dir := t.TempDir()
	cfg := w.cfg
	cfg.Data, cfg.Postgres, cfg.Passphrase = filepath.Join(dir, "data"), postgres(t, engine), filepath.Join(dir, "passphrase")
	cfg.Origin = "http://other.example:8080"
	a, err := app.New(t.Context(), cfg, app.Options{})
	ok(t, err)
	closed(t, a)
	return cfg
}

func (w *world) load(t *testing.T, cfg app.Config, path string, invite ...string) (backup.Loaded, error) {
	return app.LoadOrg(t.Context(), cfg, backup.LoadRequest{From: path, Identity: w.identityFile(t, w.operator), Invite: invite})
}

// nothing fails the test if anything of the organisation is in an installation.
func (w *world) nothing(t *testing.T, cfg app.Config, what string) {
	t.Helper()
	w.leftNothing(t, cfg, what)
	w.opensNothing(t, cfg, what)
}

// leftNothing looks for files and schemas.
func (w *world) leftNothing(t *testing.T, cfg app.Config, what string) {
	t.Helper()
	_ = filepath.WalkDir(cfg.Data, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.Contains(path, w.org) {
			t.Errorf("%s: left behind %s", what, path)
		}
		return nil
	})
	if cfg.Postgres != "" {
		pool, err := sqldb.OpenPool(cfg.Postgres, 1)
		ok(t, err)
		defer pool.Close()
		all, err := sqldb.Schemas(t.Context(), pool)
		ok(t, err)
		if strings.Join(all, " ") != "host" {
			t.Errorf("%s: left behind %v", what, all)
		}
	}
}

// opensNothing: whatever lies about, the installation has no part of it.
func (w *world) opensNothing(t *testing.T, cfg app.Config, what string) {
	t.Helper()
	a, err := app.New(t.Context(), cfg, app.Options{})
	ok(t, err)
	defer closed(t, a)
	if o, err := a.Registry.Open(t.Context(), w.org); err == nil {
		o.Close()
		t.Errorf("%s: the house opens", what)
	}
	if n, err := sqldb.One[int](t.Context(), a.Host.DB().Read(), `SELECT (SELECT count(*) FROM {o}.organisations) + (SELECT count(*) FROM {o}.accounts)`); err != nil || n != 0 {
		t.Errorf("%s: %d rows of the installation, %v", what, n, err)
	}
}

// whole fails the test unless the house opens as it was dumped, and people sign in.
func (w *world) whole(t *testing.T, cfg app.Config) {
	t.Helper()
	a, err := app.New(t.Context(), cfg, app.Options{})
	ok(t, err)
	defer closed(t, a)
	o := w.house(t, a)
	defer o.Close()
	ok(t, o.Verify(t.Context()))
	if o.VerifierKey() != w.key {
		t.Errorf("verifier key %s, was %s", o.VerifierKey(), w.key)
	}
	_, _, err = a.Host.SignIn(t.Context(), login, password, host.Client{})
	ok(t, err)
	w.post(t, o, "after the load", "it goes on")
	w.stored(t, o)
	if left, _ := filepath.Glob(filepath.Join(cfg.Data, "loading", "hk*")); len(left) > 0 {
		t.Errorf("left behind %v", left)
	}
}

// Every way a load can fail has its name, and leaves nothing that opens; the same
// dump loads afterwards.
func TestAFailedLoadLeavesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	path := w.dump(t)
	text, err := os.ReadFile(path)
	ok(t, err)
	n := len(text)
	flipped := func(at int) []byte {
		b := append([]byte{}, text...)
		b[at] ^= 1
		return b
	}
	backupFile, err := os.ReadFile(w.backup(t).Path)
	ok(t, err)
	crafted := func(change func(c *contents)) []byte {
		c := w.takeApart(t, path)
		change(&c)
		b, err := os.ReadFile(w.putTogether(t, c))
		ok(t, err)
		return b
	}
	rows := "orgs/" + w.org + "/org.rows"
	rewritten := func(part string, change func(text string) string) []byte {
		return crafted(func(c *contents) {
			c.seal(part, backup.Rewritten(t, c.Parts["copy.key"], part, c.Parts[part], func(text string) string {
				changed := change(text)
				if changed == text {
					t.Errorf("%s: nothing was changed", part)
				}
				return changed
			}))
		})
	}
	cases := map[string]struct {
		file []byte
		want error
	}{
		"an entry that was altered": {rewritten(rows, func(text string) string {
			lines := strings.Split(text, "\n")
			var row []any
			ok(t, json.Unmarshal([]byte(lines[1]), &row)) // the first of the entries
			body, err := base64.StdEncoding.DecodeString(row[len(row)-1].(string))
			ok(t, err)
			row[len(row)-1] = bytes.Replace(body, []byte("{"), []byte("{ "), 1)
			line, err := json.Marshal(row)
			ok(t, err)
			return strings.Replace(text, lines[1], string(line), 1)
		}), backup.ErrRecord},
		"a checkpoint nobody signed": {crafted(func(c *contents) {
			signed := c.Manifest.Organisations[0].Checkpoint
			forged := signed[:len(signed)-9] + "AAAAAAA=\n"
			c.Manifest.Organisations[0].Checkpoint = forged
			quoted := func(s string) string { b, _ := json.Marshal(s); return string(b) }
			c.seal(rows, backup.Rewritten(t, c.Parts["copy.key"], rows, c.Parts[rows], func(text string) string {
				return strings.Replace(text, quoted(signed), quoted(forged), 1)
			}))
		}), backup.ErrRecord},
		"a tile of another tree": {rewritten(rows, func(text string) string {
			head := `{"table":"tiles","columns":["level","idx","data"]}` + "\n" + `[0,0,"`
			at := strings.Index(text, head) + len(head)
			return text[:at] + "AAAA" + text[at+4:]
		}), backup.ErrRecord},
		"a row twice": {rewritten(rows, func(text string) string {
			head := `{"table":"tiles","columns":["level","idx","data"]}` + "\n"
			return strings.Replace(text, head, head+`[0,0,"AAAA"]`+"\n", 1)
		}), nil},
		"a membership of another organisation": {rewritten("host.rows", func(text string) string {
			return text + `{"table":"memberships","columns":["account","org","person"]}["x","y","z"]`
		}), host.ErrForeign},
		"cut in the middle":   {text[:n/2], backup.ErrTruncated},
		"cut by one byte":     {text[:n-1], backup.ErrTruncated},
		"altered in the rows": {flipped(n / 2), backup.ErrAltered},
		"altered at the end":  {flipped(n - 1), backup.ErrAltered},
		"longer":              {append(append([]byte{}, text...), 0), backup.ErrAltered},
		"a backup":            {backupFile, backup.ErrKind},
		"not a dump":          {[]byte("PK\x03\x04 a file of something else\n"), backup.ErrNotBackup},
		"a newer module":      {crafted(func(c *contents) { c.Manifest.Organisations[0].Rows.Levels["chat"] = 99 }), backup.ErrFormat},
		"an unknown module":   {crafted(func(c *contents) { c.Manifest.Organisations[0].Rows.Levels["drive"] = 1 }), backup.ErrFormat},
		"a newer host":        {crafted(func(c *contents) { c.Manifest.Host.Levels["host"] = 99 }), backup.ErrFormat},
		"a row fewer":         {crafted(func(c *contents) { c.Manifest.Organisations[0].Rows.Tables[0].Rows++ }), backup.ErrRecord},
		"an account fewer":    {crafted(func(c *contents) { c.Manifest.Host.Tables[1].Rows++ }), backup.ErrRecord},
		"another size":        {crafted(func(c *contents) { c.Manifest.Organisations[0].Size-- }), backup.ErrRecord},
		"another root":        {crafted(func(c *contents) { c.Manifest.Organisations[0].Root[3] ^= 1 }), backup.ErrRecord},
		"another checkpoint":  {crafted(func(c *contents) { c.Manifest.Organisations[0].Checkpoint = "" }), backup.ErrRecord},
		"another log's key":   {crafted(func(c *contents) { c.seal("log.key", make([]byte, 32)) }), backup.ErrRecord},
		"another key of rows": {crafted(func(c *contents) { c.seal("copy.key", make([]byte, 32)) }), nil},
		"a part more":         {crafted(func(c *contents) { c.seal("keys/x.json", []byte("x")) }), backup.ErrFormat},
		"another organisation": {crafted(func(c *contents) {
			c.Manifest.Organisations[0].ID = "../../etc"
		}), backup.ErrFormat},
		"two organisations": {crafted(func(c *contents) {
			c.Manifest.Organisations = append(c.Manifest.Organisations, c.Manifest.Organisations[0])
		}), backup.ErrFormat},
	}
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		cfg := w.another(t, engine)
		for name, c := range cases {
			file := filepath.Join(t.TempDir(), "file.age")
			ok(t, os.WriteFile(file, c.file, 0o600))
			if _, err := w.load(t, cfg, file); err == nil || (c.want != nil && !errors.Is(err, c.want)) {
				t.Errorf("%s: error %v, want %v", name, err, c.want)
			} else if strings.Contains(err.Error(), marker) || strings.Contains(err.Error(), "AGE-SECRET") {
				t.Errorf("%s: the error shows too much: %v", name, err)
			}
			w.leftNothing(t, cfg, name)
		}
		w.opensNothing(t, cfg, "after them all")
		other := backup.LoadRequest{From: path, Identity: w.identityFile(t, newIdentity(t))}
		if _, err := app.LoadOrg(t.Context(), cfg, other); !errors.Is(err, backup.ErrIdentity) {
			t.Errorf("another identity: %v", err)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := app.LoadOrg(ended, cfg, backup.LoadRequest{From: path, Identity: w.identityFile(t, w.operator)}); !errors.Is(err, context.Canceled) {
			t.Errorf("ended: %v", err)
		}
		w.nothing(t, cfg, "ended")
		_, err := w.load(t, cfg, path)
		ok(t, err)
		if _, err := w.load(t, cfg, path); !errors.Is(err, backup.ErrHere) {
			t.Errorf("a second time: %v", err)
		}
		w.whole(t, cfg)
	})
}

// A dump restored as a backup, a dump of nobody, of one that is just being made: each
// is named.
func TestWhatIsNoDump(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWorldOn(t, engine)
		path := w.dump(t)
		into := w.cfg
		into.Data, into.Postgres = filepath.Join(t.TempDir(), "data"), postgres(t, engine)
		if _, err := app.Restore(t.Context(), into, path, w.identityFile(t, w.operator)); !errors.Is(err, backup.ErrKind) {
			t.Errorf("restoring a dump: %v", err)
		}
		a := w.open(t, nil)
		young, err := a.Host.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Young", Region: "hk"})
		ok(t, err)
		closed(t, a)
		opts := backup.Options{To: w.backups(), Recipients: w.recipients()}
		for id, want := range map[string]error{young.ID: backup.ErrMissing, "hk000000000000000000000000": backup.ErrUnknown, "../x": backup.ErrUnknown} {
			if _, err := app.DumpOrg(t.Context(), w.cfg, id, opts); !errors.Is(err, want) {
				t.Errorf("dump of %s: %v, want %v", id, err, want)
			}
		}
		opts.Recipients = opts.Recipients[:1]
		if _, err := app.DumpOrg(t.Context(), w.cfg, w.org, opts); !errors.Is(err, backup.ErrRecipients) {
			t.Errorf("one recipient: %v", err)
		}
		if left, _ := os.ReadDir(w.backups()); len(left) != 0 {
			t.Errorf("left behind %v", left)
		}
	})
}

// Keys or a database that the installation does not know of are nobody's to replace,
// and what was destroyed does not come back.
func TestALoadReplacesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	path := w.dump(t)
	cfg := w.another(t, sqldb.SQLite)
	there := *w
	there.cfg = cfg
	ring := there.ring(t)
	ok(t, ring.Create(t.Context(), w.org, 32))
	if _, err := w.load(t, cfg, path); !errors.Is(err, backup.ErrHere) {
		t.Errorf("over keys: %v", err)
	}
	if _, err := ring.Open(t.Context(), w.org); err != nil {
		t.Errorf("the keys: %v", err)
	}
	ok(t, os.Remove(filepath.Join(cfg.Data, "keys", "organisations", w.org+".json")))
	db := filepath.Join(cfg.Data, "orgs", w.org, "org.db")
	ok(t, os.MkdirAll(filepath.Dir(db), 0o700))
	ok(t, os.WriteFile(db, []byte("somebody's"), 0o600))
	if _, err := w.load(t, cfg, path); !errors.Is(err, backup.ErrHere) {
		t.Errorf("over a database: %v", err)
	}
	if b, err := os.ReadFile(db); string(b) != "somebody's" {
		t.Errorf("the database: %q, %v", b, err)
	}
	// Nor if a killed load has left something, which is not this.
	ok(t, os.Remove(db))
	if out, err := w.elsewhere(t, cfg, "load", path, "begun", ""); !killed(err) {
		t.Fatalf("not killed: %v %s", err, out)
	}
	ok(t, os.WriteFile(db, []byte("somebody's"), 0o600))
	ok(t, ring.Create(t.Context(), w.org, 32))
	if _, err := w.load(t, cfg, path); !errors.Is(err, backup.ErrHere) {
		t.Errorf("over both: %v", err)
	}
	if b, err := os.ReadFile(db); string(b) != "somebody's" || !ring.Has(w.org) {
		t.Errorf("the database: %q, %v", b, err)
	}
	ok(t, os.RemoveAll(filepath.Dir(db)))
	ok(t, os.Remove(filepath.Join(cfg.Data, "keys", "organisations", w.org+".json")))
	ok(t, ring.Create(t.Context(), w.org, 32))
	_, err := ring.Destroy(w.org, time.Now())
	ok(t, err)
	if _, err := w.load(t, cfg, path); !errors.Is(err, keyring.ErrDestroyed) {
		t.Errorf("after its destruction: %v", err)
	}
}

// Of several loads at once one brings it in, and the others are told.
func TestLoadsAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.Adiantum)
	path := w.dump(t)
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		cfg := w.another(t, engine)
		identity := w.identityFile(t, w.operator)
		var in, refused atomic.Int32
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				_, err := app.LoadOrg(t.Context(), cfg, backup.LoadRequest{From: path, Identity: identity})
				switch {
				case err == nil:
					in.Add(1)
				case errors.Is(err, backup.ErrBusy), errors.Is(err, backup.ErrHere):
					refused.Add(1)
				default:
					t.Errorf("load: %v", err)
				}
			})
		}
		all.Wait()
		if in.Load() != 1 || refused.Load() != 3 {
			t.Errorf("%d came in, %d were refused", in.Load(), refused.Load())
		}
		w.whole(t, cfg)
	})
}

// The state of a dump is that of one commit, though people go on writing: every
// change has its entry, and the other way round.
func TestADumpUnderWriters(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWorldOn(t, engine)
		a := w.open(t, nil)
		o := w.house(t, a)
		acked, stop := w.writers(t, o, string(engine))
		eventually(t, "writes before the dump", func() bool { return len(acked()) > 100 })
		before := acked()
		path := w.dump(t)
		during := len(acked()) - len(before)
		stop()
		o.Close()
		closed(t, a)
		if during == 0 {
			t.Error("nobody wrote during the dump")
		}
		for _, to := range sqldbtest.Engines {
			cfg := w.another(t, to)
			_, err := w.load(t, cfg, path)
			ok(t, err)
			w.consistent(t, cfg, before)
			w.whole(t, cfg)
		}
	})
}

// consistent compares entries with the rows they are about.
func (w *world) consistent(t *testing.T, cfg app.Config, acked []string) {
	t.Helper()
	a, err := app.New(t.Context(), cfg, app.Options{})
	ok(t, err)
	defer closed(t, a)
	o := w.house(t, a)
	defer o.Close()
	for what, texts := range map[string][2]string{
		"messages": {`SELECT count(*) FROM {o}.messages`, `SELECT count(*) FROM {o}.entries WHERE action='chat.message.post'`},
		"people":   {`SELECT count(*) FROM {o}.people WHERE staff_no IS NOT NULL`, `SELECT count(*) FROM {o}.entries WHERE action='directory.person.add' AND object IN (SELECT 'person:' || id FROM {o}.people WHERE staff_no IS NOT NULL)`},
		"places":   {`SELECT last_seq FROM {o}.conversations`, `SELECT count(*) FROM {o}.messages`},
	} {
		if rows, entries := w.count(t, o, texts[0]), w.count(t, o, texts[1]); rows != entries {
			t.Errorf("%s: %d rows, %d entries", what, rows, entries)
		}
	}
	n := w.count(t, o, `SELECT count(*) FROM {o}.messages WHERE client_id IN {in}`, sqldb.Strings(acked)) +
		w.count(t, o, `SELECT count(*) FROM {o}.people WHERE substr(staff_no, 2) IN {in}`, sqldb.Strings(acked))
	if n != len(acked) {
		t.Errorf("%d of %d acknowledged writes are there", n, len(acked))
	}
	if err := errors.Join(o.Integrate(t.Context()), o.Verify(t.Context())); err != nil {
		t.Error(err)
	}
	if _, _, head, err := o.Checkpoint(t.Context()); err != nil || head.Size != int64(w.count(t, o, `SELECT count(*) FROM {o}.entries`)) {
		t.Errorf("head %v of %d entries, %v", head, w.count(t, o, `SELECT count(*) FROM {o}.entries`), err)
	}
}
