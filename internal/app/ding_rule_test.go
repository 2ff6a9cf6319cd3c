package app_test

import (
	"net/http"
	"testing"

	"tramway/internal/app/apptest"
)

// A group leaves urgent notices about what is said in it to its administrators; a channel
// begins so.
func TestAGroupSaysWhoSendsUrgentNotices(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		ding := func(p, to *apptest.Person, message map[string]any) apptest.Answer {
			return p.Ask("POST", "/o/{org}/dings", map[string]any{"text": "Read it", "person_ids": []string{to.ID}, "message": message})
		}
		about := map[string]any{"conversation_id": in.conv, "seq": 1}
		if a := ding(in.writer, in.reader, about); a.Status != http.StatusCreated {
			t.Errorf("where all may: %d %s", a.Status, a.Body)
		}
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"ding": "admins"}))
		refusedField(t, ding(in.writer, in.reader, about), "body.message")
		if a := ding(in.Admin, in.reader, about); a.Status != http.StatusCreated {
			t.Errorf("its administrator: %d %s", a.Status, a.Body)
		}
		if a := ding(in.writer, in.reader, nil); a.Status != http.StatusCreated {
			t.Errorf("about nothing in it: %d %s", a.Status, a.Body)
		}
		v := in.Admin.Must("POST", "/o/{org}/conversations", map[string]any{"kind": "channel", "title": "News", "member_ids": []string{in.writer.ID}})
		if rules := apptest.Object(v, "rules"); rules["ding"] != "admins" {
			t.Errorf("a channel begins with %v", rules)
		}
	})
}
