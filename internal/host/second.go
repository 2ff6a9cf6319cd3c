package host

import (
	"context"
	"errors"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// A sign-in with a password waits for the second factor, if the account has one,
// for five minutes and five tries.
const (
	challengeLife  = 5 * time.Minute
	challengeTries = 5
)

// Factors is what an account has beside its password.
type Factors struct {
	Authenticator bool `db:"authenticator" json:"authenticator" doc:"an app that shows codes"`
	Passkeys      int  `db:"passkeys" json:"passkeys"`
	Codes         int  `db:"codes" json:"recovery_codes" doc:"how many are left"`
	Password      bool `db:"password" json:"password" doc:"there is one; an account made with a passkey has none at first"`
}

// Any says whether there is a second factor. Recovery codes are no factor of their
// own: they stand in for one.
func (f Factors) Any() bool { return f.Authenticator || f.Passkeys > 0 }

// Factors of an account.
func (h *Host) Factors(ctx context.Context, account string) (Factors, error) {
	return factors(ctx, h.db.Read(), account)
}

// Guarded are those of the persons whose account has a second factor.
func (h *Host) Guarded(ctx context.Context, orgID string, persons []string) (map[string]bool, error) {
	ids, err := sqldb.All[string](ctx, h.db.Read(), `SELECT m.person FROM {o}.memberships m WHERE m.org=? AND m.person IN {in}
		AND (EXISTS (SELECT 1 FROM {o}.authenticators a WHERE a.account=m.account) OR EXISTS (SELECT 1 FROM {o}.passkeys p WHERE p.account=m.account))`,
		orgID, sqldb.Strings(persons))
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

func factors(ctx context.Context, q sqldb.Q, account string) (Factors, error) {
	return sqldb.One[Factors](ctx, q, `SELECT (SELECT count(*) FROM {o}.authenticators WHERE account=?) > 0 AS authenticator,
		(SELECT count(*) FROM {o}.passkeys WHERE account=?) AS passkeys, (SELECT count(*) FROM {o}.recovery_codes WHERE account=?) AS codes,
		(SELECT count(*) FROM {o}.accounts WHERE id=? AND NOT keys_only) > 0 AS password`, account, account, account, account)
}

// Pending is the error of a sign-in whose password was right and which waits for
// the second factor.
type Pending struct {
	Token   string // the secret by which it is finished
	Expires time.Time
	Factors Factors
}

func (p *Pending) Error() string { return "host: the sign-in waits for the second factor" }

// enter starts a session for somebody who proved the password, or asks for more. bound
// is what the session will be.
func (h *Host) enter(ctx context.Context, a Account, from Client, bound string) (Session, string, error) {
	f, err := h.Factors(ctx, a.ID)
	switch {
	case err != nil:
		return Session{}, "", err
	case !f.Any() && bound != "":
		return h.startBound(ctx, a, from, bound)
	case !f.Any() && h.cfg.Open != nil && h.cfg.Open(a.Login):
		return h.start(ctx, a, from, 2)
	case !f.Any():
		return h.start(ctx, a, from, 1)
	}
	token, digest := newToken()
	p := &Pending{token, h.clock.Now().Add(challengeLife), f}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.challenges(token, account, tries, expires_at, bound) VALUES(?,?,0,?,?)`, digest, a.ID, sqldb.At(p.Expires), bound)
		return err
	})
	if err != nil {
		return Session{}, "", err
	}
	return Session{}, "", p
}

// FinishSignIn proves the second factor of a waiting sign-in with a code: of the app,
// or one of the recovery codes.
func (h *Host) FinishSignIn(ctx context.Context, token, code string, from Client) (Session, string, error) {
	digest := digestOf(token)
	asked, err := h.tryChallenge(ctx, digest)
	if err != nil {
		return Session{}, "", err
	}
	a, err := h.Account(ctx, asked.Account)
	if err != nil {
		return Session{}, "", err
	}
	if err := h.proveCode(ctx, a, from.Address, code); err != nil {
		return Session{}, "", err
	}
	if err := h.dropChallenge(ctx, digest); err != nil {
		return Session{}, "", err
	}
	s := h.session(a, from, 2)
	s.Bound = asked.Bound
	return h.begin(ctx, s)
}

type challenge struct {
	Account string `db:"account"`
	Bound   string `db:"bound"`
}

var errChallenge = fault.New(fault.Unknown, "challenge_expired")

// tryChallenge counts the try before the code is looked at, so that two at once
// count as two.
func (h *Host) tryChallenge(ctx context.Context, digest []byte) (c challenge, err error) {
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		c, err = sqldb.One[challenge](ctx, q, `UPDATE {o}.challenges SET tries=tries+1 WHERE token=? AND expires_at > ? AND tries < ? RETURNING account, bound`,
			digest, h.now(), challengeTries)
		return err
	})
	if errors.Is(err, sqldb.ErrNone) {
		err = errChallenge
	}
	return c, err
}

func (h *Host) dropChallenge(ctx context.Context, digest []byte) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.challenges WHERE token=?`, digest)
		if err == nil && n == 0 {
			return errChallenge
		}
		return err
	})
}

// proveCode checks a code of the app or a recovery code, and uses it up. It is
// throttled apart from the password: whoever knows that can't clear the count.
func (h *Host) proveCode(ctx context.Context, a Account, address, code string) error {
	code = strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(code))
	err := h.throttled(ctx, "code "+a.ID, address, func() (bool, error) {
		if len(code) == authenticatorDigits {
			return h.useAuthenticator(ctx, a.ID, code)
		}
		return h.useRecoveryCode(ctx, a.ID, code)
	})
	if fault.Is(err, "sign_in_failed") {
		return fault.Bad("body.code", "code_wrong")
	}
	return err
}
