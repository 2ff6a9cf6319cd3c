package app_test

import (
	"net/http"
	"testing"

	"tramway/internal/app/apptest"
)

// One message is closed to forwarding where its conversation is open: refused, single or
// with others, and the attempt stays in the record.
func TestAMessageIsNotToBeForwarded(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.reader.Post(in.conv, "second-01", "the second text")
		in.writer.Must("PUT", in.path(1, "/restriction"), nil)
		in.writer.Must("PUT", in.path(1, "/restriction"), nil) // the device is unsure and asks again
		changed := apptest.Items(in.reader.Must("GET", in.at("/messages?after=2&rev=0"), nil), "changed")
		if len(changed) != 1 || apptest.Text(apptest.Object(changed[0], "restricted_by"), "id") != in.writer.ID {
			t.Errorf("whoever was away hears of %v", changed)
		}
		to := "/o/{org}/conversations/" + in.reader.Direct(in.Hire("OUTSIDE")) + "/forward"
		in.refused(t, in.reader, "POST", to, in.forwarding("closed-001", false, "", 1), http.StatusConflict, "message_restricted")
		in.refused(t, in.reader, "POST", to, in.forwarding("closed-002", true, "", 1, 2), http.StatusConflict, "message_restricted")
		apptest.Eventually(t, "both attempts in the record", func() bool {
			return len(apptest.Items(in.Admin.Must("GET", "/o/{org}/record/entries?action=chat.message.forward_refused&actor="+in.reader.ID, nil), "items")) == 2
		})
		in.reader.Must("POST", to, in.forwarding("open-00001", false, "", 2))
		in.writer.Must("PATCH", in.path(1, ""), edit("the first text, again", 1))
		in.refused(t, in.reader, "POST", to, in.forwarding("closed-003", false, "", 1), http.StatusConflict, "message_restricted")
		in.writer.Must("DELETE", in.path(1, "/restriction"), nil)
		in.reader.Must("POST", to, in.forwarding("open-00002", false, "", 1))
	})
}

// Who says so: its sender or who leads the group; who lifts it: whoever said so, or who leads.
func TestWhoClosesForwardingOfAMessage(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		path := in.path(1, "/restriction")
		in.refused(t, in.reader, "PUT", path, nil, http.StatusConflict, "not_own_message")
		in.Admin.Must("PUT", path, nil)
		in.refused(t, in.writer, "DELETE", path, nil, http.StatusConflict, "restricted_by_other")
		in.Admin.Must("DELETE", path, nil)
		in.writer.Must("PUT", path, nil)
		in.refused(t, in.reader, "DELETE", path, nil, http.StatusConflict, "not_own_message")
		in.Admin.Must("DELETE", path, nil)
		in.Admin.Must("POST", in.at("/archive"), map[string]any{"archived": true})
		in.writer.Must("PUT", path, nil) // messages are still forwarded from there
		in.writer.Must("POST", in.path(1, "/recall"), nil)
		in.refused(t, in.Admin, "DELETE", path, nil, http.StatusConflict, "message_gone")
	})
}
