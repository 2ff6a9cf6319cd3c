package app_test

import (
	"slices"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// endNow dissolves an organisation whose waiting time is over already.
func endNow(t *testing.T, in *apptest.Installation, org string) {
	t.Helper()
	if err := in.App.Host.AskEnding(t.Context(), org, "somebody", time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := in.App.Host.AgreeEnding(t.Context(), org, "another", time.Now().Add(-time.Second)); err != nil {
		t.Fatal(err)
	}
}

// wantShut: the page is told that its organisation is shut, which is not to be signed out.
func wantShut(t *testing.T, page *apptest.Socket) {
	t.Helper()
	if code, ok := page.Closed(soon); !ok || code != 3511 {
		t.Errorf("closed %v, with %d", ok, code)
	}
}

// Pages that are open while their organisation is dissolved hear it. Whoever belongs to
// another one goes on there, with the same session.
func TestOpenPagesHearThatTheirOrganisationIsDissolved(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		operator, admin := newcomer(t, engine, nil, peakFoods)
		elsewhere := *admin
		elsewhere.Org = operator.Org
		page, other := admin.Open(), elsewhere.Open()
		endNow(t, admin.In, admin.Org)
		wantShut(t, page)
		if _, status := admin.Listen(""); status != 404 {
			t.Errorf("coming back: %d", status)
		}
		if code, ended := other.Closed(quiet); ended {
			t.Errorf("the page of another organisation was closed with %d", code)
		}
		elsewhere.Must("GET", "/o/{org}/me", nil)
		if houseOf(admin)["ending"] != "dissolved" {
			t.Error("the page is not told what became of it")
		}
		apptest.Eventually(t, "its house is shut", func() bool { return !slices.Contains(admin.In.App.Registry.Opened(), admin.Org) })
	})
}

// The node that dissolves is not the one that serves the page.
func TestAnotherNodeHearsThatItIsDissolved(t *testing.T) {
	t.Parallel()
	first := apptest.New(t, sqldb.Postgres)
	second := apptest.New(t, sqldb.Postgres, func(c *app.Config) { *c = first.Config })
	c := first.Setup()
	there := *c.Admin
	there.In = second
	pages := []*apptest.Socket{c.Admin.Open(), there.Open()}
	endNow(t, first, c.ID)
	for _, page := range pages {
		wantShut(t, page)
	}
	apptest.Eventually(t, "shut at both", func() bool {
		return len(first.App.Registry.Opened())+len(second.App.Registry.Opened()) == 0
	})
}
