package directory_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"tramway/internal/directory"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Member 101 of the free plan is refused with the plan named, however they come and
// however many come at the same moment; nobody who is there is lost.
func TestThePlanBoundsMembers(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		free, _ := plan.Preset("free")
		h.SetPlan(free)
		first := uploaded(t, h.Org, names("FIRST", 95))
		if _, err := directory.Apply(t.Context(), h.Org, admin, first); err != nil {
			t.Fatal(err)
		}
		wait(t, h, first, "applied")
		var wg sync.WaitGroup
		refused := make([]error, 12)
		for i := range refused {
			wg.Go(func() {
				_, refused[i] = directory.AddPerson(t.Context(), h.Org, admin, directory.NewPerson{Name: fmt.Sprintf("LATE %d", i)})
			})
		}
		wg.Wait()
		left := 0
		for _, err := range refused {
			if err == nil {
				left++
			} else if f := fault.Of(err); f == nil || f.Code != "plan_limit" || f.Args["plan"] != "free" || f.Args["limit"] != "100" {
				t.Errorf("%v", err)
			}
		}
		if left != 5 {
			t.Errorf("%d of twelve came in, there was room for 5", left)
		}
		count(t, h.Org, 100)
		if _, err := directory.Apply(t.Context(), h.Org, admin, uploaded(t, h.Org, "Name\nCHAN One More\n")); !fault.Is(err, "plan_limit") {
			t.Errorf("importing: %v", err)
		}
		h.SetPlan(plan.Plan{Name: "tiny", Limits: map[string]int64{plan.Members: 3}})
		count(t, h.Org, 100)
		h.SetPlan(plan.Plan{})
		add(t, h, directory.NewPerson{Name: "NOW There Is Room"})
	})
}

// Two files, and somebody by hand while the first is under way: what was let in is
// counted before it is there.
func TestAnImportUnderWayKeepsItsRoom(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		h.SetPlan(plan.Plan{Name: "small", Limits: map[string]int64{plan.Members: 400}})
		ids := []string{uploaded(t, h.Org, names("FIRST", 300)), uploaded(t, h.Org, names("SECOND", 300))}
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i, id := range ids {
			wg.Go(func() { _, errs[i] = directory.Apply(t.Context(), h.Org, admin, id) })
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("%v, %v: one has room", errs[0], errs[1])
		}
		for i, id := range ids {
			if errs[i] == nil {
				wait(t, h, id, "applied")
			}
		}
		count(t, h.Org, 300)
	})
}

func names(first string, n int) string {
	var b strings.Builder
	b.WriteString("Name\n")
	for i := range n {
		fmt.Fprintf(&b, "%s Person %d\n", first, i)
	}
	return b.String()
}

func uploaded(t *testing.T, o *org.Org, text string) string {
	t.Helper()
	i, err := directory.Upload(t.Context(), o, admin, "people.csv", []byte(text))
	if err != nil || i.Report.V.Create == 0 {
		t.Fatalf("%+v, %v", i.Report.V, err)
	}
	return i.ID
}

func count(t *testing.T, o *org.Org, want int64) {
	t.Helper()
	if n, err := directory.Members(t.Context(), o.Read()); err != nil || n != want {
		t.Errorf("%d members, %v; want %d", n, err, want)
	}
}
