package app_test

import (
	"net/http"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Everybody in a conversation sees how long what is said in it stays and what says so:
// the period of all, that of its class, or the plan, whichever takes first; and whether
// the monitoring gate stands open. Nobody else is told of it.
func TestMembersSeeHowLongItStays(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		operator, admin := newcomer(t, engine, nil, peakFoods)
		colleague := apptest.Text(admin.Must("POST", "/o/{org}/people", map[string]any{"name": "BEN", "email": "ben@peakfoods.example"}), "id")
		group := apptest.Text(admin.Must("POST", "/o/{org}/conversations", map[string]any{"kind": "group", "title": "Room", "member_ids": []string{colleague}}), "id")
		path := "/o/{org}/conversations/" + group + "/keeping"
		wants := func(when string, days float64, by string, idle bool) {
			t.Helper()
			got := admin.Must("GET", path, nil)
			if got["days"] != days || got["by"] != by || got["idle"] != idle || got["monitored"] != false {
				t.Errorf("%s: %v", when, got)
			}
		}
		wants("at first", 0, "all", false)
		admin.Must("PUT", "/o/{org}/data/classes/conversation", map[string]any{"days": 400})
		wants("all conversations", 400, "all", false)
		admin.Must("PUT", "/o/{org}/chat/periods", map[string]any{"class": "group", "days": 365, "idle": true})
		wants("its class", 365, "class", true)
		operator.Must("PUT", "/operator/organisations/"+admin.Org+"/plan", map[string]any{"plan": "free"})
		wants("the plan", 30, "plan", false)
		if a := operator.Ask("GET", "/o/"+admin.Org+"/conversations/"+group+"/keeping", nil); a.Status != http.StatusNotFound {
			t.Errorf("somebody else: %d %s", a.Status, a.Body)
		}
	})
}
