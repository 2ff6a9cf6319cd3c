package app_test

import (
	"strings"
	"testing"
	"time"

	"tramway/internal/app/apptest"
	"tramway/internal/authz"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// nextMonth lets an installation go on some days into the month after this one.
func nextMonth(c *apptest.Company, days int) (month string) {
	now := time.Now().In(clock.HongKong)
	c.In.Stop()
	c.In.Clock = clock.At(time.Date(now.Year(), now.Month()+1, 1+days, 12, 0, 0, 0, clock.HongKong))
	c.In.Start()
	return now.Format("2006-01")
}

// sum is a number of a review by its kind.
func sum(v map[string]any, kind string) int {
	for _, s := range apptest.Items(v, "sums") {
		if apptest.Text(s, "kind") == kind {
			return apptest.Number(s, "count")
		}
	}
	return -1
}

// When a month is over its record waits for whoever may review it, with what happened
// in it; one administrator reviews, another signs, and both are in the record with the
// digest of the sums.
func TestAMonthOfTheRecordIsReviewedAndSigned(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		second := c.Hire("SECOND Admin")
		second.Strengthen()
		c.Become(second, authz.Administrator)
		c.Hire("PLAIN Member")
		wrong := c.In.Nobody()
		wrong.Ask("POST", "/sign-in", map[string]any{"login": second.Login, "password": "not that one"})
		c.Admin.Must("GET", "/o/{org}/record/export?format=csv", nil)
		apptest.Eventually(t, "the failed sign-in is recorded", func() bool {
			return len(apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries?action=account.sign_in_failed", nil), "items")) == 1
		})

		month := nextMonth(c, 1)
		c.Admin.SignIn()
		second.SignIn()
		path := "/o/{org}/record/reviews/" + month
		apptest.Eventually(t, "the review is there", func() bool { return c.Admin.Ask("GET", path, nil).Status == 200 })
		v := c.Admin.Must("GET", path, nil)
		for kind, want := range map[string]int{"failed_sign_ins": 1, "downloads": 1, "people_added": 3, "people_left": 0, "new_addresses": 1} {
			if got := sum(v, kind); got != want {
				t.Errorf("%s: %d, want %d", kind, got, want)
			}
		}
		if sum(v, "sign_ins") < 1 || sum(v, "new_devices") < 1 || sum(v, "settings") < 1 || len(apptest.Text(v, "digest")) != 64 || apptest.Text(v, "state") != "open" {
			t.Errorf("%v", v)
		}
		waits := func(p *apptest.Person) bool {
			for _, item := range apptest.Items(p.Must("GET", "/o/{org}/work", nil), "items") {
				if apptest.Text(item, "ref") == "review:"+month {
					return true
				}
			}
			return false
		}
		if !waits(c.Admin) || !waits(second) {
			t.Error("the month is not on the administrators' desks")
		}
		if a := c.Admin.Ask("POST", path+"/sign", map[string]any{"version": 1}); a.Code() != "review_first" {
			t.Errorf("signed unseen: %d %s", a.Status, a.Body)
		}
		c.Admin.Must("POST", path+"/remarks", map[string]any{"version": 1, "remarks": "One failed sign-in, asked about."})
		if a := c.Admin.Ask("POST", path+"/sign", map[string]any{"version": 2}); a.Code() != "review_own" {
			t.Errorf("signed by who reviewed: %d %s", a.Status, a.Body)
		}
		if waits(c.Admin) || !waits(second) {
			t.Error("a reviewed month waits for the other administrator")
		}
		signed := second.Must("POST", path+"/sign", map[string]any{"version": 2})
		if apptest.Text(signed, "state") != "signed" || !strings.Contains(apptest.Text(signed, "signed_by"), "SECOND") || apptest.Text(signed, "reviewed_by") == "" || waits(second) {
			t.Errorf("%v", signed)
		}
		if a := c.Admin.Ask("POST", path+"/remarks", map[string]any{"version": 3, "remarks": ""}); a.Code() != "review_signed" {
			t.Errorf("changed after it was signed: %d %s", a.Status, a.Body)
		}
		entry := apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries?action=record.review.sign", nil), "items")[0]
		if apptest.Text(apptest.Object(entry, "after"), "sums") != apptest.Text(v, "digest") {
			t.Errorf("the entry has another digest: %v", entry)
		}
		if file := string(c.Admin.Ask("GET", path+"/csv", nil).Body); !strings.Contains(file, month+",failed_sign_ins,account.sign_in_failed,1\n") || !strings.Contains(file, apptest.Text(v, "digest")) {
			t.Errorf("%s", file)
		}
	})
}

// Who is the only administrator signs alone; what nobody signed in time is overdue.
func TestAnUnsignedMonthIsOverdue(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		c := apptest.New(t, engine).Setup()
		month := nextMonth(c, 1)
		c.Admin.SignIn()
		path := "/o/{org}/record/reviews/" + month
		apptest.Eventually(t, "the review is there", func() bool { return c.Admin.Ask("GET", path, nil).Status == 200 })
		if v := c.Admin.Must("GET", path, nil); v["overdue"] != false {
			t.Errorf("%v", v)
		}
		nextMonth(c, 20)
		c.Admin.SignIn()
		list := apptest.Items(c.Admin.Must("GET", "/o/{org}/record/reviews", nil), "items")
		if len(list) != 1 || list[0]["overdue"] != true {
			t.Errorf("%v", list)
		}
		c.Admin.Must("POST", path+"/remarks", map[string]any{"version": 1, "remarks": ""})
		if v := c.Admin.Must("POST", path+"/sign", map[string]any{"version": 2}); v["overdue"] != false || apptest.Text(v, "state") != "signed" {
			t.Errorf("%v", v)
		}
	})
}
