package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/backup"
	"tramway/internal/fault"
	"tramway/internal/keyring"
	"tramway/internal/keyring/keyringtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func rotateAll(t *testing.T, cfg app.Config) []keyring.Info {
	t.Helper()
	ring, err := app.OpenKeys(cfg)
	if err != nil {
		t.Fatal(err)
	}
	all, err := ring.List()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range all {
		if err := ring.Rotate(t.Context(), k.Org); err != nil {
			t.Fatal(err)
		}
	}
	after, err := ring.List()
	if err != nil || len(after) < 2 {
		t.Fatalf("%d keys, %v: want the installation's and the organisation's", len(after), err)
	}
	return after
}

// An operator moves a running installation's root key into Vault: the keys rotate
// while people work, and afterwards the passphrase is not needed any more.
func TestTheRootKeyMovesToVaultWhilePeopleWork(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		transit, server := keyringtest.NewTransit(t)
		token := filepath.Join(t.TempDir(), "token")
		if err := os.WriteFile(token, []byte(transit.Token), 0o600); err != nil {
			t.Fatal(err)
		}
		in := apptest.New(t, engine)
		c := in.Setup()
		in.Config.Vault = app.VaultConfig{Address: server.URL, Key: "tramway", Mount: "transit", TokenFile: token}
		for _, k := range rotateAll(t, in.Config) {
			if k.Root.Kind != "vault" || k.Version != 2 {
				t.Errorf("%s is wrapped by %s, version %d", k.Org, k.Root.Kind, k.Version)
			}
		}
		c.Admin.Must("GET", "/o/{org}/people", nil)
		in.Stop()
		for _, gone := range []string{"root.json", "passphrase"} {
			if err := os.Remove(filepath.Join(in.Config.Data, "keys", gone)); err != nil {
				t.Fatal(err)
			}
		}
		in.Start()
		c.Admin.Must("GET", "/o/{org}/people", nil)
		restoredWithVault(t, in.Config)
		in.Stop()
		if err := os.WriteFile(token, []byte("hvs.stale"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := in.TryStart(); !errors.Is(err, keyring.ErrVault) {
			t.Errorf("with a token that Vault refuses: %v", err)
		}
		if _, err := os.Stat(filepath.Join(in.Config.Data, "keys", "root.json")); err == nil {
			t.Error("another root key was made beside Vault's")
		}
	})
}

// A customer holds its own key: without the file its house stays shut, and only its.
func TestWithoutTheCustomersKeyItsHouseStaysShut(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		other := c.Another("Peak Logistics")
		in.Stop()
		file := filepath.Join(t.TempDir(), "customer.key")
		if err := app.HoldOwnKey(t.Context(), in.Config, c.ID, file); err != nil {
			t.Fatal(err)
		}
		in.Log.Expect("organisation holds its own")
		in.Start()
		if a := c.Admin.Ask("GET", "/o/{org}/people", nil); a.Status != 503 || a.Code() != "house_closed" {
			t.Errorf("without the file: %d %s", a.Status, a.Body)
		}
		other.Admin.Must("GET", "/o/{org}/people", nil)
		in.Stop()
		in.Config.Customer = map[string]string{c.ID: file}
		in.Start()
		c.Admin.Must("GET", "/o/{org}/people", nil)
	})
}

// An own key is in some plans only; where it is not, nothing changes and no file is made.
func TestAKeyOfItsOwnIsOfItsPlan(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		file := filepath.Join(t.TempDir(), "customer.key")
		c.Admin.Must("PUT", "/operator/organisations/"+c.ID+"/plan", map[string]any{"plan": "professional"})
		err := app.HoldOwnKey(t.Context(), c.In.Config, c.ID, file)
		if !fault.Is(err, "not_in_plan") || !strings.Contains(err.Error(), "“professional”") {
			t.Error(err)
		}
		if err := app.HoldOwnKey(t.Context(), c.In.Config, "hk-unknown", file); !fault.Is(err, "not_found") {
			t.Error(err)
		}
		if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("a key that opens nothing: %v", err)
		}
		c.In.Stop()
		c.In.Start()
		c.Admin.Must("GET", "/o/{org}/people", nil)
	})
}

// Destroying one organisation's keys needs that nobody serves it, leaves a receipt,
// and touches nobody else.
func TestADestroyedOrganisationIsGoneAndLeavesAReceipt(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		other := c.Another("Peak Logistics")
		if _, err := app.DestroyHouse(t.Context(), in.Config, c.ID); !errors.Is(err, app.ErrServed) {
			t.Fatalf("while it is served: %v", err)
		}
		c.Admin.Must("GET", "/o/{org}/people", nil)
		in.Stop()
		if _, err := app.DestroyHouse(t.Context(), in.Config, "hk-unknown"); err == nil {
			t.Error("an unknown organisation was destroyed")
		}
		receipt, err := app.DestroyHouse(t.Context(), in.Config, c.ID)
		if err != nil || !receipt.Removed || receipt.Org != c.ID {
			t.Fatalf("%+v, %v", receipt, err)
		}
		again, err := app.DestroyHouse(t.Context(), in.Config, c.ID)
		if err != nil || !again.DestroyedAt.Equal(receipt.DestroyedAt) {
			t.Errorf("a second time: %+v, %v", again, err)
		}
		if _, err := os.Stat(filepath.Join(in.Config.Data, "orgs", c.ID)); err == nil {
			t.Error("the database's file is still there")
		}
		in.Start()
		if a := c.Admin.Ask("GET", "/o/{org}/people", nil); a.Status != 404 {
			t.Errorf("its administrator: %d %s", a.Status, a.Body)
		}
		other.Admin.Must("GET", "/o/{org}/people", nil)
	})
}

// A folder of SQLite files is served by one process; the nodes on one PostgreSQL
// share theirs.
func TestOneFolderIsServedOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		second, err := app.New(t.Context(), in.Config, app.Options{})
		if engine == sqldb.Postgres {
			if err != nil {
				t.Fatalf("a second node: %v", err)
			}
			if err := second.Close(); err != nil {
				t.Error(err)
			}
			return
		}
		if !errors.Is(err, app.ErrServed) {
			t.Fatalf("a second process: %v", err)
		}
		in.Setup()
	})
}

// restoredWithVault: a backup of it has no root key in it, and comes back with
// Vault's, and not without.
func restoredWithVault(t *testing.T, cfg app.Config) {
	t.Helper()
	var identity string
	cfg.Backup.To = filepath.Join(t.TempDir(), "backups")
	cfg.Backup.Recipients, identity = recipients(t)
	w, err := app.MakeBackup(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	without := app.Config{Data: filepath.Join(t.TempDir(), "without")}
	if _, err := app.Restore(t.Context(), without, w.Path, identity); !errors.Is(err, backup.ErrPassphrase) {
		t.Errorf("restored without Vault: %v", err)
	}
	with := app.Config{Data: filepath.Join(t.TempDir(), "with"), Vault: cfg.Vault}
	if m, err := app.Restore(t.Context(), with, w.Path, identity); err != nil || len(m.Organisations) != 1 {
		t.Errorf("restored with Vault: %v", err)
	}
}
