package app_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// chatter is a group of three in which the writer has said something.
type chatter struct {
	*apptest.Company
	writer, reader *apptest.Person
	conv           string
	hands          *clock.Manual
}

func eachTalk(t *testing.T, fn func(t *testing.T, in chatter)) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		i := apptest.New(t, engine)
		i.Stop()
		hands := clock.At(time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC))
		i.Clock = hands
		i.Start()
		c := i.Setup()
		in := chatter{Company: c, writer: c.Hire("WRITER"), reader: c.Hire("READER"), hands: hands}
		in.conv = c.Admin.Group("Talk", in.writer, in.reader)
		in.writer.Post(in.conv, "first-01", "the first text")
		fn(t, in)
	})
}

func (in chatter) path(seq int, rest string) string {
	return fmt.Sprintf("/o/{org}/conversations/%s/messages/%d%s", in.conv, seq, rest)
}

func (in chatter) refused(t *testing.T, p *apptest.Person, method, path string, body any, status int, code string) {
	t.Helper()
	a := p.Ask(method, path, body)
	if a.Status != status || apptest.Text(a.JSON(), "code") != code {
		t.Errorf("%s %s: %d %s, want %d %s", method, path, a.Status, a.Body, status, code)
	}
}

func edit(text string, rev int) map[string]any { return map[string]any{"text": text, "rev": rev} }

func TestAnEditedMessageShowsWhatItSaidBefore(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		got := in.writer.Must("PATCH", in.path(1, ""), edit("the second text", 0))
		if apptest.Text(got, "text") != "the second text" || apptest.Number(got, "rev") != 1 || apptest.Text(got, "edited_at") == "" {
			t.Errorf("edited: %v", got)
		}
		in.refused(t, in.writer, "PATCH", in.path(1, ""), edit("from another device", 0), http.StatusConflict, "version_conflict")
		in.refused(t, in.reader, "PATCH", in.path(1, ""), edit("not mine", 1), http.StatusConflict, "not_own_message")
		in.refused(t, in.writer, "PATCH", in.path(2, ""), edit("nothing there", 0), http.StatusNotFound, "not_found")
		in.writer.Must("PATCH", in.path(1, ""), edit("the third text", 1))
		versions := apptest.Items(in.reader.Must("GET", in.path(1, "/versions"), nil), "items")
		if len(versions) != 2 || apptest.Text(versions[0], "text") != "the first text" || apptest.Text(versions[1], "text") != "the second text" {
			t.Errorf("versions: %v", versions)
		}
	})
}

func TestEditsAndRecallsEndWithTheRules(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.refused(t, in.reader, "PUT", "/o/{org}/chat/rules", map[string]any{"edit_minutes": 5, "recall_minutes": 2, "receipts": true, "forwarding": true}, http.StatusForbidden, "not_allowed")
		in.Admin.Must("PUT", "/o/{org}/chat/rules", map[string]any{"edit_minutes": 5, "recall_minutes": 2, "receipts": true, "forwarding": true})
		in.hands.Advance(2 * time.Minute)
		in.refused(t, in.writer, "POST", in.path(1, "/recall"), nil, http.StatusConflict, "recall_over")
		in.writer.Must("PATCH", in.path(1, ""), edit("in time", 0))
		in.hands.Advance(3 * time.Minute)
		in.refused(t, in.writer, "PATCH", in.path(1, ""), edit("too late", 1), http.StatusConflict, "edit_over")
		in.Admin.Must("POST", in.path(1, "/recall"), nil) // the group's owner
	})
}

func TestARecalledMessageIsGoneForEverybody(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.reader.Must("PUT", in.path(1, "/reactions/👍"), nil)
		in.writer.Must("PATCH", in.path(1, ""), edit("a second text", 1))
		in.reader.Must("POST", "/o/{org}/conversations/"+in.conv+"/messages", map[string]any{"client_id": "answer-01", "text": "an answer", "reply_to": 1})
		in.refused(t, in.reader, "POST", in.path(1, "/recall"), nil, http.StatusConflict, "not_own_message")
		in.writer.Must("POST", in.path(1, "/recall"), nil)
		for _, p := range []*apptest.Person{in.writer, in.reader} {
			m := p.Must("GET", in.path(1, ""), nil)
			if apptest.Text(m, "kind") != "recalled" || apptest.Text(m, "text") != "" || len(apptest.Items(m, "reactions")) != 0 {
				t.Errorf("recalled: %v", m)
			}
			if by, _ := m["recalled_by"].(map[string]any); apptest.Text(by, "id") == "" {
				t.Errorf("recalled by: %v", m)
			}
			in.refused(t, p, "GET", in.path(1, "/versions"), nil, http.StatusConflict, "message_gone")
		}
		in.refused(t, in.writer, "PATCH", in.path(1, ""), edit("again", 3), http.StatusConflict, "message_gone")
		in.refused(t, in.reader, "PUT", in.path(1, "/reactions/👍"), nil, http.StatusConflict, "message_gone")
		if m := in.reader.Must("GET", in.path(2, ""), nil); apptest.Number(m, "reply_to") != 1 {
			t.Errorf("the answer: %v", m)
		}
	})
}

