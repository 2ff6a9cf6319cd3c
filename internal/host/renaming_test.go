package host_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// told renames and notes that the organisation's record says so.
func told(t *testing.T, h *host.Host, orgID, name, nameZh string) host.Organisation {
	t.Helper()
	changed, err := h.Rename(t.Context(), "person", orgID, host.Names{Name: name, NameZh: nameZh})
	if err != nil || !changed {
		t.Fatalf("%q: %v, %v", name, changed, err)
	}
	r, err := h.Renaming(t.Context(), orgID)
	must(t, err)
	must(t, h.RenamingTold(t.Context(), r))
	o, err := h.Organisation(t.Context(), orgID)
	must(t, err)
	return o
}

// Names are checked as at the founding, against everybody else's; the old one is free
// for others at once, and the badge was of the old one.
func TestAnOrganisationIsRenamed(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		_, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Harbour Lights Trading Limited", Region: "hk"})
		must(t, err)
		peak, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Peak Foods Limited", NameZh: "山頂食品有限公司", Region: "hk"})
		must(t, err)
		must(t, h.SetVerified(t.Context(), peak, clk.Now(), clk.Now().Add(time.Hour)))
		for _, c := range []struct{ name, code string }{{"HARBOUR LIGHTS TRADING LTD.", "name_taken"}, {"Peak Foods ✔", "name_badge"}, {"", "required"}} {
			if _, err := h.Rename(t.Context(), "p", peak.ID, host.Names{Name: c.name}); !hasField(err, c.code) {
				t.Errorf("%q: %v", c.name, err)
			}
		}
		if changed, err := h.Rename(t.Context(), "p", peak.ID, host.Names{Name: peak.Name, NameZh: peak.NameZh}); changed || err != nil {
			t.Errorf("the names it has: %v, %v", changed, err)
		}
		if o, err := h.Organisation(t.Context(), peak.ID); err != nil || !o.Verified(clk.Now()) {
			t.Errorf("what was refused took the badge: %v", err)
		}
		if changed, err := h.Rename(t.Context(), "p", peak.ID, host.Names{Name: "Peak Kitchens Limited", NameZh: peak.NameZh}); !changed || err != nil {
			t.Fatalf("%v, %v", changed, err)
		}
		waiting, err := h.Organisation(t.Context(), peak.ID)
		must(t, err)
		must(t, h.SetVerified(t.Context(), waiting, clk.Now(), clk.Now().Add(time.Hour))) // its house did not hear yet
		wantFault(t, h.SetVerified(t.Context(), peak, clk.Now(), clk.Now().Add(time.Hour)), "version_conflict")
		if o, err := h.Organisation(t.Context(), peak.ID); err != nil || o.Name != "Peak Kitchens Limited" || o.Verified(clk.Now()) || o.Standing != host.Free {
			t.Errorf("%+v, %v", o, err)
		}
		_, err = h.Rename(t.Context(), "p", peak.ID, host.Names{Name: "Third"})
		wantFault(t, err, "version_conflict")
		r, err := h.Renaming(t.Context(), peak.ID)
		if err != nil || r.WasName != "Peak Foods Limited" || r.WasNameZh != peak.NameZh || r.Name != "Peak Kitchens Limited" || r.By != "p" {
			t.Errorf("%+v, %v", r, err)
		}
		if all, err := h.Renamings(t.Context(), clk.Now(), 10); err != nil || len(all) != 0 {
			t.Errorf("not old enough: %v, %v", all, err)
		}
		clk.Advance(time.Minute)
		if all, err := h.Renamings(t.Context(), clk.Now(), 10); err != nil || len(all) != 1 || all[0] != r {
			t.Errorf("%v, %v", all, err)
		}
		must(t, h.RenamingTold(t.Context(), r))
		waiting.RenamedBy = ""
		for _, before := range []host.Organisation{peak, waiting} { // asked before its house heard of it, said after it
			wantFault(t, h.SetVerified(t.Context(), before, clk.Now(), clk.Now().Add(time.Hour)), "version_conflict")
		}
		if o, err := h.Organisation(t.Context(), peak.ID); err != nil || o.Verified(clk.Now()) {
			t.Errorf("what the house said of the old name: %v", err)
		}
		if _, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Peak Foods Ltd", Region: "hk"}); err != nil {
			t.Errorf("the old name: %v", err)
		}
		if _, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Peak Kitchens Ltd", Region: "hk"}); !hasField(err, "name_taken") {
			t.Errorf("the new name: %v", err)
		}
		must(t, h.Leave(t.Context(), peak.ID))
		_, err = h.Rename(t.Context(), "p", peak.ID, host.Names{Name: "Fourth"})
		wantFault(t, err, "not_found")
	})
}

