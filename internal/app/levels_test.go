package app_test

import (
	"fmt"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// chosen are the choices of whoever has chosen nothing, with some changed.
func chosen(change map[string]any) map[string]any {
	v := map[string]any{"direct_app": true, "direct_push": true, "direct_mail": false, "normal_app": true, "normal_push": false, "normal_mail": false, "mail_every": "daily"}
	for k, x := range change {
		v[k] = x
	}
	return v
}

func choose(p *apptest.Person, change map[string]any) map[string]any {
	return p.Must("PUT", "/o/{org}/notification-choices", chosen(change))
}

func hear(p *apptest.Person, conversation, what string) map[string]any {
	return p.Must("PUT", "/o/{org}/conversations/"+conversation+"/mine", map[string]any{"pinned": false, "hears": what})
}

// mentioned is how often somebody is told under the bell that they were named.
func mentioned(p *apptest.Person) (n int) {
	for _, v := range apptest.Items(p.Must("GET", "/o/{org}/notifications", nil), "items") {
		if v["kind"] == "mention" || v["kind"] == "mention_all" {
			n++
		}
	}
	return n
}

// settle waits until all that was said so far was heard.
func settle(t *testing.T, from, to *apptest.Person) {
	t.Helper()
	group := from.Group("settled", to)
	apptest.Eventually(t, "it was heard", func() bool {
		for _, v := range apptest.Items(to.Must("GET", "/o/{org}/notifications", nil), "items") {
			if v["link"] == "/im/"+group {
				return true
			}
		}
		return false
	})
}

// What is said to somebody, what is said in their groups, and what they chose of each.
func TestEveryLevelIsHeardAsChosen(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two := c.Hire("ONE"), c.Hire("TWO")
		phone := browserOf(t, two)
		group, talk := one.Group("Rota", two), one.Direct(two)
		if v := two.Must("GET", "/o/{org}/notification-choices", nil); v["direct_push"] != true || v["normal_push"] != false || v["mail"] != false {
			t.Errorf("at first: %v", v)
		}
		choose(two, map[string]any{"direct_push": false, "direct_app": false})
		one.Post(talk, "client-1", "not pushed")
		one.Post(group, "client-2", "nor this", two.ID)
		settle(t, one, two)
		choose(two, map[string]any{"direct_push": false, "normal_push": true})
		one.Post(talk, "client-3", "nor is this")
		one.Post(group, "client-4", "to everybody")
		if v := pushed(t, phone, 1); v["body"] != "to everybody" || v["title"] != "ONE · Rota" {
			t.Errorf("of groups: %v", v)
		}
		if n := mentioned(two); n != 0 {
			t.Errorf("%d under the bell", n)
		}
		choose(two, nil)
		one.Post(group, "client-5", "silent again")
		one.Post(talk, "client-6", "said to you")
		if v := pushed(t, phone, 2); v["body"] != "said to you" {
			t.Errorf("of what is said to them: %v", v)
		}
		if a := two.Ask("PUT", "/o/{org}/notification-choices", chosen(map[string]any{"mail_every": "always"})); a.Status != 422 {
			t.Errorf("an unknown period: %d", a.Status)
		}
	})
}

// One conversation may be heard otherwise than the rest: all of it, or nothing.
func TestAConversationIsHeardOtherwise(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two := c.Hire("ONE"), c.Hire("TWO")
		phone := browserOf(t, two)
		group := one.Group("Rota", two)
		if v := hear(two, group, "all"); v["hears"] != "all" {
			t.Errorf("%v", v)
		}
		one.Post(group, "client-1", "all of it")
		if v := pushed(t, phone, 1); v["body"] != "all of it" {
			t.Errorf("%v", v)
		}
		if v := two.Must("GET", "/o/{org}/unread", nil); apptest.Number(v, "direct") < 1 {
			t.Errorf("it counts as said to them: %v", v)
		}
		two.Must("POST", "/o/{org}/conversations/"+group+"/read", map[string]any{"seq": 2})
		if v := hear(two, group, "nothing"); v["hears"] != "nothing" || v["muted_until"] == nil {
			t.Errorf("%v", v)
		}
		one.Post(group, "client-2", "not even this", two.ID)
		one.Post(group, "client-3", "nor this", "all")
		settle(t, one, two)
		if v := two.Must("GET", "/o/{org}/unread", nil); v["mentions"] != 0.0 || v["direct"] != 0.0 {
			t.Errorf("nothing counts: %v", v)
		}
		two.Must("POST", "/o/{org}/conversations/"+group+"/read", map[string]any{"seq": 4})
		hear(two, group, "")
		one.Post(group, "client-4", "but this", two.ID)
		apptest.Eventually(t, "it is said again", func() bool { return len(phone.Payloads()) > 1 })
		for i := 2; i <= len(phone.Payloads()); i++ {
			if v := pushed(t, phone, i); v["t"] == "show" && v["body"] != "but this" {
				t.Errorf("%v", v)
			}
		}
		apptest.Eventually(t, "one is under the bell", func() bool { return mentioned(two) == 1 })
		choose(two, map[string]any{"normal_app": false})
		one.Post(group, "client-5", "only marked")
		if v := two.Must("GET", "/o/{org}/unread", nil); v["total"] != 0.0 || v["groups_counted"] != false || v["mentions"] != 1.0 {
			t.Errorf("groups are not counted: %v", v)
		}
	})
}

