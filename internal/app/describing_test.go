package app_test

import (
	"net/http"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
)

// What a group is for is written by whoever may rename it, and read by all in it.
func TestAGroupSaysWhatItIsFor(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		title := apptest.Text(in.Admin.Must("GET", in.at(""), nil), "title")
		in.writer.Must("PATCH", in.at(""), map[string]any{"description": "  Tides and 潮汐\nAsk Ada  "})
		v := in.reader.Must("GET", in.at(""), nil)
		if v["description"] != "Tides and 潮汐\nAsk Ada" || v["title"] != title {
			t.Errorf("a member reads %v", v)
		}
		refusedField(t, in.writer.Ask("PATCH", in.at(""), map[string]any{"description": strings.Repeat("潮", 1001)}), "body.description")
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"rename": "admins"}))
		in.refused(t, in.writer, "PATCH", in.at(""), map[string]any{"description": "mine"}, http.StatusConflict, "group_admins_only")
		in.Admin.Must("PATCH", in.at(""), map[string]any{"description": ""})
		if v := in.reader.Must("GET", in.at(""), nil); v["description"] != nil {
			t.Errorf("taken away: %v", v["description"])
		}
		direct := in.writer.Direct(in.reader)
		in.refused(t, in.writer, "PATCH", "/o/{org}/conversations/"+direct, map[string]any{"description": "us"}, http.StatusConflict, "cannot_leave_direct")
		in.refused(t, in.Hire("OUT"), "PATCH", in.at(""), map[string]any{"description": "x"}, http.StatusNotFound, "not_found")
	})
}
