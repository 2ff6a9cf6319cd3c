package host_test

import (
	"testing"
	"time"

	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func invited(t *testing.T, h *host.Host, login string) string {
	t.Helper()
	o := founded(t, h, host.NewOrganisation{Name: "Peak Foods Limited"})
	token, _, err := h.Invite(t.Context(), host.Invitation{Org: o.ID, Person: "p-" + login, Login: login, Name: "HO Yin"})
	must(t, err)
	return token
}

// Somebody joins with a passkey and no password: they sign in with it, have recovery codes,
// keep the last passkey, and choose a password when they want one.
func TestWhoIsInvitedMakesAPasskeyInsteadOfAPassword(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, clk, _ := open(t, e)
		token, d := invited(t, h, "ho@peak.example"), newDevice(t)
		handle, options, err := h.BeginInvitedPasskey(t.Context(), token)
		must(t, err)
		if _, err := h.ByLogin(t.Context(), "ho@peak.example"); err == nil {
			t.Fatal("an account before there is a passkey")
		}
		a, i, codes, err := h.AcceptWithPasskey(t.Context(), token, handle, "Phone", d.create(options))
		if err != nil || i.Person != "p-ho@peak.example" || len(codes) != 10 {
			t.Fatalf("%+v %v %v", i, codes, err)
		}
		if _, _, _, err := h.AcceptWithPasskey(t.Context(), token, handle, "Phone", d.create(options)); err == nil {
			t.Error("an invitation was used twice")
		}
		if f, err := h.Factors(t.Context(), a.ID); err != nil || f.Password || f.Passkeys != 1 || f.Codes != 10 {
			t.Errorf("%+v %v", f, err)
		}
		if _, _, err := h.SignIn(t.Context(), a.Login, "", desk); err == nil {
			t.Fatal("no password opened the door")
		}
		s := byKey(t, h, d)
		if s.Factors != 2 || s.Account.ID != a.ID {
			t.Errorf("%+v", s)
		}
		keys, err := h.Passkeys(t.Context(), a.ID)
		must(t, err)
		wantFault(t, h.RemovePasskey(t.Context(), a.ID, keys[0].ID), "password_none")

		clk.Advance(time.Hour)
		wantFault(t, h.ChangePassword(t.Context(), s, "", "a later long password"), "fresh_needed")
		must(t, h.ChangePassword(t.Context(), byKey(t, h, d), "", "a later long password"))
		if f, err := h.Factors(t.Context(), a.ID); err != nil || !f.Password {
			t.Errorf("%+v %v", f, err)
		}
		must(t, h.RemovePasskey(t.Context(), a.ID, keys[0].ID))
		if _, _, err := h.SignIn(t.Context(), a.Login, "a later long password", desk); err != nil {
			t.Error(err)
		}
	})
}

func byKey(t *testing.T, h *host.Host, d *device) host.Session {
	t.Helper()
	handle, options, err := h.BeginPasskeySignIn(t.Context())
	must(t, err)
	s, _, err := h.FinishPasskeySignIn(t.Context(), handle, d.get(options), desk)
	must(t, err)
	return s
}

// What was begun for one invitation, or for an account that is there, makes no other.
func TestAnInvitedPasskeyIsOfOneInvitation(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h, _, _ := open(t, e)
		token, d := invited(t, h, "ho@peak.example"), newDevice(t)
		o := founded(t, h, host.NewOrganisation{Name: "Harbour Lights Trading Limited"})
		other, _, err := h.Invite(t.Context(), host.Invitation{Org: o.ID, Person: "q", Login: "lee@harbour.example", Name: "LEE"})
		must(t, err)
		handle, options, err := h.BeginInvitedPasskey(t.Context(), token)
		must(t, err)
		_, _, _, err = h.AcceptWithPasskey(t.Context(), other, handle, "Phone", d.create(options))
		wantFault(t, err, "ceremony_expired")
		there := account(t, h, "tm@peak.example")
		handle, options, err = h.BeginPasskey(t.Context(), there)
		must(t, err)
		_, _, _, err = h.AcceptWithPasskey(t.Context(), token, handle, "Phone", d.create(options))
		wantFault(t, err, "ceremony_expired")
		handle, options, err = h.BeginInvitedPasskey(t.Context(), token)
		must(t, err)
		_, err = h.FinishPasskey(t.Context(), host.Session{Account: there}, handle, "Phone", d.create(options))
		wantFault(t, err, "passkey_refused")
		taken, _, err := h.Invite(t.Context(), host.Invitation{Org: o.ID, Person: "r", Login: there.Login, Name: "TM"})
		must(t, err)
		_, _, err = h.BeginInvitedPasskey(t.Context(), taken)
		wantFault(t, err, "invited_has_account")
		_, _, err = h.BeginInvitedPasskey(t.Context(), "nothing")
		wantFault(t, err, "invitation_expired")
	})
}
