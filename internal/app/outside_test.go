package app_test

import (
	"slices"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
)

// neighbour is another company of the installation with somebody who is invited.
func (in lobby) neighbour() (c *apptest.Company, mei *apptest.Person) {
	c = in.Another("Neighbour")
	return c, c.Hire("MEI")
}

func queueOf(c *apptest.Company, decided string) []map[string]any {
	return apptest.Items(c.Admin.Must("GET", "/o/{org}/outside-invitations?decided="+decided, nil), "items")
}

func (in lobby) guests(over string) []map[string]any {
	return apptest.Items(in.Admin.Must("GET", "/o/{org}/guests?over="+over, nil), "items")
}

func TestAnotherCompanyLetsItsPeopleOut(t *testing.T) {
	eachLobby(t, func(t *testing.T, in lobby) {
		there, mei := in.neighbour()
		v := in.invites(mei.Login, 7*day)
		if v["state"] != "waiting" || v["way"] != nil || v["person_id"] != "" {
			t.Fatalf("nobody was asked: %v", v)
		}
		apptest.Eventually(t, "it is in the queue", func() bool { return len(queueOf(there, "false")) == 1 })
		one := queueOf(there, "false")[0]
		if one["person_id"] != mei.ID || one["from_name"] != "Harbour Trading" || one["group"] != "Tender 7" || !strings.Contains(apptest.Text(one, "inviter"), "AU Ada") || one["email"] != mei.Login {
			t.Errorf("in the queue: %v", one)
		}
		apptest.Eventually(t, "the administrator is told", func() bool {
			return slices.ContainsFunc(apptest.Items(there.Admin.Must("GET", "/o/{org}/notifications", nil), "items"), func(n map[string]any) bool {
				return n["kind"] == "guest_queued" && n["link"] == "/admin/messages/guests?view=outside"
			})
		})
		at := "/o/{org}/outside-invitations/" + apptest.Text(one, "id")
		if a := mei.Ask("POST", at+"/pass", nil); a.Status != 403 {
			t.Errorf("they decide for themselves: %d", a.Status)
		}
		if a := there.Admin.Ask("POST", at+"/refuse", map[string]any{"reason": " "}); a.Status != 422 {
			t.Errorf("without a reason: %d %s", a.Status, a.Body)
		}
		there.Admin.Must("POST", at+"/pass", nil)
		if a := there.Admin.Ask("POST", at+"/refuse", map[string]any{"reason": "late"}); a.Code() != "guest_decided" {
			t.Errorf("twice: %s", a.Body)
		}
		apptest.Eventually(t, "the invitation goes on", func() bool { return in.guests("false")[0]["state"] == "invited" })
		id := apptest.Text(v, "id")
		v["way"], v["person_id"] = in.boss.Must("POST", "/o/{org}/guests/"+id+"/link", nil), in.guests("false")[0]["person_id"]
		mei.Must("POST", "/invitations/accept", map[string]any{"token": tokenOf(v), "password": mei.Password})
		guest := *mei
		guest.Org = in.ID
		if got := apptest.Items(guest.Must("GET", "/o/{org}/conversations", nil), "items"); len(got) != 1 || got[0]["id"] != in.group {
			t.Errorf("the guest's conversations: %v", got)
		}
		if mei.Ask("GET", "/o/{org}/people", nil).Status != 200 {
			t.Error("at home they are a member no more")
		}
		for who, want := range map[*apptest.Person][]string{in.Admin: {"guest.invite", "guest.passed", "guest.arrive"}, there.Admin: {"guest.outside.asked", "guest.outside.pass"}} {
			for _, action := range want {
				if len(actions(who, action)) != 1 {
					t.Errorf("%s is not in the record once", action)
				}
			}
		}
		in.boss.Must("POST", "/o/{org}/guests/"+id+"/end", nil)
		if a := guest.Ask("GET", "/o/{org}/conversations", nil); a.Status != 403 && a.Status != 404 {
			t.Errorf("after the end: %d", a.Status)
		}
		if mei.Ask("GET", "/o/{org}/people", nil).Status != 200 {
			t.Error("with their time as a guest their account is gone")
		}
	})
}

func TestAnotherCompanyRefusesOrNeedNotBeAsked(t *testing.T) {
	eachLobby(t, func(t *testing.T, in lobby) {
		there, mei := in.neighbour()
		in.invites(mei.Login, 7*day)
		apptest.Eventually(t, "it is in the queue", func() bool { return len(queueOf(there, "false")) == 1 })
		there.Admin.Must("POST", "/o/{org}/outside-invitations/"+apptest.Text(queueOf(there, "false")[0], "id")+"/refuse", map[string]any{"reason": "Ask our sales desk"})
		apptest.Eventually(t, "the inviter is told", func() bool {
			over := in.guests("true")
			return len(over) == 1 && over[0]["state"] == "refused" && over[0]["reason"] == "Ask our sales desk"
		})
		again := in.invites(mei.Login, 7*day)
		apptest.Eventually(t, "it is in the queue again", func() bool { return len(queueOf(there, "false")) == 1 })
		in.boss.Must("POST", "/o/{org}/guests/"+apptest.Text(again, "id")+"/end", nil)
		apptest.Eventually(t, "it is taken back", func() bool { return len(queueOf(there, "false")) == 0 })
		there.Admin.Must("PUT", "/o/{org}/guest-rules", map[string]any{"inviting": true, "joining": true})
		if v := in.invites(mei.Login, 7*day); v["state"] != "invited" || apptest.Object(v, "way") == nil {
			t.Errorf("where nobody need be asked: %v", v)
		}
		if got := queueOf(there, "true"); len(got) != 2 {
			t.Errorf("what was: %v", got)
		}
	})
}

func TestWhoInvitedIsFollowedByTheirHeir(t *testing.T) {
	eachLobby(t, func(t *testing.T, in lobby) {
		head := in.Hire("HEAD")
		in.Admin.Must("POST", "/o/{org}/access/roles/manager/people", map[string]any{"person_id": head.ID})
		group := head.Group("Project", in.staff, in.Admin)
		v := head.Must("POST", "/o/{org}/conversations/"+group+"/guests", in.invitation("mei@acme.example", 7*day))
		guest := in.comes(v)
		if a := in.Admin.Ask("POST", "/o/{org}/people/"+head.ID+"/leave", map[string]any{}); a.Status != 422 {
			t.Errorf("nobody takes the guests over: %d %s", a.Status, a.Body)
		}
		in.Admin.Must("POST", "/o/{org}/people/"+head.ID+"/leave", map[string]any{"heir_id": in.staff.ID})
		if one := in.guests("false")[0]; apptest.Object(one, "invited_by")["id"] != in.staff.ID || one["state"] != "here" {
			t.Errorf("who answers: %v", one)
		}
		csv := in.Admin.Ask("GET", "/o/{org}/guests/export", nil)
		if text := string(csv.Body); csv.Status != 200 || !strings.Contains(text, "mei@acme.example,Acme Ltd,Project;") || len(actions(in.Admin, "guest.export")) != 1 {
			t.Errorf("%d %s", csv.Status, text)
		}
		in.Admin.Must("POST", "/o/{org}/access/roles/member/people", map[string]any{"person_id": guest.ID})
		apptest.Eventually(t, "the guest stays", func() bool { over := in.guests("true"); return len(over) == 1 && over[0]["state"] == "stayed" })
		for _, m := range apptest.Items(in.staff.Must("GET", "/o/{org}/conversations/"+group+"/members", nil), "items") {
			if m["outside"] != nil {
				t.Errorf("marked still: %v", m)
			}
		}
	})
}
