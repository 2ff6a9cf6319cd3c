package app_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"tramway/internal/app"
	"tramway/internal/app/apptest"
	"tramway/internal/sqldb"
)

// Two nodes write at once and send on what either wrote: a receiver has each entry once
// and in its order, and goes on having them when one of the two ends.
func TestTwoNodesSendTheRecordOnOnce(t *testing.T) {
	t.Parallel()
	sink := newCollector(t)
	sink.start()
	first := apptest.New(t, sqldb.Postgres, func(cfg *app.Config) { cfg.OutboundAllow = []string{"127.0.0.0/8"} })
	second := apptest.New(t, sqldb.Postgres, func(cfg *app.Config) { *cfg = first.Config })
	c := first.Setup()
	c.Admin.Must("POST", "/o/{org}/record/receivers", sink.form())
	there := *c.Admin
	there.In = second
	var wg sync.WaitGroup
	for _, p := range []*apptest.Person{c.Admin, &there} {
		wg.Go(func() {
			for n := range 25 {
				if a := p.Ask("POST", "/o/{org}/people", map[string]any{"name": fmt.Sprintf("NUMBER %d OF %p", n, p)}); a.Status != 201 {
					t.Errorf("%d %s", a.Status, a.Body)
				}
			}
		})
	}
	wg.Wait()
	everythingOnce(t, sink, c)
	second.Stop()
	c.Admin.Must("POST", "/o/{org}/people", map[string]any{"name": "AFTER"})
	everythingOnce(t, sink, c)
}

// everythingOnce waits until the receiver has the newest entry, and looks whether it has
// any of them twice. The receiver begins with what was written after it was added.
func everythingOnce(t *testing.T, sink *collector, c *apptest.Company) {
	t.Helper()
	newest := apptest.Text(apptest.Items(c.Admin.Must("GET", "/o/{org}/record/entries?limit=1", nil), "items")[0], "id")
	apptest.Eventually(t, "everything arrives", func() bool {
		return strings.Contains(strings.Join(sink.got(), "\n"), newest) && apptest.Number(receiverOf(c.Admin), "waiting") == 0
	})
	places := sink.places()
	for i, place := range places {
		if place != places[0]+i {
			t.Fatalf("place %d came as number %d of those from %d on", place, i, places[0])
		}
	}
	if lines := len(sink.got()); lines != len(places) || lines < 50 {
		t.Errorf("%d lines of %d entries", lines, len(places))
	}
}
