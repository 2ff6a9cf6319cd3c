package app_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/push/pushtest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// browserOf subscribes a person's browser; its pushes go to a service of its own.
func browserOf(t *testing.T, p *apptest.Person) *pushtest.Service {
	t.Helper()
	s := pushtest.New(t, apptest.Text(p.Must("GET", "/o/{org}/push", nil), "public_key"))
	subscribe(p, s)
	return s
}

func subscribe(p *apptest.Person, s *pushtest.Service) string {
	endpoint, key, auth := s.Subscription()
	return apptest.Text(p.Must("POST", "/o/{org}/push/browsers", map[string]any{"endpoint": endpoint, "p256dh": key, "auth": auth}), "id")
}

// pushed waits for the nth push, from 1.
func pushed(t *testing.T, s *pushtest.Service, n int) map[string]any {
	t.Helper()
	apptest.Eventually(t, fmt.Sprintf("push %d comes", n), func() bool { return len(s.Payloads()) >= n })
	var v map[string]any
	if err := json.Unmarshal([]byte(s.Payloads()[n-1]), &v); err != nil {
		t.Fatal(err, s.Problem)
	}
	return v
}

func browsers(p *apptest.Person) []map[string]any {
	return apptest.Items(p.Must("GET", "/o/{org}/push", nil), "browsers")
}

// A message reaches the browser of whoever has no page open; what is read elsewhere is
// closed; with a page open, and for whoever was not spoken to, nothing is pushed.
func TestAMessageIsPushedToWhoIsAway(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two := c.Hire("ONE"), c.Hire("TWO")
		phone := browserOf(t, two)
		talk := one.Direct(two)
		one.Post(talk, "client-1", "到達\nKwun Tong")
		v := pushed(t, phone, 1)
		if v["t"] != "show" || v["title"] != "ONE" || v["body"] != "到達 Kwun Tong" || v["link"] != "/o/"+c.ID+"/im/"+talk {
			t.Errorf("pushed: %v", v)
		}
		if b := browsers(two); len(b) != 1 || b[0]["current"] != true {
			t.Errorf("browsers: %v", b)
		}
		apptest.Eventually(t, "the push is noted", func() bool { return browsers(two)[0]["pushed_at"] != nil })
		two.Must("POST", "/o/{org}/conversations/"+talk+"/read", map[string]any{"seq": 1})
		if closed := pushed(t, phone, 2); closed["t"] != "close" || closed["tag"] != v["tag"] {
			t.Errorf("read elsewhere: %v", closed)
		}
		group := one.Group("Rota", two)
		one.Post(group, "client-2", "to nobody in particular")
		socket := two.Open()
		one.Post(talk, "client-3", "they have a page open")
		socket.Push(soon, "message")
		c.Admin.Must("PUT", "/o/{org}/notification-rules", map[string]any{"hide_text": true, "urgent_passes": false})
		socket.Leave()
		apptest.Eventually(t, "the page is gone", func() bool {
			one.Post(group, fmt.Sprint("client-", time.Now().UnixNano()), "a secret for TWO", two.ID)
			return len(phone.Payloads()) > 2
		})
		if v := pushed(t, phone, 3); v["body"] != "New message" || v["title"] != "ONE" || strings.Contains(fmt.Sprint(v), "secret") || strings.Contains(fmt.Sprint(v), "Rota") {
			t.Errorf("where texts are hidden: %v", v)
		}
	})
}

