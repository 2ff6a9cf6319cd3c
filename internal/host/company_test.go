package host_test

import (
	"errors"
	"testing"
	"time"

	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// joins makes an account a person of an organisation.
func joins(t *testing.T, h *host.Host, a host.Account, o host.Organisation, person string) {
	t.Helper()
	must(t, h.Join(t.Context(), a.ID, o.ID, person))
}

func TestASessionOfOneOrganisationLeadsIntoNoOther(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		home, other := company(t, h, "Peak Tram Works"), company(t, h, "Ferry Pier Stores")
		a := account(t, h, "mei@peak.example")
		joins(t, h, a, home, "p1")
		joins(t, h, a, other, "p2")
		whole, _, err := h.SignIn(t.Context(), a.Login, password, desk)
		must(t, err)
		s, token, err := h.EnterCompany(t.Context(), a, home.ID, false, desk)
		must(t, err)
		if s, err = h.Session(t.Context(), token); err != nil || s.Bound != home.ID || s.Factors != 1 || s.FreshUntil.After(s.CreatedAt) {
			t.Fatalf("%+v %v", s, err)
		}
		if p, err := h.Person(t.Context(), s, home.ID); err != nil || p != "p1" {
			t.Errorf("at home: %q %v", p, err)
		}
		_, err = h.Person(t.Context(), s, other.ID)
		wantFault(t, err, "not_found")
		if in, err := h.Into(t.Context(), s); err != nil || len(in) != 1 || in[0].ID != home.ID {
			t.Errorf("leads into %v %v", in, err)
		}
		if in, err := h.Into(t.Context(), whole); err != nil || len(in) != 2 {
			t.Errorf("the account's own leads into %v %v", in, err)
		}
		both := []string{s.ID, whole.ID}
		for o, want := range map[string]int{home.ID: 2, other.ID: 1} {
			if alive, err := h.Living(t.Context(), o, both); err != nil || len(alive) != want {
				t.Errorf("living in %s: %v %v", o, alive, err)
			}
		}
		if all, err := h.Beside(t.Context(), s); err != nil || len(all) != 1 || all[0].ID != s.ID {
			t.Errorf("knows of %v %v", all, err)
		}
		wantFault(t, h.EndBeside(t.Context(), s, whole.ID), "not_found")
		must(t, h.EndBeside(t.Context(), whole, s.ID))
	})
}

func TestASecondFactorOfTheAccountIsAskedForAfterAProvider(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		home := company(t, h, "Peak Tram Works")
		a := account(t, h, "mei@peak.example")
		joins(t, h, a, home, "p1")
		_, phone, _ := connect(t, h, clk, a.Login)
		_, _, err := h.EnterCompany(t.Context(), a, home.ID, false, desk)
		var p *host.Pending
		if !errors.As(err, &p) {
			t.Fatalf("not asked: %v", err)
		}
		s, _, err := h.FinishSignIn(t.Context(), p.Token, phone.code(), desk)
		if err != nil || s.Bound != home.ID || s.Factors != 2 {
			t.Errorf("%+v %v", s, err)
		}
		if s, _, err = h.EnterCompany(t.Context(), a, home.ID, true, desk); err != nil || s.Bound != home.ID || s.Factors != 1 {
			t.Errorf("where the provider's stands in: %+v %v", s, err)
		}
	})
}

func TestAProvidersAnswerIsTakenOnceAndWhereItBegan(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		begin := func() (string, string) {
			handle, browser, err := h.BeginCompany(t.Context(), []byte("what has to match"))
			must(t, err)
			return handle, browser
		}
		handle, browser := begin()
		_, elsewhere := begin()
		_, err := h.TakeCompany(t.Context(), handle, elsewhere)
		wantFault(t, err, "company_expired")
		if data, err := h.TakeCompany(t.Context(), handle, browser); err != nil || string(data) != "what has to match" {
			t.Errorf("%q %v", data, err)
		}
		_, err = h.TakeCompany(t.Context(), handle, browser)
		wantFault(t, err, "company_expired")
		handle, browser = begin()
		clk.Advance(11 * time.Minute)
		_, err = h.TakeCompany(t.Context(), handle, browser)
		wantFault(t, err, "company_expired")
	})
}

func TestWhereAnAddressLeads(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		peak, pretender := company(t, h, "Peak Tram Works"), company(t, h, "Ferry Pier Stores")
		led := func(login, want string) {
			t.Helper()
			if got, _ := h.Led(t.Context(), login); got != want {
				t.Errorf("%s leads to %q, want %q", login, got, want)
			}
		}
		must(t, h.ClaimMail(t.Context(), peak.ID, []string{"peak.example"}))
		led("mei@peak.example", "")
		must(t, h.LeadTo(t.Context(), peak.ID, true))
		led("Mei@hk.peak.example", peak.ID)
		led("mei@ferry.example", "")
		must(t, h.ClaimMail(t.Context(), pretender.ID, []string{"peak.example"}))
		must(t, h.LeadTo(t.Context(), pretender.ID, true))
		led("mei@peak.example", "") // nobody knows whose it is
		must(t, h.SetVerified(t.Context(), peak, clk.Now(), clk.Now().Add(time.Hour)))
		led("mei@peak.example", peak.ID)
		must(t, h.LeadTo(t.Context(), peak.ID, false))
		led("mei@peak.example", "")
	})
}

// A session that a provider began ends after seven days, however much it is used, and with
// the organisation's last provider; the account's own go on.
func TestABoundSessionEndsByItself(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		home := company(t, h, "Peak Tram Works")
		a := account(t, h, "mei@peak.example")
		joins(t, h, a, home, "p1")
		_, own, err := h.SignIn(t.Context(), a.Login, password, desk)
		must(t, err)
		_, token, err := h.EnterCompany(t.Context(), a, home.ID, false, desk)
		must(t, err)
		for range 6 {
			clk.Advance(24 * time.Hour)
			_, err := h.Session(t.Context(), token)
			must(t, err)
		}
		clk.Advance(24 * time.Hour)
		_, err = h.Session(t.Context(), token)
		wantFault(t, err, "not_signed_in")
		_, token, err = h.EnterCompany(t.Context(), a, home.ID, false, desk)
		must(t, err)
		must(t, h.LeadTo(t.Context(), home.ID, true))
		_, err = h.Session(t.Context(), token)
		must(t, err)
		must(t, h.LeadTo(t.Context(), home.ID, false))
		_, err = h.Session(t.Context(), token)
		wantFault(t, err, "not_signed_in")
		_, err = h.Session(t.Context(), own)
		must(t, err)
	})
}
