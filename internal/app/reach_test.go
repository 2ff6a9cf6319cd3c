package app_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// walled is a company with two departments between which there is to be a wall.
type walled struct {
	*apptest.Company
	t                    *testing.T
	deals, research      string
	dealer, boss, writer *apptest.Person
}

func newWalled(t *testing.T, engine sqldb.Dialect) walled {
	t.Helper()
	w := walled{Company: apptest.New(t, engine).Setup(), t: t}
	w.deals = apptest.Text(w.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "Deals"}), "id")
	desk := apptest.Text(w.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "Desk", "parent_id": w.deals}), "id")
	w.research = apptest.Text(w.Admin.Must("POST", "/o/{org}/departments", map[string]any{"name": "Research", "name_zh": "研究部"}), "id")
	w.dealer, w.boss, w.writer = w.Hire("DEALER"), w.Hire("BOSS"), w.Hire("WRITER")
	for p, d := range map[*apptest.Person]string{w.dealer: desk, w.boss: w.deals, w.writer: w.research} {
		v := w.Admin.Must("GET", "/o/{org}/people/"+p.ID, nil)
		w.Admin.Must("PATCH", "/o/{org}/people/"+p.ID, map[string]any{"name": v["name"], "department_ids": []string{d}, "version": v["version"]})
	}
	return w
}

func cell(from, to, chat, call, ding string) map[string]any {
	return map[string]any{"from": from, "to": to, "chat": chat, "call": call, "ding": ding}
}

// rule sets the whole matrix.
func (w walled) rule(cells ...map[string]any) {
	w.t.Helper()
	v := w.Admin.Must("GET", "/o/{org}/reach", nil)
	w.Admin.Must("PUT", "/o/{org}/reach", map[string]any{"version": v["version"], "cells": append([]map[string]any{}, cells...)})
}

func (w walled) answers(p *apptest.Person, method, path string, body any, status int, code string) apptest.Answer {
	w.t.Helper()
	a := p.Ask(method, path, body)
	if a.Status != status || code != "" && a.Code() != code {
		w.t.Errorf("%s %s: %d %s, want %d %s", method, path, a.Status, a.Body, status, code)
	}
	return a
}

// A rule holds from the moment it is set: for new conversations, groups, what is written
// in one that both have, mentions and DINGs; and what is closed says by which rule.
func TestARuleOfReachHoldsAtOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWalled(t, engine)
		talk, group := w.dealer.Direct(w.writer), w.dealer.Group("Both", w.writer)
		first := w.dealer.Post(talk, "before-001", "hello")
		w.rule(cell("department:"+w.deals, "department:"+w.research, "deny", "deny", "deny"))

		says := "/o/{org}/conversations/" + talk
		a := w.answers(w.dealer, "POST", says+"/messages", map[string]any{"client_id": "after-0001", "text": "again"}, http.StatusConflict, "reach_denied")
		if text := string(a.Body); !strings.Contains(text, "WRITER") || !strings.Contains(text, "Deals → Research 研究部") {
			t.Errorf("it says %s", text)
		}
		// What was stored before the rule is given again and not refused.
		if again := w.dealer.Post(talk, "before-001", "hello"); again.Status != 200 || again.JSON()["id"] != first.JSON()["id"] {
			t.Errorf("sent again: %d %s", again.Status, again.Body)
		}
		w.answers(w.dealer, "PATCH", says+"/messages/1", map[string]any{"text": "hello, you", "rev": 0}, http.StatusConflict, "reach_denied")
		w.answers(w.dealer, "POST", says+"/forward", map[string]any{"client_id": "carry-0001", "from_conversation_id": talk, "merged": false, "message_ids": []any{first.JSON()["id"]}}, http.StatusConflict, "reach_denied")
		view := w.dealer.Must("GET", says, nil)
		if can := fmt.Sprint(view["can"]); strings.Contains(can, "post") || !strings.Contains(apptest.Text(view, "barred"), "Deals → Research") {
			t.Errorf("the dealer can %s, barred %v", can, view["barred"])
		}
		w.answers(w.boss, "POST", "/o/{org}/conversations", map[string]any{"kind": "direct", "member_ids": []string{w.writer.ID}}, http.StatusConflict, "reach_denied")
		w.answers(w.boss, "POST", "/o/{org}/conversations", map[string]any{"kind": "group", "title": "x", "member_ids": []string{w.dealer.ID, w.writer.ID}}, http.StatusConflict, "reach_denied")
		own := w.boss.Group("own", w.dealer)
		w.answers(w.boss, "POST", "/o/{org}/conversations/"+own+"/members", map[string]any{"person_ids": []string{w.writer.ID}}, http.StatusConflict, "reach_denied")
		w.answers(w.dealer, "POST", "/o/{org}/dings", map[string]any{"text": "now", "person_ids": []string{w.writer.ID}}, http.StatusConflict, "reach_denied")

		// A group that both are in goes on, but for naming the other.
		if a := w.dealer.Post(group, "group-0001", "all of us"); a.Status != 201 {
			t.Errorf("in the group: %d %s", a.Status, a.Body)
		}
		if a := w.dealer.Post(group, "group-0002", "@WRITER", w.writer.ID); a.Code() != "reach_denied" {
			t.Errorf("naming: %d %s", a.Status, a.Body)
		}
		// The other way no rule speaks.
		if a := w.writer.Post(talk, "other-0001", "are you there?"); a.Status != 201 {
			t.Errorf("the other way: %d %s", a.Status, a.Body)
		}
		w.answers(w.writer, "POST", "/o/{org}/dings", map[string]any{"text": "now", "person_ids": []string{w.dealer.ID}}, http.StatusCreated, "")
	})
}

