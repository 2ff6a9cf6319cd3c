package app_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
)

// planned is a message to be posted so long after now.
func (in chatter) planned(client, text string, after time.Duration) map[string]any {
	return map[string]any{"client_id": client, "text": text, "at": in.hands.Now().Add(after).Format(time.RFC3339)}
}

func (in chatter) scheduled(p *apptest.Person) []map[string]any {
	return apptest.Items(p.Must("GET", "/o/{org}/scheduled", nil), "items")
}

// passes lets time go by; the next change finds what is due.
func (in chatter) passes(d time.Duration) {
	in.hands.Advance(d)
	in.Admin.Post(in.Admin.Direct(in.reader), fmt.Sprint("tick-", in.hands.Now().UnixNano()), "tick")
}

// A scheduled message is said at its minute and once, by its author, and not before.
func TestAMessageIsPostedAtItsMinute(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		plan := in.planned("plan-0001", "good morning", time.Hour)
		plan["reply_to"] = 1
		made := in.writer.Must("POST", in.at("/scheduled"), plan)
		again := in.writer.Must("POST", in.at("/scheduled"), plan)
		if apptest.Text(made, "id") != apptest.Text(again, "id") || apptest.Text(made, "conversation_title") != "Talk" {
			t.Errorf("scheduled %v and %v", made, again)
		}
		if got := in.scheduled(in.reader); len(got) != 0 {
			t.Errorf("others see %v", got)
		}
		in.refused(t, in.reader, "DELETE", "/o/{org}/scheduled/"+apptest.Text(made, "id"), nil, http.StatusNotFound, "not_found")
		in.passes(59 * time.Minute)
		if got := texts(in.reader, in.conv); len(got) != 1 {
			t.Errorf("too early: %v", got)
		}
		in.In.Stop() // and what waits is not forgotten meanwhile
		in.hands.Advance(2 * time.Minute)
		in.In.Start()
		apptest.Eventually(t, "it is posted", func() bool { return len(texts(in.reader, in.conv)) == 2 })
		said := apptest.Items(in.reader.Must("GET", in.at("/messages"), nil), "items")[1]
		if apptest.Text(said, "sender_id") != in.writer.ID || apptest.Number(said, "reply_to") != 1 || !strings.HasPrefix(apptest.Text(said, "at"), in.hands.Now().Format("2006-01-02T15:04")) {
			t.Errorf("said: %v", said)
		}
		if left := in.scheduled(in.writer); len(left) != 0 {
			t.Errorf("still waits: %v", left)
		}
		if a := in.writer.Post(in.conv, "plan-0001", "good morning"); a.Status != http.StatusOK {
			t.Errorf("the same client id again: %d", a.Status)
		}

		threaded := in.planned("plan-0002", "and in a thread", time.Minute)
		threaded["thread"] = 99
		in.refused(t, in.writer, "POST", in.at("/scheduled"), threaded, http.StatusUnprocessableEntity, "invalid")
		threaded["thread"] = 1
		in.writer.Must("POST", in.at("/scheduled"), threaded)
		in.passes(2 * time.Minute)
		apptest.Eventually(t, "it is said in its thread", func() bool {
			all := apptest.Items(in.reader.Must("GET", in.at("/messages"), nil), "items")
			return len(all) == 3 && apptest.Number(all[2], "thread") == 1
		})
	})
}

// What holds at the minute decides: whoever is out, silenced or without the right is told
// why, and the message stays with them.
func TestAScheduledMessageIsRefusedByTheRulesOfItsMinute(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		silent := in.Hire("SILENT")
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{silent.ID}})
		for i, p := range []*apptest.Person{in.writer, in.reader, silent} {
			p.Must("POST", in.at("/scheduled"), in.planned(fmt.Sprint("plan-000", i), "too late", time.Minute))
		}
		in.Admin.Must("DELETE", in.at("/members/"+in.writer.ID), nil)
		in.Admin.Must("PUT", in.at("/members/"+silent.ID), map[string]any{"role": "admin"}) // whom the group's rules let write
		in.Become(silent)
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"post": "admins"}))
		in.passes(2 * time.Minute)
		for p, reason := range map[*apptest.Person]string{in.writer: "not in this conversation", in.reader: "administrators"} {
			apptest.Eventually(t, "its author is told", func() bool {
				notices := apptest.Items(p.Must("GET", "/o/{org}/notifications", nil), "items")
				return slices.ContainsFunc(notices, func(n map[string]any) bool { return apptest.Text(n, "kind") == "unsent" })
			})
			left := in.scheduled(p)
			if len(left) != 1 || left[0]["state"] != "failed" || !strings.Contains(apptest.Text(left[0], "reason"), reason) {
				t.Errorf("want %s: %v", reason, left)
			}
		}
		in.Become(silent, authz.Member)
		if left := in.scheduled(silent); len(left) != 1 || left[0]["state"] != "failed" {
			t.Errorf("without the right: %v", left)
		}
		if got := texts(in.Admin, in.conv); fmt.Sprint(got) != "[the first text added 1 removed]" { // lines say who came and was taken out
			t.Errorf("posted all the same: %v", got)
		}
		// Put off, it is posted when it may be.
		in.Admin.Must("PUT", in.at("/rules"), groupRules(nil))
		id := apptest.Text(in.scheduled(in.reader)[0], "id")
		in.reader.Must("PATCH", "/o/{org}/scheduled/"+id, map[string]any{"text": "in time", "at": in.hands.Now().Add(time.Hour).Format(time.RFC3339)})
		in.reader.Must("POST", "/o/{org}/scheduled/"+id+"/send", nil)
		if got := texts(in.Admin, in.conv); fmt.Sprint(got) != "[the first text added 1 removed in time]" {
			t.Errorf("sent now: %v", got)
		}
		in.refused(t, in.reader, "POST", "/o/{org}/scheduled/"+id+"/send", nil, http.StatusNotFound, "not_found")
	})
}

