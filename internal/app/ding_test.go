package app_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// telephones are a gateway for short messages or calls: it keeps what it is given.
type telephones struct {
	*httptest.Server
	mu     sync.Mutex
	status int
	got    []string
	keys   []string
}

func newTelephones(t *testing.T) *telephones {
	t.Helper()
	g := &telephones{status: 200}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		g.mu.Lock()
		defer g.mu.Unlock()
		g.got, g.keys = append(g.got, string(b)), append(g.keys, r.Header.Get("Idempotency-Key"))
		if g.status == 0 { // it took the message and its answer is lost
			panic(http.ErrAbortHandler)
		}
		w.WriteHeader(g.status)
	}))
	t.Cleanup(g.Close)
	return g
}

func (g *telephones) answer(status int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.status = status
}

func (g *telephones) count() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.got)
}

// chased is a company with every channel and a clock of its own.
type chased struct {
	*apptest.Company
	clock     *clock.Manual
	box       *mailbox
	sms, call *telephones
	from, to  *apptest.Person
}

func newChased(t *testing.T, engine sqldb.Dialect) *chased {
	t.Helper()
	x := &chased{clock: clock.At(time.Now().Truncate(time.Minute)), box: &mailbox{}, sms: newTelephones(t), call: newTelephones(t)}
	port := x.box.serve(t)
	in := apptest.New(t, engine, func(c *app.Config) {
		c.Mail = app.MailConfig{Host: "127.0.0.1", Port: port, Security: "plain", From: "Tramway <tramway@example.hk>"}
		c.SMS, c.Voice = app.SMSConfig{URL: x.sms.URL}, app.SMSConfig{URL: x.call.URL}
	})
	in.Stop()
	in.Clock = x.clock
	in.Start()
	x.Company = in.Setup()
	x.from, x.to = x.Hire("FROM"), x.Hire("TO")
	p := x.Admin.Must("GET", "/o/{org}/people/"+x.to.ID, nil)
	x.Admin.Must("PATCH", "/o/{org}/people/"+x.to.ID, map[string]any{"name": "TO", "email": x.to.Login, "phone": "+85291234567", "version": p["version"]})
	return x
}

// pass lets time go by, and wakes the house.
func (x *chased) pass(d time.Duration) {
	x.clock.Advance(d)
	x.from.Must("PUT", "/o/{org}/quiet-hours", map[string]any{"on": false, "from": "00:00", "to": "00:00", "days": []int{}})
}

func (x *chased) send(more map[string]any) string {
	body := map[string]any{"text": "倉庫失火 = evacuate", "person_ids": []string{x.to.ID}, "confirm": true}
	for k, v := range more {
		body[k] = v
	}
	return apptest.Text(x.from.Must("POST", "/o/{org}/dings", body), "id")
}

// row is the receiver's, in the sender's table.
func (x *chased) row(id string) map[string]any {
	for _, r := range apptest.Items(x.from.Must("GET", "/o/{org}/dings/"+id+"/receivers", nil), "items") {
		if apptest.Text(apptest.Object(r, "person"), "id") == x.to.ID {
			return r
		}
	}
	return nil
}

// steps are what was done to the receiver, as channel and state.
func (x *chased) steps(id string) string {
	var out []string
	for _, s := range apptest.Items(x.row(id), "steps") {
		out = append(out, apptest.Text(s, "channel")+" "+apptest.Text(s, "state"))
	}
	return strings.Join(out, ", ")
}

func (x *chased) becomes(id, steps string) {
	x.In.T.Helper()
	for end := time.Now().Add(20 * time.Second); x.steps(id) != steps; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			x.In.T.Fatalf("the steps are %q, want %q", x.steps(id), steps)
		}
	}
}

func waiting(p *apptest.Person) int {
	return len(apptest.Items(p.Must("GET", "/o/{org}/ding-open", nil), "items"))
}

var ladder = []map[string]any{{"channel": "push", "after_minutes": 0}, {"channel": "mail", "after_minutes": 5}, {"channel": "sms", "after_minutes": 10}, {"channel": "voice", "after_minutes": 10}}

