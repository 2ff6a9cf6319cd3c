package host_test

import (
	"testing"

	"tramway/internal/clock"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// shutting is an organisation with a provider and two members, one of whom has a second factor.
func shutting(t *testing.T, h *host.Host, clk *clock.Manual) (o host.Organisation, boss, mei host.Account) {
	t.Helper()
	o, boss, mei = company(t, h, "Peak Tram Works"), account(t, h, "boss@peak.example"), account(t, h, "mei@peak.example")
	joins(t, h, boss, o, "boss")
	joins(t, h, mei, o, "mei")
	connect(t, h, clk, boss.Login)
	must(t, h.LeadTo(t.Context(), o.ID, true))
	return o, boss, mei
}

func TestNobodyIsLockedOutByARuleThatCantBeKept(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		o, _, mei := shutting(t, h, clk)
		other := company(t, h, "Ferry Pier Stores")
		joins(t, h, mei, other, "p2")
		wantFault(t, h.KeepCompanyOnly(t.Context(), other.ID, host.CompanyOnly{On: true, Emergency: []string{"p2"}}), "sso_none")
		for _, persons := range [][]string{{}, {"mei"}, {"boss", "nobody"}} {
			wantFault(t, h.KeepCompanyOnly(t.Context(), o.ID, host.CompanyOnly{On: true, Emergency: persons}), "invalid")
		}
		if r, err := h.CompanyOnlyOf(t.Context(), o.ID); err != nil || r.On || len(r.Emergency) != 0 {
			t.Errorf("something of it was kept: %+v %v", r, err)
		}
		must(t, h.KeepCompanyOnly(t.Context(), o.ID, host.CompanyOnly{On: true, Emergency: []string{"boss", "mei"}}))
		if r, err := h.CompanyOnlyOf(t.Context(), o.ID); err != nil || !r.On || len(r.Emergency) != 2 {
			t.Errorf("%+v %v", r, err)
		}
		must(t, h.LeadTo(t.Context(), o.ID, false))
		if r, err := h.CompanyOnlyOf(t.Context(), o.ID); err != nil || r.On {
			t.Errorf("shut without a provider: %+v %v", r, err)
		}
	})
}

func TestASessionOfAPasswordStandsBeforeAShutDoor(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		o, _, mei := shutting(t, h, clk)
		whole, _, err := h.SignIn(t.Context(), mei.Login, password, desk)
		must(t, err)
		by, _, err := h.EnterCompany(t.Context(), mei, o.ID, false, desk)
		must(t, err)
		must(t, h.KeepCompanyOnly(t.Context(), o.ID, host.CompanyOnly{On: true, Emergency: []string{"boss"}}))
		_, err = h.Person(t.Context(), whole, o.ID)
		wantFault(t, err, "company_only")
		if p, err := h.Person(t.Context(), by, o.ID); err != nil || p != "mei" {
			t.Errorf("by the provider: %q %v", p, err)
		}
		if alive, err := h.Living(t.Context(), o.ID, []string{whole.ID, by.ID}); err != nil || alive[whole.ID] || !alive[by.ID] {
			t.Errorf("what is told to sessions: %v %v", alive, err)
		}
		if in, err := h.Into(t.Context(), whole); err != nil || len(in) != 0 {
			t.Errorf("leads into %v %v", in, err)
		}
		_, _, err = h.SignIn(t.Context(), mei.Login, password, desk)
		wantFault(t, err, "company_only")
		other := company(t, h, "Ferry Pier Stores")
		joins(t, h, mei, other, "p2")
		if whole, _, err = h.SignIn(t.Context(), mei.Login, password, desk); err != nil {
			t.Fatalf("elsewhere: %v", err)
		}
		if in, err := h.Into(t.Context(), whole); err != nil || len(in) != 1 || in[0].ID != other.ID {
			t.Errorf("leads into %v %v", in, err)
		}
	})
}

// An invitation that somebody began to accept with a passkey is not finished past a door
// that was shut meanwhile, and is still there for the provider.
func TestADoorShutMeanwhileIsShutToNewPasskeys(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		o, _, _ := shutting(t, h, clk)
		token, _, err := h.Invite(t.Context(), host.Invitation{Org: o.ID, Person: "wing", Login: "wing@peak.example", Name: "WING"})
		must(t, err)
		d := newDevice(t)
		handle, options, err := h.BeginInvitedPasskey(t.Context(), token)
		must(t, err)
		must(t, h.KeepCompanyOnly(t.Context(), o.ID, host.CompanyOnly{On: true, Emergency: []string{"boss"}}))
		_, _, _, err = h.AcceptWithPasskey(t.Context(), token, handle, "Phone", d.create(options))
		wantFault(t, err, "company_only")
		if a, i, err := h.AcceptByCompany(t.Context(), o.ID, "wing@peak.example"); err != nil || i.Person != "wing" || a.Login != "wing@peak.example" {
			t.Errorf("%+v %+v %v", a, i, err)
		}
	})
}
