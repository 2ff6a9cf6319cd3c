package app_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/backup"
	"tramway/internal/doctor"
	"tramway/internal/record"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// logKeys are the verifier keys that the record shows, the present one first.
func logKeys(p *apptest.Person) (keys []string) {
	for _, k := range apptest.Items(p.Must("GET", "/o/{org}/record/keys", nil), "items") {
		keys = append(keys, apptest.Text(k, "verifier_key"))
	}
	return keys
}

// proofOf is the evidence for the oldest entry, as a file.
func proofOf(t *testing.T, p *apptest.Person) record.Bundle {
	t.Helper()
	all := apptest.Items(p.Must("GET", "/o/{org}/record/entries", nil), "items")
	a := p.Ask("GET", "/o/{org}/record/entries/"+apptest.Text(all[len(all)-1], "id")+"/proof", nil)
	b, err := record.ParseBundle(a.Body)
	if err != nil {
		t.Fatalf("%d %s: %v", a.Status, a.Body, err)
	}
	return b
}

// believed: our own page accepts a bundle, and who trusts one of the keys does, too.
func believed(t *testing.T, p *apptest.Person, b record.Bundle, keys ...string) {
	t.Helper()
	if v := p.Must("POST", "/o/{org}/record/verify", map[string]any{"bundle": string(b.Format())}); v["ok"] != true {
		t.Errorf("our own page refuses it: %v", v)
	}
	for _, key := range keys {
		if _, _, err := record.Verify(b, key); err != nil {
			t.Errorf("under %s: %v", key, err)
		}
	}
}

// An administrator gives the record another key; what was proof stays proof, in a
// backup, in a dump that goes to the other engine, and for doctors.
func TestARecordGetsAnotherKeyAndStaysProof(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		before := proofOf(t, c.Admin)
		first := before.Key
		c.Admin.Must("POST", "/o/{org}/record/keys", nil)
		keys := logKeys(c.Admin)
		if len(keys) != 2 || keys[1] != first || keys[0] == first {
			t.Fatalf("keys %v, began with %s", keys, first)
		}
		state := c.Admin.Must("GET", "/o/{org}/record/state", nil)
		if apptest.Text(state, "verifier_key") != keys[0] || apptest.Number(state, "earlier_keys") != 1 || apptest.Text(state, "key_since") == "" {
			t.Errorf("state %v", state)
		}
		after := proofOf(t, c.Admin)
		believed(t, c.Admin, before, first)
		believed(t, c.Admin, after, first, keys[0])
		in.Stop()
		in.Start()
		believed(t, c.Admin, proofOf(t, c.Admin), keys...)

		to, identity := t.TempDir(), ""
		in.Config.Backup.To, in.Config.Backup.WithPassphrase = to, true
		in.Config.Backup.Recipients, identity = recipients(t)
		w, err := app.MakeBackup(t.Context(), in.Config)
		if err != nil {
			t.Fatal(err)
		}
		back := apptest.Config(t, engine)
		m, err := app.Restore(t.Context(), back, w.Path, identity)
		if err != nil || m.Organisations[0].VerifierKey != keys[0] {
			t.Fatalf("restored %+v, %v", m.Organisations, err)
		}
		wellAfter(t, back, keys[0])
		loadedElsewhere(t, in.Config, c.ID, engine, keys[0])
	})
}

func loadedElsewhere(t *testing.T, cfg app.Config, orgID string, from sqldb.Dialect, key string) {
	t.Helper()
	names, identity := recipients(t)
	w, err := app.DumpOrg(t.Context(), cfg, orgID, backup.Options{To: t.TempDir(), Recipients: names})
	if err != nil {
		t.Fatal(err)
	}
	engine := sqldb.Postgres
	if from == sqldb.Postgres {
		engine = sqldb.SQLite
	}
	in := apptest.New(t, engine)
	in.Stop()
	l, err := app.LoadOrg(t.Context(), in.Config, backup.LoadRequest{From: w.Path, Identity: identity})
	if err != nil || l.VerifierKey != key {
		t.Fatalf("loaded %+v, %v", l, err)
	}
	wellAfter(t, in.Config, key)
}

