package app_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/doctor"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// sick are the faults that a doctor finds.
func sick(t *testing.T, cfg app.Config) []string {
	t.Helper()
	all, err := app.Doctor(t.Context(), cfg, false)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range all {
		if f.Grade == doctor.Fault {
			out = append(out, f.Subject+": "+f.Text)
		}
	}
	return out
}

// hurt changes a house behind the program's back.
func hurt(t *testing.T, c *apptest.Company, statements ...string) {
	t.Helper()
	o, err := c.In.App.Registry.Open(t.Context(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if err := o.Integrate(t.Context()); err != nil { // what is not in the tree can go unnoticed
		t.Fatal(err)
	}
	err = o.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "test.hurt", Object: ref.To("organisation", c.ID)})
		for _, text := range statements {
			if n, err := sqldb.Exec(tx.Ctx, tx, text); err != nil || n == 0 {
				return fmt.Errorf("%d rows: %w", n, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Integrate(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// A doctor that looks at a served installation finds nothing, and then each wrong
// that is done to it, by name, in the house where it was done.
func TestTheDoctorFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ hurt, want string }{
		"entry altered":  {`UPDATE {o}.entries SET salt=leaf WHERE n=1`, "entry 0 was altered"},
		"event parked":   {`INSERT INTO {o}.parked(subscriber, seq, type, at, data, error) VALUES('notify', 7, 'x', 0, '{}', 'no such thing')`, "1 events that notify could not handle, the last: no such thing"},
		"job dead":       {`INSERT INTO {o}.jobs(id, kind, due, data, tries, state, lease, error) VALUES('j', 'directory.import', 1, '{}', 8, 'dead', 0, 'no such file')`, "1 jobs directory.import gave up, the last: no such file"},
		"nobody rules":   {`DELETE FROM {o}.role_members`, "nobody is an administrator"},
		"read too far":   {`UPDATE {o}.conversation_members SET read_seq=99`, "1 conversations have messages or read marks beyond their end"},
		"tree in pieces": {`DELETE FROM {o}.entries WHERE n=2`, "entry 1 is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
				in := apptest.New(t, engine)
				company := in.Setup()
				company.Admin.Direct(company.Hire("CHAN Tai Man"))
				if found := sick(t, in.Config); len(found) != 0 {
					t.Fatalf("before: %q", found)
				}
				in.Log.Expect("record") // the house itself notices some of it
				hurt(t, company, c.hurt)
				found := sick(t, in.Config)
				if len(found) != 1 || !strings.HasPrefix(found[0], company.ID) || !strings.Contains(found[0], c.want) {
					t.Errorf("%q, want %q of %s", found, c.want, company.ID)
				}
			})
		})
	}
}

func TestTheDoctorFindsAHouseThatDoesNotOpen(t *testing.T) {
	t.Parallel()
	in := apptest.New(t, sqldb.SQLite)
	c := in.Setup()
	other := c.Another("Peak Logistics")
	in.Stop()
	if err := os.Rename(filepath.Join(in.Config.Data, "orgs", c.ID), filepath.Join(t.TempDir(), "away")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(in.Config.Data, "keys", "organisations", other.ID+".json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	found := strings.Join(sick(t, in.Config), "\n")
	for _, want := range []string{c.ID + ": does not open: its database is gone", other.ID + ": does not open: keyring: damaged key file"} {
		if !strings.Contains(found, want) {
			t.Errorf("%q lacks %q", found, want)
		}
	}
	if _, err := os.Stat(filepath.Join(in.Config.Data, "orgs", c.ID)); err == nil {
		t.Error("looking made a database")
	}
}
