package app_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"tramway/internal/app/apptest"
)

// groupRules are those of a new group with some changed.
func groupRules(changed map[string]any) map[string]any {
	out := map[string]any{"post": "all", "mention_all": "all", "pin": "all", "invite": "all", "rename": "all", "history": false, "forward": true, "receipts": true}
	for k, v := range changed {
		out[k] = v
	}
	return out
}

func (in chatter) at(rest string) string { return "/o/{org}/conversations/" + in.conv + rest }

func (in chatter) says(t *testing.T, p *apptest.Person, client, text string, status int, code string, mentions ...string) {
	t.Helper()
	a := p.Post(in.conv, client, text, mentions...)
	if a.Status != status || apptest.Text(a.JSON(), "code") != code {
		t.Errorf("%s: %d %s, want %d %s", text, a.Status, a.Body, status, code)
	}
}

func members(p *apptest.Person, conv string) (out []string) {
	for _, m := range apptest.Items(p.Must("GET", "/o/{org}/conversations/"+conv+"/members?limit=200", nil), "items") {
		out = append(out, apptest.Text(m, "id"))
	}
	slices.Sort(out)
	return out
}

func TestAGroupHasRulesOfItsOwn(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.refused(t, in.writer, "PUT", in.at("/rules"), groupRules(nil), http.StatusConflict, "group_admins_only")
		in.refused(t, in.Admin, "PUT", in.at("/rules"), groupRules(map[string]any{"post": "nobody"}), http.StatusUnprocessableEntity, "invalid")
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"post": "admins", "mention_all": "admins", "invite": "admins", "rename": "admins", "receipts": false}))
		in.says(t, in.writer, "rules-001", "may I", http.StatusConflict, "group_admins_only")
		in.refused(t, in.writer, "POST", in.at("/members"), map[string]any{"person_ids": []string{in.Hire("LATE").ID}}, http.StatusConflict, "group_admins_only")
		in.refused(t, in.writer, "PATCH", in.at(""), map[string]any{"title": "Mine"}, http.StatusConflict, "group_admins_only")
		in.refused(t, in.writer, "GET", in.path(1, "/reads"), nil, http.StatusConflict, "receipts_off")
		in.Admin.Must("PUT", in.at("/members/"+in.writer.ID), map[string]any{"role": "admin"})
		in.says(t, in.writer, "rules-002", "now I may", http.StatusCreated, "", "all")
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"mention_all": "admins"}))
		in.says(t, in.reader, "rules-003", "everybody!", http.StatusUnprocessableEntity, "invalid", "all")
		got := in.reader.Must("GET", in.at(""), nil)
		if can := fmt.Sprint(got["can"]); can != "[post upload ding pin_messages add_members rename leave forward]" {
			t.Errorf("a member can %s", can)
		}
	})
}

func TestAGroupIsHandedOverBeforeItsOwnerLeaves(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.refused(t, in.Admin, "POST", in.at("/leave"), nil, http.StatusConflict, "group_needs_owner")
		in.refused(t, in.writer, "PUT", in.at("/members/"+in.reader.ID), map[string]any{"role": "owner"}, http.StatusConflict, "group_admins_only")
		in.Admin.Must("PUT", in.at("/members/"+in.reader.ID), map[string]any{"role": "admin"})
		in.refused(t, in.reader, "PUT", in.at("/members/"+in.writer.ID), map[string]any{"role": "owner"}, http.StatusConflict, "group_owner_only")
		in.refused(t, in.reader, "DELETE", in.at("/members/"+in.Admin.ID), nil, http.StatusConflict, "group_needs_owner")
		in.Admin.Must("PUT", in.at("/members/"+in.writer.ID), map[string]any{"role": "owner"})
		in.Admin.Must("POST", in.at("/leave"), nil)
		in.writer.Must("DELETE", in.at("/members/"+in.reader.ID), nil)
		in.refused(t, in.reader, "GET", in.at(""), nil, http.StatusNotFound, "not_found")
		in.writer.Must("POST", in.at("/leave"), nil) // nobody else is in it
	})
}

func TestAnArchivedGroupIsReadAndNotWritten(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.refused(t, in.writer, "POST", in.at("/archive"), map[string]any{"archived": true}, http.StatusConflict, "group_admins_only")
		in.Admin.Must("POST", in.at("/archive"), map[string]any{"archived": true})
		in.says(t, in.Admin, "archive-1", "still here?", http.StatusConflict, "conversation_archived")
		in.refused(t, in.writer, "PATCH", in.path(1, ""), edit("other words", 0), http.StatusConflict, "conversation_archived")
		in.refused(t, in.Admin, "PATCH", in.at(""), map[string]any{"title": "Another"}, http.StatusConflict, "conversation_archived")
		in.refused(t, in.Admin, "PUT", in.path(1, "/pin"), nil, http.StatusConflict, "conversation_archived")
		if got := apptest.Items(in.reader.Must("GET", in.at("/messages"), nil), "items"); len(got) != 1 {
			t.Errorf("to be read: %v", got)
		}
		in.Admin.Must("POST", in.at("/archive"), map[string]any{"archived": false})
		in.says(t, in.writer, "archive-2", "again", http.StatusCreated, "")
	})
}

