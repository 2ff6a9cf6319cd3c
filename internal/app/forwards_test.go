package app_test

import (
	"net/http"
	"testing"

	"tramway/internal/app/apptest"
)

// forwarding asks for messages of the talk to be said again elsewhere.
func (in chatter) forwarding(client string, merged bool, comment string, seqs ...int) map[string]any {
	ids := []string{}
	for _, seq := range seqs {
		ids = append(ids, apptest.Text(in.writer.Must("GET", in.path(seq, ""), nil), "id"))
	}
	return map[string]any{"client_id": client, "from_conversation_id": in.conv, "message_ids": ids, "merged": merged, "comment": comment}
}

func TestMessagesAreForwarded(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.reader.Post(in.conv, "second-01", "the second text")
		to := in.writer.Direct(in.Hire("OUTSIDE"))
		path := "/o/{org}/conversations/" + to
		merged := in.forwarding("merged-001", true, "read this", 1, 2)
		for range 2 { // the device is unsure and asks again
			in.writer.Must("POST", path+"/forward", merged)
		}
		in.writer.Must("POST", path+"/forward", in.forwarding("single-001", false, "", 1, 2))
		got := apptest.Items(in.writer.Must("GET", path+"/messages", nil), "items")
		if len(got) != 3 {
			t.Fatalf("%d messages: %v", len(got), got)
		}
		both := apptest.Items(got[0], "forwarded")
		if apptest.Text(got[0], "kind") != "forward" || apptest.Text(got[0], "text") != "read this" || len(both) != 2 ||
			apptest.Text(both[1], "text") != "the second text" || apptest.Text(apptest.Object(both[1], "sender"), "id") != in.reader.ID {
			t.Errorf("merged: %v", got[0])
		}
		if one := apptest.Items(got[2], "forwarded"); len(one) != 1 || apptest.Text(one[0], "text") != "the second text" {
			t.Errorf("single: %v", got[2])
		}
		// A forward gives on what it carries, is not edited, and recalled it is gone.
		again := map[string]any{"client_id": "again-0001", "from_conversation_id": to, "message_ids": []string{apptest.Text(got[0], "id")}, "merged": true}
		on := in.writer.Must("POST", "/o/{org}/conversations/"+in.conv+"/forward", again)
		if items := apptest.Items(apptest.Items(on, "items")[0], "forwarded"); len(items) != 3 {
			t.Errorf("given on: %v", items)
		}
		in.refused(t, in.writer, "PATCH", path+"/messages/1", edit("other words", 0), http.StatusConflict, "forward_fixed")
		recalled := in.writer.Must("POST", path+"/messages/1/recall", nil)
		if apptest.Text(recalled, "kind") != "recalled" || len(apptest.Items(recalled, "forwarded")) != 0 {
			t.Errorf("recalled: %v", recalled)
		}
	})
}

// Where forwarding is closed it is refused, and the attempt stays in the record.
func TestForwardingIsClosed(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		to := "/o/{org}/conversations/" + in.writer.Direct(in.reader) + "/forward"
		ask := in.forwarding("closed-001", true, "", 1)
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"forward": false}))
		in.refused(t, in.writer, "POST", to, ask, http.StatusConflict, "forwarding_off")
		in.Admin.Must("PUT", in.at("/rules"), groupRules(nil))
		in.Admin.Must("PUT", "/o/{org}/chat/rules", map[string]any{"edit_minutes": 5, "recall_minutes": 5, "receipts": true, "forwarding": false})
		in.refused(t, in.writer, "POST", to, ask, http.StatusConflict, "forwarding_off")
		apptest.Eventually(t, "both attempts in the record", func() bool {
			return len(apptest.Items(in.Admin.Must("GET", "/o/{org}/record/entries?action=chat.message.forward_refused&actor="+in.writer.ID, nil), "items")) == 2
		})
	})
}

func TestOnlyWhatOneSeesIsForwarded(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		ask := in.forwarding("unseen-001", true, "", 1)
		late := in.Hire("LATE")
		to := "/o/{org}/conversations/" + late.Direct(in.reader) + "/forward"
		in.refused(t, late, "POST", to, ask, http.StatusNotFound, "not_found")
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{late.ID}})
		in.refused(t, late, "POST", to, ask, http.StatusUnprocessableEntity, "invalid")
		in.writer.Must("POST", in.path(1, "/recall"), nil)
		in.refused(t, in.reader, "POST", "/o/{org}/conversations/"+late.Direct(in.reader)+"/forward", ask, http.StatusConflict, "message_gone")
	})
}

func TestMessagesArePinned(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.reader.Post(in.conv, "second-01", "the second text")
		in.writer.Must("PUT", in.path(1, "/pin"), nil)
		in.reader.Must("PUT", in.path(2, "/pin"), nil)
		in.reader.Must("PUT", in.path(2, "/pin"), nil)
		pins := func() []map[string]any { return apptest.Items(in.writer.Must("GET", in.at("/pins"), nil), "items") }
		got := pins()
		if len(got) != 2 || apptest.Text(apptest.Object(got[0], "pinned_by"), "id") == "" {
			t.Fatalf("pinned: %v", got)
		}
		changed := apptest.Items(in.reader.Must("GET", in.at("/messages?after=2&rev=0"), nil), "changed")
		if len(changed) != 2 {
			t.Errorf("whoever was away hears of %v", changed)
		}
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"pin": "admins"}))
		in.refused(t, in.writer, "DELETE", in.path(1, "/pin"), nil, http.StatusConflict, "group_admins_only")
		in.Admin.Must("DELETE", in.path(1, "/pin"), nil)
		in.reader.Must("POST", in.path(2, "/recall"), nil)
		if got := pins(); len(got) != 0 {
			t.Errorf("still pinned: %v", got)
		}
	})
}

// What a message carries is found where it is carried to, by whoever reads there.
func TestWhatIsForwardedIsFound(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		outside := in.Hire("OUTSIDE")
		to := in.writer.Direct(outside)
		in.writer.Must("POST", "/o/{org}/conversations/"+to+"/forward", in.forwarding("found-0001", true, "", 1))
		apptest.Eventually(t, "what was carried there", func() bool {
			hits := apptest.Items(outside.Must("GET", "/o/{org}/search/messages?q=first", nil), "items")
			return len(hits) == 1 && apptest.Text(hits[0], "conversation_id") == to
		})
	})
}
