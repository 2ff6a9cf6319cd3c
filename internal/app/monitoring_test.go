package app_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// watching is a company whose administrator wants to read conversations.
type watching struct {
	*apptest.Company
	t        *testing.T
	one, two *apptest.Person
	room     string // of both
}

func watchers(t *testing.T, f func(t *testing.T, w watching)) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		w := watching{Company: c, t: t, one: c.Hire("ONE"), two: c.Hire("TWO")}
		w.room = w.one.Direct(w.two)
		w.one.Post(w.room, "client-1", "the price we gave")
		f(t, w)
	})
}

// policy tells everybody; days from today it holds.
func (w watching) policy(days int) string {
	d := draft("Monitoring of conversations", map[string]any{"everybody": true})
	d["policy"] = true
	d["content"].(map[string]any)["effective_on"] = time.Now().In(clock.HongKong).AddDate(0, 0, days).Format(time.DateOnly)
	return announced(w.t, w.Admin, d)
}

func (w watching) assess(version int, notice string, coverage int) apptest.Answer {
	words := "Complaints of customers about prices are looked into by two people."
	return w.Admin.Ask("PUT", "/o/{org}/monitoring/gates/chats", map[string]any{"version": version, "purpose": words, "necessity": words, "alternatives": words, "readers": words,
		"kept_days": 30, "notice_id": notice, "coverage": coverage})
}

func (w watching) open() apptest.Answer {
	return w.Admin.Ask("POST", "/o/{org}/monitoring/gates/chats/open", map[string]any{"until": time.Now().Add(24 * time.Hour).Format(time.RFC3339)})
}

func (w watching) consents(p *apptest.Person, yes bool) {
	w.t.Helper()
	p.Must("PUT", "/o/{org}/monitoring/mine/chats", map[string]any{"consents": yes})
}

func (w watching) begin(whose *apptest.Person) apptest.Answer {
	return w.Admin.Ask("POST", "/o/{org}/monitoring/readings", map[string]any{"person_id": whose.ID, "from": time.Now().Add(-24 * time.Hour).Format(time.RFC3339),
		"to": time.Now().Add(time.Hour).Format(time.RFC3339), "reason": "A customer complains about a price that was given."})
}

// The switch stays shut until it is on record why, employees were told by a policy that
// holds, and enough of them consent; each refusal says what lacks.
func TestTheMonitoringGateStaysShut(t *testing.T) {
	watchers(t, func(t *testing.T, w watching) {
		expectCode(t, "nothing is on record", w.open(), http.StatusConflict, "monitoring_purpose")
		expectCode(t, "somebody else's gate", w.one.Ask("GET", "/o/{org}/monitoring/gates", nil), http.StatusForbidden, "not_allowed")
		if a := w.Admin.Ask("PUT", "/o/{org}/monitoring/gates/chats", map[string]any{"version": 0, "purpose": "short", "necessity": "", "alternatives": "", "readers": "", "kept_days": 400, "notice_id": "", "coverage": 100}); a.Status != 422 {
			t.Errorf("a short word, and more than six months: %d %s", a.Status, a.Body)
		}
		expectStatus(t, "without a notice", w.assess(0, "", 100), 200)
		expectCode(t, "nobody was told", w.open(), http.StatusConflict, "monitoring_notice")
		expectCode(t, "nothing to consent to", w.one.Ask("PUT", "/o/{org}/monitoring/mine/chats", map[string]any{"consents": true}), http.StatusConflict, "monitoring_notice")
		expectStatus(t, "by a policy of tomorrow", w.assess(1, w.policy(1), 100), 200)
		expectCode(t, "it does not hold yet", w.open(), http.StatusConflict, "monitoring_effective")
		expectStatus(t, "by one of today", w.assess(2, w.policy(0), 100), 200)
		expectCode(t, "nobody consents", w.open(), http.StatusConflict, "monitoring_consents")
		expectCode(t, "an old page", w.assess(2, "", 100), http.StatusConflict, "version_conflict")
		w.consents(w.one, false) // what was never given
		for _, p := range []*apptest.Person{w.one, w.two} {
			w.consents(p, true)
		}
		expectCode(t, "two of three", w.open(), http.StatusConflict, "monitoring_consents")
		expectCode(t, "shut", w.begin(w.one), http.StatusForbidden, "monitoring_shut")
		w.consents(w.Admin, true)
		expectStatus(t, "all three", w.open(), 200)
		w.Become(w.Hire("GUEST"), authz.Guest) // is no employee, and is not counted
		expectStatus(t, "open", w.begin(w.one), http.StatusCreated)
		w.Admin.Must("POST", "/o/{org}/monitoring/gates/chats/shut", nil)
		expectCode(t, "shut again", w.begin(w.one), http.StatusForbidden, "monitoring_shut")
		wantActions(t, w.Admin, "monitoring.close", "monitoring.read", "monitoring.open")
	})
}

