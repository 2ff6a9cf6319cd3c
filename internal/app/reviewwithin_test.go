package app_test

import (
	"testing"
	"time"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/clock"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Whoever promises half an hour has half an hour for everything that waits, papers or
// not, and is told how many waited longer (F109, F116).
func TestWhatWaitsTooLongIsCounted(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		clk := clock.At(time.Now())
		in := apptest.New(t, engine, func(c *app.Config) { c.ReviewWithin = 30 * time.Minute })
		in.Stop()
		in.Clock = clk
		in.Start()
		c := in.Setup()
		operator := c.Admin
		founder := *c.Hire("WONG Siu Ming")
		for _, name := range []string{"Peak Foods Limited", "Peak Foodz Limited"} {
			v := founder.Must("POST", "/organisations", map[string]any{"name": name, "region": "hk"})
			founder.Org, founder.ID = apptest.Text(v, "id"), apptest.Text(v, "person_id")
		}
		founder.Strengthen()
		founder.Must("POST", "/o/{org}/dissolution", map[string]any{"name": "Peak Foodz Limited"})

		queue := func() map[string]any { return operator.Must("GET", "/operator/reviews", nil) }
		items := apptest.Items(queue(), "items")
		if len(items) != 2 {
			t.Fatalf("waiting: %v", items)
		}
		for _, one := range items {
			came, err := time.Parse(time.RFC3339Nano, apptest.Text(one, "came_at"))
			if err != nil {
				t.Fatal(err)
			}
			due, err := time.Parse(time.RFC3339Nano, apptest.Text(one, "due_at"))
			if err != nil || due.Sub(came) != 30*time.Minute {
				t.Errorf("%s waits until %v after it came: %v", apptest.Text(one, "kind"), due.Sub(came), err)
			}
		}
		if n := queue()["overdue"]; n != 0.0 {
			t.Errorf("at once %v are overdue", n)
		}
		clk.Advance(31 * time.Minute)
		operator.Token = ""
		operator.SignIn()
		if n := queue()["overdue"]; n != 2.0 {
			t.Errorf("after half an hour %v are overdue", n)
		}
	})
}
