package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
)

const savedPath = "/o/{org}/search/saved"

// Searches are saved for oneself; what they find is asked anew each time.
func TestSearchesAreSavedForOneself(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		names := func(p *apptest.Person) (out []string) {
			for _, s := range apptest.Items(p.Must("GET", savedPath, nil), "items") {
				out = append(out, apptest.Text(s, "name"))
			}
			return out
		}
		ask := map[string]any{"name": " 起重機  checks ", "q": "龜", "in": in.conv, "since": "2026-01-01", "has": []string{"link"}}
		made := apptest.Items(in.reader.Must("POST", savedPath, ask), "items")
		id := apptest.Text(made[0], "id")
		if got := made[0]; got["name"] != "起重機 checks" || got["q"] != "龜" || got["in"] != in.conv || got["since"] != "2026-01-01" || fmt.Sprint(got["has"]) != "[link]" {
			t.Errorf("saved: %v", got)
		}
		in.refused(t, in.reader, "POST", savedPath, map[string]any{"name": "起重機 CHECKS", "q": "x"}, http.StatusUnprocessableEntity, "invalid")
		in.refused(t, in.reader, "POST", savedPath, map[string]any{"name": "nothing"}, http.StatusUnprocessableEntity, "invalid")
		in.refused(t, in.reader, "POST", savedPath, map[string]any{"name": "a day", "since": "tomorrow"}, http.StatusUnprocessableEntity, "invalid")
		in.refused(t, in.reader, "POST", savedPath, map[string]any{"name": strings.Repeat("x", 61), "q": "x"}, http.StatusUnprocessableEntity, "invalid")
		in.reader.Must("PATCH", savedPath+"/"+id, map[string]any{"name": "Cranes"})
		if fmt.Sprint(names(in.reader)) != "[Cranes]" || len(names(in.writer)) != 0 {
			t.Errorf("saved: %v, somebody else's: %v", names(in.reader), names(in.writer))
		}
		in.refused(t, in.writer, "PATCH", savedPath+"/"+id, map[string]any{"name": "Mine"}, http.StatusNotFound, "not_found")
		in.refused(t, in.writer, "DELETE", savedPath+"/"+id, nil, http.StatusNotFound, "not_found")
		for i := 1; i < 50; i++ {
			in.reader.Must("POST", savedPath, map[string]any{"name": fmt.Sprint("No. ", i), "q": "x"})
		}
		in.refused(t, in.reader, "POST", savedPath, map[string]any{"name": "One more", "q": "x"}, http.StatusConflict, "too_many_saved_searches")
		in.reader.Must("DELETE", savedPath+"/"+id, nil)
		if got := names(in.reader); len(got) != 49 || got[0] != "No. 1" {
			t.Errorf("after one is forgotten: %v", got)
		}
	})
}