// wellAfter: the house opens, signs with the key, and doctors find its record whole.
func wellAfter(t *testing.T, cfg app.Config, key string) {
	t.Helper()
	a, err := app.New(t.Context(), cfg, app.Options{})
	if err != nil {
		t.Fatal(err)
	}
	orgs, err := app.ListOrgs(t.Context(), cfg)
	if err != nil || len(orgs) != 1 {
		t.Fatalf("%+v, %v", orgs, err)
	}
	o, err := a.Registry.Open(t.Context(), orgs[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if o.VerifierKey() != key {
		t.Errorf("it signs with %s, not %s", o.VerifierKey(), key)
	}
	if err := o.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	o.Close()
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	diagnosed(t, cfg, doctor.Fine, "the record is whole")
}

func diagnosed(t *testing.T, cfg app.Config, grade doctor.Grade, text string) {
	t.Helper()
	all, err := app.Doctor(t.Context(), cfg, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if f.Grade == grade && strings.Contains(f.Text, text) {
			return
		}
	}
	t.Errorf("no finding %q: %+v", text, all)
}

// The command works beside the program that serves the folder, and alone.
func TestTheCommandChangesTheKeyOfARecord(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		first := proofOf(t, c.Admin)
		if done, err := app.RotateLog(t.Context(), in.Config, c.ID); err != nil || !done {
			t.Fatalf("beside the program: %v, %v", done, err)
		}
		apptest.Eventually(t, "the program shows the new key", func() bool { return len(logKeys(c.Admin)) == 2 })
		in.Stop()
		if done, err := app.RotateLog(t.Context(), in.Config, c.ID); err != nil || !done {
			t.Fatalf("alone: %v, %v", done, err)
		}
		for _, wrong := range []string{"host", "hk-unknown"} {
			if _, err := app.RotateLog(t.Context(), in.Config, wrong); err == nil {
				t.Errorf("%s has no log", wrong)
			}
		}
		in.Start()
		keys := logKeys(c.Admin)
		if len(keys) != 3 {
			t.Fatalf("keys %v", keys)
		}
		believed(t, c.Admin, first, keys[2])
		believed(t, c.Admin, proofOf(t, c.Admin), keys...)
	})
}

// A seed that is staged and not used yet: doctors say so, backups and dumps of that
// moment are whole, and the next start finishes it.
func TestAStagedKeyWaitsForTheNextStart(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		first := proofOf(t, c.Admin)
		in.Stop()
		ring, err := app.OpenKeys(in.Config)
		if err != nil {
			t.Fatal(err)
		}
		if err := ring.StageLog(t.Context(), c.ID); err != nil {
			t.Fatal(err)
		}
		diagnosed(t, in.Config, doctor.Warning, "not finished")
		loadedElsewhere(t, in.Config, c.ID, engine, first.Key)
		in.Start()
		apptest.Eventually(t, "the change is made", func() bool { return len(logKeys(c.Admin)) == 2 })
		believed(t, c.Admin, proofOf(t, c.Admin), first.Key)
	})
}

// The key is changed by an administrator who proved lately that it is them.
func TestTheKeyOfARecordIsChangedWithFreshPresence(t *testing.T) {
	t.Parallel()
	c := apptest.New(t, sqldb.SQLite).Setup()
	member := c.Hire("MEMBER")
	if a := member.Ask("POST", "/o/{org}/record/keys", nil); a.Status != 403 {
		t.Errorf("a member: %d %s", a.Status, a.Body)
	}
	err := c.In.App.Host.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.sessions SET fresh_until=1`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if a := c.Admin.Ask("POST", "/o/{org}/record/keys", nil); a.Code() != "fresh_needed" {
		t.Errorf("an administrator of an hour ago: %d %s", a.Status, a.Body)
	}
	if keys := logKeys(c.Admin); len(keys) != 1 {
		t.Errorf("keys %v", keys)
	}
}

// A bundle after a change convinces the second program, which shares no code.
func TestASecondProgramFollowsTheKeyOfARecord(t *testing.T) {
	t.Parallel()
	in := apptest.New(t, sqldb.SQLite)
	c := in.Setup()
	first := proofOf(t, c.Admin).Key
	c.Admin.Must("POST", "/o/{org}/record/keys", nil)
	b := proofOf(t, c.Admin)
	file := filepath.Join(t.TempDir(), "bundle.txt")
	if err := os.WriteFile(file, b.Format(), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{first, b.Key} {
		if out, err := exec.Command(torchverify(t), "-key", key, file).CombinedOutput(); err != nil {
			t.Errorf("under %s: %v %s", key, err, out)
		}
	}
}
