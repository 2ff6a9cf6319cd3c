package app_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// lobby is a company with a group into which guests are invited.
type lobby struct {
	*apptest.Company
	hands *clock.Manual
	boss  *apptest.Person // leads the group
	staff *apptest.Person
	group string
}

func eachLobby(t *testing.T, f func(t *testing.T, in lobby)) {
	t.Helper()
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		i := apptest.New(t, engine)
		hands := clock.At(time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC))
		i.Stop()
		i.Clock = hands
		i.Start()
		in := lobby{Company: i.Setup(), hands: hands}
		in.boss, in.staff = in.Admin, in.Hire("STAFF")
		in.group = in.boss.Group("Tender 7", in.staff)
		f(t, in)
	})
}

func (in lobby) invitation(email string, stay time.Duration) map[string]any {
	return map[string]any{"email": email, "name": "WONG Mei", "company": "Acme Ltd", "until": in.hands.Now().Add(stay).UTC().Format(time.RFC3339)}
}

func (in lobby) invites(email string, stay time.Duration) map[string]any {
	in.In.T.Helper()
	return in.boss.Must("POST", "/o/{org}/conversations/"+in.group+"/guests", in.invitation(email, stay))
}

func tokenOf(v map[string]any) string {
	link := apptest.Text(apptest.Object(v, "way"), "link")
	return link[strings.LastIndex(link, "/")+1:]
}

// comes accepts an invitation as somebody who has no account yet, or has one.
func (in lobby) comes(v map[string]any) *apptest.Person {
	in.In.T.Helper()
	p := &apptest.Person{In: in.In, Org: in.ID, ID: apptest.Text(v, "person_id"), Login: apptest.Text(v, "email"), Password: "correct horse battery"}
	if got := p.Must("POST", "/invitations/accept", map[string]any{"token": tokenOf(v), "password": p.Password}); got["joined"] != nil {
		in.In.T.Errorf("a guest has no first steps: %v", got["joined"])
	}
	return p
}

const day = 24 * time.Hour

