package host_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func hasField(err error, code string) bool {
	f := fault.Of(err)
	return f != nil && len(f.Fields) == 1 && f.Fields[0].Code == code
}

// The same name is refused however it is written, and one that is alike waits for a
// person.
func TestNamesOfOrganisations(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		founder := account(t, h, "f@harbour.example")
		first, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Harbour Lights Trading Limited", NameZh: "海港燈貿易有限公司", Region: "hk"})
		must(t, err)
		for _, same := range []string{"HARBOUR LIGHTS TRADING LTD.", "Harbour-Lights Trading Co., Limited"} {
			if _, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: same, Region: "hk"}); !hasField(err, "name_taken") {
				t.Errorf("%s: %v", same, err)
			}
		}
		if _, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Other", NameZh: "海港灯贸易有限公司", Region: "cn"}); !hasField(err, "name_taken") {
			t.Errorf("in simplified characters: %v", err)
		}
		if _, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Peak Foods ✔", Region: "hk"}); !hasField(err, "name_badge") {
			t.Errorf("with a tick: %v", err)
		}
		alike, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Harbour Lights Trading (Hong Kong) Limited", Region: "hk"})
		if err != nil || alike.Standing != host.Held {
			t.Errorf("%s, %v", alike.Standing, err)
		}
		clk.Advance(time.Minute)
		sister, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Harbour Lights Trading (Shenzhen) Limited", Region: "cn"})
		if err != nil || sister.Standing != host.Held {
			t.Errorf("sister: %s, %v", sister.Standing, err)
		}
		waiting, err := h.Waiting(t.Context(), host.Review{}, 10)
		if err != nil || len(waiting) != 2 || waiting[0].Org != alike.ID || waiting[0].Other != first.ID || waiting[0].OtherName != first.Name || waiting[0].Kind != host.Likeness {
			t.Fatalf("%+v, %v", waiting, err)
		}
		clk.Advance(40 * time.Minute)
		must(t, h.EndReview(t.Context(), waiting[0].ID, host.ReviewApproved, founder.ID, clk.Now()))
		must(t, h.EndReview(t.Context(), waiting[0].ID, host.ReviewRefused, founder.ID, clk.Now()))
		if r, err := h.Review(t.Context(), waiting[0].ID); err != nil || r.Outcome != host.ReviewApproved {
			t.Errorf("%+v, %v", r, err)
		}
		if rest, err := h.Waiting(t.Context(), waiting[0], 10); err != nil || len(rest) != 1 || rest[0].Org != sister.ID {
			t.Errorf("%+v, %v", rest, err)
		}
	})
}

// Of many who register one name in the same second, one gets it.
func TestOneNameAtTheSameSecond(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		var wg sync.WaitGroup
		var mu sync.Mutex
		got, taken := 0, 0
		for range 8 {
			wg.Go(func() {
				_, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Peak Foods Limited", Region: "hk"})
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					got++
				} else if hasField(err, "name_taken") {
					taken++
				} else {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got != 1 || taken != 7 {
			t.Errorf("%d got it, %d were refused", got, taken)
		}
	})
}

// How long verifications wait is told by their median; what was withdrawn does not
// count.
func TestTheMedianWait(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		o, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Peak Foods", Region: "hk"})
		must(t, err)
		if _, ok, err := h.MedianReview(t.Context()); ok || err != nil {
			t.Errorf("of none: %v %v", ok, err)
		}
		came := clk.Now()
		for id, c := range map[string]struct {
			wait    time.Duration
			outcome string
		}{"a": {10 * time.Minute, host.ReviewApproved}, "b": {30 * time.Minute, host.ReviewRefused}, "c": {5 * time.Hour, host.ReviewApproved}, "d": {0, host.ReviewWithdrawn}} {
			must(t, h.AskReview(t.Context(), host.Review{ID: id, Org: o.ID, Kind: host.Verification, Came: sqldb.At(came), Due: sqldb.At(came.Add(24 * time.Hour))}))
			must(t, h.EndReview(t.Context(), id, c.outcome, "op", came.Add(c.wait)))
		}
		if m, ok, err := h.MedianReview(t.Context()); m != 30*time.Minute || !ok || err != nil {
			t.Errorf("%v %v %v", m, ok, err)
		}
	})
}

func TestOperators(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		a, b := account(t, h, "a@harbour.example"), account(t, h, "b@harbour.example")
		must(t, h.MakeOperator(t.Context(), a.ID))
		must(t, h.MakeOperator(t.Context(), b.ID))
		must(t, h.UnmakeOperator(t.Context(), a.ID))
		wantFault(t, h.UnmakeOperator(t.Context(), b.ID), "last_operator")
		for id, want := range map[string]bool{a.ID: false, b.ID: true} {
			if is, err := h.Operates(t.Context(), id); is != want || err != nil {
				t.Errorf("%s: %v %v", id, is, err)
			}
		}
	})
}

// What follows from the region, row by row (F104).
func TestRegions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ row, hk, cn string }{
		{"storage", "sg free", "cn fixed"},
		{"documents", "business_registration incorporation", "licence"},
		{"phone", "+852", "+86"},
		{"framework", "pdpo", "dsl"},
		{"language", "zh-HK en", "zh-CN"},
	} {
		if hk, cn := regionRow("hk", c.row), regionRow("cn", c.row); hk != c.hk || cn != c.cn {
			t.Errorf("%s: %s and %s, want %s and %s", c.row, hk, cn, c.hk, c.cn)
		}
	}
}

func regionRow(region, row string) string {
	r := host.Regions[region]
	storage := r.Storage.Node + " free"
	if r.Storage.Fixed {
		storage = r.Storage.Node + " fixed"
	}
	return map[string]string{"storage": storage, "documents": strings.Join(r.Documents, " "), "phone": r.PhonePrefix,
		"framework": r.Framework, "language": strings.Join(r.Languages, " ")}[row]
}