// A near name waits for an operator, who is asked about the name it has now only; and
// no name leads out of having posed as another.
func TestNearNamesOfTheRenamed(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		_, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Harbour Lights Trading Limited", Region: "hk"})
		must(t, err)
		peak, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Peak Foods Limited", Region: "hk"})
		must(t, err)
		asked := func(what string, rules ...string) {
			t.Helper()
			var got []string
			all, err := h.Waiting(t.Context(), host.Review{}, 10)
			for _, r := range all {
				got = append(got, string(r.Kind)+" "+r.Rule)
			}
			if err != nil || fmt.Sprint(got) != fmt.Sprint(rules) {
				t.Errorf("%s: %v, %v, want %v", what, got, err, rules)
			}
		}
		if o := told(t, h, peak.ID, "Harbour Lights Trading (Hong Kong) Limited", ""); o.Standing != host.Held {
			t.Errorf("near: %s", o.Standing)
		}
		asked("near", "likeness place_or_group")
		if o := told(t, h, peak.ID, "Harbour Light Trading Limited", ""); o.Standing != host.Held {
			t.Errorf("near again: %s", o.Standing)
		}
		asked("near again", "likeness spelling")
		if o := told(t, h, peak.ID, "Peak Kitchens Limited", ""); o.Standing != host.Free {
			t.Errorf("far: %s", o.Standing)
		}
		asked("far")
		must(t, h.SetStanding(t.Context(), peak.ID, host.Limited))
		if o := told(t, h, peak.ID, "Peak Bakery Limited", ""); o.Standing != host.Limited {
			t.Errorf("limited: %s", o.Standing)
		}
		asked("limited", "likeness renamed")
		must(t, h.SetStanding(t.Context(), peak.ID, host.Own))
		if o := told(t, h, peak.ID, "Harbour Lights Trading Group Limited", ""); o.Standing != host.Own {
			t.Errorf("own: %s", o.Standing)
		}
		asked("own")
	})
}

// Of some who take one name in the same moment, renaming and founding, one gets it.
func TestOneNameForTheRenamedAndTheFounded(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		var wg sync.WaitGroup
		won := make(chan string, 8)
		taken := make(chan error, 8)
		for i, name := range []string{"Amber Tea", "Bronze Gate", "Copper Mill", "Dragon Well"} {
			o, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: name, Region: "hk"})
			must(t, err)
			try := func(who string, err error) {
				if err == nil {
					won <- who
				} else {
					taken <- err
				}
			}
			wg.Go(func() {
				_, err := h.Rename(t.Context(), "p", o.ID, host.Names{Name: "Peak Foods Limited"})
				try(name, err)
			})
			wg.Go(func() {
				_, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Peak Foods Ltd", Region: "hk"})
				try(fmt.Sprint("founder ", i), err)
			})
		}
		wg.Wait()
		close(taken)
		for err := range taken {
			if f := fault.Of(err); f == nil || !hasField(err, "name_taken") {
				t.Error(err)
			}
		}
		if len(won) != 1 {
			t.Errorf("%d got it", len(won))
		}
	})
}
