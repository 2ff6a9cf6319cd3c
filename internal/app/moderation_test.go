package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func kinds(p *apptest.Person) string {
	var out []string
	for _, n := range apptest.Items(p.Must("GET", "/o/{org}/notifications", nil), "items") {
		out = append(out, apptest.Text(n, "kind"))
	}
	return strings.Join(out, " ")
}

// A member hands over a message and what was said before it; whoever judges reads no
// more than that, and both sides hear what came of it.
func TestAReportedMessageIsJudged(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		anna, ben, stranger := c.Hire("ANNA"), c.Hire("BEN"), c.Hire("CARL")
		talk := anna.Group("talk", ben)
		for i := range 8 {
			anna.Post(talk, fmt.Sprintf("before-%02d", i), fmt.Sprintf("line %d", i+1))
		}
		anna.Post(talk, "rude-0001", "you fool")
		report := func(p *apptest.Person, seq, status int, code string) {
			t.Helper()
			a := p.Ask("POST", fmt.Sprintf("/o/{org}/conversations/%s/messages/%d/report", talk, seq), map[string]any{"cause": "harassment", "note": "again"})
			if a.Status != status || a.Code() != code {
				t.Errorf("reporting %d: %d %s, want %d %s", seq, a.Status, a.Body, status, code)
			}
		}
		report(anna, 9, http.StatusConflict, "own_report")
		report(stranger, 9, http.StatusNotFound, "not_found")
		report(c.Admin, 9, http.StatusNotFound, "not_found")
		report(ben, 9, http.StatusNoContent, "")
		report(ben, 9, http.StatusConflict, "reported_already")
		if a := ben.Ask("GET", "/o/{org}/moderation/reports", nil); a.Status != 403 {
			t.Errorf("the queue for a member: %d", a.Status)
		}
		work := fmt.Sprint(c.Admin.Must("GET", "/o/{org}/work", nil))
		if !strings.Contains(work, "Reported messages to decide about: 1") {
			t.Errorf("work: %s", work)
		}
		open := apptest.Items(c.Admin.Must("GET", "/o/{org}/moderation/reports", nil), "items")
		said := apptest.Items(open[0], "said")
		if len(said) != 6 || said[0]["text"] != "line 4" || said[5]["text"] != "you fool" || open[0]["note"] != "again" {
			t.Fatalf("handed over: %v", open)
		}
		c.Admin.Must("POST", "/o/{org}/moderation/reports/"+apptest.Text(open[0], "id")+"/outcome", map[string]any{"outcome": "recalled"})
		if a := c.Admin.Ask("POST", "/o/{org}/moderation/reports/"+apptest.Text(open[0], "id")+"/outcome", map[string]any{"outcome": "warned"}); a.Code() != "decided_already" {
			t.Errorf("decided twice: %d %s", a.Status, a.Body)
		}
		rows := apptest.Items(ben.Must("GET", "/o/{org}/conversations/"+talk+"/messages", nil), "items")
		if last := rows[len(rows)-1]; last["kind"] != "recalled" || last["text"] != "" {
			t.Errorf("after the decision: %v", last)
		}
		report(ben, 9, http.StatusConflict, "message_gone")
		report(ben, 8, http.StatusNoContent, "")
		open = apptest.Items(c.Admin.Must("GET", "/o/{org}/moderation/reports", nil), "items")
		c.Admin.Must("POST", "/o/{org}/moderation/reports/"+apptest.Text(open[0], "id")+"/outcome", map[string]any{"outcome": "warned"})
		apptest.Eventually(t, "both hear of it", func() bool {
			return strings.Count(kinds(ben), "report_acted") == 2 && strings.Count(kinds(anna), "message_warned") == 1
		})
		for action, n := range map[string]int{"moderation.report": 2, "moderation.decide": 2, "chat.message.recall": 1} {
			if got := len(actions(c.Admin, action)); got != n {
				t.Errorf("%s: %d entries, want %d", action, got, n)
			}
		}
	})
}

