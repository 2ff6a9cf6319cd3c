package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tramway/internal/app/apptest"
)

// A link's page is asked for only where an administrator opened the door to its domain,
// once a day, by a recorded step; what it says is for those who see the message.
func TestALinkShowsWhatItLeadsTo(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		var asked atomic.Int32
		site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked.Add(1)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = fmt.Fprint(w, "<title>潮汐 Tides</title><meta name=description content='High water at nine'>")
		}))
		t.Cleanup(site.Close)
		address := strings.Replace(site.URL, "127.0.0.1", "localhost", 1) + "/tides"
		previews := func(p *apptest.Person) []map[string]any {
			return apptest.Items(p.Must("GET", in.at("/previews"), nil), "items")
		}
		rules := func(shown bool, only, never []string) map[string]any {
			return map[string]any{"shown": shown, "only": only, "never": never}
		}
		say := func(client string) { in.writer.Post(in.conv, client, "see "+address+", please") }
		say("shut-0001")
		in.hands.Advance(time.Second)
		in.refused(t, in.writer, "PUT", "/o/{org}/links/rules", rules(true, []string{}, []string{}), http.StatusForbidden, "not_allowed")
		in.refused(t, in.Admin, "PUT", "/o/{org}/links/rules", rules(true, []string{"no domain"}, []string{}), http.StatusUnprocessableEntity, "invalid")
		in.Admin.Must("PUT", "/o/{org}/links/rules", rules(true, []string{}, []string{"host.localdomain", "Example.com "}))
		in.writer.Post(in.conv, "never-001", "https://www.example.com/x")
		say("open-0001")
		apptest.Eventually(t, "its page is shown", func() bool { return len(previews(in.reader)) == 1 })
		one := previews(in.reader)[0]
		if apptest.Text(one, "title") != "潮汐 Tides" || apptest.Text(one, "about") != "High water at nine" || apptest.Text(one, "site") != "localhost" || apptest.Number(one, "seq") != 4 {
			t.Errorf("shown: %v", one)
		}
		say("open-0002")
		apptest.Eventually(t, "the second one is shown", func() bool { return len(previews(in.reader)) == 2 })
		if n := asked.Load(); n != 1 {
			t.Errorf("the site was asked %d times", n)
		}
		entries := fmt.Sprint(in.Admin.Must("GET", "/o/{org}/record/entries?limit=200", nil))
		if !strings.Contains(entries, "links.ask") || strings.Contains(entries, "/tides") {
			t.Error("the asking is not in the record, or more than the host is")
		}
		late := in.Hire("LATE")
		in.refused(t, late, "GET", in.at("/previews"), nil, http.StatusNotFound, "not_found")
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{late.ID}})
		if got := previews(late); len(got) != 0 {
			t.Errorf("of messages before one came: %v", got)
		}
		in.refused(t, in.reader, "DELETE", in.path(4, "/preview"), nil, http.StatusConflict, "not_own_message")
		in.writer.Must("DELETE", in.path(4, "/preview"), nil)
		in.writer.Must("POST", in.path(5, "/recall"), nil)
		if got := previews(in.reader); len(got) != 0 {
			t.Errorf("removed and recalled: %v", got)
		}
		in.hands.Advance(25 * time.Hour)
		say("open-0003")
		apptest.Eventually(t, "a day later it is asked again", func() bool { return asked.Load() == 2 })
		in.writer.Post(in.conv, "own-00001", "see "+in.In.Config.Origin+"/o/"+in.ID+"/im")
		say("open-0004")
		apptest.Eventually(t, "what comes after a link to oneself is shown", func() bool { return len(previews(in.reader)) == 2 })
		entries = fmt.Sprint(in.Admin.Must("GET", "/o/{org}/record/entries?limit=200", nil))
		if n := strings.Count(entries, "action:links.ask"); n != 2 {
			t.Errorf("%d askings are in the record: the installation asks itself", n)
		}
		in.Admin.Must("PUT", "/o/{org}/links/rules", rules(false, []string{}, []string{}))
		if got := previews(in.reader); len(got) != 0 {
			t.Errorf("with the door shut: %v", got)
		}
	})
}
