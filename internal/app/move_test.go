package app_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/backup"
	"tramway/internal/org"
	"tramway/internal/record"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// An organisation goes to the other engine and back again, each time between
// programs that are running. Everything is there, row for row, and goes on.
func TestAnOrganisationMovesBetweenEngines(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		c := in.Setup()
		m := newMove(t, c)
		other := sqldb.Postgres
		if engine == sqldb.Postgres {
			other = sqldb.SQLite
		}
		for hop, to := range []sqldb.Dialect{other, engine, engine} {
			m.hop(t, hop, to)
		}
	})
}

// move is an organisation under way, and what must stay as it is.
type move struct {
	in        *apptest.Installation
	org       string
	key       string // of its log
	bundle    record.Bundle
	one, two  *apptest.Person
	conv      string
	seq       int // of the last message
	recipient *age.X25519Identity
}

func newMove(t *testing.T, c *apptest.Company) *move {
	t.Helper()
	imported(t, c.Admin, staff(t, "HT", 40))
	m := &move{in: c.In, org: c.ID, one: c.Hire("ONE Wan"), two: c.Hire("TWO Tai")}
	m.conv = m.one.Group("午飯", m.two)
	for n := range 5 {
		var mentions []string
		if n == 4 {
			mentions = []string{m.two.ID}
		}
		m.seq = apptest.Number(m.one.Post(m.conv, fmt.Sprint("before-the-move-", n), fmt.Sprint("去邊度 ", n), mentions...).JSON(), "seq")
	}
	m.two.Must("POST", "/o/{org}/conversations/"+m.conv+"/read", map[string]any{"seq": 3})
	entry := apptest.Text(apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries", nil), "items")[0], "id")
	o := m.house(t, c.In)
	defer o.Close()
	var err error
	if m.bundle, err = o.Bundle(t.Context(), entry); err != nil {
		t.Fatal(err)
	}
	m.key = o.VerifierKey()
	if m.recipient, err = age.GenerateX25519Identity(); err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *move) house(t *testing.T, in *apptest.Installation) *org.Org {
	t.Helper()
	o, err := in.App.Registry.Open(t.Context(), m.org)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// hop moves on to another installation of an engine, with another name.
func (m *move) hop(t *testing.T, n int, engine sqldb.Dialect) {
	from, to := m.in, apptest.New(t, engine, func(c *app.Config) {
		c.Origin = fmt.Sprintf("http://hop%d.example:8080", n)
		c.Proxies = []string{"127.0.0.1"}
	})
	before := m.seen(t)
	m.timer(t, from)
	rows := m.rows(t, from)
	w, err := app.DumpOrg(t.Context(), from.Config, m.org, backup.Options{To: t.TempDir(), Recipients: []string{m.recipient.Recipient().String()}, OneRecipient: true})
	if err != nil {
		t.Fatal(err)
	}
	identity := filepath.Join(t.TempDir(), "identity")
	if err := os.WriteFile(identity, []byte(m.recipient.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := app.LoadOrg(t.Context(), to.Config, backup.LoadRequest{From: w.Path, Identity: identity})
	if err != nil {
		t.Fatal(err)
	}
	if l.ID != m.org || l.VerifierKey != m.key || len(l.Invited) != 0 {
		t.Errorf("hop %d: loaded %+v", n, l)
	}
	if got := m.rows(t, to); got != rows {
		t.Errorf("hop %d to %s: rows differ:\n%s", n, engine, difference(got, rows))
	}
	m.in = to
	for _, p := range []*apptest.Person{m.one, m.two} {
		p.In, p.Token = to, ""
		p.SignIn()
	}
	if after := m.seen(t); after != before {
		t.Errorf("hop %d to %s: people see\n%s\nsaw\n%s", n, engine, after, before)
	}
	m.provable(t)
	m.goesOn(t, n)
	if all, err := app.ListOrgs(t.Context(), to.Config); err != nil || len(all) != 1 || all[0].Members != 3 || all[0].State != "open" || all[0].Engine != engine || all[0].Entries == 0 {
		t.Errorf("listed %+v, %v", all, err)
	}
}

// timer puts a job into the house that is due long after the move.
func (m *move) timer(t *testing.T, in *apptest.Installation) {
	t.Helper()
	o := m.house(t, in)
	defer o.Close()
	err := o.Write(t.Context(), org.System("test"), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "test.timer", Object: ref.To("person", m.one.ID)})
		tx.Enqueue(org.Job{Kind: "directory.import", Key: "far", Due: tx.Now().Add(300 * time.Hour), Data: map[string]string{"import": "none"}})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// seen is what two people see of their conversation and their colleagues.
func (m *move) seen(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	for _, p := range []*apptest.Person{m.one, m.two} {
		for _, path := range []string{"/unread", "/conversations/" + m.conv, "/conversations/" + m.conv + "/messages", "/people", "/people/" + p.ID} {
			out.Write(p.Ask("GET", "/o/{org}"+path, nil).Body)
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// rows are those of every table in neutral form, once everything that happened is
// placed and in the tree.
func (m *move) rows(t *testing.T, in *apptest.Installation) string {
	t.Helper()
	o := m.house(t, in)
	defer o.Close()
	apptest.Eventually(t, "every event is heard", func() bool {
		n, err := sqldb.One[int](t.Context(), o.Read(), `SELECT count(*) FROM {o}.outbox b WHERE b.type='chat.posted.v1'
			AND (SELECT coalesce(min(c.seq), 0) FROM {o}.cursors c WHERE subscriber IN ('notify', 'search')) < b.seq`)
		if err != nil || n > 0 {
			return false
		}
		n, err = sqldb.One[int](t.Context(), o.Read(), `SELECT (SELECT count(*) FROM {o}.search_progress WHERE done) - (SELECT count(*) FROM {o}.jobs WHERE kind='search.build')`)
		return err == nil && n == 1
	})
	if err := o.Integrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return everyRow(t, o)
}

// everyRow is all that a house holds, in neutral form.
func everyRow(t *testing.T, o *org.Org) string {
	t.Helper()
	tables, err := sqldb.Tables(append([]sqldb.Migrations{org.Migrations}, app.Migrations...))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := o.Snapshot(t.Context(), func(q sqldb.Q) error {
		_, err := sqldb.Dump(t.Context(), q, sqldb.Whole(tables), org.Places, &b)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func difference(got, want string) string {
	var out []string
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for _, l := range g {
		if !slices.Contains(w, l) {
			out = append(out, "+ "+l)
		}
	}
	for _, l := range w {
		if !slices.Contains(g, l) {
			out = append(out, "- "+l)
		}
	}
	return strings.Join(out[:min(len(out), 20)], "\n")
}

// provable: what was proof stays proof, under the key people trust.
func (m *move) provable(t *testing.T) {
	t.Helper()
	if _, _, err := record.Verify(m.bundle, m.key); err != nil {
		t.Errorf("evidence from before: %v", err)
	}
	o := m.house(t, m.in)
	defer o.Close()
	if o.VerifierKey() != m.key {
		t.Errorf("verifier key %s, was %s", o.VerifierKey(), m.key)
	}
	entry, err := sqldb.One[string](t.Context(), o.Read(), `SELECT id FROM {o}.entries ORDER BY n LIMIT 1`)
	if err != nil {
		t.Fatal(err)
	}
	b, err := o.Bundle(t.Context(), entry)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := record.Verify(b, m.key); err != nil {
		t.Errorf("evidence made anew: %v", err)
	}
	if err := o.Verify(t.Context()); err != nil {
		t.Errorf("the record: %v", err)
	}
}

// goesOn: the next message has the next place, it is heard, and what a device sent
// before is still known.
func (m *move) goesOn(t *testing.T, n int) {
	t.Helper()
	unread := apptest.Number(m.two.Must("GET", "/o/{org}/unread", nil), "total")
	a := m.one.Post(m.conv, fmt.Sprint("after-the-move-", n), "到咗", m.two.ID)
	if m.seq++; a.Status != 201 || apptest.Number(a.JSON(), "seq") != m.seq {
		t.Errorf("the next message: %d %s, want place %d", a.Status, a.Body, m.seq)
	}
	if a := m.one.Post(m.conv, "before-the-move-1", "again"); a.Status != 200 {
		t.Errorf("a client id from before: %d %s", a.Status, a.Body)
	}
	if now := apptest.Number(m.two.Must("GET", "/o/{org}/unread", nil), "total"); now != unread+1 {
		t.Errorf("%d unread after %d and one more", now, unread)
	}
	apptest.Eventually(t, "the index is made where the organisation is now", func() bool {
		return len(apptest.Items(m.two.Must("GET", "/o/{org}/search/messages?q=%E5%8E%BB%E8%BE%B9", nil), "items")) == 5 // 去边
	})
	// The notice is made by a subscriber: its cursor goes on where it stopped.
	apptest.Eventually(t, fmt.Sprintf("the mention after hop %d is noticed", n), func() bool {
		mentions := 0
		for _, i := range apptest.Items(m.two.Must("GET", "/o/{org}/notifications", nil), "items") {
			if apptest.Text(i, "kind") == "mention" {
				mentions++
			}
		}
		return mentions == n+2
	})
}
