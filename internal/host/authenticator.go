package host

import (
	"bytes"
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"image/png"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// Codes by time (RFC 6238) as every app computes them: SHA-1, six digits, a step of
// 30 seconds. A code is good one step early and late (section 5.2), and once.
const (
	authenticatorStep   = 30 // seconds
	authenticatorDigits = 6
	authenticatorDrift  = 1 // steps
	enrolmentLife       = 30 * time.Minute
	qrSize              = 240 // pixels
)

var totpOptions = totp.ValidateOpts{Period: authenticatorStep, Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}

// Enrolment is an app being connected: the secret, shown to its owner only now.
type Enrolment struct {
	Handle string
	Secret string // base32, for typing
	URI    string // otpauth://…
	QR     string // the address as a picture: data:image/png;base64,…
}

type enrolling struct {
	Account string `json:"authenticator_of"`
	Secret  string `json:"secret"`
}

// BeginAuthenticator makes a secret. The one in use, if any, works until the new one
// is proved.
func (h *Host) BeginAuthenticator(ctx context.Context, a Account) (Enrolment, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "Tramway", AccountName: a.Login, Period: authenticatorStep, SecretSize: 20})
	if err != nil {
		return Enrolment{}, err
	}
	picture, err := key.Image(qrSize, qrSize)
	if err != nil {
		return Enrolment{}, err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return Enrolment{}, err
	}
	handle, err := h.keep(ctx, enrolling{a.ID, key.Secret()}, enrolmentLife)
	return Enrolment{handle, key.Secret(), key.URL(), "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes())}, err
}

// FinishAuthenticator connects the app whose first code is right. The session then
// counts as proved twice. codes are recovery codes, if the account had none.
func (h *Host) FinishAuthenticator(ctx context.Context, s Session, handle, code string) (codes []string, err error) {
	row, err := sqldb.One[sqldb.Sealed[enrolling]](ctx, h.db.Read(), `SELECT data FROM {o}.ceremonies WHERE handle=? AND expires_at > ?`, digestOf(handle), h.now())
	if errors.Is(err, sqldb.ErrNone) || err == nil && row.V.Account != s.Account.ID {
		return nil, fault.New(fault.Invalid, "ceremony_expired")
	}
	if err != nil {
		return nil, err
	}
	step, err := h.stepOf(row.V.Secret, code)
	if err != nil {
		return nil, err
	}
	if step == 0 {
		return nil, fault.Bad("body.code", "code_wrong")
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.ceremonies WHERE handle=?`, digestOf(handle)); err != nil {
			return err
		}
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.authenticators(account, secret, step, created_at) VALUES(?,?,?,?)
			ON CONFLICT (account) DO UPDATE SET secret=excluded.secret, step=excluded.step, created_at=excluded.created_at`,
			s.Account.ID, sqldb.Seal(row.V.Secret), step, h.now())
		if err != nil {
			return err
		}
		codes, err = gained(ctx, q, s)
		return err
	})
	return codes, err
}

// gained: a session that added a factor has proved it; the account's first factor
// brings recovery codes along.
func gained(ctx context.Context, q sqldb.Q, s Session) ([]string, error) {
	if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.sessions SET factors=2 WHERE id=?`, s.ID); err != nil {
		return nil, err
	}
	f, err := factors(ctx, q, s.Account.ID)
	if err != nil || f.Codes > 0 {
		return nil, err
	}
	return makeRecoveryCodes(ctx, q, s.Account.ID)
}

// RemoveAuthenticator disconnects the app.
func (h *Host) RemoveAuthenticator(ctx context.Context, account string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.authenticators WHERE account=?`, account)
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "not_found")
		}
		if err != nil {
			return err
		}
		return lost(ctx, q, account)
	})
}

// lost: an account without any second factor left needs a password that can stand
// alone; its recovery codes stand in for nothing, and its sessions have proved one
// factor.
func lost(ctx context.Context, q sqldb.Q, account string) error {
	f, err := factors(ctx, q, account)
	if err == nil && !f.Password && f.Passkeys == 0 {
		return fault.New(fault.Conflict, "password_none")
	}
	if err != nil || f.Any() {
		return err
	}
	alone, err := sqldb.One[bool](ctx, q, `SELECT alone FROM {o}.accounts WHERE id=?`, account)
	if err != nil {
		return err
	}
	if !alone {
		return fault.New(fault.Conflict, "password_not_alone")
	}
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.recovery_codes WHERE account=?`, account); err != nil {
		return err
	}
	_, err = sqldb.Exec(ctx, q, `UPDATE {o}.sessions SET factors=1 WHERE account=?`, account)
	return err
}

// useAuthenticator says whether a code is right now, and uses its time step up.
func (h *Host) useAuthenticator(ctx context.Context, account, code string) (bool, error) {
	secret, err := sqldb.One[sqldb.Sealed[string]](ctx, h.db.Read(), `SELECT secret FROM {o}.authenticators WHERE account=?`, account)
	if errors.Is(err, sqldb.ErrNone) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	step, err := h.stepOf(secret.V, code)
	if err != nil || step == 0 {
		return false, err
	}
	var used int64
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		used, err = sqldb.Exec(ctx, q, `UPDATE {o}.authenticators SET step=? WHERE account=? AND step < ?`, step, account, step)
		return err
	})
	return used == 1, err
}

// stepOf is the time step whose code this is, 0 if none near now.
func (h *Host) stepOf(secret, code string) (step int64, err error) {
	now := h.clock.Now().Unix() / authenticatorStep
	for at := now - authenticatorDrift; at <= now+authenticatorDrift; at++ {
		want, err := totp.GenerateCodeCustom(secret, time.Unix(at*authenticatorStep, 0), totpOptions)
		if err != nil {
			return 0, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step = at
		}
	}
	return step, nil
}
