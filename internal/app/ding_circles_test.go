package app_test

import (
	"fmt"
	"net/http"
	"testing"

	"tramway/internal/app/apptest"
)

// A notice goes to all of a group, or to all who have not read a message, by what the house
// knows and not by names that a page has loaded.
func TestANoticeGoesToAGroupOrToWhoHasNotRead(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		late := in.Hire("LATE")
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{late.ID}})
		seq := int(apptest.Number(in.writer.Post(in.conv, "read-0001", "who has read it").JSON(), "seq"))
		in.reader.Must("POST", in.at("/read"), map[string]any{"seq": seq})
		about := map[string]any{"conversation_id": in.conv, "seq": seq}
		send := func(p *apptest.Person, more map[string]any) apptest.Answer {
			more["text"] = "Read it"
			return p.Ask("POST", "/o/{org}/dings", more)
		}
		receivers := func(a apptest.Answer) int {
			t.Helper()
			if a.Status != http.StatusCreated {
				t.Fatalf("%d %s", a.Status, a.Body)
			}
			return apptest.Number(a.JSON(), "receivers")
		}
		unread := apptest.Object(in.writer.Must("GET", "/o/{org}/ding-options?unread_in="+in.conv+fmt.Sprintf("&unread_seq=%d", seq), nil), "unread")
		if apptest.Number(unread, "count") != 2 || apptest.Number(unread, "receivers") != 2 {
			t.Errorf("before it is sent: %v", unread)
		}
		if n := receivers(send(in.writer, map[string]any{"unread": true, "message": about})); n != 2 { // the administrator, and who came late
			t.Errorf("who has not read it: %v", n)
		}
		if n := receivers(send(in.writer, map[string]any{"conversation_ids": []string{in.conv}, "person_ids": []string{late.ID}})); n != 3 {
			t.Errorf("all in it, each once: %v", n)
		}
		refusedField(t, send(in.writer, map[string]any{"unread": true}), "body.message")
		refusedField(t, send(in.Hire("OUTSIDE"), map[string]any{"conversation_ids": []string{in.conv}}), "body.conversation_ids")
	})
}

// The rule of a group holds for all that is sent from it: about a message, to all in it, to
// who has not read; and where nobody is told who has read, nobody is reached by it.
func TestAGroupsRuleHoldsForItsReceivers(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		group := map[string]any{"text": "Come", "conversation_ids": []string{in.conv}}
		unread := map[string]any{"text": "Read it", "unread": true, "message": map[string]any{"conversation_id": in.conv, "seq": 1}}
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"ding": "admins"}))
		refusedField(t, in.writer.Ask("POST", "/o/{org}/dings", group), "body.conversation_ids")
		refusedField(t, in.writer.Ask("POST", "/o/{org}/dings", unread), "body.message")
		in.Admin.Must("POST", "/o/{org}/dings", group)
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"receipts": false}))
		refusedField(t, in.writer.Ask("POST", "/o/{org}/dings", unread), "body.unread")
		later := map[string]any{"text": "Later", "conversation_ids": []string{in.conv}, "send_at": in.hands.Now().Add(3600e9)}
		made := in.writer.Must("POST", "/o/{org}/dings", later)
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"ding": "admins"}))
		in.hands.Advance(2 * 3600e9)
		apptest.Eventually(t, "a notice that the rules do not let out any more has ended", func() bool {
			return apptest.Text(in.writer.Must("GET", "/o/{org}/dings/"+apptest.Text(made, "id"), nil), "state") == "done"
		})
	})
}