func TestAGuestIsInTheirGroupAndNowhereElse(t *testing.T) {
	eachLobby(t, func(t *testing.T, in lobby) {
		in.boss.Post(in.group, "before-1", "Said before the guest came")
		own := in.boss.Group("Board", in.staff)
		v := in.invites("mei@acme.example", 7*day)
		door := in.In.Nobody().Must("POST", "/guests/look", map[string]any{"token": tokenOf(v)})
		if door["guest"] != true || apptest.Text(door, "organisation") != "Harbour Trading" || apptest.Text(door, "login") != "mei@acme.example" {
			t.Errorf("the door: %v", door)
		}
		guest := in.comes(v)
		if got := apptest.Items(guest.Must("GET", "/o/{org}/conversations", nil), "items"); len(got) != 1 || got[0]["id"] != in.group {
			t.Fatalf("the guest's conversations: %v", got)
		}
		if got := apptest.Items(guest.Must("GET", "/o/{org}/conversations/"+in.group+"/messages", nil), "items"); len(got) != 1 || got[0]["text"] != "joined" {
			t.Errorf("the guest reads more than that they came: %v", got)
		}
		if a := guest.Post(in.group, "guest-01", "Good morning"); a.Status != 201 {
			t.Fatalf("the guest writes: %d %s", a.Status, a.Body)
		}
		last := apptest.Items(in.staff.Must("GET", "/o/{org}/conversations/"+in.group+"/messages", nil), "items")
		if one := last[len(last)-1]; one["sender_outside"] != "Acme Ltd" {
			t.Errorf("not marked: %v", one)
		}
		apptest.Eventually(t, "what the guest said is found, with the mark", func() bool {
			hits := apptest.Items(in.staff.Must("GET", "/o/{org}/search/messages?q=morning", nil), "items")
			return len(hits) == 1 && hits[0]["sender_outside"] == "Acme Ltd"
		})
		if one := last[0]; one["sender_outside"] != nil {
			t.Errorf("a colleague is marked: %v", one)
		}
		shown := in.staff.Must("GET", "/o/{org}/conversations/"+in.group, nil)
		if outside := apptest.Object(shown, "outside"); apptest.Number(outside, "count") != 1 || outside["companies"].([]any)[0] != "Acme Ltd" {
			t.Errorf("the conversation: %v", shown)
		}
		if got := in.staff.Must("GET", "/o/{org}/conversations/"+own, nil); got["outside"] != nil {
			t.Errorf("a group without guests: %v", got)
		}
		everybody := apptest.Text(in.Admin.Must("POST", "/o/{org}/conversations/following", map[string]any{"department_id": "", "kind": "group", "title": "All staff"}), "id")
		for _, m := range apptest.Items(in.Admin.Must("GET", "/o/{org}/conversations/"+everybody+"/members", nil), "items") {
			if m["id"] == guest.ID {
				t.Error("the guest is in the group of all staff")
			}
		}
		for _, m := range apptest.Items(guest.Must("GET", "/o/{org}/conversations/"+in.group+"/members", nil), "items") {
			if m["id"] != guest.ID && (m["title"] != "" || m["picture"] != "") {
				t.Errorf("the guest sees more than a name: %v", m)
			}
		}
		other := in.Hire("OTHER")
		for what, a := range map[string]apptest.Answer{
			"people":    guest.Ask("GET", "/o/{org}/people", nil),
			"a person":  guest.Ask("GET", "/o/{org}/people/"+in.staff.ID, nil),
			"a group":   guest.Ask("POST", "/o/{org}/conversations", map[string]any{"kind": "group", "title": "Mine", "member_ids": []string{in.staff.ID}}),
			"adding":    guest.Ask("POST", "/o/{org}/conversations/"+in.group+"/members", map[string]any{"person_ids": []string{other.ID}}),
			"inviting":  guest.Ask("POST", "/o/{org}/conversations/"+in.group+"/guests", in.invitation("x@acme.example", day)),
			"forward":   guest.Ask("POST", "/o/{org}/conversations/"+in.group+"/forward", map[string]any{"client_id": "forward-1", "from": in.group, "message_ids": []string{"x"}}),
			"all":       guest.Ask("GET", "/o/{org}/guests", nil),
			"following": guest.Ask("POST", "/o/{org}/conversations/following", map[string]any{"department_id": "", "kind": "group", "title": "x"}),
		} {
			if a.Status != http.StatusForbidden {
				t.Errorf("%s: %d %.200s", what, a.Status, a.Body)
			}
		}
		if a := guest.Post(in.group, "guest-02", "@OTHER", other.ID); a.Status != 422 {
			t.Errorf("naming a stranger: %d %s", a.Status, a.Body)
		}
		if a := in.boss.Ask("PUT", "/o/{org}/conversations/"+in.group+"/members/"+guest.ID, map[string]any{"role": "admin"}); a.Code() != "guest_leads_not" {
			t.Errorf("leading: %d %s", a.Status, a.Body)
		}
		can := guest.Must("GET", "/o/{org}/conversations/"+in.group, nil)["can"].([]any)
		if slices.Contains(can, "forward") || slices.Contains(can, "add_members") || !slices.Contains(can, "post") {
			t.Errorf("what the guest can do: %v", can)
		}
	})
}

func TestAGuestsTimeIsOverAtItsMoment(t *testing.T) {
	eachLobby(t, func(t *testing.T, in lobby) {
		guest := in.comes(in.invites("mei@acme.example", 10*day))
		id := apptest.Text(apptest.Items(in.Admin.Must("GET", "/o/{org}/guests", nil), "items")[0], "id")
		s := guest.Open()
		in.hands.Advance(7*day + time.Minute)
		in.boss.Must("GET", "/o/{org}/me", nil)
		apptest.Eventually(t, "the inviter is told", func() bool {
			in.hands.Advance(time.Second)
			return slices.ContainsFunc(apptest.Items(in.boss.Must("GET", "/o/{org}/notifications", nil), "items"), func(n map[string]any) bool { return n["kind"] == "guest_ending" })
		})
		until := in.hands.Now().Add(5 * day)
		in.boss.Must("POST", "/o/{org}/guests/"+id+"/prolong", map[string]any{"until": until.UTC().Format(time.RFC3339Nano)})
		apptest.Eventually(t, "the way in is longer", func() bool {
			in.hands.Advance(time.Second)
			return in.hands.Now().Before(until) && guest.Ask("GET", "/o/{org}/conversations", nil).Status == 200
		})
		// To the second: what is asked a moment before is answered.
		in.hands.Advance(until.Sub(in.hands.Now()) - time.Second)
		if a := guest.Ask("GET", "/o/{org}/conversations", nil); a.Status != 200 {
			t.Fatalf("a second before: %d %s", a.Status, a.Body)
		}
		in.hands.Advance(time.Second)
		if a := guest.Ask("GET", "/o/{org}/conversations", nil); a.Status != 404 {
			t.Errorf("at the moment: %d %s", a.Status, a.Body)
		}
		apptest.Eventually(t, "the socket is closed", func() bool {
			in.hands.Advance(time.Second)
			_, closed := s.Closed(10 * time.Millisecond)
			return closed
		})
		for _, m := range apptest.Items(in.boss.Must("GET", "/o/{org}/conversations/"+in.group+"/members", nil), "items") {
			if m["id"] == guest.ID {
				t.Error("the guest is in the group still")
			}
		}
		over := apptest.Items(in.Admin.Must("GET", "/o/{org}/guests?over=true", nil), "items")
		if len(over) != 1 || over[0]["state"] != "ended" || len(actions(in.Admin, "guest.end")) != 1 {
			t.Errorf("the list: %v", over)
		}
		again := in.invites("mei@acme.example", day)
		if apptest.Text(again, "person_id") != guest.ID {
			t.Errorf("who comes again is somebody else: %v", again)
		}
		in.comes(again)
	})
}