// A notice shows on the open page, then goes by push, mail, short message and telephone,
// each once and after its wait, until it is confirmed; its sender sees each step.
func TestADingChasesUntilItIsConfirmed(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		x := newChased(t, engine)
		phone, mails := browserOf(t, x.to), len(x.box.text)
		page, sender := x.to.Open(), x.from.Open()
		id := x.send(map[string]any{"steps": ladder, "repeat_minutes": 30})
		if e := page.Push(soon, "changed"); e["ref"] != "ding:"+id {
			t.Errorf("on the page: %v", e)
		}
		if v := pushed(t, phone, 1); v["title"] != "DING from FROM" || v["body"] != "倉庫失火 = evacuate" || v["urgent"] != true || v["link"] != "/o/"+x.ID+"/ding?ding="+id {
			t.Errorf("pushed: %v", v)
		}
		x.becomes(id, "push done")
		x.to.Must("POST", "/o/{org}/dings/"+id+"/seen", map[string]any{"visible": false})
		x.pass(4 * time.Minute)
		x.pass(2 * time.Minute)
		x.becomes(id, "push done, mail done")
		if text := x.box.await(t, mails+1); !strings.Contains(text, "倉庫失火") || !strings.Contains(text, "/ding?ding="+id) {
			t.Errorf("mailed: %s", text)
		}
		x.pass(10 * time.Minute)
		x.becomes(id, "push done, mail done, sms done")
		x.pass(10 * time.Minute)
		x.becomes(id, "push done, mail done, sms done, voice done")
		if x.sms.count() != 1 || x.call.count() != 1 || !strings.Contains(x.sms.got[0], "+85291234567") || !strings.Contains(x.sms.got[0], "倉庫失火") || x.sms.keys[0] == "" {
			t.Errorf("short messages %v, calls %v", x.sms.got, x.call.got)
		}
		x.pass(30 * time.Minute)
		x.becomes(id, "push done, mail done, sms done, voice done, push done")
		if r := x.row(id); r["state"] != "delivered" || r["delivered_at"] == nil || r["seen_at"] != nil {
			t.Errorf("before the answer: %v", r)
		}
		x.to.Must("POST", "/o/{org}/dings/"+id+"/seen", map[string]any{"visible": true})
		if n := waiting(x.to); n != 1 {
			t.Errorf("%d wait: seen is not confirmed", n)
		}
		x.to.Must("POST", "/o/{org}/dings/"+id+"/confirm", nil)
		x.to.Must("POST", "/o/{org}/dings/"+id+"/confirm", nil) // twice is once
		apptest.Eventually(t, "it is over", func() bool { return x.from.Must("GET", "/o/{org}/dings/"+id, nil)["state"] == "done" })
		if r := x.row(id); r["state"] != "confirmed" || r["confirmed_at"] == nil || waiting(x.to) != 0 {
			t.Errorf("after the answer: %v", r)
		}
		if e := sender.Push(soon, "changed"); e["ref"] != "ding:"+id {
			t.Errorf("the sender hears of it: %v", e)
		}
		before := len(phone.Payloads())
		x.pass(40 * time.Minute)
		apptest.Eventually(t, "it is closed on the telephone", func() bool { return strings.Contains(strings.Join(phone.Payloads(), ""), `"close"`) })
		if x.sms.count() != 1 || len(phone.Payloads()) > before+1 {
			t.Errorf("chased after the answer: %v", phone.Payloads())
		}
		if got := actions(x.Admin, "ding.confirm"); len(got) != 1 {
			t.Errorf("%d confirmations in the record", len(got))
		}
		csv := string(x.from.Ask("GET", "/o/{org}/dings/"+id+"/export", nil).Body)
		if !strings.Contains(csv, "TO,") || !strings.Contains(csv, "Confirmed") || len(actions(x.Admin, "ding.export")) != 1 {
			t.Errorf("the table: %s", csv)
		}
	})
}

