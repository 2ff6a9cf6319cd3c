package host

import (
	"context"
	"crypto/subtle"
	"encoding/base64"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/sqldb"
)

// Whoever is invited may make a passkey instead of a password (NIST SP 800-63B-4, section
// 3.1.7: with whoever unlocks it, it is two factors). The account has no password
// then, and its last passkey stays until there is one.

// invitedCeremony is what finishing has to match. It is of one invitation, so that what one
// person began makes nobody else's account.
type invitedCeremony struct {
	Invitation []byte
	Account    Account
	Data       webauthn.SessionData
}

// BeginInvitedPasskey starts making the account of an invitation with a passkey; options
// are for navigator.credentials. Errors: invitation_expired, invited_has_account,
// company_only.
func (h *Host) BeginInvitedPasskey(ctx context.Context, token string) (handle string, options any, err error) {
	i, err := h.invitation(ctx, token)
	if err != nil {
		return "", nil, err
	}
	if err := h.takesPasswords(ctx, i); err != nil {
		return "", nil, err
	}
	if err := h.unused(ctx, i.Login); err != nil {
		return "", nil, err
	}
	c := invitedCeremony{Invitation: digestOf(token), Account: Account{ID: id.New(h.cfg.Region, h.clock.Now()), Login: i.Login, Name: i.Name}}
	creation, data, err := h.keys.wa.BeginRegistration(keyholder{Account: c.Account}, newKey)
	if err != nil {
		return "", nil, err
	}
	c.Data = *data
	handle, err = h.keep(ctx, c, ceremonyLife)
	return handle, creation.Response, err
}

func (h *Host) unused(ctx context.Context, login string) error {
	_, err := h.ByLogin(ctx, login)
	switch {
	case err == nil:
		return fault.New(fault.Conflict, "invited_has_account", fault.Args{"login": login})
	case fault.KindOf(err) == fault.NotFound:
		return nil
	}
	return err
}

// AcceptWithPasskey uses an invitation up: it makes the account with the passkey that the
// device answered with. codes are its recovery codes. Errors: invitation_expired,
// ceremony_expired, passkey_refused, login_taken, company_only.
func (h *Host) AcceptWithPasskey(ctx context.Context, token, handle, name string, answer []byte) (a Account, i Invitation, codes []string, err error) {
	if i, err = h.invitation(ctx, token); err != nil {
		return a, i, nil, err
	}
	if err := h.takesPasswords(ctx, i); err != nil { // shut since it began
		return a, i, nil, err
	}
	var c invitedCeremony
	if err := h.take(ctx, handle, &c); err != nil {
		return a, i, nil, err
	}
	if subtle.ConstantTimeCompare(c.Invitation, digestOf(token)) != 1 || c.Account.Login != i.Login {
		return a, i, nil, errCeremony
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return a, i, nil, fault.Wrap(err, fault.Invalid, "passkey_refused")
	}
	cred, err := h.keys.wa.CreateCredential(keyholder{Account: c.Account}, c.Data, parsed)
	if err != nil {
		return a, i, nil, fault.Wrap(err, fault.Invalid, "passkey_refused")
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		if err := h.keysOnly(ctx, q, c.Account, *cred, name); err != nil {
			return err
		}
		if codes, err = makeRecoveryCodes(ctx, q, c.Account.ID); err != nil {
			return err
		}
		return useInvitation(ctx, q, token, i, c.Account.ID)
	})
	return c.Account, i, codes, err
}

// keysOnly makes an account that is entered with a passkey.
func (h *Host) keysOnly(ctx context.Context, q sqldb.Q, a Account, cred webauthn.Credential, name string) error {
	if err := h.keyless(ctx, q, a); err != nil {
		return err
	}
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.passkeys(id, account, name, credential, created_at, used_at) VALUES(?,?,?,?,?,0)`,
		base64.RawURLEncoding.EncodeToString(cred.ID), a.ID, clip(name, 80), sqldb.Seal(cred), h.now())
	return err
}

// keyless makes an account without a password.
func (h *Host) keyless(ctx context.Context, q sqldb.Q, a Account) error {
	n, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.accounts(`+accountCols+`, password, alone, keys_only, created_at) VALUES(?,?,?,?,?,?,?) ON CONFLICT (login) DO NOTHING`,
		a.ID, a.Login, a.Name, sqldb.Seal(""), false, true, h.now())
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "login_taken")
	}
	return err
}

// EnterByPasskey starts a session for an account whose passkey was just made: the device,
// and whoever unlocked it, are two factors.
func (h *Host) EnterByPasskey(ctx context.Context, a Account, from Client) (Session, string, error) {
	return h.start(ctx, a, from, 2)
}
