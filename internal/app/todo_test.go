package app_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
)

// Something to do comes from a message that both see: it stands in the work of whoever is
// to do it, who gave it sees that it is done, and nobody else sees anything.
func TestSomethingToDoIsGivenAndDone(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		outsider := in.Hire("OUTSIDER")
		ask := func(person *apptest.Person, seq int) map[string]any {
			return map[string]any{"title": "Order the rope", "person_id": person.ID, "conversation_id": in.conv, "seq": seq,
				"due_at": in.hands.Now().Add(48 * time.Hour).Format(time.RFC3339)}
		}
		in.refused(t, in.writer, "POST", "/o/{org}/todos", ask(outsider, 1), http.StatusUnprocessableEntity, "invalid")
		in.refused(t, outsider, "POST", "/o/{org}/todos", ask(outsider, 1), http.StatusNotFound, "not_found")
		in.refused(t, in.writer, "POST", "/o/{org}/todos", map[string]any{"title": "For you", "person_id": in.reader.ID}, http.StatusUnprocessableEntity, "invalid")
		in.refused(t, in.writer, "POST", "/o/{org}/todos", map[string]any{"title": " ", "person_id": in.writer.ID}, http.StatusUnprocessableEntity, "invalid")
		made := in.writer.Must("POST", "/o/{org}/todos", ask(in.reader, 1))
		id := apptest.Text(made, "id")
		list := func(p *apptest.Person, query string) []map[string]any {
			return apptest.Items(p.Must("GET", "/o/{org}/todos"+query, nil), "items")
		}
		works := func() bool {
			return slices.ContainsFunc(apptest.Items(in.reader.Must("GET", "/o/{org}/work", nil), "items"), func(one map[string]any) bool {
				return apptest.Text(one, "kind") == "todos" && apptest.Text(one, "title") == "Order the rope" && apptest.Text(one, "due_at") != ""
			})
		}
		if len(list(in.reader, "")) != 1 || len(list(in.writer, "?view=given")) != 1 || len(list(in.writer, "")) != 0 || !works() {
			t.Error("it is not where it belongs")
		}
		for _, p := range []*apptest.Person{outsider, in.Admin} {
			if len(list(p, "?conversation_id="+in.conv)) != 0 {
				t.Error("somebody else sees it")
			}
			in.refused(t, p, "POST", "/o/{org}/todos/"+id+"/done", map[string]any{"done": true}, http.StatusNotFound, "not_found")
		}
		in.refused(t, in.reader, "DELETE", "/o/{org}/todos/"+id, nil, http.StatusConflict, "todo_not_yours")
		in.reader.Must("POST", "/o/{org}/todos/"+id+"/done", map[string]any{"done": true})
		if done := list(in.writer, "?view=given&done=true"); len(done) != 1 || apptest.Text(done[0], "done_at") == "" || works() {
			t.Errorf("done: %v", done)
		}
		apptest.Eventually(t, "who gave it is told", func() bool {
			return slices.ContainsFunc(apptest.Items(in.writer.Must("GET", "/o/{org}/notifications", nil), "items"), func(n map[string]any) bool { return apptest.Text(n, "kind") == "todo_done" })
		})
		in.writer.Must("POST", "/o/{org}/todos/"+id+"/done", map[string]any{"done": false})
		if !works() {
			t.Error("opened again, it is not in the work")
		}
		in.writer.Must("DELETE", "/o/{org}/todos/"+id, nil)
		if len(list(in.reader, "?conversation_id="+in.conv)) != 0 || works() {
			t.Error("taken back, it is still there")
		}
	})
}

// Said in the conversation, something to do is a card that everybody sees, and that who is
// to do it and who gave it press; what becomes of it elsewhere shows there, too.
func TestSomethingToDoIsSaidInTheConversation(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		ask := map[string]any{"title": "Order the rope", "person_id": in.reader.ID, "conversation_id": in.conv, "seq": 1, "show": true,
			"due_at": time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC).Format(time.RFC3339)}
		id := apptest.Text(in.writer.Must("POST", "/o/{org}/todos", ask), "id")
		said := in.latest()
		if said["kind"] != "card" || said["sender_id"] != in.writer.ID || !strings.Contains(apptest.Text(said, "text"), "待辦") || !strings.Contains(apptest.Text(said, "text"), "2026-11-24 17:30") {
			t.Fatalf("said: %v", said)
		}
		in.refused(t, in.writer, "PATCH", in.path(2, ""), edit("Order two", 0), http.StatusConflict, "card_fixed")
		expectCode(t, "by somebody else", in.press(in.Admin, 2, 1, "press-00", "done", nil), 409, "todo_others")
		if a := in.press(in.reader, 2, 1, "press-01", "done", nil); a.Status != 200 {
			t.Fatalf("%d %s", a.Status, a.Body)
		}
		if v, text := in.card(in.Admin, 2); v != 2 || !strings.Contains(text, "READER has done it") || !strings.Contains(text, "reopen") {
			t.Errorf("version %d: %s", v, text)
		}
		if done := apptest.Items(in.writer.Must("GET", "/o/{org}/todos?view=given&done=true", nil), "items"); len(done) != 1 {
			t.Errorf("in the list of who gave it: %v", done)
		}
		expectCode(t, "pressed as it was", in.press(in.writer, 2, 1, "press-02", "done", nil), 409, "card_changed")
		in.writer.Must("POST", "/o/{org}/todos/"+id+"/done", map[string]any{"done": false})
		if v, text := in.card(in.Admin, 2); v != 3 || strings.Contains(text, "has done it") {
			t.Errorf("opened again in a list: version %d: %s", v, text)
		}
		in.writer.Must("DELETE", "/o/{org}/todos/"+id, nil)
		if v, text := in.card(in.Admin, 2); v != 4 || !strings.Contains(text, "Not open here any more") || strings.Contains(text, "buttons") {
			t.Errorf("taken back: version %d: %s", v, text)
		}
		in.Admin.Must("POST", in.at("/archive"), map[string]any{"archived": true})
		in.refused(t, in.writer, "POST", "/o/{org}/todos", ask, http.StatusConflict, "conversation_archived")
		if left := apptest.Items(in.reader.Must("GET", "/o/{org}/todos", nil), "items"); len(left) != 0 {
			t.Errorf("what could not be said was given all the same: %v", left)
		}
	})
}