// What costs money is never sent twice: not when its answer was lost, not after a crash.
// What is down is tried again.
func TestAPaidStepIsTakenOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		x := newChased(t, engine)
		x.sms.answer(0)
		x.call.answer(503)
		id := x.send(map[string]any{"steps": []map[string]any{{"channel": "sms", "after_minutes": 0}, {"channel": "voice", "after_minutes": 1}}})
		x.becomes(id, "sms unknown")
		x.pass(time.Minute)
		apptest.Eventually(t, "the call is put off", func() bool {
			steps := apptest.Items(x.row(id), "steps")
			return len(steps) == 2 && steps[1]["cause"] == "down"
		})
		steps := apptest.Items(x.row(id), "steps")
		if steps[0]["cause"] != "no_answer" || steps[1]["cause"] != "down" || steps[1]["next_at"] == nil {
			t.Errorf("%v", steps)
		}
		x.call.answer(200)
		x.pass(31 * time.Second)
		x.becomes(id, "sms unknown, voice done")
		x.pass(time.Hour)
		x.pass(24 * time.Hour)
		apptest.Eventually(t, "it gives up after a day", func() bool { return x.from.Must("GET", "/o/{org}/dings/"+id, nil)["state"] == "done" })
		if x.sms.count() != 1 || x.call.count() != 2 || x.call.keys[0] != x.call.keys[1] {
			t.Errorf("%d short messages, %d calls %v", x.sms.count(), x.call.count(), x.call.keys)
		}
	})
}

// Who may be chased, with what, and how often.
func TestWhatADingMayNotDo(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		from, to, stranger := c.Hire("FROM"), c.Hire("TO"), c.Another("Elsewhere").Admin
		good := func() map[string]any {
			return map[string]any{"text": "x", "person_ids": []string{to.ID}, "confirm": true}
		}
		for what, change := range map[string]func(map[string]any){
			"no text":                 func(b map[string]any) { b["text"] = "  " },
			"501 characters":          func(b map[string]any) { b["text"] = strings.Repeat("火", 501) },
			"nobody":                  func(b map[string]any) { b["person_ids"] = []string{} },
			"oneself":                 func(b map[string]any) { b["person_ids"] = []string{from.ID} },
			"a stranger":              func(b map[string]any) { b["person_ids"] = []string{stranger.ID} },
			"an unknown department":   func(b map[string]any) { b["department_ids"] = []string{"x"} },
			"mail that nobody brings": func(b map[string]any) { b["steps"] = []map[string]any{{"channel": "mail", "after_minutes": 1}} },
			"a channel twice": func(b map[string]any) {
				b["steps"] = []map[string]any{{"channel": "push", "after_minutes": 1}, {"channel": "push", "after_minutes": 1}}
			},
			"every four minutes":       func(b map[string]any) { b["repeat_minutes"] = 4 },
			"a repeat of what is read": func(b map[string]any) { b["repeat_minutes"], b["confirm"] = 5, false },
			"urgent":                   func(b map[string]any) { b["urgent"] = true },
			"a message unseen":         func(b map[string]any) { b["message"] = map[string]any{"conversation_id": "x", "seq": 1} },
			"next year":                func(b map[string]any) { b["send_at"] = time.Now().Add(200 * 24 * time.Hour) },
		} {
			body := good()
			change(body)
			if a := from.Ask("POST", "/o/{org}/dings", body); a.Status != 422 {
				t.Errorf("%s: %d %s", what, a.Status, a.Body)
			}
		}
		c.Admin.Must("PUT", "/o/{org}/ding-rules", map[string]any{"per_day": 1})
		id := apptest.Text(from.Must("POST", "/o/{org}/dings", good()), "id")
		if a := from.Ask("POST", "/o/{org}/dings", good()); a.Status != 429 || a.Code() != "ding_too_many" {
			t.Errorf("the second: %d %s", a.Status, a.Body)
		}
		if v := from.Must("GET", "/o/{org}/ding-options?to="+to.ID, nil); apptest.Number(v, "left") != 0 || apptest.Items(v, "asked")[0]["may"] != true || apptest.Items(v, "asked")[0]["name"] != "TO" {
			t.Errorf("options: %v", v)
		}
		other := c.Hire("OTHER")
		for _, ask := range [][2]string{{"GET", ""}, {"GET", "/receivers"}, {"GET", "/export"}, {"POST", "/cancel"}, {"POST", "/confirm"}, {"POST", "/later"}} {
			if a := other.Ask(ask[0], "/o/{org}/dings/"+id+ask[1], nil); a.Status != 404 {
				t.Errorf("somebody else, %v: %d", ask, a.Status)
			}
		}
		if a := to.Ask("GET", "/o/{org}/dings/"+id+"/receivers", nil); a.Status != 404 {
			t.Errorf("a receiver sees who else got it: %d", a.Status)
		}
		if v := to.Must("GET", "/o/{org}/dings/"+id, nil); v["receivers"] != 0.0 || v["counts"] != nil {
			t.Errorf("a receiver: %v", v)
		}
	})
}