// Whoever was away hears of every change of what they have loaded, and of nothing else.
func TestWhoeverWasAwayHearsOfChanges(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		for n := range 5 {
			in.writer.Post(in.conv, fmt.Sprintf("more-%04d", n), "a text")
		}
		base := "/o/{org}/conversations/" + in.conv + "/messages?after=4&rev="
		v := in.reader.Must("GET", base+"0", nil)
		if rev := apptest.Number(v, "rev"); rev != 0 || len(apptest.Items(v, "changed")) != 0 || len(apptest.Items(v, "items")) != 2 {
			t.Fatalf("at first: %v", v)
		}
		in.writer.Must("PATCH", in.path(2, ""), edit("changed", 0))
		in.Admin.Must("PUT", in.path(3, "/reactions/🎉"), nil)
		in.writer.Must("PATCH", in.path(6, ""), edit("later than what is loaded", 0))
		v = in.reader.Must("GET", base+"0", nil)
		changed := apptest.Items(v, "changed")
		if len(changed) != 2 || apptest.Text(changed[0], "text") != "changed" || apptest.Number(changed[1], "seq") != 3 || apptest.Number(v, "rev") != 3 {
			t.Errorf("changed: %v", v)
		}
		v = in.reader.Must("GET", base+"3", nil)
		if len(apptest.Items(v, "changed")) != 0 {
			t.Errorf("nothing new: %v", v)
		}
	})
}

func TestReactionsAreCountedAndNamed(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		for range 2 { // twice is once
			in.reader.Must("PUT", in.path(1, "/reactions/👍🏽"), nil)
		}
		in.Admin.Must("PUT", in.path(1, "/reactions/👍🏽"), nil)
		in.Admin.Must("PUT", in.path(1, "/reactions/1️⃣"), nil)
		for _, bad := range []string{"ok", "1", "👍👍👍👍👍👍👍👍👍👍👍", "好", "<"} {
			if a := in.reader.Ask("PUT", in.path(1, "/reactions/"+bad), nil); a.Status != http.StatusUnprocessableEntity && a.Status != http.StatusBadRequest {
				t.Errorf("%q: %d %s", bad, a.Status, a.Body)
			}
		}
		in.Admin.Must("DELETE", in.path(1, "/reactions/1️⃣"), nil)
		nods := apptest.Items(in.writer.Must("GET", in.path(1, ""), nil), "reactions")
		if len(nods) != 1 || apptest.Number(nods[0], "count") != 2 || len(apptest.Items(nods[0], "persons")) != 2 {
			t.Errorf("reactions: %v", nods)
		}
	})
}

// Nobody answers, reacts to or opens what was said before they came, or elsewhere.
func TestWhatWasSaidBeforeOneCameStaysOutOfReach(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		late := in.Hire("LATE")
		in.Admin.Must("POST", "/o/{org}/conversations/"+in.conv+"/members", map[string]any{"person_ids": []string{late.ID}})
		for _, ask := range []struct{ method, rest string }{{"GET", ""}, {"GET", "/versions"}, {"GET", "/reads"}, {"PUT", "/reactions/👍"}, {"POST", "/recall"}} {
			in.refused(t, late, ask.method, in.path(1, ask.rest), nil, http.StatusNotFound, "not_found")
		}
		a := late.Ask("POST", "/o/{org}/conversations/"+in.conv+"/messages", map[string]any{"client_id": "answer-01", "text": "an answer", "reply_to": 1})
		if a.Status != http.StatusUnprocessableEntity {
			t.Errorf("answered what they can't see: %d %s", a.Status, a.Body)
		}
	})
}

func TestWhoHasReadAMessage(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.hands.Advance(time.Minute)
		at := in.hands.Now().Truncate(time.Second)
		in.reader.Must("POST", "/o/{org}/conversations/"+in.conv+"/read", map[string]any{"seq": 1})
		in.hands.Advance(time.Hour)
		in.writer.Post(in.conv, "second-01", "a second text")
		in.reader.Must("POST", "/o/{org}/conversations/"+in.conv+"/read", map[string]any{"seq": 2})
		v := in.writer.Must("GET", in.path(1, "/reads"), nil)
		read := apptest.Items(v, "items")
		if apptest.Number(v, "read_count") != 1 || apptest.Number(v, "unread_count") != 1 || len(read) != 1 || apptest.Text(read[0], "id") != in.reader.ID {
			t.Fatalf("read: %v", v)
		}
		if got, err := time.Parse(time.RFC3339, apptest.Text(read[0], "read_at")); err != nil || !got.Equal(at) {
			t.Errorf("read at %s, want %s", apptest.Text(read[0], "read_at"), at)
		}
		unread := apptest.Items(in.writer.Must("GET", in.path(1, "/reads?read=false"), nil), "items")
		if len(unread) != 1 || apptest.Text(unread[0], "id") != in.Admin.ID {
			t.Errorf("unread: %v", unread)
		}
		in.Admin.Must("PUT", "/o/{org}/chat/rules", map[string]any{"edit_minutes": 5, "recall_minutes": 2, "receipts": false, "forwarding": true})
		in.refused(t, in.writer, "GET", in.path(1, "/reads"), nil, http.StatusConflict, "receipts_off")
	})
}
