package app_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// public are the routes that need no session. A route that becomes public has to
// be added here by somebody who means it.
var public = []string{"GET /boot", "POST /setup", "POST /sign-in", "POST /sign-in/second", "POST /sign-in/passkey/begin", "POST /sign-in/passkey/finish", "POST /invitations/accept", "GET /proof/{id}", "POST /password/forgot", "POST /password/reset",
	"POST /recovery", "POST /recovery/state", "POST /recovery/send", "POST /recovery/prove", "POST /recovery/finish",
	"POST /join/look", "POST /join/ask", "POST /join/code", "POST /join/prove", "POST /join/state", "POST /join/enter",
	"POST /hooks/{token}", "PUT /hooks/{token}/cards/{id}", "POST /guests/look", "POST /guests/decline",
	"GET /organisation-pictures/{file}", "POST /invitations/passkey/begin", "POST /invitations/passkey/finish",
	"POST /sign-in/company/look", "POST /sign-in/company/begin", "POST /sign-in/company/finish", "POST /sign-in/company/saml"}

func TestEveryRouteAsksWhoComes(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWorld(apptest.New(t, engine).Setup())
		var out strings.Builder
		fmt.Fprintf(&out, "%-46s", "route")
		for _, c := range callers {
			fmt.Fprintf(&out, " %13s", c)
		}
		out.WriteString("\n")
		// By address, so that the file shows what changed and not what moved.
		routes := slices.SortedFunc(slices.Values(w.In.App.Server.Routes()), func(a, b httpapi.Route) int {
			return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
		})
		for _, r := range routes {
			name := r.Method + " " + r.Path
			if r.Public != slices.Contains(public, name) {
				t.Errorf("%s: public is %v", name, r.Public)
			}
			fmt.Fprintf(&out, "%-46s", name)
			for _, caller := range callers {
				a := ask(w, r, caller)
				fmt.Fprintf(&out, " %13d", a.Status)
				expect(t, r, caller, a)
			}
			out.WriteString("\n")
		}
		t.Log("\n" + out.String())
		golden(t, "testdata/matrix.txt", out.String())
	})
}

// ask calls a route without a body: who may come in is asked before it is read.
func ask(w *world, r httpapi.Route, caller string) apptest.Answer {
	p := *w.who[caller]
	if strings.HasPrefix(r.Path, "/sign-out") && p.Token != "" { // ends a session of its own
		p.Token = ""
		p.SignIn()
	}
	a := p.Ask(r.Method, w.path(r, caller), nil)
	if r.Path == "/me/authenticator" || r.Path == "/me/recovery-codes" {
		w.who[caller].Anew()
	}
	if r.Path == "/sign-out-everywhere" && w.who[caller].Token != "" {
		w.who[caller].SignIn()
	}
	return a
}

func expect(t *testing.T, r httpapi.Route, caller string, a apptest.Answer) {
	t.Helper()
	inOrg := strings.Contains(r.Path, "{org}")
	want := 0 // neither 401 nor 403
	switch {
	case r.Public:
	case caller == "nobody":
		want = 401
	case r.Operator && caller != "administrator": // the company of the test set the installation up
		want = 403
	case inOrg && caller == "stranger":
		want = 404
	case inOrg && !holds(r.Action, roleOf(caller)):
		want = 403
	}
	if (want != 0 && a.Status != want) || (want == 0 && (a.Status == 401 || a.Status == 403) && !publicRefusal(r, a)) || a.Status >= 500 {
		t.Errorf("%s %s as %s: %d %s, want %d", r.Method, r.Path, caller, a.Status, a.Body, want)
	}
	if caller == "unproved" && want == 403 && (a.Code() == "second_factor_needed") != holds(r.Action, authz.Administrator) {
		t.Errorf("%s %s in a session of one factor: %s", r.Method, r.Path, a.Body)
	}
	if a.Status >= 400 && (a.Header.Get("Content-Type") != "application/problem+json" || a.Code() == "" && r.Method != "HEAD") {
		t.Errorf("%s %s as %s: not a problem: %s", r.Method, r.Path, caller, a.Body)
	}
}

// roleOf is the role that counts: an administrator is a member until a second factor
// is proved.
func roleOf(caller string) authz.Role {
	if caller == "unproved" {
		return authz.Member
	}
	return authz.Role(caller)
}

// publicRefusal: signing in says 401 itself.
func publicRefusal(r httpapi.Route, a apptest.Answer) bool { return r.Public && a.Status == 401 }

// holds asks the modules' own lists, not the program that is tested.
func holds(action string, role authz.Role) bool {
	for _, a := range app.Rules().Actions() {
		if a.Name == action {
			// An administrator here is a member as well.
			return slices.Contains(a.Roles, role) || role == authz.Administrator && slices.Contains(a.Roles, authz.Member)
		}
	}
	return false
}

func TestEveryChangeRefusesAnotherSitesPage(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		w := newWorld(apptest.New(t, engine).Setup())
		own := w.In.Config.Origin
		for _, r := range w.In.App.Server.Routes() {
			if r.Foreign != (r.Path == "/sign-in/company/saml") { // a provider's page posts there, and no session counts
				t.Errorf("%s %s is open to other sites' pages", r.Method, r.Path)
			}
			for _, k := range []struct {
				name, value string
				refused     bool
			}{{"Origin", "https://evil.example", true}, {"Origin", "null", true}, {"Origin", own + ".evil.example", true}, {"Origin", own + "1", true},
				{"Sec-Fetch-Site", "cross-site", true}, {"Sec-Fetch-Site", "same-site", true}, {"Origin", own, false}, {"Sec-Fetch-Site", "same-origin", false}} {
				if strings.HasPrefix(r.Path, "/sign-out") && !k.refused {
					continue // would end the session of the next question
				}
				a := w.Admin.Ask(r.Method, w.path(r, "administrator"), nil, k.name, k.value)
				if got := a.Code() == "foreign_origin"; got != (k.refused && mutates(r) && !r.Foreign) || got && a.Status != 403 {
					t.Errorf("%s %s with %s %s: %d %s", r.Method, r.Path, k.name, k.value, a.Status, a.Body)
				}
			}
		}
	})
}