// Later shows it again in ten minutes, at most twice; cancelling takes it off every page;
// whoever leaves is chased no more.
func TestPuttingOffCancellingLeaving(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		x := newChased(t, engine)
		id := x.send(nil)
		for n := range 2 {
			x.to.Must("POST", "/o/{org}/dings/"+id+"/later", nil)
			if waiting(x.to) != 0 {
				t.Errorf("put off %d times, and it shows", n+1)
			}
			x.pass(10 * time.Minute)
			apptest.Eventually(t, "it shows again", func() bool { return waiting(x.to) == 1 })
		}
		if a := x.to.Ask("POST", "/o/{org}/dings/"+id+"/later", nil); a.Status != 409 || a.Code() != "ding_no_later" {
			t.Errorf("the third time: %d %s", a.Status, a.Body)
		}
		x.from.Must("POST", "/o/{org}/dings/"+id+"/cancel", nil)
		if waiting(x.to) != 0 {
			t.Error("cancelled, and it shows")
		}
		for _, what := range []string{"confirm", "later"} {
			if a := x.to.Ask("POST", "/o/{org}/dings/"+id+"/"+what, nil); a.Code() != "ding_cancelled" {
				t.Errorf("%s: %d %s", what, a.Status, a.Body)
			}
		}
		if a := x.from.Ask("POST", "/o/{org}/dings/"+id+"/cancel", nil); a.Code() != "ding_over" {
			t.Errorf("cancelled twice: %d %s", a.Status, a.Body)
		}
		id = x.send(map[string]any{"steps": []map[string]any{{"channel": "sms", "after_minutes": 5}}})
		x.Admin.SignIn()
		own := apptest.Text(x.to.Must("POST", "/o/{org}/dings", map[string]any{"text": "back", "person_ids": []string{x.from.ID}}), "id")
		x.Admin.Must("POST", "/o/{org}/people/"+x.to.ID+"/leave", map[string]any{})
		if r := x.row(id); r["state"] != "left" {
			t.Errorf("a leaver: %v", r)
		}
		x.pass(6 * time.Minute)
		if x.from.Must("GET", "/o/{org}/dings/"+own, nil)["state"] != "cancelled" || x.sms.count() != 0 {
			t.Errorf("a leaver's own goes on, or %d short messages", x.sms.count())
		}
	})
}

// A notice set for a time goes to whoever is in the department then; quiet hours put it
// off, and what is urgent passes them where the organisation says so.
func TestScheduledQuietAndUrgent(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		x := newChased(t, engine)
		dept := apptest.Text(x.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "Warehouse"}), "id")
		at := x.clock.Now().Add(2 * time.Hour)
		id := x.send(map[string]any{"person_ids": []string{}, "department_ids": []string{dept}, "send_at": at, "text": "nobody is there yet"})
		_ = id
		t.Run("scheduled", func(t *testing.T) {
			if v := x.from.Must("GET", "/o/{org}/dings/"+id, nil); v["state"] != "scheduled" {
				t.Fatalf("%v", v)
			}
			p := x.Admin.Must("GET", "/o/{org}/people/"+x.to.ID, nil)
			x.Admin.Must("PATCH", "/o/{org}/people/"+x.to.ID, map[string]any{"name": "TO", "email": x.to.Login, "phone": "+85291234567", "department_ids": []string{dept}, "version": p["version"]})
			x.pass(time.Hour)
			if waiting(x.to) != 0 {
				t.Error("it shows before its time")
			}
			x.pass(time.Hour)
			apptest.Eventually(t, "it is sent", func() bool { return waiting(x.to) == 1 })
			x.to.Must("POST", "/o/{org}/dings/"+id+"/confirm", nil)
		})
		now := x.clock.Now().In(clock.HongKong)
		hours := map[string]any{"on": true, "from": now.Add(-time.Hour).Format("15:04"), "to": now.Add(time.Hour).Format("15:04"), "days": []int{0, 1, 2, 3, 4, 5, 6}}
		x.to.Must("PUT", "/o/{org}/quiet-hours", hours)
		late := x.send(map[string]any{"steps": []map[string]any{{"channel": "sms", "after_minutes": 0}}})
		if r := x.row(late); r["quiet"] != true || waiting(x.to) != 0 {
			t.Errorf("in quiet hours: %v", r)
		}
		x.Admin.Must("PUT", "/o/{org}/notification-rules", map[string]any{"hide_text": false, "urgent_passes": true})
		urgent := x.send(map[string]any{"urgent": true, "steps": []map[string]any{{"channel": "sms", "after_minutes": 0}}})
		x.becomes(urgent, "sms done")
		if waiting(x.to) != 1 || x.steps(late) != "" {
			t.Errorf("%d show, and the other did %q", waiting(x.to), x.steps(late))
		}
		x.pass(61 * time.Minute)
		x.becomes(late, "sms done")
		if waiting(x.to) != 2 || x.sms.count() != 2 {
			t.Errorf("%d show, %d short messages", waiting(x.to), x.sms.count())
		}
	})
}

