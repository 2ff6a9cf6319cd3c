package host_test

import (
	"testing"
	"time"

	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func company(t *testing.T, h *host.Host, name string) host.Organisation {
	t.Helper()
	o, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: name, Region: "hk"})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// homes are the organisations that decide about somebody whom another invites.
func homes(t *testing.T, h *host.Host, login, but string) map[string]string {
	t.Helper()
	all, err := h.Homes(t.Context(), login, but)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, one := range all {
		out[one.Org] = one.Person
	}
	return out
}

func TestWhoseSomebodyIs(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		inviting, home, claims := company(t, h, "Peak Tram Works"), company(t, h, "Ferry Pier Stores"), company(t, h, "Lantau Quarry Supplies")
		a := account(t, h, "mei@ferry.example")
		if err := h.Join(t.Context(), a.ID, home.ID, "person-1"); err != nil {
			t.Fatal(err)
		}
		if got := homes(t, h, "MEI@ferry.example", inviting.ID); len(got) != 1 || got[home.ID] != "person-1" {
			t.Errorf("by account: %v", got)
		}
		if got := homes(t, h, a.Login, home.ID); len(got) != 0 {
			t.Errorf("their own invites them: %v", got)
		}
		if err := h.ClaimMail(t.Context(), claims.ID, []string{"quarry.example"}); err != nil {
			t.Fatal(err)
		}
		if got := homes(t, h, "lam@site.quarry.example", inviting.ID); len(got) != 0 {
			t.Errorf("a claim of somebody who is not verified counts: %v", got)
		}
		if err := h.SetVerified(t.Context(), claims, clk.Now(), clk.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if got := homes(t, h, "lam@site.quarry.example", inviting.ID); len(got) != 1 || got[claims.ID] != "" {
			t.Errorf("by a verified claim: %v", got)
		}
		if got := homes(t, h, "lam@notquarry.example", inviting.ID); len(got) != 0 {
			t.Errorf("another domain: %v", got)
		}
		clk.Advance(time.Hour)
		if got := homes(t, h, "lam@site.quarry.example", inviting.ID); len(got) != 0 {
			t.Errorf("verified no more: %v", got)
		}
	})
}

func TestAWayInEndsAtItsMoment(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		o := company(t, h, "Peak Tram Works")
		invite := func(until time.Time) string {
			token, _, err := h.Invite(t.Context(), host.Invitation{Org: o.ID, Person: "guest-1", Login: "mei@ferry.example", Name: "WONG Mei", Until: sqldb.At(until)})
			if err != nil {
				t.Fatal(err)
			}
			return token
		}
		late := invite(clk.Now().Add(time.Hour))
		clk.Advance(time.Hour)
		_, _, err := h.Accept(t.Context(), late, password, desk)
		wantFault(t, err, "invitation_expired")
		a, _, err := h.Accept(t.Context(), invite(clk.Now().Add(time.Hour)), password, desk)
		if err != nil {
			t.Fatal(err)
		}
		s, _, err := h.SignIn(t.Context(), a.Login, password, desk)
		if err != nil {
			t.Fatal(err)
		}
		inside := func() bool {
			_, err := h.Person(t.Context(), s, o.ID)
			in, listErr := h.Memberships(t.Context(), a.ID)
			living, livingErr := h.Living(t.Context(), o.ID, []string{s.ID})
			if listErr != nil || livingErr != nil || (err == nil) != (len(in) == 1) || (err == nil) != living[s.ID] {
				t.Errorf("they disagree: %v, %v, %v", err, in, living)
			}
			return err == nil
		}
		clk.Advance(time.Hour - time.Microsecond)
		if !inside() {
			t.Error("over a moment before")
		}
		clk.Advance(time.Microsecond)
		if inside() {
			t.Error("not over at the moment")
		}
		if err := h.SetUntil(t.Context(), o.ID, "guest-1", clk.Now().Add(time.Hour)); err != nil || !inside() {
			t.Errorf("prolonged: %v", err)
		}
		// Asked again before the first way in was cleared away, they are the same.
		if _, _, err := h.Accept(t.Context(), invite(clk.Now().Add(9*time.Hour)), password, desk); err != nil {
			t.Fatal(err)
		}
		clk.Advance(8 * time.Hour)
		if !inside() {
			t.Error("the later end does not count")
		}
		if err := h.SetUntil(t.Context(), o.ID, "guest-1", time.Time{}); err != nil {
			t.Fatal(err)
		}
		clk.Advance(48 * time.Hour)
		if !inside() {
			t.Error("for good is not for good")
		}
	})
}
