package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/backup"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// What one organisation takes away holds no row, name or identifier of another of the
// same installation, and its key opens nobody else's copy (F096).
func TestACopyHoldsNothingOfAnotherOrganisation(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWorld(apptest.New(t, engine).Setup())
		w.elsewhere.Hire("COLLEAGUE Elsewhere")
		key, err := age.GenerateX25519Identity()
		if err != nil {
			t.Fatal(err)
		}
		mine, theirs := copyFor(t, w.In.Config, w.elsewhere.ID, key), copyFor(t, w.In.Config, w.ID, nil)
		identity := filepath.Join(t.TempDir(), "identity")
		if err := os.WriteFile(identity, []byte(key.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		to := apptest.New(t, engine)
		if _, err := app.LoadOrg(t.Context(), to.Config, backup.LoadRequest{From: theirs, Identity: identity}); !errors.Is(err, backup.ErrIdentity) {
			t.Errorf("the other's copy: %v", err)
		}
		if _, err := app.LoadOrg(t.Context(), to.Config, backup.LoadRequest{From: mine, Identity: identity}); err != nil {
			t.Fatal(err)
		}
		o, err := to.App.Registry.Open(t.Context(), w.elsewhere.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer o.Close()
		house := everyRow(t, o)
		if !strings.Contains(house, w.elsewhere.Admin.ID) || !strings.Contains(house, "COLLEAGUE Elsewhere") {
			t.Fatalf("its own rows are not in it: %.300s", house)
		}
		for _, foreign := range append(everything(w), w.ID, secret, w.Admin.ID) {
			if foreign != w.elsewhere.ID && strings.Contains(house, foreign) { // the operator's page lists both
				t.Errorf("%s of the other organisation is in it", foreign)
			}
		}
		for table, column := range map[string]string{"organisations": "id", "memberships": "org"} {
			all, err := sqldb.All[string](t.Context(), to.App.Host.DB().Read(), `SELECT DISTINCT `+column+` FROM {o}.`+table)
			if err != nil || len(all) != 1 || all[0] != w.elsewhere.ID {
				t.Errorf("%s: %v, %v", table, all, err)
			}
		}
	})
}

// copyFor takes an organisation's copy for the holder of a key; nil: for somebody else.
func copyFor(t *testing.T, cfg app.Config, orgID string, key *age.X25519Identity) string {
	t.Helper()
	if key == nil {
		var err error
		if key, err = age.GenerateX25519Identity(); err != nil {
			t.Fatal(err)
		}
	}
	w, err := app.DumpOrg(t.Context(), cfg, orgID, backup.Options{To: t.TempDir(), Recipients: []string{key.Recipient().String()}, OneRecipient: true})
	if err != nil {
		t.Fatal(err)
	}
	return w.Path
}