func TestWhatIsScheduledIsBounded(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		for _, bad := range []time.Duration{-time.Minute, 0, 367 * 24 * time.Hour} {
			in.refused(t, in.writer, "POST", in.at("/scheduled"), in.planned("plan-bad1", "x", bad), http.StatusUnprocessableEntity, "invalid")
		}
		for i := range 100 {
			in.writer.Must("POST", in.at("/scheduled"), in.planned(fmt.Sprintf("plan-%04d", i), "x", time.Hour))
		}
		in.refused(t, in.writer, "POST", in.at("/scheduled"), in.planned("plan-more", "x", time.Hour), http.StatusConflict, "too_many_scheduled")
		first := in.writer.Must("GET", "/o/{org}/scheduled?limit=60", nil)
		rest := in.writer.Must("GET", "/o/{org}/scheduled?limit=60&conversation_id="+in.conv+"&cursor="+apptest.Text(first, "next"), nil)
		if a, b := len(apptest.Items(first, "items")), len(apptest.Items(rest, "items")); a != 60 || b != 40 {
			t.Errorf("pages of %d and %d", a, b)
		}
	})
}

// What somebody saved is theirs, and gone with the message or their place in the group.
func TestSavedMessagesAreForOneself(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		saved := func(p *apptest.Person) []map[string]any {
			return apptest.Items(p.Must("GET", "/o/{org}/bookmarks", nil), "items")
		}
		in.writer.Post(in.conv, "second-1", "the second text")
		in.reader.Must("PUT", in.path(1, "/bookmark"), map[string]any{"note": "read again"})
		in.hands.Advance(time.Second)
		in.reader.Must("PUT", in.path(2, "/bookmark"), map[string]any{})
		in.refused(t, in.reader, "PUT", in.path(1, "/bookmark"), map[string]any{"note": strings.Repeat("x", 501)}, http.StatusUnprocessableEntity, "invalid")
		in.refused(t, in.reader, "PUT", in.path(9, "/bookmark"), map[string]any{}, http.StatusNotFound, "not_found")
		got := saved(in.reader)
		if len(got) != 2 || apptest.Text(got[1], "note") != "read again" || apptest.Text(got[1], "text") != "the first text" || len(saved(in.writer)) != 0 {
			t.Errorf("saved: %v", got)
		}
		if marks := in.reader.Must("GET", in.at("/marks"), nil); fmt.Sprint(marks["bookmarks"]) != "[2 1]" {
			t.Errorf("marks: %v", marks)
		}
		in.writer.Must("POST", in.path(2, "/recall"), nil)
		if got := saved(in.reader); len(got) != 1 {
			t.Errorf("after the recall: %v", got)
		}
		in.reader.Must("POST", in.at("/leave"), nil)
		if got := saved(in.reader); len(got) != 0 {
			t.Errorf("of a group one has left: %v", got)
		}
	})
}

// A reminder rings once at its minute, waits in one's work, and can be put off.
func TestSomebodyIsRemindedOfAMessage(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		rings := func() (n int) {
			for _, one := range apptest.Items(in.reader.Must("GET", "/o/{org}/notifications", nil), "items") {
				if apptest.Text(one, "kind") == "reminder" && apptest.Text(one, "link") == "/im/"+in.conv+"?at=1" {
					n++
				}
			}
			return n
		}
		work := func() (titles []string) {
			for _, one := range apptest.Items(in.reader.Must("GET", "/o/{org}/work", nil), "items") {
				if apptest.Text(one, "kind") == "reminders" {
					titles = append(titles, apptest.Text(one, "title"))
				}
			}
			return titles
		}
		in.writer.Post(in.conv, "second-1", "gone soon")
		at := func(d time.Duration) map[string]any {
			return map[string]any{"at": in.hands.Now().Add(d).Format(time.RFC3339), "note": "ask about it"}
		}
		in.reader.Must("PUT", in.path(1, "/reminder"), at(20*time.Minute))
		in.reader.Must("PUT", in.path(2, "/reminder"), at(20*time.Minute))
		in.writer.Must("POST", in.path(2, "/recall"), nil)
		in.passes(19 * time.Minute)
		if len(work()) != 0 {
			t.Error("it rang too early")
		}
		in.passes(2 * time.Minute)
		apptest.Eventually(t, "it rings", func() bool { return rings() == 1 })
		if got := work(); len(got) != 1 || got[0] != "ask about it" {
			t.Errorf("work: %v", got)
		}
		in.reader.Must("PUT", in.path(1, "/reminder"), at(time.Hour))
		if len(work()) != 0 {
			t.Error("put off, it is still in the work")
		}
		in.passes(61 * time.Minute)
		apptest.Eventually(t, "it rings again", func() bool { return rings() == 2 })
		in.reader.Must("DELETE", in.path(1, "/reminder"), nil)
		if got := apptest.Items(in.reader.Must("GET", "/o/{org}/reminders", nil), "items"); len(got)+len(work()) != 0 {
			t.Errorf("done, but there is %v", got)
		}
	})
}