// Who signs out, is signed out, leaves or has another take the browser over hears
// nothing there any more; what a push service calls gone is forgotten.
func TestABrowserHearsOnlyItsOwnPerson(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two, three, four := c.Hire("ONE"), c.Hire("TWO"), c.Hire("THREE"), c.Hire("FOUR")
		phone, own, lost := browserOf(t, two), browserOf(t, three), browserOf(t, four)
		lost.Answer(410, nil)
		for i, p := range []*apptest.Person{two, three, four} {
			one.Post(one.Direct(p), fmt.Sprint("client-", i), "hello")
		}
		pushed(t, phone, 1)
		pushed(t, own, 1)
		apptest.Eventually(t, "what is gone is forgotten", func() bool { return len(browsers(four)) == 0 })
		subscribe(three, phone)
		if len(browsers(two)) != 0 || len(browsers(three)) != 2 {
			t.Errorf("the browser is taken over: %v, %v", browsers(two), browsers(three))
		}
		mine := browsers(three)
		two.Ask("DELETE", "/o/{org}/push/browsers/"+apptest.Text(mine[0], "id"), nil)
		three.Must("DELETE", "/o/{org}/push/browsers/"+apptest.Text(mine[0], "id"), nil)
		if n := len(browsers(three)); n != 1 {
			t.Errorf("%d after removing one of two, and somebody else trying", n)
		}
		subscribe(two, phone)
		two.Must("POST", "/sign-out", nil)
		two.SignIn()
		apptest.Eventually(t, "signed out", func() bool { return len(browsers(two)) == 0 })
		c.Admin.Must("POST", "/o/{org}/people/"+three.ID+"/leave", map[string]any{})
		one.Post(one.Direct(two), "client-9", "nobody hears this")
		for _, bad := range []string{"http://example.com/x", "https://127.0.0.1/x", "https://u:p@push.example/x", "x"} {
			_, key, auth := phone.Subscription()
			if a := two.Ask("POST", "/o/{org}/push/browsers", map[string]any{"endpoint": bad, "p256dh": key, "auth": auth}); a.Status != 422 && !(bad == "https://127.0.0.1/x" && a.Status == 201) {
				t.Errorf("%s: %d %s", bad, a.Status, a.Body)
			}
		}
		if len(phone.Payloads()) != 1 || len(own.Payloads()) != 1 {
			t.Errorf("pushed after the end: %v %v", phone.Payloads(), own.Payloads())
		}
	})
}

// A push service that is down is asked again.
func TestAPushIsTriedAgain(t *testing.T) {
	t.Parallel()
	c := apptest.New(t, sqldb.SQLite).Setup()
	one, two := c.Hire("ONE"), c.Hire("TWO")
	phone := browserOf(t, two)
	phone.Answer(503, map[string][]string{"Retry-After": {"1"}})
	one.Post(one.Direct(two), "client-1", "hello")
	pushed(t, phone, 1)
	phone.Answer(201, nil)
	if v := pushed(t, phone, 2); v["body"] != "hello" {
		t.Errorf("%v", v)
	}
	apptest.Eventually(t, "it is noted", func() bool { return browsers(two)[0]["pushed_at"] != nil })
}

// In quiet hours nothing is pushed.
func TestQuietHoursAreQuiet(t *testing.T) {
	t.Parallel()
	c := apptest.New(t, sqldb.SQLite).Setup()
	one, two := c.Hire("ONE"), c.Hire("TWO")
	phone := browserOf(t, two)
	all := map[string]any{"on": true, "from": "00:00", "to": "00:00", "days": []int{0, 1, 2, 3, 4, 5, 6}}
	if v := two.Must("PUT", "/o/{org}/quiet-hours", all); v["on"] != true || v["from"] != "00:00" {
		t.Errorf("%v", v)
	}
	one.Post(one.Direct(two), "client-1", "at night")
	time.Sleep(quiet)
	two.Must("PUT", "/o/{org}/quiet-hours", map[string]any{"on": false, "from": "00:00", "to": "00:00", "days": []int{}})
	one.Post(one.Direct(two), "client-2", "in the morning")
	if v := pushed(t, phone, 1); v["body"] != "in the morning" {
		t.Errorf("%v", v)
	}
	if a := two.Ask("PUT", "/o/{org}/quiet-hours", map[string]any{"on": true, "from": "25:00", "to": "08:00", "days": []int{1}}); a.Status != 422 {
		t.Errorf("%d %s", a.Status, a.Body)
	}
}

// A muted conversation is silent for whoever muted it, and for nobody else.
func TestAMutedConversationIsNotPushed(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		one, two := c.Hire("ONE"), c.Hire("TWO")
		phone, other := browserOf(t, two), browserOf(t, one)
		talk := one.Direct(two)
		two.Must("PUT", "/o/{org}/conversations/"+talk+"/mine", map[string]any{"pinned": false, "muted_until": "2099-01-01T00:00:00Z"})
		one.Post(talk, "client-1", "in silence")
		c.Admin.Post(c.Admin.Direct(two), "client-2", "aloud")
		if v := pushed(t, phone, 1); v["body"] != "aloud" {
			t.Errorf("%v", v)
		}
		two.Post(talk, "client-3", "an answer")
		if v := pushed(t, other, 1); v["body"] != "an answer" {
			t.Errorf("%v", v)
		}
	})
}
