package host_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tramway/internal/clock"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// app is somebody's authenticator app.
type app struct {
	t      *testing.T
	clk    *clock.Manual
	secret string
}

func (a app) code() string {
	a.t.Helper()
	c, err := totp.GenerateCode(a.secret, a.clk.Now())
	if err != nil {
		a.t.Fatal(err)
	}
	return c
}

// connect signs an account in and gives it an authenticator and recovery codes.
func connect(t *testing.T, h *host.Host, clk *clock.Manual, login string) (host.Session, app, []string) {
	t.Helper()
	s, _, err := h.SignIn(t.Context(), login, password, desk)
	if err != nil {
		t.Fatal(err)
	}
	e, err := h.BeginAuthenticator(t.Context(), s.Account)
	if err != nil || !strings.HasPrefix(e.QR, "data:image/png;base64,") || !strings.HasPrefix(e.URI, "otpauth://totp/") {
		t.Fatalf("%+v %v", e, err)
	}
	a := app{t, clk, e.Secret}
	codes, err := h.FinishAuthenticator(t.Context(), s, e.Handle, a.code())
	if err != nil || len(codes) != 10 {
		t.Fatalf("%v %v", codes, err)
	}
	clk.Advance(time.Minute) // past the step that connecting used up
	return s, a, codes
}

// waiting is a sign-in whose password was right.
func waiting(t *testing.T, h *host.Host, login string) *host.Pending {
	t.Helper()
	_, token, err := h.SignIn(t.Context(), login, password, desk)
	var p *host.Pending
	if !errors.As(err, &p) || token != "" {
		t.Fatalf("no second factor was asked for: %q %v", token, err)
	}
	return p
}

func wantField(t *testing.T, err error, code string) {
	t.Helper()
	if f := fault.Of(err); f == nil || len(f.Fields) != 1 || f.Fields[0].Code != code {
		t.Errorf("got %v, want the field %s", err, code)
	}
}

func TestACodeOfTheAppFinishesASignInOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		a := account(t, h, "a@harbour.example")
		_, phone, _ := connect(t, h, clk, a.Login)
		code, p := phone.code(), waiting(t, h, a.Login)
		s, token, err := h.FinishSignIn(t.Context(), p.Token, code, desk)
		if err != nil || s.Factors != 2 {
			t.Fatalf("%+v %v", s, err)
		}
		if got, err := h.Session(t.Context(), token); err != nil || got.Factors != 2 {
			t.Errorf("%+v %v", got, err)
		}
		_, _, err = h.FinishSignIn(t.Context(), p.Token, code, desk)
		wantFault(t, err, "challenge_expired")
		_, _, err = h.FinishSignIn(t.Context(), waiting(t, h, a.Login).Token, code, desk)
		wantField(t, err, "code_wrong") // the same time step again
		clk.Advance(30 * time.Second)
		late := phone.code()
		clk.Advance(30 * time.Second) // a clock that is one step behind
		if _, _, err := h.FinishSignIn(t.Context(), waiting(t, h, a.Login).Token, late[:3]+" "+late[3:], desk); err != nil {
			t.Errorf("one step late: %v", err)
		}
		clk.Advance(30 * time.Second)
		late = phone.code()
		clk.Advance(time.Minute)
		_, _, err = h.FinishSignIn(t.Context(), waiting(t, h, a.Login).Token, late, desk)
		wantField(t, err, "code_wrong")
	})
}

func TestGuessingCodesEndsTheSignInAndSlowsTheNext(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		a := account(t, h, "a@harbour.example")
		_, phone, _ := connect(t, h, clk, a.Login)
		p := waiting(t, h, a.Login)
		for range 5 {
			_, _, err := h.FinishSignIn(t.Context(), p.Token, "00000x", desk)
			wantField(t, err, "code_wrong")
		}
		_, _, err := h.FinishSignIn(t.Context(), p.Token, phone.code(), desk)
		wantFault(t, err, "challenge_expired")
		// The password being right does not clear the count of the codes.
		_, _, err = h.FinishSignIn(t.Context(), waiting(t, h, a.Login).Token, phone.code(), desk)
		wantFault(t, err, "too_many_attempts")
		clk.Advance(2 * time.Second)
		if _, _, err = h.FinishSignIn(t.Context(), waiting(t, h, a.Login).Token, phone.code(), desk); err != nil {
			t.Errorf("after the pause: %v", err)
		}
		p = waiting(t, h, a.Login)
		clk.Advance(5*time.Minute + time.Second)
		_, _, err = h.FinishSignIn(t.Context(), p.Token, phone.code(), desk)
		wantFault(t, err, "challenge_expired")
	})
}

func TestRecoveryCodesStandInOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		a := account(t, h, "a@harbour.example")
		_, _, codes := connect(t, h, clk, a.Login)
		if _, _, err := h.FinishSignIn(t.Context(), waiting(t, h, a.Login).Token, strings.ToUpper(codes[3]), desk); err != nil {
			t.Fatal(err)
		}
		_, _, err := h.FinishSignIn(t.Context(), waiting(t, h, a.Login).Token, codes[3], desk)
		wantField(t, err, "code_wrong")
		if f, err := h.Factors(t.Context(), a.ID); f != (host.Factors{Authenticator: true, Codes: 9, Password: true}) || err != nil {
			t.Errorf("%+v %v", f, err)
		}
		more, err := h.NewRecoveryCodes(t.Context(), a.ID)
		if err != nil || len(more) != 10 {
			t.Fatal(more, err)
		}
		_, _, err = h.FinishSignIn(t.Context(), waiting(t, h, a.Login).Token, codes[4], desk)
		wantField(t, err, "code_wrong") // of the set before
		other := account(t, h, "b@harbour.example")
		_, err = h.NewRecoveryCodes(t.Context(), other.ID)
		wantFault(t, err, "no_second_factor")
	})
}

func TestAShortPasswordNeedsASecondFactorBesideIt(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		a := account(t, h, "a@harbour.example")
		s, phone, _ := connect(t, h, clk, a.Login)
		if err := h.ChangePassword(t.Context(), s, password, "tram 120"); err != nil {
			t.Fatal(err)
		}
		wantFault(t, h.RemoveAuthenticator(t.Context(), a.ID), "password_not_alone")
		if err := h.ChangePassword(t.Context(), s, "tram 120", password); err != nil {
			t.Fatal(err)
		}
		_, token, err := h.FinishSignIn(t.Context(), waiting(t, h, a.Login).Token, phone.code(), desk)
		if err != nil {
			t.Fatal(err)
		}
		if err := h.RemoveAuthenticator(t.Context(), a.ID); err != nil {
			t.Fatal(err)
		}
		if got, err := h.Session(t.Context(), token); err != nil || got.Factors != 1 {
			t.Errorf("a session without a second factor any more: %+v %v", got, err)
		}
		if _, _, err := h.SignIn(t.Context(), a.Login, password, desk); err != nil {
			t.Errorf("with the password alone: %v", err)
		}
		wantField(t, h.ChangePassword(t.Context(), s, password, "tram 120"), "password_short")
	})
}

func TestProvingPresenceTakesBothFactors(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		a := account(t, h, "a@harbour.example")
		old, _, err := h.SignIn(t.Context(), a.Login, password, desk) // before there was a second factor
		if err != nil {
			t.Fatal(err)
		}
		_, phone, _ := connect(t, h, clk, a.Login)
		_, err = h.Freshen(t.Context(), old, password, "")
		wantField(t, err, "required")
		_, err = h.Freshen(t.Context(), old, "not it", phone.code())
		wantFault(t, err, "sign_in_failed")
		_, err = h.Freshen(t.Context(), old, password, "123")
		wantField(t, err, "code_wrong")
		s, err := h.Freshen(t.Context(), old, password, phone.code())
		if err != nil || s.Factors != 2 || !s.FreshUntil.Equal(clk.Now().Add(15*time.Minute)) {
			t.Errorf("%+v %v", s, err)
		}
	})
}

// An app is connected by its owner only, and before half an hour is over.
func TestConnectingAnAppIsBoundToItsAccount(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		a, b := account(t, h, "a@harbour.example"), account(t, h, "b@harbour.example")
		mine, _, _ := h.SignIn(t.Context(), a.Login, password, desk)
		theirs, _, _ := h.SignIn(t.Context(), b.Login, password, desk)
		en, err := h.BeginAuthenticator(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		code := app{t, clk, en.Secret}.code
		_, err = h.FinishAuthenticator(t.Context(), theirs, en.Handle, code())
		wantFault(t, err, "ceremony_expired")
		_, err = h.FinishAuthenticator(t.Context(), mine, en.Handle, "12345")
		wantField(t, err, "code_wrong")
		if _, err = h.FinishAuthenticator(t.Context(), mine, en.Handle, code()); err != nil {
			t.Errorf("after a slip: %v", err)
		}
		en, _ = h.BeginAuthenticator(t.Context(), a)
		clk.Advance(31 * time.Minute)
		_, err = h.FinishAuthenticator(t.Context(), mine, en.Handle, app{t, clk, en.Secret}.code())
		wantFault(t, err, "ceremony_expired")
	})
}

// Accounts from before second factors: that their password is long enough is noted when
// it is typed, so that they can drop their last factor.
func TestALongPasswordOfAnOlderProgramStandsAloneOnceItIsTyped(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		a := account(t, h, "a@harbour.example")
		s, one, _ := connect(t, h, clk, a.Login)
		if err := h.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
			_, err := sqldb.Exec(ctx, q, `UPDATE {o}.accounts SET alone=?`, false)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		wantFault(t, h.RemoveAuthenticator(t.Context(), a.ID), "password_not_alone")
		clk.Advance(time.Minute)
		if _, err := h.Freshen(t.Context(), s, password, one.code()); err != nil {
			t.Fatal(err)
		}
		if err := h.RemoveAuthenticator(t.Context(), a.ID); err != nil {
			t.Errorf("after it was typed: %v", err)
		}
	})
}