// Only conversations are read all of whose members consent; they see who read them; and
// whoever takes the consent back is out at once.
func TestOnlyWhoConsentsIsRead(t *testing.T) {
	watchers(t, func(t *testing.T, w watching) {
		third := w.Hire("THIRD")
		private := w.one.Direct(third)
		w.one.Post(private, "client-2", "what the third does not want read")
		group := w.one.Group("Prices", w.two, third)
		third.Post(group, "client-3", "said by one who has left since")
		third.Must("POST", "/o/{org}/conversations/"+group+"/leave", nil)
		expectStatus(t, "on record", w.assess(0, w.policy(0), 50), 200)
		w.consents(w.one, true)
		w.consents(w.two, true)
		expectStatus(t, "two of four", w.open(), 200)
		expectCode(t, "who does not consent", w.begin(third), http.StatusForbidden, "monitoring_shut")
		a := w.begin(w.one)
		id := apptest.Text(a.JSON(), "id")
		if a.Status != 201 || apptest.Number(a.JSON(), "conversations") != 2 || apptest.Number(a.JSON(), "shut") != 1 {
			t.Fatalf("a reading: %d %s", a.Status, a.Body)
		}
		said := func() []map[string]any {
			return apptest.Items(w.Admin.Must("GET", "/o/{org}/monitoring/readings/"+id+"/messages", nil), "items")
		}
		if got := said(); len(got) != 1 || apptest.Text(got[0], "text") != "the price we gave" {
			t.Errorf("read: %v", got)
		}
		mine := w.one.Must("GET", "/o/{org}/monitoring/mine", nil)
		apptest.Eventually(t, "they are told that it was begun", func() bool {
			notices := apptest.Items(w.one.Must("GET", "/o/{org}/notifications", nil), "items")
			return slices.ContainsFunc(notices, func(n map[string]any) bool { return n["kind"] == "conversations_read" })
		})
		if seen := apptest.Items(mine, "readings"); len(seen) != 1 || apptest.Text(seen[0], "reason") == "" || apptest.Text(apptest.Object(seen[0], "reader"), "id") != w.Admin.ID {
			t.Errorf("what they see of it: %v", mine)
		}
		if asked := apptest.Items(mine, "asked"); len(asked) != 1 || asked[0]["consented"] != true || asked[0]["open"] != true {
			t.Errorf("what they are asked: %v", asked)
		}
		w.consents(w.two, false)
		expectCode(t, "one of four, and too few", w.Admin.Ask("GET", "/o/{org}/monitoring/readings/"+id+"/messages", nil), http.StatusForbidden, "monitoring_shut")
		w.consents(third, true)
		if got := said(); len(got) != 1 || apptest.Text(got[0], "text") != "what the third does not want read" {
			t.Errorf("the other consents now: %v", got)
		}
		expectStatus(t, "on record anew", w.assess(1, w.policy(0), 50), 200)
		expectCode(t, "another notice asks everybody anew", w.open(), http.StatusConflict, "monitoring_consents")
	})
}

func expectStatus(t *testing.T, what string, a apptest.Answer, status int) {
	t.Helper()
	if a.Status != status {
		t.Errorf("%s: %d %s, want %d", what, a.Status, a.Body, status)
	}
}
