package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// marking holds what says "later", leaves "slow" pending and refuses "never".
var marking = life.Inspector{Name: "marking", Kinds: []string{"message"}, Inspect: func(_ *org.Tx, c life.Content) (life.Verdict, error) {
	switch {
	case strings.Contains(c.Text, "later"):
		return life.Verdict{State: life.Held, Reason: "it says later"}, nil
	case strings.Contains(c.Text, "slow"):
		return life.Verdict{State: life.Pending}, nil
	case strings.Contains(c.Text, "never"):
		return life.Verdict{}, life.Refuse("body.text", "it says never")
	}
	return life.Verdict{}, nil
}}

// other kinds are none of its business: it would refuse everything.
var filesOnly = life.Inspector{Name: "files", Kinds: []string{"file"}, Inspect: func(*org.Tx, life.Content) (life.Verdict, error) {
	return life.Verdict{}, life.Refuse("body.file", "any")
}}

// A held message reaches nobody but its sender: not live, not as unread, not in the
// list, not as a change, a notice or work of those it names. Released by somebody else
// with the right, it is there for all, in the next place.
func TestAHeldMessageReachesNobodyUntilItIsReleased(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		c.In.App.Chat.Inspectors(filesOnly, marking)
		a, b := c.Hire("ANNA"), c.Hire("BEN")
		talk := a.Group("talk", b)
		socket := b.Open()
		a.Post(talk, "client-1", "now")
		if socket.Push(30*time.Second, "message") == nil {
			t.Fatal("the first message does not come")
		}
		seen := func() string {
			v := b.Must("GET", "/o/{org}/conversations/"+talk, nil)
			u := b.Must("GET", "/o/{org}/unread", nil)
			changes := fmt.Sprint(b.Must("GET", "/o/{org}/changes", nil))
			notices := len(apptest.Items(b.Must("GET", "/o/{org}/notifications", nil), "items"))
			work := len(apptest.Items(b.Must("GET", "/o/{org}/work", nil), "items"))
			return fmt.Sprint(v["last_seq"], v["unread"], v["mentions"], u["total"], u["mentions"], notices, work, len(changes), texts(b, talk), apptest.Text(apptest.Object(v, "last"), "text"))
		}
		apptest.Eventually(t, "the notice of joining", func() bool {
			return len(apptest.Items(b.Must("GET", "/o/{org}/notifications", nil), "items")) == 1
		})
		before := seen()
		held := a.Post(talk, "client-2", "later, please", b.ID)
		if held.Status != 201 || held.JSON()["state"] != "held" || apptest.Number(held.JSON(), "seq") != 0 {
			t.Fatalf("%d %s", held.Status, held.Body)
		}
		if again := a.Post(talk, "client-2", "later, please", b.ID); again.Status != 200 || apptest.Text(again.JSON(), "id") != apptest.Text(held.JSON(), "id") {
			t.Errorf("sent again: %d %s", again.Status, again.Body)
		}
		if slow := a.Post(talk, "client-3", "slow"); slow.JSON()["state"] != "pending" {
			t.Errorf("slow: %s", slow.Body)
		}
		if never := a.Post(talk, "client-4", "never"); never.Status != 422 || !strings.Contains(string(never.Body), "it says never") {
			t.Errorf("never: %d %s", never.Status, never.Body)
		}
		if m := socket.Push(300*time.Millisecond, "message"); m != nil {
			t.Errorf("it was pushed: %v", m)
		}
		if got := seen(); got != before {
			t.Errorf("others see\n%s\nwant\n%s", got, before)
		}
		own := apptest.Items(a.Must("GET", "/o/{org}/conversations/"+talk+"/held", nil), "items")
		if len(own) != 2 || apptest.Text(own[0], "text") != "later, please" {
			t.Errorf("its sender sees %v", own)
		}
		if others := apptest.Items(b.Must("GET", "/o/{org}/conversations/"+talk+"/held", nil), "items"); len(others) != 0 {
			t.Errorf("another member sees %v", others)
		}
		releases(t, c, a, b, talk, apptest.Text(held.JSON(), "id"), socket)
	})
}

func releases(t *testing.T, c *apptest.Company, a, b *apptest.Person, talk, id string, socket *apptest.Socket) {
	t.Helper()
	b.Post(talk, "client-5", "meanwhile")
	if status, _ := b.Do("POST", "/o/{org}/held-messages/"+id+"/release", nil); status != 403 {
		t.Errorf("without the right: %d", status)
	}
	list := c.Admin.Must("GET", "/o/{org}/held-messages", nil)
	if items := apptest.Items(list, "items"); len(items) != 2 || items[0]["reason"] != "it says later" || strings.Contains(fmt.Sprint(list), "please") {
		t.Errorf("whoever may release reads %v", list)
	}
	c.Admin.Must("POST", "/o/{org}/held-messages/"+id+"/release", nil)
	if status, _ := c.Admin.Do("POST", "/o/{org}/held-messages/"+id+"/release", nil); status != 404 {
		t.Errorf("released twice: %d", status)
	}
	for _, want := range []string{"meanwhile", "later, please"} {
		if m := socket.Push(5*time.Second, "message"); apptest.Text(apptest.Object(m, "message"), "text") != want {
			t.Errorf("pushed %v, want %s", m, want)
		}
	}
	if got := texts(b, talk); !slices.Equal(got, []string{"now", "meanwhile", "later, please"}) {
		t.Errorf("in the end: %v", got)
	}
	v := a.Must("GET", "/o/{org}/conversations/"+talk, nil)
	if apptest.Number(v, "unread") != 2 { // what was said before its release is not read by its sender
		t.Errorf("the sender has read what they have not seen: %v unread", v["unread"])
	}
	apptest.Eventually(t, "the notice of the mention", func() bool {
		items := apptest.Items(b.Must("GET", "/o/{org}/notifications", nil), "items")
		return len(items) == 2 && items[0]["kind"] == "mention"
	})
	pending := apptest.Items(c.Admin.Must("GET", "/o/{org}/held-messages", nil), "items")
	c.Admin.Must("POST", "/o/{org}/held-messages/"+apptest.Text(pending[0], "id")+"/refuse", nil)
	if left := apptest.Items(a.Must("GET", "/o/{org}/conversations/"+talk+"/held", nil), "items"); len(left) != 0 {
		t.Errorf("after refusing: %v", left)
	}
	own := c.Admin.Group("admin's", b)
	mine := c.Admin.Post(own, "client-6", "later too")
	if got := c.Admin.Ask("POST", "/o/{org}/held-messages/"+apptest.Text(mine.JSON(), "id")+"/release", nil); got.Code() != "own_message_held" {
		t.Errorf("one's own: %d %s", got.Status, got.Body)
	}
}

func texts(p *apptest.Person, conversation string) (out []string) {
	for _, m := range apptest.Items(p.Must("GET", "/o/{org}/conversations/"+conversation+"/messages", nil), "items") {
		out = append(out, apptest.Text(m, "text"))
	}
	return out
}
