package app_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
)

func scan(t *testing.T) apptest.File {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 400))); err != nil {
		t.Fatal(err)
	}
	return apptest.File{Name: `C:\scans\certificate.png`, Content: b.Bytes()}
}

// newcomer is an organisation of somebody who does not run the installation, which
// has something to prove. The first administrator is its operator.
func newcomer(t *testing.T, engine sqldb.Dialect, clk clock.Clock, body map[string]any) (operator, admin *apptest.Person) {
	t.Helper()
	in := apptest.New(t, engine)
	if clk != nil {
		in.Stop()
		in.Clock = clk
		in.Start()
	}
	c := in.Setup()
	founder := *c.Hire("WONG Siu Ming")
	v := founder.Must("POST", "/organisations", body)
	founder.Org, founder.ID = apptest.Text(v, "id"), apptest.Text(v, "person_id")
	founder.Strengthen()
	proveMobile(t, &founder)
	return c.Admin, &founder
}

// proveMobile gives somebody a Hong Kong mobile, with the code that the operator reads
// out.
func proveMobile(t *testing.T, p *apptest.Person) {
	t.Helper()
	p.Must("POST", "/me/mobile/begin", map[string]any{"number": "6123 4567"})
	code, _, err := app.UserCode(t.Context(), p.In.Config, p.Login)
	if err != nil {
		t.Fatal(err)
	}
	p.Must("POST", "/me/mobile/finish", map[string]any{"code": code})
}

func draftOf(v map[string]any, numbers map[string]any) map[string]any {
	return map[string]any{"numbers": numbers, "contact": "office@peakfoods.example", "version": v["version"]}
}

func onlyReview(t *testing.T, operator *apptest.Person, kind string) string {
	t.Helper()
	items := apptest.Items(operator.Must("GET", "/operator/reviews", nil), "items")
	if len(items) != 1 || apptest.Text(items[0], "kind") != kind {
		t.Fatalf("waiting: %v", items)
	}
	return apptest.Text(items[0], "id")
}

func sessionOf(p *apptest.Person) map[string]any {
	return p.Must("GET", "/boot", nil)["session"].(map[string]any)
}

// houseOf is the person's organisation as the page is told of it.
func houseOf(p *apptest.Person) map[string]any {
	all := apptest.Items(sessionOf(p), "organisations")
	return all[slices.IndexFunc(all, func(o map[string]any) bool { return o["id"] == p.Org })]
}

// wantNotices waits until exactly the notices of these kinds, sorted, are under
// somebody's bell; those of one moment have no order.
func wantNotices(t *testing.T, p *apptest.Person, kinds ...string) {
	t.Helper()
	var got []string
	apptest.Eventually(t, fmt.Sprint("notices ", kinds), func() bool {
		got = nil
		for _, n := range apptest.Items(p.Must("GET", "/o/{org}/notifications", nil), "items") {
			if strings.HasPrefix(apptest.Text(n, "kind"), strings.SplitAfter(kinds[0], "_")[0]) {
				got = append(got, apptest.Text(n, "kind"))
				if apptest.Text(n, "link") != "/admin/verification" || strings.Contains(apptest.Text(n, "title"), "notice.") {
					t.Errorf("%v", n)
				}
			}
		}
		slices.Sort(got)
		return slices.Equal(got, kinds)
	})
}

func wantActions(t *testing.T, admin *apptest.Person, actions ...string) {
	t.Helper()
	for _, action := range actions {
		if len(apptest.Items(admin.Must("GET", "/o/{org}/record/entries?action="+action, nil), "items")) == 0 {
			t.Errorf("nothing in the record of %s", action)
		}
	}
}
