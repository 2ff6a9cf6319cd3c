package host_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"tramway/internal/clock"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

const password = "correct horse battery"

var desk = host.Client{Device: "Chromium on Linux", Address: "192.0.2.7"}

func open(t *testing.T, e sqldb.Dialect) (*host.Host, *clock.Manual, *[]string) {
	t.Helper()
	clk := clock.At(time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC))
	var mu sync.Mutex
	ended := &[]string{}
	h, err := host.New(t.Context(), host.Config{DB: sqldbtest.Open(t, e), Clock: clk, Region: "hk", Origin: "http://localhost:8080",
		Ended: func(s []string) { mu.Lock(); defer mu.Unlock(); *ended = append(*ended, s...) }})
	if err != nil {
		t.Fatal(err)
	}
	return h, clk, ended
}

func account(t *testing.T, h *host.Host, login string) host.Account {
	t.Helper()
	a, err := h.CreateAccount(t.Context(), login, "CHAN Tai Man", password)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func wantFault(t *testing.T, err error, code string) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("got %v, want %s", err, code)
	}
}

func TestSigningInAndOut(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, ended := open(t, e)
		a := account(t, h, "tm.chan@harbour.example")
		s, token, err := h.SignIn(t.Context(), "TM.Chan@harbour.example", password, desk)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := h.Session(t.Context(), token); err != nil || got.Account != a || got.ID != s.ID {
			t.Errorf("%+v, %v", got, err)
		}
		_, err = h.Session(t.Context(), token[1:]+"x")
		wantFault(t, err, "not_signed_in")
		other, _, err := h.SignIn(t.Context(), a.Login, password, desk)
		if err != nil {
			t.Fatal(err)
		}
		if all, err := h.Sessions(t.Context(), a.ID); err != nil || len(all) != 2 {
			t.Errorf("%d sessions, %v", len(all), err)
		}
		if err := h.End(t.Context(), a.ID, other.ID); err != nil {
			t.Fatal(err)
		}
		if err := h.EndAll(t.Context(), a.ID); err != nil || len(*ended) != 2 {
			t.Errorf("told of %v, %v", *ended, err)
		}
		_, err = h.Session(t.Context(), token)
		wantFault(t, err, "not_signed_in")
		_, token, _ = h.SignIn(t.Context(), a.Login, password, desk)
		clk.Advance(31 * 24 * time.Hour)
		_, err = h.Session(t.Context(), token)
		wantFault(t, err, "not_signed_in")
		if err := h.Sweep(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestGuessingIsSlowedDownWithoutTellingWhichLoginsExist(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		account(t, h, "a@harbour.example")
		for _, login := range []string{"a@harbour.example", "nobody@harbour.example"} {
			for range 5 {
				_, _, err := h.SignIn(t.Context(), login, "wrong", desk)
				wantFault(t, err, "sign_in_failed")
			}
			_, _, err := h.SignIn(t.Context(), login, password, desk)
			wantFault(t, err, "too_many_attempts")
		}
		clk.Advance(2 * time.Second)
		if _, _, err := h.SignIn(t.Context(), "a@harbour.example", password, desk); err != nil {
			t.Errorf("after the pause: %v", err)
		}
	})
}

func TestChangingThePasswordEndsOtherSessions(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, ended := open(t, e)
		a := account(t, h, "a@harbour.example")
		s, token, _ := h.SignIn(t.Context(), a.Login, password, desk)
		h.SignIn(t.Context(), a.Login, password, desk)
		for next, code := range map[string]string{"short": "password_short", strings.Repeat("a", 300): "too_long", strings.Repeat("a", 20): "password_common"} {
			err := h.ChangePassword(t.Context(), s, password, next)
			if f := fault.Of(err); f == nil || len(f.Fields) != 1 || f.Fields[0].Code != code {
				t.Errorf("%q: %v", next[:5], err)
			}
		}
		if err := h.ChangePassword(t.Context(), s, "not it", "another long password"); fault.KindOf(err) != fault.Invalid {
			t.Errorf("wrong current password: %v", err)
		}
		if err := h.ChangePassword(t.Context(), s, password, "another long password"); err != nil {
			t.Fatal(err)
		}
		if len(*ended) != 1 {
			t.Errorf("ended %v", *ended)
		}
		if _, err := h.Session(t.Context(), token); err != nil {
			t.Errorf("the session that changed it: %v", err)
		}
		if _, _, err := h.SignIn(t.Context(), a.Login, "another long password", desk); err != nil {
			t.Error(err)
		}
	})
}

func TestInvitationIsUsedOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		o, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{Name: "Harbour", Region: "hk"})
		if err != nil || o.Language != "zh-HK" {
			t.Fatalf("%+v %v", o, err)
		}
		i := host.Invitation{Org: o.ID, Person: "p1", Login: "new@harbour.example", Name: "LEE Ka Yan"}
		void, _, _ := h.Invite(t.Context(), i)
		token, _, err := h.Invite(t.Context(), i)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = h.Accept(t.Context(), void, password, desk)
		wantFault(t, err, "invitation_expired")
		a, got, err := h.Accept(t.Context(), token, password, desk)
		if err != nil || got.Person != "p1" {
			t.Fatalf("%+v %v", got, err)
		}
		_, _, err = h.Accept(t.Context(), token, password, desk)
		wantFault(t, err, "invitation_expired")
		s, _, err := h.SignIn(t.Context(), a.Login, password, desk)
		if err != nil {
			t.Fatal(err)
		}
		if p, err := h.Person(t.Context(), s, o.ID); p != "p1" || err != nil {
			t.Errorf("%q %v", p, err)
		}
		_, err = h.Person(t.Context(), s, "hkzzz")
		wantFault(t, err, "not_found")
		late, _, _ := h.Invite(t.Context(), host.Invitation{Org: o.ID, Person: "p2", Login: "late@harbour.example"})
		clk.Advance(8 * 24 * time.Hour)
		_, _, err = h.Accept(t.Context(), late, password, desk)
		wantFault(t, err, "invitation_expired")
	})
}

func TestTheLastKnownHeadNeverGoesBack(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		o, err := h.CreateOrganisation(t.Context(), host.NewOrganisation{NameZh: "海港", Region: "hk"})
		if err != nil {
			t.Fatal(err)
		}
		h.Checkpointed(t.Context(), o.ID, 9, []byte("nine"))
		h.Checkpointed(t.Context(), o.ID, 8, []byte("eight"))
		if n, root, err := h.Known(t.Context(), o.ID); n != 9 || string(root) != "nine" || err != nil {
			t.Errorf("%d %s %v", n, root, err)
		}
		h.NextDue(t.Context(), o.ID, clk.Now().Add(time.Hour))
		if ids, _ := h.WantOpen(t.Context(), true); len(ids) != 0 {
			t.Errorf("early: %v", ids)
		}
		clk.Advance(time.Hour)
		if ids, _ := h.WantOpen(t.Context(), false); len(ids) != 1 {
			t.Errorf("due: %v", ids)
		}
		h.NextDue(t.Context(), o.ID, time.Time{})
		h.Opened(t.Context(), o.ID, true)
		if ids, _ := h.WantOpen(t.Context(), true); len(ids) != 1 {
			t.Errorf("left open: %v", ids)
		}
		_, err = h.CreateOrganisation(t.Context(), host.NewOrganisation{Region: "mars"})
		if f := fault.Of(err); f == nil || len(f.Fields) != 2 {
			t.Errorf("bad organisation: %v", err)
		}
	})
}