func TestWhatIsForwardedDoesNotGoOutside(t *testing.T) {
	eachLobby(t, func(t *testing.T, in lobby) {
		in.comes(in.invites("mei@acme.example", day))
		own := in.boss.Group("Board", in.staff)
		said := apptest.Text(in.boss.Post(own, "secret-1", "The price").JSON(), "id")
		out := func(client string) apptest.Answer {
			return in.staff.Ask("POST", "/o/{org}/conversations/"+in.group+"/forward", map[string]any{"client_id": client, "from_conversation_id": own, "merged": false, "message_ids": []string{said}})
		}
		if a := out("forward-1"); a.Code() != "forwarding_outside_off" || len(actions(in.Admin, "chat.message.forward_refused")) != 1 {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		rules := in.Admin.Must("GET", "/o/{org}/chat/rules", nil)
		rules["forward_outside"] = true
		in.Admin.Must("PUT", "/o/{org}/chat/rules", rules)
		if a := out("forward-2"); a.Status/100 != 2 {
			t.Errorf("where it is let: %d %s", a.Status, a.Body)
		}
	})
}

func TestWhoMayInviteGuests(t *testing.T) {
	eachLobby(t, func(t *testing.T, in lobby) {
		at := "/o/{org}/conversations/" + in.group + "/guests"
		if a := in.staff.Ask("POST", at, in.invitation("a@acme.example", day)); a.Status != 403 {
			t.Errorf("a member: %d %s", a.Status, a.Body)
		}
		for field, change := range map[string]func(map[string]any){
			"body.email":   func(v map[string]any) { v["email"] = "nobody" },
			"body.name":    func(v map[string]any) { v["name"] = " " },
			"body.company": func(v map[string]any) { v["company"] = strings.Repeat("x", 121) },
			"body.until":   func(v map[string]any) { v["until"] = in.hands.Now().Add(400 * day).UTC().Format(time.RFC3339) },
		} {
			v := in.invitation("a@acme.example", day)
			change(v)
			if a := in.boss.Ask("POST", at, v); a.Status != 422 || !bytes.Contains(a.Body, []byte(field)) {
				t.Errorf("%s: %d %s", field, a.Status, a.Body)
			}
		}
		if a := in.boss.Ask("POST", at, in.invitation(in.staff.Login, day)); a.Code() != "guest_is_member" {
			t.Errorf("a colleague: %s", a.Body)
		}
		v := in.invites("a@acme.example", day)
		if a := in.boss.Ask("POST", at, in.invitation("A@acme.example", day)); a.Code() != "guest_there" {
			t.Errorf("twice: %s", a.Body)
		}
		second := in.boss.Must("POST", "/o/{org}/guests/"+apptest.Text(v, "id")+"/link", nil)
		if a := in.In.Nobody().Ask("POST", "/invitations/accept", map[string]any{"token": tokenOf(v), "password": "correct horse battery"}); a.Status != 404 {
			t.Errorf("the first link works still: %d", a.Status)
		}
		v["way"] = second
		in.In.Nobody().Must("POST", "/guests/decline", map[string]any{"token": tokenOf(v)})
		if over := apptest.Items(in.Admin.Must("GET", "/o/{org}/guests?over=true", nil), "items"); len(over) != 1 || over[0]["state"] != "declined" {
			t.Errorf("declined: %v", over)
		}
		in.Admin.Must("PUT", "/o/{org}/guest-rules", map[string]any{"inviting": false, "joining": false})
		if a := in.boss.Ask("POST", at, in.invitation("b@acme.example", day)); a.Code() != "guests_off" {
			t.Errorf("switched off: %s", a.Body)
		}
	})
}
