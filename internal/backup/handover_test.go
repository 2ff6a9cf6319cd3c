package backup_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tramway/internal/app"
	"tramway/internal/backup"
	"tramway/internal/keyring"
	"tramway/internal/org"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// meanwhile is a root key whose first use lets something happen in between.
type meanwhile struct {
	keyring.Root
	once sync.Once
	do   func()
}

func (m *meanwhile) Unwrap(ctx context.Context, blob, aad []byte) ([]byte, error) {
	m.once.Do(m.do)
	return m.Root.Unwrap(ctx, blob, aad)
}

// The log gets another key after its keys were copied and before its house is: the
// backup has the key that the house is signed with.
func TestABackupHasTheKeyThatSignsThoughItChangedMeanwhile(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWorldOn(t, engine)
		a := w.open(t, nil)
		pass, err := os.ReadFile(w.cfg.Passphrase)
		ok(t, err)
		root, err := keyring.OpenPassphraseRoot(filepath.Join(w.cfg.Data, "keys", "root.json"), []byte(strings.TrimSpace(string(pass))))
		ok(t, err)
		key := ""
		between := &meanwhile{Root: root, do: func() {
			o := w.house(t, a)
			defer o.Close()
			if err := o.AskRotation(t.Context(), org.Member(w.person)); err != nil {
				t.Error(err)
			}
			key = o.VerifierKey()
		}}
		in := backup.Installation{Data: w.cfg.Data, Root: between, LogName: "harbour.example", Version: "test", Houses: app.Migrations}
		if engine == sqldb.Postgres {
			in.Pool, err = sqldb.OpenPool(w.cfg.Postgres, 4)
			ok(t, err)
			defer in.Pool.Close()
		}
		out, err := backup.Write(t.Context(), in, backup.Options{To: w.backups(), Recipients: w.recipients()})
		ok(t, err)
		closed(t, a)
		if key == "" || key == w.key {
			t.Fatalf("the key did not change: %q", key)
		}
		to := w.cfg
		to.Data, to.Postgres = filepath.Join(t.TempDir(), "data"), postgres(t, engine)
		m, err := app.Restore(t.Context(), to, out.Path, w.identityFile(t, w.operator))
		ok(t, err)
		if m.Organisations[0].VerifierKey != key {
			t.Errorf("restored with %s, not %s", m.Organisations[0].VerifierKey, key)
		}
		w.cfg = to
		b := w.open(t, nil)
		defer closed(t, b)
		o := w.house(t, b)
		defer o.Close()
		w.post(t, o, "after", "signed with the new key")
		if err := o.Integrate(t.Context()); err != nil {
			t.Error(err)
		}
		if _, _, head, err := o.Checkpoint(t.Context()); err != nil || o.VerifierKey() != key || head.Size <= m.Organisations[0].Size {
			t.Errorf("%s signed %d entries, %v", o.VerifierKey(), head.Size, err)
		}
	})
}