// Whoever comes later sees what was said before where the rules say so, and is in
// neither list of those who read it.
func TestNewcomersSeeWhatTheRulesSay(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		early, late := in.Hire("EARLY"), in.Hire("LATE")
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{early.ID}})
		in.Admin.Must("PUT", in.at("/rules"), groupRules(map[string]any{"history": true}))
		in.Admin.Must("POST", in.at("/members"), map[string]any{"person_ids": []string{late.ID}})
		seen := func(p *apptest.Person) int {
			return len(apptest.Items(p.Must("GET", in.at("/messages"), nil), "items"))
		}
		if seen(early) != 2 || seen(late) != 3 { // with the lines that say who came
			t.Errorf("before the rule %d, after it %d messages", seen(early), seen(late))
		}
		if unread := apptest.Number(late.Must("GET", in.at(""), nil), "unread"); unread != 0 {
			t.Errorf("%d unread of what was before", unread)
		}
		reads := in.writer.Must("GET", in.path(1, "/reads?read=true"), nil)
		if apptest.Number(reads, "read_count") != 0 || apptest.Number(reads, "unread_count") != 2 {
			t.Errorf("readers: %v", reads)
		}
	})
}

func TestInAChannelFewSpeakToMany(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		made := in.Admin.Must("POST", "/o/{org}/conversations", map[string]any{"kind": "channel", "title": "News", "member_ids": []string{in.writer.ID}})
		in.conv = apptest.Text(made, "id")
		in.says(t, in.writer, "channel-1", "my view", http.StatusConflict, "group_admins_only")
		in.says(t, in.Admin, "channel-2", "the news", http.StatusCreated, "")
		in.writer.Must("PUT", in.path(1, "/reactions/👍"), nil)
	})
}

// A department's group has whoever is in the department, at every moment.
func TestADepartmentsGroupFollowsTheDirectory(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		put := func(parent string, people ...*apptest.Person) string {
			d := apptest.Text(in.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "D" + parent, "parent_id": parent}), "id")
			for _, p := range people {
				in.move(p, d)
			}
			return d
		}
		sales := put("")
		harbour := put(sales, in.writer)
		ask := map[string]any{"department_id": sales, "kind": "group", "title": "Sales"}
		in.refused(t, in.writer, "POST", "/o/{org}/conversations/following", ask, http.StatusForbidden, "not_allowed")
		in.refused(t, in.Admin, "POST", "/o/{org}/conversations/following", map[string]any{"department_id": "nowhere", "kind": "group", "title": "X"}, http.StatusUnprocessableEntity, "invalid")
		in.conv = apptest.Text(in.Admin.Must("POST", "/o/{org}/conversations/following", ask), "id")
		if again := apptest.Text(in.Admin.Must("POST", "/o/{org}/conversations/following", ask), "id"); again != in.conv {
			t.Errorf("made twice: %s", again)
		}
		in.has(t, "whom the department has below it", in.Admin, in.writer)
		in.move(in.reader, harbour)
		in.has(t, "who came", in.Admin, in.writer, in.reader)
		in.refused(t, in.reader, "POST", in.at("/leave"), nil, http.StatusConflict, "group_follows")
		in.move(in.writer, "")
		in.has(t, "without who went", in.Admin, in.reader)
		all := apptest.Text(in.Admin.Must("POST", "/o/{org}/conversations/following", map[string]any{"department_id": "", "kind": "channel", "title": "All staff"}), "id")
		in.conv = all
		in.has(t, "all staff", in.Admin, in.writer, in.reader)
		in.has(t, "and who is hired", in.Admin, in.writer, in.reader, in.Hire("NEW"))
	})
}

func (in chatter) move(p *apptest.Person, department string) {
	in.In.T.Helper()
	was := in.Admin.Must("GET", "/o/{org}/people/"+p.ID, nil)
	departments := []string{}
	if department != "" {
		departments = append(departments, department)
	}
	in.Admin.Must("PATCH", "/o/{org}/people/"+p.ID, map[string]any{"name": was["name"], "email": was["email"], "department_ids": departments, "version": was["version"]})
}

func (in chatter) has(t *testing.T, what string, people ...*apptest.Person) {
	t.Helper()
	var want []string
	for _, p := range people {
		want = append(want, p.ID)
	}
	slices.Sort(want)
	apptest.Eventually(t, what, func() bool { return slices.Equal(members(in.Admin, in.conv), want) })
}

// What one does to one's own list is for oneself: pinned ones stand above, muted ones
// are not counted, but for mentions.
func TestAConversationIsPinnedAndMutedForOneself(t *testing.T) {
	eachTalk(t, func(t *testing.T, in chatter) {
		in.hands.Advance(time.Minute)
		other := in.Admin.Group("Later", in.reader)
		in.Admin.Post(other, "later-001", "newer")
		first := func(p *apptest.Person) string {
			return apptest.Text(apptest.Items(p.Must("GET", "/o/{org}/conversations", nil), "items")[0], "id")
		}
		in.reader.Must("PUT", in.at("/mine"), map[string]any{"pinned": true, "muted_until": "2030-01-01T00:00:00Z"})
		if first(in.reader) != in.conv || first(in.Admin) != other {
			t.Error("the pinned one is not above the others, for its reader alone")
		}
		page := in.reader.Must("GET", "/o/{org}/conversations?limit=1", nil)
		next := in.reader.Must("GET", "/o/{org}/conversations?limit=1&cursor="+apptest.Text(page, "next"), nil)
		if apptest.Text(apptest.Items(next, "items")[0], "id") != other {
			t.Errorf("after the pinned one: %v", next)
		}
		in.writer.Post(in.conv, "muted-001", "not counted", in.reader.ID)
		unread := in.reader.Must("GET", "/o/{org}/unread", nil)
		if apptest.Number(unread, "total") != 1 || apptest.Number(unread, "mentions") != 1 {
			t.Errorf("unread: %v", unread)
		}
	})
}