// A telephone number is for whoever may call it: not on the profile, not in a list, and
// nobody is found by a number that is kept from the reader.
func TestANumberIsForWhoMayCall(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWalled(t, engine)
		profile := "/o/{org}/people/" + w.writer.ID
		was := w.Admin.Must("GET", profile, nil)
		w.Admin.Must("PATCH", profile, map[string]any{"name": "WRITER", "staff_no": "9123-7", "phone": "9123 4567", "department_ids": []string{w.research}, "version": was["version"]})
		shows := func(who *apptest.Person, number string, calls bool) {
			t.Helper()
			p := who.Must("GET", profile, nil)
			if can := strings.Contains(fmt.Sprint(p["can"]), "call"); p["phone"] != number || can != calls {
				t.Errorf("%s reads %q and calls %v", who.Login, p["phone"], can)
			}
		}
		found := func(who *apptest.Person, q string) int {
			t.Helper()
			return len(apptest.Items(who.Must("GET", "/o/{org}/people?q="+q, nil), "items"))
		}
		shows(w.dealer, "+85291234567", true)
		if n := found(w.dealer, "91234567"); n != 1 {
			t.Errorf("found %d by a number that anybody may call", n)
		}
		w.rule(cell("department:"+w.deals, "department:"+w.research, "", "deny", ""))
		shows(w.dealer, "", false)
		shows(w.Admin, "+85291234567", true)
		shows(w.writer, "+85291234567", false) // nobody calls themselves
		for q, n := range map[string]int{"91234567": 0, "85291234": 0, "4567": 0, "WRITER+91234": 0, "9123": 1, "WRITER": 1} {
			if got := found(w.dealer, q); got != n {
				t.Errorf("%s finds %d", q, got)
			}
			if got := found(w.Admin, q); got != 1 {
				t.Errorf("%s finds %d for who may call", q, got)
			}
		}
		for _, p := range apptest.Items(w.dealer.Must("GET", "/o/{org}/people", nil), "items") {
			if p["id"] == w.writer.ID && p["phone"] != "" {
				t.Errorf("the list has %v", p["phone"])
			}
		}
		// Who edits somebody has the number to edit, and may not call it all the same.
		w.rule(cell("everybody", "department:"+w.research, "", "deny", ""))
		shows(w.Admin, "+85291234567", false)
		if got := found(w.Admin, "91234567"); got != 1 {
			t.Errorf("who edits finds %d", got)
		}
	})
}

// The matrix is changed by whoever saw it last, explained for two people, and put back.
func TestAMatrixIsExplainedAndPutBack(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWalled(t, engine)
		why := func(from, to *apptest.Person) string {
			var out []string
			for _, a := range apptest.Items(w.Admin.Must("GET", "/o/{org}/reach/explain?from="+from.ID+"&to="+to.ID, nil), "items") {
				out = append(out, fmt.Sprintf("%v %v %v", a["means"], a["allowed"], a["why"]))
			}
			return strings.Join(out, ", ")
		}
		w.rule(cell("everybody", "department:"+w.research, "deny", "deny", "deny"), cell("department:"+w.deals, "department:"+w.research, "", "", "allow"))
		if got := why(w.dealer, w.writer); got != "chat false rule, call false rule, ding true rule" {
			t.Error(got)
		}
		if got := why(w.writer, w.dealer); got != "chat true members, call true members, ding true members" {
			t.Error(got)
		}
		guest := w.Hire("GUEST")
		w.Become(guest, authz.Guest)
		if got := why(guest, w.dealer); got != "chat false guest_apart, call false guest_apart, ding false guest_apart" {
			t.Error(got)
		}
		w.dealer.Group("with the guest", guest)
		if got := why(guest, w.dealer); got != "chat true guest_shared, call true guest_shared, ding true guest_shared" {
			t.Error(got)
		}
		if mine := apptest.Items(w.dealer.Must("GET", "/o/{org}/reach/mine?person="+w.writer.ID, nil), "items"); mine[0]["allowed"] != false || !strings.Contains(apptest.Text(mine[0], "text"), "everybody → Research") {
			t.Errorf("mine: %v", mine)
		}
		w.answers(w.Admin, "PUT", "/o/{org}/reach", map[string]any{"version": 0, "cells": []any{}}, http.StatusConflict, "version_conflict")
		for _, bad := range []map[string]any{cell("role:king", "everybody", "deny", "", ""), cell("department:none", "everybody", "deny", "", "")} {
			w.answers(w.Admin, "PUT", "/o/{org}/reach", map[string]any{"version": 1, "cells": []any{bad}}, http.StatusUnprocessableEntity, "invalid")
		}
		w.rule()
		if a := w.dealer.Ask("POST", "/o/{org}/conversations", map[string]any{"kind": "direct", "member_ids": []string{w.writer.ID}}); a.Status != 201 {
			t.Errorf("without rules: %d %s", a.Status, a.Body)
		}
		w.Admin.Must("POST", "/o/{org}/reach/restore", map[string]any{"version": 1})
		if v := w.Admin.Must("GET", "/o/{org}/reach", nil); len(apptest.Items(v, "cells")) != 2 || apptest.Number(v, "version") != 3 {
			t.Errorf("put back: %v", v)
		}
		if all := apptest.Items(w.Admin.Must("GET", "/o/{org}/reach/versions", nil), "items"); len(all) != 3 || apptest.Number(all[0], "cells") != 2 || all[1]["cells"] != float64(0) {
			t.Errorf("versions: %v", all)
		}
		if n := len(actions(w.Admin, "reach.set")) + len(actions(w.Admin, "reach.restore")); n != 3 {
			t.Errorf("%d entries", n)
		}
	})
}
