package app_test

import (
	"fmt"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func TestFromAnEmptyInstallationToEvidence(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		if boot := in.Nobody().Must("GET", "/boot", nil); boot["state"] != "empty" || boot["setup_code_required"] != true {
			t.Fatalf("boot of an empty installation: %v", boot)
		}
		c := in.Setup()
		c.Admin.Login = "  ADA@Harbour.example "
		admin := c.Admin.Again()

		id := imported(t, admin, staff(t, "HT", 500))
		if v := admin.Must("GET", "/o/{org}/people/imports/"+id, nil); apptest.Number(v, "rows") != 500 || apptest.Number(v, "done") != 500 {
			t.Errorf("rows %v, done %v", v["rows"], v["done"])
		}
		if n := everybody(admin); n != 501 {
			t.Errorf("%d people after importing 500 beside one", n)
		}
		one, two := comeIn(t, c, admin, "HT0007"), comeIn(t, c, admin, "HT0008")
		talk(t, one, two)
		evidence(t, admin, id)
		exports(t, admin, id)
		undo(t, c, admin, id)
	})
}

// talk: both write, and each sees what is unread, who was named, what is read.
func talk(t *testing.T, one, two *apptest.Person) {
	t.Helper()
	conv := one.Direct(two)
	if again := two.Direct(one); again != conv {
		t.Errorf("a second direct conversation of the same two: %s and %s", conv, again)
	}
	for n := range 5 {
		var mentions []string
		if n == 1 || n == 4 {
			mentions = []string{two.ID}
		}
		if a := one.Post(conv, fmt.Sprintf("client-%d", n), fmt.Sprintf("午安 %d", n), mentions...); a.Status != 201 {
			t.Fatalf("posting in %q: %d %s", conv, a.Status, a.Body)
		}
	}
	counts := func(p *apptest.Person, total, mentions int, when string) {
		t.Helper()
		u := p.Must("GET", "/o/{org}/unread", nil)
		v := p.Must("GET", "/o/{org}/conversations/"+conv, nil)
		if apptest.Number(u, "total") != total || apptest.Number(v, "unread") != total {
			t.Errorf("%s: unread %v and %v, want %d", when, u["total"], v["unread"], total)
		}
		if apptest.Number(u, "mentions") != mentions || apptest.Number(v, "mentions") != mentions {
			t.Errorf("%s: mentions %v and %v, want %d", when, u["mentions"], v["mentions"], mentions)
		}
	}
	read := func(seq int) {
		t.Helper()
		two.Must("POST", "/o/{org}/conversations/"+conv+"/read", map[string]any{"seq": seq})
	}
	counts(one, 0, 0, "the writer")
	counts(two, 5, 2, "before reading")
	read(3)
	counts(two, 2, 1, "read up to the third: the mention in the fifth is still unread")
	read(1)
	counts(two, 2, 1, "a mark never goes back")
	read(900)
	counts(two, 0, 0, "read beyond the end")
	if a := two.Post(conv, "answer-1", "收到"); a.Status != 201 || apptest.Number(a.JSON(), "seq") != 6 {
		t.Errorf("the answer: %d %s", a.Status, a.Body)
	}
	counts(one, 1, 0, "the first writer")
}
