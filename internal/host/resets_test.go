package host_test

import (
	"testing"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

const another = "another long password"

func TestAForgottenPasswordIsSetByALinkOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, ended := open(t, e)
		a := account(t, h, "a@harbour.example")
		_, phone, _ := connect(t, h, clk, a.Login)
		waits := waiting(t, h, a.Login)
		_, void, err := h.AskReset(t.Context(), a.Login, desk)
		if err != nil {
			t.Fatal(err)
		}
		_, token, _ := h.AskReset(t.Context(), " A@Harbour.example", desk)
		_, _, err = h.UseReset(t.Context(), void, another)
		wantFault(t, err, "reset_expired")
		_, _, err = h.UseReset(t.Context(), token, "passwordpassword")
		wantField(t, err, "password_common")
		if got, r, err := h.UseReset(t.Context(), token, another); err != nil || got != a || r.Source != host.ByMail {
			t.Fatalf("%+v %+v %v", got, r, err)
		}
		if len(*ended) != 1 {
			t.Errorf("sessions ended: %v", *ended)
		}
		_, _, err = h.UseReset(t.Context(), token, another)
		wantFault(t, err, "reset_expired")
		_, _, err = h.FinishSignIn(t.Context(), waits.Token, phone.code(), desk)
		wantFault(t, err, "challenge_expired") // begun with the password of before
		_, _, err = h.SignIn(t.Context(), a.Login, password, desk)
		wantFault(t, err, "sign_in_failed")
		if _, _, err := h.SignIn(t.Context(), a.Login, another, desk); err == nil {
			t.Error("a mailbox alone let somebody in past the second factor")
		}
		_, token, _ = h.AskReset(t.Context(), a.Login, desk)
		clk.Advance(host.ResetLife)
		_, _, err = h.UseReset(t.Context(), token, password)
		wantFault(t, err, "reset_expired")
	})
}

func TestAskingForALinkTellsNothingAndIsSlowedDown(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		account(t, h, "a@harbour.example")
		if a, token, err := h.AskReset(t.Context(), "nobody@harbour.example", desk); a.ID != "" || token != "" || err != nil {
			t.Errorf("%+v %q %v", a, token, err)
		}
		for _, login := range []string{"a@harbour.example", "nobody@harbour.example"} {
			for range 5 {
				if err := h.CountReset(t.Context(), login, desk); err != nil {
					t.Fatal(err)
				}
			}
			wantFault(t, h.CountReset(t.Context(), login, desk), "too_many_attempts")
		}
		clk.Advance(2 * time.Second)
		if err := h.CountReset(t.Context(), "a@harbour.example", desk); err != nil {
			t.Errorf("after the pause: %v", err)
		}
	})
}

func TestTheOperatorsLinkTakesTheSecondFactorAway(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		a := account(t, h, "a@harbour.example")
		connect(t, h, clk, a.Login)
		if _, _, err := host.OperatorReset(t.Context(), h.DB(), "nobody@harbour.example", clk.Now()); fault.KindOf(err) != fault.NotFound {
			t.Errorf("for nobody: %v", err)
		}
		token, _, err := host.OperatorReset(t.Context(), h.DB(), a.Login, clk.Now())
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = h.UseReset(t.Context(), token, "tram 120")
		wantField(t, err, "password_short") // nothing stands beside it any more
		if _, _, err := h.UseReset(t.Context(), token, another); err != nil {
			t.Fatal(err)
		}
		if s, _, err := h.SignIn(t.Context(), a.Login, another, desk); err != nil || s.Factors != 1 {
			t.Errorf("%+v %v", s, err)
		}
	})
}
