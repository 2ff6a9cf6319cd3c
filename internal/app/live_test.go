package app_test

import (
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// soon is how long a test waits for what reaches a page: long, for a machine may be
// busy; how long it takes is for the benchmarks.
const soon = 30 * time.Second

// quiet is how long nothing has to come to be believed.
const quiet = 300 * time.Millisecond

func TestAMessageReachesOpenPages(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two, out := c.Hire("ONE"), c.Hire("TWO"), c.Hire("OUTSIDE")
		conv := one.Direct(two)
		inside := two.Open()
		outside := out.Open()
		one.Post(conv, "client-1", "到達")
		m := inside.Push(soon, "message")
		if apptest.Text(m, "conversation_id") != conv || apptest.Text(apptest.Object(m, "message"), "text") != "到達" {
			t.Errorf("pushed: %v", m)
		}
		if m := outside.Push(quiet, "message"); m != nil {
			t.Errorf("somebody else heard it: %v", m)
		}
		two.Must("POST", "/o/{org}/conversations/"+conv+"/read", map[string]any{"seq": 1})
		if m := inside.Push(soon, "read"); apptest.Number(m, "seq") != 1 {
			t.Errorf("the read mark: %v", m)
		}
	})
}

func TestTheDoorForSocketsAsksWhoComes(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		stranger := c.Another("Elsewhere").Admin
		member, norole := c.Hire("MEMBER"), c.Hire("NOROLE")
		c.Become(norole)
		intruder, forged, nowhere := *stranger, *member, *member
		intruder.Org, forged.Token, nowhere.Org = c.ID, member.Token+"x", ""
		for _, k := range []struct {
			name   string
			who    *apptest.Person
			origin string
			status int
		}{{"a colleague", member, "", 101}, {"our own page", member, c.In.Config.Origin, 101},
			{"another site's page", member, "https://evil.example", 403}, {"a page without an origin of its own", member, "null", 403},
			{"nobody", &apptest.Person{In: c.In, Org: c.ID}, "", 401}, {"a forged session", &forged, "", 401},
			{"a stranger", &intruder, "", 404}, {"no organisation", &nowhere, "", 404}, {"a person without a role", norole, "", 403}} {
			if _, status := k.who.Listen(k.origin); status != k.status {
				t.Errorf("%s: %d, want %d", k.name, status, k.status)
			}
		}
	})
}

func TestWhoMayListenToWhat(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		member, colleague := c.Hire("MEMBER"), c.Hire("COLLEAGUE")
		mine, foreign := member.Group("Mine", colleague), c.Admin.Group("Theirs", colleague)
		for channel, may := range map[string]bool{"c:" + mine: true, "c:" + foreign: false, "c:": false, "c:nothing": false,
			"p:" + colleague.ID: false, "p:" + c.Admin.ID: false, "": false, "x:" + mine: false, mine: false, "c:" + mine + "\x00": false} {
			s := member.Open() // some are refused by closing the socket
			if e := s.Ask("subscribe", map[string]any{"channel": channel}); (e == nil) != may {
				t.Errorf("subscribing to %q: %v, want allowed %v", channel, e, may)
			}
		}
		s := member.Open()
		for _, channel := range []string{"c:" + foreign, "p:" + colleague.ID, "p:" + member.ID} {
			if e := s.Ask("publish", map[string]any{"channel": channel, "data": map[string]any{"t": "message"}}); e == nil {
				t.Errorf("may speak in %s", channel)
			}
		}
	})
}

func TestTypingIsHeardAndForgotten(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two := c.Hire("ONE"), c.Hire("TWO")
		conv := c.Admin.Group("Typing", one, two)
		recorded := func() int {
			return len(apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries?object=conversation:"+conv, nil), "items"))
		}
		entries := recorded()
		a := one.Open()
		b := two.Open()
		for _, s := range []*apptest.Socket{a, b} {
			if e := s.Ask("subscribe", map[string]any{"channel": "c:" + conv}); e != nil {
				t.Fatalf("subscribing: %v", e)
			}
		}
		typing := map[string]any{"channel": "c:" + conv, "data": map[string]any{"person_id": two.ID, "text": "a secret draft"}}
		if e := a.Ask("publish", typing); e != nil {
			t.Fatalf("typing: %v", e)
		}
		m := b.Push(soon, "typing")
		if apptest.Text(m, "person_id") != one.ID || m["text"] != nil {
			t.Errorf("heard %v: want the one who types, and nothing of their making", m)
		}
		if texts, _ := resume(two, conv, 0); len(texts) != 0 {
			t.Errorf("stored: %v", texts)
		}
		if n := recorded(); n != entries {
			t.Errorf("the record of the conversation grew from %d to %d", entries, n)
		}
		// Whoever leaves neither hears nor says anything more.
		two.Must("POST", "/o/{org}/conversations/"+conv+"/leave", nil)
		apptest.Eventually(t, "the one who left may not speak", func() bool {
			return b.Ask("publish", map[string]any{"channel": "c:" + conv, "data": map[string]any{}}) != nil
		})
		if e := a.Ask("publish", typing); e != nil {
			t.Fatalf("typing again: %v", e)
		}
		for m := b.Push(quiet, "typing"); m != nil; m = b.Push(quiet, "typing") {
			if apptest.Text(m, "person_id") == one.ID {
				t.Error("the one who left still hears who types")
			}
		}
	})
}

func TestSigningOutEverywhereClosesSockets(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		phone := c.Hire("PERSON")
		desk := phone.Again()
		onPhone := phone.Open()
		onDesk := desk.Open()
		bystander := c.Admin.Open()
		ends(t, "the phone's own sign-out", onPhone, func() { phone.Must("POST", "/sign-out", nil) })
		if _, ended := onDesk.Closed(quiet); ended {
			t.Error("signing out on the phone closed the desk's socket")
		}
		ends(t, "signing out everywhere", onDesk, func() { desk.Must("POST", "/sign-out-everywhere", nil) })
		if _, ended := bystander.Closed(quiet); ended {
			t.Error("somebody else's socket closed")
		}
		for _, p := range []*apptest.Person{phone, desk} {
			if _, status := p.Listen(""); status != 401 {
				t.Errorf("coming back with the same session: %d", status)
			}
		}
	})
}

func ends(t *testing.T, what string, s *apptest.Socket, act func()) {
	t.Helper()
	act()
	if code, ok := s.Closed(soon); !ok || code != 3510 {
		t.Errorf("%s: closed %v within a second, code %d", what, ok, code)
	}
}
