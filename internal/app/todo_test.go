package app_test

import (
	"net/http"
	"slices"
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