// Rules about words ask, hold and stop, where they hold and for whom.
func TestRulesAboutWordsWarnHoldAndStop(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		anna, ben := c.Hire("ANNA"), c.Hire("BEN")
		group, pair := anna.Group("talk", ben), anna.Direct(ben)
		rule := func(name, effect, word string, more map[string]any) map[string]any {
			out := map[string]any{"name": name, "effect": effect, "words": []string{word}, "contacts": 0, "told": "About " + name + ".", "classes": []string{}, "but": []string{}}
			for k, v := range more {
				out[k] = v
			}
			return out
		}
		set := func(version int, rules ...map[string]any) apptest.Answer {
			return c.Admin.Ask("PUT", "/o/{org}/moderation/rules", map[string]any{"version": version, "rules": rules})
		}
		if a := set(0, rule("ask", "warn", "谨慎", nil), rule("wait", "hold", "later", map[string]any{"classes": []string{"group"}}), rule("stop", "block", "裁員名單", map[string]any{"but": []string{"person:" + ben.ID}})); a.Status != 200 {
			t.Fatalf("setting: %d %s", a.Status, a.Body)
		}
		if a := set(0); a.Code() != "version_conflict" {
			t.Errorf("over another's: %d %s", a.Status, a.Body)
		}
		if a := set(1, rule("", "warn", "", nil)); a.Status != 422 {
			t.Errorf("an empty rule: %d %s", a.Status, a.Body)
		}
		warned := anna.Post(group, "warn-0001", "請 謹慎 處理")
		if warned.Code() != "message_warned" || !strings.Contains(string(warned.Body), "About ask.") {
			t.Errorf("a warning: %d %s", warned.Status, warned.Body)
		}
		if a := anna.Ask("POST", "/o/{org}/conversations/"+group+"/messages", map[string]any{"client_id": "warn-0001", "text": "請 謹慎 處理", "sure": true}); a.Status != 201 {
			t.Errorf("all the same: %d %s", a.Status, a.Body)
		}
		if n := len(actions(c.Admin, "moderation.warning.passed")); n != 1 {
			t.Errorf("%d entries of a warning passed", n)
		}
		if a := anna.Post(group, "hold-0001", "L A T E R"); a.JSON()["state"] != "held" {
			t.Errorf("held: %d %s", a.Status, a.Body)
		}
		if a := anna.Post(pair, "hold-0002", "later"); a.JSON()["state"] != "released" {
			t.Errorf("in a class where it does not hold: %d %s", a.Status, a.Body)
		}
		if a := anna.Post(pair, "stop-0001", "這是裁员名单"); a.Status != 422 || !strings.Contains(string(a.Body), "About stop.") {
			t.Errorf("stopped: %d %s", a.Status, a.Body)
		}
		if a := ben.Post(pair, "stop-0002", "這是裁员名单"); a.Status != 201 {
			t.Errorf("for whom it does not hold: %d %s", a.Status, a.Body)
		}
		met := apptest.Items(c.Admin.Must("POST", "/o/{org}/moderation/try", map[string]any{"text": "later, 裁員名單"}), "items")
		if len(met) != 2 || met[1]["word"] != "裁員名單" {
			t.Errorf("tried: %v", met)
		}
		if entry := fmt.Sprint(c.Admin.Must("GET", "/o/{org}/record/entries?action=moderation.rules.set", nil)); strings.Contains(entry, "裁員名單") {
			t.Error("the record has the words")
		}
	})
}

// Whoever writes faster than the gates allow is told when to go on, and then goes on.
func TestWritingTooFastWaits(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		in := apptest.New(t, engine)
		in.Stop()
		now := clock.At(time.Now())
		in.Clock, in.Paced = now, true
		in.Start()
		c := in.Setup()
		anna, ben := c.Hire("ANNA"), c.Hire("BEN")
		talk := anna.Direct(ben)
		c.Admin.Must("PUT", "/o/{org}/chat/gates", map[string]any{"messages_minute": 3, "directs_hour": 2, "watermark": []string{}, "traced": false})
		for i := range 3 {
			if a := anna.Post(talk, fmt.Sprintf("fast-%04d", i), "now"); a.Status != 201 {
				t.Fatalf("the message %d: %d %s", i, a.Status, a.Body)
			}
		}
		a := anna.Post(talk, "fast-0003", "now")
		if a.Status != 429 || a.Code() != "too_many_messages" || a.Header.Get("Retry-After") != "20" {
			t.Errorf("too fast: %d %s, Retry-After %s", a.Status, a.Body, a.Header.Get("Retry-After"))
		}
		if again := anna.Post(talk, "fast-0002", "now"); again.Status != 200 {
			t.Errorf("what is stored is given again: %d %s", again.Status, again.Body)
		}
		now.Advance(20 * time.Second)
		if a := anna.Post(talk, "fast-0003", "now"); a.Status != 201 {
			t.Errorf("after the wait: %d %s", a.Status, a.Body)
		}
		if a := ben.Post(talk, "other-0001", "mine"); a.Status != 201 {
			t.Errorf("somebody else: %d %s", a.Status, a.Body)
		}
		anna.Direct(c.Hire("CARL"))
		anna.Direct(c.Hire("EVE"))
		if a := anna.Ask("POST", "/o/{org}/conversations", map[string]any{"kind": "direct", "member_ids": []string{c.Hire("DORA").ID}}); a.Code() != "too_many_directs" || a.Status != 429 {
			t.Errorf("a third conversation: %d %s", a.Status, a.Body)
		}
	})
}
