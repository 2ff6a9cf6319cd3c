package host_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func hostTables(t *testing.T) []sqldb.Table {
	t.Helper()
	tables, err := sqldb.Tables([]sqldb.Migrations{host.Migrations})
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// leaving is what an installation gives of an organisation.
func leaving(t *testing.T, h *host.Host, org string) string {
	t.Helper()
	var b bytes.Buffer
	if _, err := sqldb.Dump(t.Context(), h.DB().Read(), host.Moving(hostTables(t), org), nil, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func arrive(t *testing.T, h *host.Host, org, rows string, invite ...string) ([]host.Invited, error) {
	t.Helper()
	a := &host.Arrival{Org: org, Log: "old.example/log/" + org, Size: 7, Root: []byte("root"), Invite: invite}
	if _, err := a.Read(strings.NewReader(rows), hostTables(t)); err != nil {
		return nil, err
	}
	var invited []host.Invited
	err := h.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) (err error) {
		invited, err = a.Settle(ctx, q, time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC))
		return err
	})
	return invited, err
}

// An organisation comes with those who sign in there, and with nobody else; who is
// here already stays as they are here.
func TestAnOrganisationArrivesWithItsAccounts(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		from, _, _ := open(t, other(e))
		o, err := from.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Harbour", Region: "hk"})
		must(t, err)
		elsewhere, err := from.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Elsewhere", Region: "hk"})
		must(t, err)
		a, b, c := account(t, from, "a@harbour.example"), account(t, from, "b@harbour.example"), account(t, from, "c@elsewhere.example")
		must(t, from.Join(t.Context(), a.ID, o.ID, "person-a"))
		must(t, from.Join(t.Context(), b.ID, o.ID, "person-b"))
		must(t, from.Join(t.Context(), a.ID, elsewhere.ID, "other-a"))
		must(t, from.Join(t.Context(), c.ID, elsewhere.ID, "other-c"))
		token, _, err := from.Invite(t.Context(), host.Invitation{Org: o.ID, Person: "person-d", Login: "d@harbour.example", Name: "D"})
		must(t, err)
		rows := leaving(t, from, o.ID)
		if strings.Contains(rows, c.ID) || strings.Contains(rows, elsewhere.ID) || !strings.Contains(rows, a.ID) {
			t.Errorf("what leaves: %s", rows)
		}

		to, _, _ := open(t, e)
		somebody := account(t, to, "b@harbour.example")
		if _, err := arrive(t, to, o.ID, rows); !errors.Is(err, host.ErrLogin) || !strings.Contains(err.Error(), "b@harbour.example") {
			t.Errorf("a login of somebody else: %v", err)
		}
		if all, err := to.Organisations(t.Context()); err != nil || len(all) != 0 {
			t.Errorf("after a refusal: %v, %v", all, err)
		}
		invited, err := arrive(t, to, o.ID, rows, "b@harbour.example")
		must(t, err)
		if _, err := arrive(t, to, o.ID, rows); !errors.Is(err, host.ErrHere) {
			t.Errorf("a second time: %v", err)
		}
		s, _, err := to.SignIn(t.Context(), "a@harbour.example", password, desk)
		must(t, err)
		if p, err := to.Person(t.Context(), s, o.ID); err != nil || p != "person-a" {
			t.Errorf("a is %q, %v", p, err)
		}
		if len(invited) != 1 || invited[0].Login != somebody.Login {
			t.Fatalf("invited %+v", invited)
		}
		if _, _, err := to.Accept(t.Context(), invited[0].Token, "wrong", desk); err == nil {
			t.Error("came in without a password")
		}
		if got, i, err := to.Accept(t.Context(), invited[0].Token, password, desk); err != nil || got.ID != somebody.ID || i.Person != "person-b" {
			t.Errorf("the one who was here is %v, %v: %v", got, i, err)
		}
		if _, _, err := to.Accept(t.Context(), token, password, desk); err != nil {
			t.Errorf("an invitation from before: %v", err)
		}
		known, err := to.Organisation(t.Context(), o.ID)
		if err != nil || known.Log != "old.example/log/"+o.ID || known.Name != "Harbour" {
			t.Errorf("%+v, %v", known, err)
		}
		if size, root, err := to.Known(t.Context(), o.ID); err != nil || size != 7 || string(root) != "root" {
			t.Errorf("head %d %s, %v", size, root, err)
		}
		if due, err := to.WantOpen(t.Context(), false); err != nil || len(due) != 1 {
			t.Errorf("to be opened: %v, %v", due, err)
		}
	})
}

// The same account id is the same account, also under another login; it keeps the
// password it has here.
func TestTheSameAccountJoins(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		one, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "One", Region: "hk"})
		must(t, err)
		a := account(t, h, "a@harbour.example")
		must(t, h.Join(t.Context(), a.ID, one.ID, "person-a"))
		rows := leaving(t, h, one.ID)
		must(t, h.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
			for _, text := range []string{`DELETE FROM {o}.memberships`, `DELETE FROM {o}.organisations`, `UPDATE {o}.accounts SET login='new@harbour.example'`} {
				if _, err := sqldb.Exec(ctx, q, text); err != nil {
					return err
				}
			}
			return nil
		}))
		_, err = arrive(t, h, one.ID, rows)
		must(t, err)
		if m, err := h.Memberships(t.Context(), a.ID); err != nil || len(m) != 1 || m[0].Person != "person-a" {
			t.Errorf("%+v, %v", m, err)
		}
		if got, err := h.Account(t.Context(), a.ID); err != nil || got.Login != "new@harbour.example" {
			t.Errorf("%+v, %v", got, err)
		}
	})
}

// A file that anybody could have written gives nobody a way into what is here.
func TestRowsOfOthersAreRefused(t *testing.T) {
	t.Parallel()
	h, _, _ := open(t, sqldb.SQLite)
	victim := account(t, h, "victim@harbour.example")
	mine, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Mine", Region: "hk"})
	must(t, err)
	good := `{"table":"organisations","columns":["id","name","name_zh","region","language","plan","created_at","next_due","seen_size","opened"]}
		["new","N","","hk","en","{}",1,0,0,false]{"table":"accounts","columns":["id","login","name","password","created_at"]}["x","x@x.example","X","eA==",1]`
	member := `{"table":"memberships","columns":["account","org","person"]}`
	for name, more := range map[string]string{
		"a membership elsewhere":         member + `["x","` + mine.ID + `","p"]`,
		"an account nobody brought":      member + `["` + victim.ID + `","new","p"]`,
		"a passkey of somebody here":     `{"table":"passkeys","columns":["id","account","name","credential","created_at","used_at"]}["k","` + victim.ID + `","n","eA==",1,1]`,
		"an invitation elsewhere":        `{"table":"invitations","columns":["token","org","person","login","name","expires_at"]}["AA==","` + mine.ID + `","p","x","X",9]`,
		"a session":                      `{"table":"sessions","columns":["id","token","account","created_at","seen_at","expires_at","fresh_until","device","address"]}["s","AA==","x",1,1,1,1,"",""]`,
		"a second organisation":          `{"table":"organisations","columns":["id"]}["other"]`,
		"a membership without a company": `{"table":"memberships","columns":["account","person"]}["x","p"]`,
	} {
		if _, err := arrive(t, h, "new", good+more); !errors.Is(err, host.ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := arrive(t, h, "new", good+member+`["x","new","p"]`); err != nil {
		t.Errorf("what is right: %v", err)
	}
}

func other(e sqldb.Dialect) sqldb.Dialect {
	if e == sqldb.SQLite {
		return sqldb.Postgres
	}
	return sqldb.SQLite
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
