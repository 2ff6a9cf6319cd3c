package app_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"tramway/internal/app/apptest"
	"tramway/internal/org"
	"tramway/internal/record"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// The whole record in one file: only its recipients read it, whoever trusts the log's
// key can check every place of it without us, and an erased entry shows as a place
// without content.
func TestTheRecordLeavesAsOneSealedFile(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		erased := filledRecord(t, c, 300)
		auditor, err := age.GenerateX25519Identity()
		if err != nil {
			t.Fatal(err)
		}
		path := "/o/{org}/record/sealed?recipients=" + auditor.Recipient().String()
		a := c.Admin.Ask("GET", path, nil)
		if a.Status != 200 || bytes.Contains(a.Body, []byte("test.fill")) {
			t.Fatalf("%d, %d bytes", a.Status, len(a.Body))
		}
		plain := opened(t, a.Body, auditor)
		key := apptest.Text(c.Admin.Must("GET", "/o/{org}/record/state", nil), "verifier_key")
		seen := 0
		x, cp, err := record.VerifyExtract(bytes.NewReader(plain), key, func(_ int64, e record.Entry) error {
			if e.ID == erased {
				t.Error("an erased entry went along")
			}
			seen++
			return nil
		})
		if err != nil || x.First != 0 || x.Next != cp.Head.Size || int64(seen) != x.Next-1 || seen < 300 {
			t.Errorf("%d seen of %d to %d: %v", seen, x.First, x.Next, err)
		}
		wantActions(t, c.Admin, "record.export_sealed")
		altered(t, plain, key)
		byCommand(t, a.Body, auditor, key)

		if a := c.Admin.Ask("GET", "/o/{org}/record/sealed?recipients=age1qqq", nil); a.Status != 422 || !strings.Contains(string(a.Body), "query.recipients") {
			t.Errorf("no key: %d %s", a.Status, a.Body)
		}
		if a := c.Admin.Ask("GET", path+"&to=2001-01-01T00:00:00Z", nil); a.Code() != "nothing_to_export" {
			t.Errorf("before anything was: %d %s", a.Status, a.Body)
		}
	})
}

func opened(t *testing.T, sealed []byte, who age.Identity) []byte {
	t.Helper()
	r, err := age.Decrypt(bytes.NewReader(sealed), who)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return plain
}

// filledRecord adds entries, enough for a second row of tiles, erases one, and says which.
func filledRecord(t *testing.T, c *apptest.Company, n int) (erased string) {
	t.Helper()
	o, err := c.In.App.Registry.Open(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	err = o.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
		for range n {
			tx.Record(org.Entry{Action: "test.fill", Object: ref.To("organisation", o.ID)})
		}
		return nil
	})
	err = errors.Join(err, o.Integrate(context.Background()))
	if err != nil {
		t.Fatal(err)
	}
	if erased, err = sqldb.One[string](t.Context(), o.Read(), `SELECT id FROM {o}.entries WHERE action='test.fill' ORDER BY n LIMIT 1`); err == nil {
		err = o.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: "test.erase", Object: ref.To("organisation", o.ID)})
			return tx.EraseEntries([]string{erased})
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return erased
}

// altered: whatever is changed, left out or added shows.
func altered(t *testing.T, plain []byte, key string) {
	t.Helper()
	lines := bytes.SplitAfter(bytes.TrimSuffix(plain, []byte("\n")), []byte("\n"))
	join := func(parts ...[][]byte) []byte {
		var out []byte
		for _, p := range parts {
			out = append(out, bytes.Join(p, nil)...)
		}
		return out
	}
	last := len(lines) - 1
	for what, k := range map[string]struct {
		text []byte
		want error
	}{
		"a word":           {bytes.Replace(plain, []byte("test.fill"), []byte("test.full"), 1), record.ErrEntry},
		"one left out":     {join(lines[:5], lines[6:]), record.ErrExtract},
		"the end cut off":  {join(lines[:last]), record.ErrExtract},
		"two exchanged":    {join(lines[:5], lines[6:7], lines[5:6], lines[7:]), record.ErrExtract},
		"one twice":        {append(join(lines), append([]byte("\n"), lines[last]...)...), record.ErrExtract},
		"no first line":    {join(lines[1:]), record.ErrExtract},
		"another log's":    {bytes.Replace(plain, []byte(key), []byte(strings.Replace(key, "+", "x+", 1)), 1), record.ErrKeyNotTrusted},
		"nothing whatever": {nil, record.ErrExtract},
	} {
		if _, _, err := record.VerifyExtract(bytes.NewReader(k.text), key, func(int64, record.Entry) error { return nil }); !errors.Is(err, k.want) {
			t.Errorf("%s: %v, want %v", what, err, k.want)
		}
	}
}

// byCommand: what somebody outside does.
func byCommand(t *testing.T, sealed []byte, who *age.X25519Identity, key string) {
	t.Helper()
	dir := t.TempDir()
	file, identity := filepath.Join(dir, "record.jsonl.age"), filepath.Join(dir, "key.txt")
	if err := errors.Join(os.WriteFile(file, sealed, 0o600), os.WriteFile(identity, []byte(who.String()+"\n"), 0o600)); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "run", "tramway/cmd/tramway", "verify", file, "--key", key, "--identity", identity).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Verified: ") || !strings.Contains(string(out), "1 of them were erased") {
		t.Errorf("%v: %s", err, out)
	}
}
