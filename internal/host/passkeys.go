package host

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// Passkeys (WebAuthn level 3): a ceremony has two requests; what the second has
// to match is kept in the database for five minutes, so that any node can finish
// what another began, and a ceremony is used once.

const ceremonyLife = 5 * time.Minute

type passkeys struct{ wa *webauthn.WebAuthn }

func newPasskeys(origin string) (*passkeys, error) {
	u, err := url.Parse(origin)
	if err != nil || u.Hostname() == "" {
		return nil, fmt.Errorf("host: the public address %q is not a URL", origin)
	}
	wa, err := webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: "Tramway", RPOrigins: []string{origin}})
	return &passkeys{wa}, err
}

// keyholder is an account as the library wants to see it.
type keyholder struct {
	Account
	creds []webauthn.Credential
}

func (k keyholder) WebAuthnID() []byte                         { return []byte(k.ID) }
func (k keyholder) WebAuthnName() string                       { return k.Login }
func (k keyholder) WebAuthnDisplayName() string                { return k.Name }
func (k keyholder) WebAuthnCredentials() []webauthn.Credential { return k.creds }

// Passkey is one as its owner sees it.
type Passkey struct {
	ID        string       `db:"id"`
	Name      string       `db:"name"`
	CreatedAt sqldb.Micros `db:"created_at"`
	UsedAt    sqldb.Micros `db:"used_at"`
}

// Passkeys are those of an account, oldest first.
func (h *Host) Passkeys(ctx context.Context, account string) ([]Passkey, error) {
	return sqldb.All[Passkey](ctx, h.db.Read(), `SELECT id, name, created_at, used_at FROM {o}.passkeys WHERE account=? ORDER BY created_at`, account)
}

// RemovePasskey forgets one.
func (h *Host) RemovePasskey(ctx context.Context, account, keyID string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.passkeys WHERE account=? AND id=?`, account, keyID)
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "not_found")
		}
		if err != nil {
			return err
		}
		return lost(ctx, q, account)
	})
}

func (h *Host) keyholder(ctx context.Context, a Account) (keyholder, error) {
	rows, err := sqldb.All[sqldb.Sealed[webauthn.Credential]](ctx, h.db.Read(), `SELECT credential FROM {o}.passkeys WHERE account=?`, a.ID)
	k := keyholder{Account: a}
	for _, r := range rows {
		k.creds = append(k.creds, r.V)
	}
	return k, err
}

// newKey asks for a key that names its account itself, and for whoever unlocks it.
var newKey = webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired,
	RequireResidentKey: protocol.ResidentKeyRequired(), UserVerification: protocol.VerificationRequired})

// BeginPasskey starts adding a passkey; options are for navigator.credentials.
func (h *Host) BeginPasskey(ctx context.Context, a Account) (handle string, options any, err error) {
	k, err := h.keyholder(ctx, a)
	if err != nil {
		return "", nil, err
	}
	creation, data, err := h.keys.wa.BeginRegistration(k, newKey,
		webauthn.WithExclusions(webauthn.Credentials(k.creds).CredentialDescriptors()))
	if err != nil {
		return "", nil, err
	}
	handle, err = h.keepCeremony(ctx, data)
	return handle, creation.Response, err
}

// FinishPasskey checks the device's answer and stores the passkey.
// The session then counts as proved twice; codes are recovery codes, if the account
// had none.
func (h *Host) FinishPasskey(ctx context.Context, s Session, handle, name string, answer []byte) (codes []string, err error) {
	data, err := h.takeCeremony(ctx, handle)
	if err != nil {
		return nil, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "passkey_refused")
	}
	a := s.Account
	k, err := h.keyholder(ctx, a)
	if err != nil {
		return nil, err
	}
	cred, err := h.keys.wa.CreateCredential(k, data, parsed)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "passkey_refused")
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.passkeys(id, account, name, credential, created_at, used_at) VALUES(?,?,?,?,?,0)`,
			base64.RawURLEncoding.EncodeToString(cred.ID), a.ID, clip(name, 80), sqldb.Seal(*cred), h.now())
		if err != nil {
			return err
		}
		codes, err = gained(ctx, q, s)
		return err
	})
	return codes, err
}

