package host_test

import (
	"strconv"
	"testing"
	"time"

	"tramway/internal/clock"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

const wait = 24 * time.Hour

// lockedOut is a person of one organisation with a proved mobile, who has lost
// everything and asks to come in again.
type lockedOut struct {
	*host.Host
	t     *testing.T
	clk   *clock.Manual
	a     host.Account
	org   string
	token string
}

func lockOut(t *testing.T, e sqldb.Dialect) lockedOut {
	t.Helper()
	h, clk, _ := open(t, e)
	a := account(t, h, "a@harbour.example")
	o, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Harbour", Region: "hk"})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Join(t.Context(), a.ID, o.ID, "ada"); err != nil {
		t.Fatal(err)
	}
	s, _, _ := connect(t, h, clk, a.Login)
	code, err := h.BeginMobile(t.Context(), s, "+85291234567")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.FinishMobile(t.Context(), s, code); err != nil {
		t.Fatal(err)
	}
	l := lockedOut{h, t, clk, a, o.ID, ""}
	l.token, err = h.NewRecoveryToken(t.Context(), a.Login, desk)
	if err != nil {
		t.Fatal(err)
	}
	if got, _, err := h.AskRecovery(t.Context(), a.Login, l.token, desk); err != nil || got != a {
		t.Fatalf("%+v %v", got, err)
	}
	return l
}

func (l lockedOut) now(want host.Step) host.Recovery {
	l.t.Helper()
	r, err := l.Recovery(l.t.Context(), l.token)
	if err != nil || r.Step(l.clk.Now()) != want {
		l.t.Errorf("step %s, want %s; %v", r.Step(l.clk.Now()), want, err)
	}
	return r
}

func (l lockedOut) approve(by string) error {
	l.t.Helper()
	all, err := l.Recoveries(l.t.Context(), l.org)
	if err != nil || len(all) != 1 || all[0].Person != "ada" {
		l.t.Fatalf("%+v %v", all, err)
	}
	return l.ApproveRecovery(l.t.Context(), all[0], by)
}

// prove goes as far as the waiting time.
func (l lockedOut) prove() host.Recovery {
	l.t.Helper()
	if err := l.approve("ben"); err != nil {
		l.t.Fatal(err)
	}
	code, number, err := l.SendRecoveryCode(l.t.Context(), l.now(host.Approved), desk)
	if err != nil || number != "+85291234567" {
		l.t.Fatalf("%q %v", number, err)
	}
	r, err := l.ProveRecovery(l.t.Context(), l.now(host.Approved), code, wait)
	if err != nil {
		l.t.Fatal(err)
	}
	return r
}

func TestALockedOutPersonComesInAgain(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		l := lockOut(t, e)
		_, _, err := l.SendRecoveryCode(t.Context(), l.now(host.Asked), desk)
		wantFault(t, err, "recovery_step")
		wantFault(t, l.approve("ada"), "recovery_own")
		l.prove()
		_, err = l.FinishRecovery(t.Context(), l.now(host.Waiting), another)
		wantFault(t, err, "recovery_step")
		l.clk.Advance(wait - time.Second)
		_, err = l.FinishRecovery(t.Context(), l.now(host.Waiting), another)
		wantFault(t, err, "recovery_step")
		l.clk.Advance(time.Second)
		_, err = l.FinishRecovery(t.Context(), l.now(host.Ready), "passwordpassword")
		wantField(t, err, "password_common")
		ready := l.now(host.Ready)
		if _, err := l.FinishRecovery(t.Context(), ready, another); err != nil {
			t.Fatal(err)
		}
		_, err = l.FinishRecovery(t.Context(), ready, password)
		wantFault(t, err, "recovery_step")
		if s, _, err := l.SignIn(t.Context(), l.a.Login, another, desk); err != nil || s.Factors != 1 {
			t.Errorf("with the new password, and no second factor yet: %+v %v", s, err)
		}
	})
}

// A clock that jumps past every grace period opens nothing: it ends the recovery.
func TestAClockPastTheGracePeriodEndsARecovery(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		l := lockOut(t, e)
		r := l.prove()
		l.clk.Advance(wait + 72*time.Hour)
		l.now(host.Asked) // as for a token that follows nothing
		if r, err := l.Recovery(t.Context(), l.token); r.ID != "" || err != nil {
			t.Errorf("%+v %v", r, err)
		}
		if all, err := l.Recoveries(t.Context(), l.org); len(all) != 0 || err != nil {
			t.Errorf("%+v %v", all, err)
		}
		_, err := l.RecoveryIn(t.Context(), l.org, r.ID)
		wantFault(t, err, "not_found")
		if err := l.Sweep(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestGuessingTheCodeToAMobile(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		l := lockOut(t, e)
		if err := l.approve("ben"); err != nil {
			t.Fatal(err)
		}
		r := l.now(host.Approved)
		_, err := l.ProveRecovery(t.Context(), r, "123456", wait)
		wantFault(t, err, "mobile_code_expired") // none was sent
		code, _, err := l.SendRecoveryCode(t.Context(), r, desk)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			_, err = l.ProveRecovery(t.Context(), r, "x", wait)
			wantField(t, err, "code_wrong")
		}
		_, err = l.ProveRecovery(t.Context(), r, code, wait)
		wantFault(t, err, "mobile_code_expired")
		if code, _, err = l.SendRecoveryCode(t.Context(), r, desk); err != nil {
			t.Fatal(err)
		}
		l.clk.Advance(10 * time.Minute)
		_, err = l.ProveRecovery(t.Context(), r, code, wait)
		wantFault(t, err, "mobile_code_expired")
		for range 3 {
			_, _, err = l.SendRecoveryCode(t.Context(), r, desk)
		}
		wantFault(t, err, "too_many_attempts")
		read, number, err := host.OperatorCode(t.Context(), l.DB(), l.a.Login, l.clk.Now())
		if err != nil || number != "+85291234567" {
			t.Fatalf("%q %v", number, err)
		}
		if _, err := l.ProveRecovery(t.Context(), r, read, wait); err != nil {
			t.Errorf("the code that the operator read out: %v", err)
		}
	})
}

