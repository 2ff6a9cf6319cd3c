package host_test

import (
	"testing"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// Somebody asks to join without a password: nobody is made until they are let in and their
// device has answered, and no password opens anything.
func TestWhoAsksToJoinMakesAPasskeyWhenTheyAreLetIn(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		o := founded(t, h, host.NewOrganisation{Name: "Peak Foods Limited"})
		j := host.Joiner{Request: "r1", Org: o.ID, Login: "ho@peak.example", Name: "HO Yin", Later: true}
		_, err := h.KeepJoiner(t.Context(), j, desk)
		must(t, err)
		must(t, h.TakeIn(t.Context(), j, "p1"))
		if _, err := h.ByLogin(t.Context(), j.Login); fault.KindOf(err) != fault.NotFound {
			t.Fatal("an account before there is a way to sign in", err)
		}
		if _, _, err := h.SignIn(t.Context(), j.Login, "", desk); err == nil {
			t.Fatal("no password opened the door")
		}
		earlier, _, err := h.InviteJoiner(t.Context(), j, "p1")
		must(t, err)
		token, err := h.EnterJoiner(t.Context(), j, "p1", desk)
		must(t, err)
		d := newDevice(t)
		handle, options, err := h.BeginInvitedPasskey(t.Context(), token)
		must(t, err)
		a, i, codes, err := h.AcceptWithPasskey(t.Context(), token, handle, "Phone", d.create(options))
		if err != nil || i.Person != "p1" || i.Org != o.ID || len(codes) != 10 || a.Login != j.Login {
			t.Fatalf("%+v %+v %v %v", a, i, codes, err)
		}
		if s := byKey(t, h, d); s.Account.ID != a.ID {
			t.Errorf("%+v", s)
		}
		if _, _, err := h.Accept(t.Context(), earlier, "another long password", desk); !fault.Is(err, "invitation_expired") {
			t.Errorf("the earlier link: %v", err)
		}
		_, err = h.EnterJoiner(t.Context(), j, "p1", desk)
		wantFault(t, err, "join_has_account")
		if chooses, err := h.JoinerChooses(t.Context(), "r1", "p1"); err != nil || chooses {
			t.Error(chooses, err)
		}
		must(t, h.TakeIn(t.Context(), j, "p1")) // the job that follows, late
	})
}