// What is unread is mailed as often as chosen, once, without what was read, left or muted.
func TestWhatIsUnreadIsMailed(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		x := newMailed(t, engine)
		one, two := x.Hire("ONE"), x.Hire("TWO")
		talk, group, left, read := one.Direct(two), one.Group("Rota", two), one.Group("Left", two), one.Group("Read", two)
		one.Post(talk, "client-0", "before it was chosen")
		choose(two, map[string]any{"direct_mail": true, "mail_every": "hourly"})
		x.pass(time.Minute)
		for i, where := range []string{talk, group, left, read} {
			one.Post(where, fmt.Sprint("client-1", i), fmt.Sprint("到達 ", i), two.ID)
		}
		one.Post(group, "client-2", "to nobody in particular")
		two.Must("POST", "/o/{org}/conversations/"+left+"/leave", nil)
		two.Must("POST", "/o/{org}/conversations/"+read+"/read", map[string]any{"seq": 9})
		x.pass(time.Hour)
		text := x.mailed(1)
		x.says(text, "到達 0", "Rota (1)", "到達 1", "/im/"+talk, "/me#me-messages", "two@")
		x.doesNotSay(text, "before it was chosen", "Left", "到達 2", "到達 3", "in particular")
		x.pass(time.Hour)
		x.pass(time.Hour)
		x.Admin.Must("PUT", "/o/{org}/notification-rules", map[string]any{"hide_text": true, "urgent_passes": false})
		one.Post(talk, "client-3", "a secret")
		x.pass(time.Hour)
		text = x.mailed(2)
		x.says(text, "ONE: new messages (1)")
		x.doesNotSay(text, "a secret", "到達", "Rota")
	})
}

// Once a day is at nine in Hong Kong; a restart in between does not mail twice.
func TestMailOnceADay(t *testing.T) {
	t.Parallel()
	x := newMailed(t, sqldb.SQLite) // it is 12:00 in Hong Kong
	one, two, three := x.Hire("ONE"), x.Hire("TWO"), x.Hire("THREE")
	choose(two, map[string]any{"normal_mail": true})
	choose(three, map[string]any{"direct_mail": true})
	x.pass(time.Minute)
	one.Post(one.Group("Rota", two, three), "client-1", "all of you")
	one.Post(one.Direct(three), "client-2", "only you")
	x.pass(20 * time.Hour)
	if n := len(x.box.letters()); n != 0 {
		t.Errorf("%d before nine", n)
	}
	x.In.Stop()
	x.clock.Advance(70 * time.Minute)
	x.In.Start()
	x.mailed(2)
	x.In.Stop()
	x.In.Start()
	x.pass(25 * time.Hour)
	if n := len(x.box.letters()); n != 2 {
		t.Errorf("%d mails", n)
	}
	x.Admin.SignIn()
	x.Admin.Must("POST", "/o/{org}/people/"+three.ID+"/leave", map[string]any{})
	one.Post(one.Direct(two), "client-3", "said to you")
	x.box.refuses(true)
	choose(two, map[string]any{"direct_mail": true})
	x.pass(25 * time.Hour)
	if n := len(x.box.letters()); n != 2 {
		t.Errorf("%d mails, when the relay refused", n)
	}
}
