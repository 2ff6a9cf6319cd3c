package app_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// The database server is restarted under people who work: what they ask meanwhile
// is refused as unavailable, what was acknowledged is there, and the program goes
// on by itself when the server is back.
func TestTheDatabaseServerIsRestarted(t *testing.T) {
	t.Parallel()
	cluster, err := sqldbtest.Start(os.TempDir()) // the server runs as somebody else, who can not enter the test's own folder
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := cluster.Stop(); err != nil {
			t.Error(err)
		}
	}()
	in := apptest.New(t, sqldb.Postgres, func(c *app.Config) { c.Postgres = cluster.DSN })
	in.Log.Expect("") // a server that is gone is logged by all who miss it
	c := in.Setup()
	conversation := c.Admin.Direct(c.Hire("CHAN Tai Man"))
	post := func(text string) apptest.Answer { return c.Admin.Post(conversation, "client-id-"+text, text) }
	if a := post("before"); a.Status != 201 {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	if err := cluster.Halt(); err != nil {
		t.Fatal(err)
	}
	if a := post("meanwhile"); a.Status != 503 || a.Code() != "storage_away" || strings.Contains(string(a.Body), "127.0.0.1") {
		t.Errorf("while it is away: %d %s", a.Status, a.Body)
	}
	if a := c.Admin.Ask("GET", "/o/{org}/people", nil); a.Status != 503 {
		t.Errorf("reading while it is away: %d %s", a.Status, a.Body)
	}
	if err := cluster.Resume(); err != nil {
		t.Fatal(err)
	}
	apptest.Eventually(t, "it goes on by itself", func() bool { return post("after").Status/100 == 2 })
	whole(t, c, conversation, []string{"before", "after"})
	in.Stop()
}

// The machine's clock jumps back a year and then forward two: nothing is lost, the
// order of messages and of the record stays that of writing, and new ids differ.
func TestTheClockJumps(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		in.Stop()
		hands := clock.At(time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
		in.Clock = hands
		in.Start()
		c := in.Setup()
		conversation := c.Admin.Direct(c.Hire("CHAN Tai Man"))
		var posted []string
		ids := map[string]bool{}
		for n, jump := range []time.Duration{0, -365 * 24 * time.Hour, 0, time.Hour, 2 * 365 * 24 * time.Hour, -730 * 24 * time.Hour} {
			hands.Advance(jump)
			if jump > 24*time.Hour { // sessions end in the meantime, as they should
				c.Admin.SignIn()
			}
			text := fmt.Sprint("message ", n)
			a := c.Admin.Post(conversation, "client-id-"+text, text)
			if a.Status != 201 {
				t.Fatalf("after a jump of %v: %d %s", jump, a.Status, a.Body)
			}
			id := apptest.Text(a.JSON(), "id")
			if ids[id] || id == "" {
				t.Errorf("the id %q twice", id)
			}
			ids[id], posted = true, append(posted, text)
		}
		whole(t, c, conversation, posted)
		in.Stop()
		in.Start()
		whole(t, c, conversation, posted)
	})
}
