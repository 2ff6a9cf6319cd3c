package app_test

import (
	"strings"
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// An installation says how long a dissolution waits once it is agreed to; whoever is
// asked is told how long.
func TestADissolutionWaitsAsLongAsTheInstallationSays(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		clk := clock.At(time.Now())
		in := apptest.New(t, engine, func(c *app.Config) { c.DissolutionWait = time.Hour })
		in.Stop()
		in.Clock = clk
		in.Start()
		c := in.Setup()
		second := c.Hire("SECOND Admin")
		c.Become(second, "administrator", "member")
		second.Strengthen()
		name := apptest.Text(houseOf(c.Admin), "name")
		v := c.Admin.Must("POST", "/o/{org}/dissolution", map[string]any{"name": name})
		if v["wait_seconds"] != 3600.0 {
			t.Errorf("told before: %v", v)
		}
		v = second.Must("POST", "/o/{org}/dissolution/agree", nil)
		at, err := time.Parse(time.RFC3339Nano, apptest.Text(v, "at"))
		if left := at.Sub(clk.Now()); err != nil || left < 59*time.Minute || left > time.Hour {
			t.Errorf("dissolved in %v: %v", left, err)
		}
		clk.Advance(59 * time.Minute)
		c.Admin.Must("GET", "/o/{org}/me", nil)
		clk.Advance(2 * time.Minute)
		apptest.Eventually(t, "dissolved", func() bool { return c.Admin.Ask("GET", "/o/{org}/me", nil).Status == 404 })
	})
}

func TestAWaitThatNobodyCouldUseIsRefused(t *testing.T) {
	t.Parallel()
	for _, wait := range []time.Duration{-time.Hour, time.Millisecond, 91 * 24 * time.Hour} {
		_, err := app.New(t.Context(), app.Config{Listen: "127.0.0.1:0", Region: "hk", Data: t.TempDir(), DissolutionWait: wait}, app.Options{})
		if err == nil || !strings.Contains(err.Error(), "--dissolution-wait") {
			t.Errorf("%s: %v", wait, err)
		}
	}
}