// BeginPasskeySignIn starts a sign-in by a passkey that names its account itself.
func (h *Host) BeginPasskeySignIn(ctx context.Context) (handle string, options any, err error) {
	assertion, data, err := h.keys.wa.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return "", nil, err
	}
	handle, err = h.keepCeremony(ctx, data)
	return handle, assertion.Response, err
}

// FinishPasskeySignIn checks the answer and starts a session: the device, and whoever
// unlocked it, are two factors.
func (h *Host) FinishPasskeySignIn(ctx context.Context, handle string, answer []byte, from Client) (Session, string, error) {
	a, err := h.provePasskey(ctx, handle, answer)
	if err != nil {
		return Session{}, "", err
	}
	return h.start(ctx, a, from, 2)
}

// FreshenByPasskey proves presence again with a passkey of the same account.
func (h *Host) FreshenByPasskey(ctx context.Context, s Session, handle string, answer []byte) (Session, error) {
	a, err := h.provePasskey(ctx, handle, answer)
	if err != nil {
		return s, err
	}
	if a.ID != s.Account.ID {
		return s, fault.New(fault.Denied, "passkey_of_another")
	}
	s.Factors = 2
	return h.freshened(ctx, s)
}

func (h *Host) provePasskey(ctx context.Context, handle string, answer []byte) (Account, error) {
	data, err := h.takeCeremony(ctx, handle)
	if err != nil {
		return Account{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return Account{}, fault.Wrap(err, fault.Invalid, "passkey_refused")
	}
	owner := func(_, userHandle []byte) (webauthn.User, error) {
		a, err := h.Account(ctx, string(userHandle))
		if err != nil {
			return nil, err
		}
		return h.keyholder(ctx, a)
	}
	user, cred, err := h.keys.wa.ValidatePasskeyLogin(owner, data, parsed)
	if err != nil {
		return Account{}, fault.Wrap(err, fault.Unknown, "passkey_refused")
	}
	if cred.Authenticator.CloneWarning {
		return Account{}, fault.New(fault.Unknown, "passkey_cloned")
	}
	return user.(keyholder).Account, h.usedPasskey(ctx, *cred)
}

func (h *Host) usedPasskey(ctx context.Context, cred webauthn.Credential) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.passkeys SET credential=?, used_at=? WHERE id=?`,
			sqldb.Seal(cred), h.now(), base64.RawURLEncoding.EncodeToString(cred.ID))
		return err
	})
}

func (h *Host) keepCeremony(ctx context.Context, data *webauthn.SessionData) (string, error) {
	return h.keep(ctx, data, ceremonyLife)
}

// keep stores what the second request of a ceremony has to match.
func (h *Host) keep(ctx context.Context, data any, life time.Duration) (string, error) {
	b, err := json.Marshal(data)
	if err != nil {
		return "", err
	}
	handle, digest := newToken()
	return handle, h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.ceremonies(handle, data, expires_at) VALUES(?,?,?)`,
			digest, sqldb.Seal(b), sqldb.At(h.clock.Now().Add(life)))
		return err
	})
}

// takeCeremony uses a ceremony up.
func (h *Host) takeCeremony(ctx context.Context, handle string) (data webauthn.SessionData, err error) {
	err = h.take(ctx, handle, &data)
	return data, err
}

var errCeremony = fault.New(fault.Invalid, "ceremony_expired")

// take uses up what keep kept.
func (h *Host) take(ctx context.Context, handle string, data any) error {
	var row sqldb.Sealed[[]byte]
	err := h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) (err error) {
		row, err = sqldb.One[sqldb.Sealed[[]byte]](ctx, q, `DELETE FROM {o}.ceremonies WHERE handle=? AND expires_at > ? RETURNING data`, digestOf(handle), h.now())
		return err
	})
	if errors.Is(err, sqldb.ErrNone) {
		return errCeremony
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(row.V, data)
}