// A mail relay that is down loses nothing: the sender sees it, and it goes out later.
func TestAMailThatCouldNotGoOutGoesLater(t *testing.T) {
	t.Parallel()
	port := 1 // nobody listens
	x := &chased{clock: clock.At(time.Now().Truncate(time.Minute))}
	in := apptest.New(t, sqldb.SQLite, func(c *app.Config) {
		c.Mail = app.MailConfig{Host: "127.0.0.1", Port: port, Security: "plain", From: "Tramway <tramway@example.hk>"}
	})
	in.Stop()
	in.Clock = x.clock
	in.Start()
	x.Company = in.Setup()
	in.Log.Expect("mail")
	x.from, x.to = x.Hire("FROM"), x.Hire("TO")
	id := x.send(map[string]any{"steps": []map[string]any{{"channel": "mail", "after_minutes": 0}}})
	x.becomes(id, "mail waiting")
	in.Stop()
	var box mailbox
	in.Config.Mail.Port = box.serve(t)
	in.Start()
	x.pass(31 * time.Second)
	x.becomes(id, "mail done")
	if len(box.text) != 1 || !strings.Contains(box.text[0], "Message-ID") && !strings.Contains(box.text[0], "Message-Id") {
		t.Errorf("%v", box.text)
	}
}

// A thousand receivers are one notice, a page of the table has two hundred, and one more
// is refused.
func TestAThousandReceivers(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		from := c.Hire("FROM")
		dept := apptest.Text(c.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "Everybody"}), "id")
		var file strings.Builder
		file.WriteString("Name,Department\n")
		for n := range 1000 {
			fmt.Fprintf(&file, "WORKER %04d,Everybody\n", n)
		}
		id := apptest.Text(c.Admin.Must("POST", "/o/{org}/people/imports", apptest.File{Name: "a.csv", Content: []byte(file.String())}), "id")
		c.Admin.Must("POST", "/o/{org}/people/imports/"+id+"/apply", nil)
		becomes(t, c.Admin, id, "applied")
		v := from.Must("POST", "/o/{org}/dings", map[string]any{"text": "Typhoon signal 8", "department_ids": []string{dept}, "steps": []map[string]any{{"channel": "push", "after_minutes": 0}}})
		if apptest.Number(v, "receivers") != 1000 {
			t.Fatalf("%v", v)
		}
		ding := apptest.Text(v, "id")
		seen, cursor := 0, ""
		for {
			v := from.Must("GET", "/o/{org}/dings/"+ding+"/receivers?limit=200&cursor="+cursor, nil)
			seen += len(apptest.Items(v, "items"))
			if cursor = apptest.Text(v, "next"); cursor == "" {
				break
			}
		}
		if seen != 1000 {
			t.Errorf("%d rows", seen)
		}
		apptest.Eventually(t, "every step is taken", func() bool {
			return strings.Count(string(from.Ask("GET", "/o/{org}/dings/"+ding+"/export", nil).Body), "skipped") == 1000
		})
		more := c.Hire("ONE MORE")
		if a := from.Ask("POST", "/o/{org}/dings", map[string]any{"text": "x", "department_ids": []string{dept}, "person_ids": []string{more.ID}}); a.Status != 422 {
			t.Errorf("1,001: %d %s", a.Status, a.Body)
		}
	})
}
