package app_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/host"
	"tramway/internal/sqldb"
)

func limitedAt(p *apptest.Person) bool {
	return apptest.Object(p.Must("GET", "/o/{org}/me", nil), "organisation")["limited"] == true
}

// stands has an operator's word on how the organisation stands reach its open house.
func (in lobby) stands(standing string) {
	t := in.In.T
	t.Helper()
	if err := in.In.App.Host.SetStanding(t.Context(), in.ID, standing); err != nil {
		t.Fatal(err)
	}
	apptest.Eventually(t, "it is "+standing, func() bool { return limitedAt(in.boss) == (standing == host.Limited) })
}

// Found to pose as another, an organisation says nothing where a guest reads: by nobody,
// in no way; inside everything goes on, and when that is lifted all is as before (F122).
func TestWhatPosesAsAnotherReachesNobodyOutside(t *testing.T) {
	eachLobby(t, func(t *testing.T, in lobby) {
		guest := in.comes(in.invites("mei@acme.example", 10*day))
		at := func(rest string) string { return "/o/{org}/conversations/" + in.group + rest }
		seq := func(a map[string]any, rest string) string {
			return at(fmt.Sprintf("/messages/%d%s", apptest.Number(a, "seq"), rest))
		}
		said := in.boss.Post(in.group, "before-1", "Our offer").JSON()
		poll := map[string]any{"client_id": "poll-0001", "question": "When?", "options": []string{"Monday", "Friday"}, "adds": true}
		asked := in.boss.Must("POST", at("/polls"), poll)
		made := in.boss.Must("POST", at("/robots"), map[string]any{"name": "Build", "signed": false, "mention_all": false})
		door := robot{in: chatter{Company: in.Company}, id: apptest.Text(made, "id"), door: apptest.Text(made, "address")[len(in.In.Config.Origin+"/api/v1"):]}
		waits := in.boss.Must("POST", at("/scheduled"), map[string]any{"client_id": "later-001", "text": "later", "at": in.hands.Now().Add(time.Hour).Format(time.RFC3339)})
		board := in.boss.Group("Board", in.staff)
		inner := in.boss.Post(board, "inner-001", "Between us").JSON()
		forGuests := draft("To all", map[string]any{"everybody": true})
		forGuests["guests"] = true
		news := in.boss.Must("POST", "/o/{org}/announcements", forGuests)

		poll = map[string]any{"client_id": "poll-0002", "question": "Where?", "options": []string{"Here", "There"}}
		acts := map[string]func() apptest.Answer{
			"a message": func() apptest.Answer { return in.boss.Post(in.group, "during-1", "Send the deposit") },
			"another's": func() apptest.Answer { return in.staff.Post(in.group, "during-2", "Send it here") },
			"a poll":    func() apptest.Answer { return in.boss.Ask("POST", at("/polls"), poll) },
			"a vote": func() apptest.Answer {
				return in.staff.Ask("PUT", seq(asked, "/poll/vote"), map[string]any{"choices": []int{0}})
			},
			"an answer": func() apptest.Answer {
				return in.boss.Ask("POST", seq(asked, "/poll/options"), map[string]any{"text": "Never"})
			},
			"an edit": func() apptest.Answer {
				return in.boss.Ask("PATCH", seq(said, ""), map[string]any{"text": "Account 123", "rev": 0})
			},
			"a reaction":    func() apptest.Answer { return in.boss.Ask("PUT", seq(said, "/reactions/👍"), nil) },
			"a pin":         func() apptest.Answer { return in.boss.Ask("PUT", seq(said, "/pin"), nil) },
			"another title": func() apptest.Answer { return in.boss.Ask("PATCH", at(""), map[string]any{"title": "Tender 8"}) },
			"what it is for": func() apptest.Answer {
				return in.boss.Ask("PATCH", at(""), map[string]any{"description": "Pay at once"})
			},
			"a later message": func() apptest.Answer {
				return in.boss.Ask("POST", at("/scheduled"), map[string]any{"client_id": "later-002", "text": "later", "at": in.hands.Now().Add(time.Hour).Format(time.RFC3339)})
			},
			"what waited": func() apptest.Answer {
				return in.boss.Ask("POST", "/o/{org}/scheduled/"+apptest.Text(waits, "id")+"/send", nil)
			},
			"a forward": func() apptest.Answer {
				return in.boss.Ask("POST", at("/forward"), map[string]any{"client_id": "forward-1", "from_conversation_id": board, "message_ids": []string{apptest.Text(inner, "id")}, "merged": true})
			},
			"a robot": func() apptest.Answer { return door.says(map[string]any{"text": "green"}) },
			"a thing to do": func() apptest.Answer {
				return in.boss.Ask("POST", "/o/{org}/todos", map[string]any{"title": "Pay", "person_id": guest.ID, "conversation_id": in.group, "seq": said["seq"]})
			},
			"an announcement": func() apptest.Answer {
				return in.boss.Ask("POST", "/o/{org}/announcements/"+apptest.Text(news, "id")+"/publish", map[string]any{"revision": news["revision"]})
			},
			"another group": func() apptest.Answer {
				return in.boss.Ask("POST", "/o/{org}/conversations/"+board+"/members", map[string]any{"person_ids": []string{guest.ID}})
			},
			"one more group": func() apptest.Answer {
				return in.boss.Ask("POST", "/o/{org}/conversations", map[string]any{"kind": "group", "title": "x", "member_ids": []string{guest.ID}})
			},
			"an urgent word": func() apptest.Answer {
				return in.boss.Ask("POST", "/o/{org}/dings", map[string]any{"text": "Pay now", "person_ids": []string{guest.ID}, "confirm": true})
			},
		}
		in.stands(host.Limited)
		for what, act := range acts {
			if a := act(); a.Status != 403 || a.Code() != "organisation_limited" {
				t.Errorf("%s: %d %.300s", what, a.Status, a.Body)
			}
		}
		if a := guest.Post(in.group, "guest-01", "Hello?"); a.Status != 403 || a.Code() != "organisation_limited_guest" {
			t.Errorf("the guest: %d %s", a.Status, a.Body)
		}
		shown := in.boss.Must("GET", at(""), nil)
		if can := shown["can"].([]any); apptest.Text(shown, "barred") == "" || slices.Contains(can, any("post")) || slices.Contains(can, any("upload")) {
			t.Errorf("the conversation: %v", shown)
		}
		if !limitedAt(guest) {
			t.Error("the guest's page does not say so")
		}
		// Inside everything goes on, and what was said can be taken back.
		if a := in.boss.Post(board, "inner-002", "What now?"); a.Status != 201 {
			t.Errorf("inside: %d %s", a.Status, a.Body)
		}
		if got := in.boss.Must("GET", "/o/{org}/conversations/"+board, nil); got["barred"] != nil {
			t.Errorf("inside: %v", got)
		}
		// What waited for its time is not said, and its author reads why.
		in.hands.Advance(2 * time.Hour)
		in.boss.Post(board, "inner-003", "tick")
		apptest.Eventually(t, "what waited is refused", func() bool {
			return apptest.Text(apptest.Items(in.boss.Must("GET", "/o/{org}/scheduled", nil), "items")[0], "reason") != ""
		})
		if got := texts(guest, in.group); !slices.Equal(got, []string{"joined", "Our offer", "When?"}) {
			t.Errorf("the guest reads %v", got)
		}
		if a := in.boss.Ask("POST", seq(said, "/recall"), nil); a.Status/100 != 2 {
			t.Errorf("taking back: %d %s", a.Status, a.Body)
		}

		in.stands(host.Free)
		for what := range acts {
			if a := acts[what](); a.Code() == "organisation_limited" {
				t.Errorf("lifted, %s: %d %s", what, a.Status, a.Body)
			}
		}
		if a := guest.Post(in.group, "guest-01", "Hello?"); a.Status != 201 {
			t.Errorf("lifted, the guest: %d %s", a.Status, a.Body)
		}
		if got := in.boss.Must("GET", at(""), nil); got["barred"] != nil || !slices.Contains(got["can"].([]any), any("post")) {
			t.Errorf("lifted: %v", got)
		}
	})
}

// What the operators decide reaches the house at another node, and the pages open there.
func TestAnotherNodeHearsThatItIsLimited(t *testing.T) {
	t.Parallel()
	first := apptest.New(t, sqldb.Postgres)
	second := apptest.New(t, sqldb.Postgres, func(c *app.Config) { *c = first.Config })
	c := first.Setup()
	there := *c.Admin
	there.In = second
	page := there.Open()
	if limitedAt(&there) {
		t.Fatal("from the beginning")
	}
	if err := first.App.Host.SetStanding(t.Context(), c.ID, host.Limited); err != nil {
		t.Fatal(err)
	}
	if e := page.Push(soon, "changed"); apptest.Text(e, "ref") != "organisation:"+c.ID {
		t.Errorf("the page hears %v", e)
	}
	if !limitedAt(&there) {
		t.Error("the other node has not heard")
	}
}