func TestAStoppedRecoveryOpensNothing(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		l := lockOut(t, e)
		r := l.prove()
		l.clk.Advance(wait)
		if err := l.StopRecovery(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		_, err := l.FinishRecovery(t.Context(), r, another)
		wantFault(t, err, "recovery_step")
		wantFault(t, l.StopRecovery(t.Context(), r), "not_found")
		if _, _, err := l.SignIn(t.Context(), l.a.Login, password, desk); err == nil {
			t.Error("a session without the second factor")
		}
	})
}

func TestEveryOrganisationOfAnAccountHasToApprove(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		a := account(t, h, "a@harbour.example")
		orgs := []string{}
		for _, name := range []string{"Harbour", "Door"} {
			o, _ := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: name, Region: "hk"})
			if err := h.Join(t.Context(), a.ID, o.ID, "ada"); err != nil {
				t.Fatal(err)
			}
			orgs = append(orgs, o.ID)
		}
		s, _, _ := h.SignIn(t.Context(), a.Login, password, desk)
		token, _ := h.NewRecoveryToken(t.Context(), a.Login, desk)
		if _, _, err := h.AskRecovery(t.Context(), a.Login, token, desk); err != nil {
			t.Fatal(err)
		}
		asked, _ := h.Recovery(t.Context(), token)
		here, _ := h.RecoveryIn(t.Context(), orgs[0], asked.ID)
		wantFault(t, h.ApproveRecovery(t.Context(), here, "ben"), "recovery_no_mobile")
		code, _ := h.BeginMobile(t.Context(), s, "+85291234567")
		if err := h.FinishMobile(t.Context(), s, code); err != nil {
			t.Fatal(err)
		}
		for n, o := range orgs {
			if r, _ := h.Recovery(t.Context(), token); r.Missing != 2-n {
				t.Errorf("%d approvals missing after %d", r.Missing, n)
			}
			r, _ := h.RecoveryIn(t.Context(), o, asked.ID)
			if err := h.ApproveRecovery(t.Context(), r, "ben"); err != nil {
				t.Fatal(err)
			}
		}
		if r, _ := h.Recovery(t.Context(), token); r.Missing != 0 {
			t.Errorf("%d approvals missing", r.Missing)
		}
		lonely := account(t, h, "b@harbour.example") // of no organisation
		if got, _, err := h.AskRecovery(t.Context(), lonely.Login, "x", desk); got.ID != "" || err != nil {
			t.Errorf("%+v %v", got, err)
		}
	})
}

// A stranger who asks, as often as they like, neither keeps the owner from asking nor
// takes the owner's request away, and alarms others once.
func TestAStrangersRequestsDoNotLockTheOwnerOut(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		a := account(t, h, "a@harbour.example")
		o, _ := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Harbour", Region: "hk"})
		if err := h.Join(t.Context(), a.ID, o.ID, "ada"); err != nil {
			t.Fatal(err)
		}
		s, _, err := h.SignIn(t.Context(), a.Login, password, desk)
		if err != nil {
			t.Fatal(err)
		}
		own := desk
		if own.Cookie, _, err = h.MeetDevice(t.Context(), s, ""); err != nil {
			t.Fatal(err)
		}
		ask := func(from host.Client, token string) (news bool) {
			got, news, err := h.AskRecovery(t.Context(), a.Login, token, from)
			if err != nil || got != a {
				t.Fatalf("%+v %v", got, err)
			}
			clk.Advance(time.Minute)
			return news
		}
		if !ask(host.Client{Device: "Program", Address: "203.0.113.1"}, "stranger") {
			t.Error("the first is no news")
		}
		for n := range 10 { // a stranger is slowed down, the owner is not
			_, _ = h.NewRecoveryToken(t.Context(), a.Login, host.Client{Address: "203.0.113.1"})
			_ = n
		}
		if _, err := h.NewRecoveryToken(t.Context(), a.Login, own); err != nil {
			t.Errorf("the owner is slowed down: %v", err)
		}
		if ask(own, "owner") {
			t.Error("the second within the hour alarms again")
		}
		for n := range 40 {
			ask(host.Client{Device: "Program", Address: "203.0.113." + strconv.Itoa(n/4+1)}, "more "+strconv.Itoa(n))
		}
		for n := range 30 { // from many addresses
			ask(host.Client{Device: "Program", Address: "198.51.100." + strconv.Itoa(n)}, "many "+strconv.Itoa(n))
		}
		if r, err := h.Recovery(t.Context(), "owner"); err != nil || r.ID == "" || !r.Known {
			t.Errorf("the owner's request: %+v %v", r, err)
		}
		all, err := h.Recoveries(t.Context(), o.ID)
		if err != nil || len(all) != 20 {
			t.Errorf("%d are open, %v", len(all), err)
		}
	})
}
