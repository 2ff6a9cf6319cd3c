package app_test

import (
	"net/http"
	"slices"
	"testing"

	"tramway/internal/app/apptest"
)

func TestADepartmentOrARoleIsNamed(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		made := in.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "Pier", "name_zh": "碼頭"})
		pier := apptest.Text(made, "id")
		in.move(in.reader, pier)
		outside := in.Hire("OUTSIDE")
		in.move(outside, pier)
		named := func(client string, mentions ...string) (out []string) {
			got := in.writer.Post(in.conv, client, "look here", mentions...).JSON()
			for _, m := range apptest.Items(got, "mentions") {
				out = append(out, apptest.Text(m, "person_id"))
			}
			return out
		}
		got := named("circle-001", "department:"+pier)
		if len(got) != 2 || !slices.Contains(got, in.reader.ID) || !slices.Contains(got, "department:"+pier) {
			t.Errorf("who is in the department and in the conversation is named, nobody else: %v", got)
		}
		if got := named("circle-002", "role:administrator"); !slices.Contains(got, in.Admin.ID) || slices.Contains(got, in.reader.ID) {
			t.Errorf("the administrators: %v", got)
		}
		apptest.Eventually(t, "the reader is told", func() bool { return slices.Contains(noticed(in.reader), "mention") })
		// Who is named and not there hears nothing, and the message opens nothing to them.
		named("circle-004", outside.ID)
		named("circle-005", in.reader.ID)
		apptest.Eventually(t, "the reader is told again", func() bool { return len(noticed(in.reader)) > 1 })
		if got := noticed(outside); slices.Contains(got, "mention") {
			t.Errorf("who is outside is told: %v", got)
		}
		in.refused(t, outside, "GET", in.at("/messages"), nil, http.StatusNotFound, "not_found")
		say := func(mention string) map[string]any {
			return map[string]any{"client_id": "circle-003", "text": "look", "mentions": []string{mention}}
		}
		for _, wrong := range []string{"department:" + in.conv, "role:member", "role:", "department:x"} {
			in.refused(t, in.writer, "POST", in.at("/messages"), say(wrong), http.StatusUnprocessableEntity, "invalid")
		}
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"mention_all": "admins"}))
		in.refused(t, in.writer, "POST", in.at("/messages"), say("department:"+pier), http.StatusUnprocessableEntity, "invalid")
	})
}
