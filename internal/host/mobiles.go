package host

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"tramway/internal/civil"
	"tramway/internal/fault"
	"tramway/internal/identifier"
	"tramway/internal/sqldb"
)

// Codes to a mobile: six digits, ten minutes, five tries, once.
const (
	mobileCodeLife  = 10 * time.Minute
	mobileCodeTries = 5
)

// CleanMobile brings a Hong Kong mobile number into E.164, or says what is wrong.
func CleanMobile(field, number string) (string, error) {
	r, err := identifier.Check(identifier.PhoneHK, number, civil.Date{})
	if err != nil || r.Class != identifier.MobileOrOther {
		return "", fault.Bad(field, "mobile_hk")
	}
	return r.Canonical, nil
}

// Masked shows the last two digits of a number.
func Masked(number string) string {
	if len(number) < 6 {
		return ""
	}
	return number[:4] + " •••• ••" + number[len(number)-2:]
}

// Mobile is an account's proved number, "" if there is none.
func (h *Host) Mobile(ctx context.Context, account string) (string, error) {
	n, err := sqldb.One[sqldb.Sealed[string]](ctx, h.db.Read(), `SELECT number FROM {o}.mobiles WHERE account=?`, account)
	if errors.Is(err, sqldb.ErrNone) {
		return "", nil
	}
	return n.V, err
}

// Reachable are those of the persons whose account has a proved number.
func (h *Host) Reachable(ctx context.Context, orgID string, persons []string) (map[string]bool, error) {
	ids, err := sqldb.All[string](ctx, h.db.Read(), `SELECT m.person FROM {o}.memberships m JOIN {o}.mobiles p ON p.account = m.account
		WHERE m.org=? AND m.person IN {in}`, orgID, sqldb.Strings(persons))
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}

// BeginMobile makes the code that proves a number; the caller sends it.
func (h *Host) BeginMobile(ctx context.Context, s Session, number string) (code string, err error) {
	return h.newMobileCode(ctx, "mobile "+s.Account.ID, s.Account.ID, number, s.Address)
}

// FinishMobile keeps the number whose code this is.
func (h *Host) FinishMobile(ctx context.Context, s Session, code string) error {
	number, err := h.useMobileCode(ctx, "mobile "+s.Account.ID, code)
	if err != nil {
		return err
	}
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.mobiles(account, number, proved_at) VALUES(?,?,?)
			ON CONFLICT (account) DO UPDATE SET number=excluded.number, proved_at=excluded.proved_at`, s.Account.ID, sqldb.Seal(number), h.now())
		return err
	})
}

func (h *Host) newMobileCode(ctx context.Context, name, account, number, address string) (code string, err error) {
	if err := h.asking(ctx, "mobile code", account, address); err != nil {
		return "", err
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		code, err = putMobileCode(ctx, q, name, account, number, h.clock.Now())
		return err
	})
	return code, err
}

func putMobileCode(ctx context.Context, q sqldb.Q, name, account, number string, now time.Time) (string, error) {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", err
	}
	code := fmt.Sprintf("%06d", n)
	_, err = sqldb.Exec(ctx, q, `INSERT INTO {o}.mobile_codes(name, account, number, digest, tries, expires_at) VALUES(?,?,?,?,0,?)
		ON CONFLICT (name) DO UPDATE SET number=excluded.number, digest=excluded.digest, tries=0, expires_at=excluded.expires_at`,
		name, account, sqldb.Seal(number), digestOf(name+" "+code), sqldb.At(now.Add(mobileCodeLife)))
	return code, err
}

// useMobileCode counts the try before it looks, and uses a right code up.
func (h *Host) useMobileCode(ctx context.Context, name, code string) (number string, err error) {
	type row struct {
		Number sqldb.Sealed[string] `db:"number"`
		Digest []byte               `db:"digest"`
	}
	right := false
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		r, err := sqldb.One[row](ctx, q, `UPDATE {o}.mobile_codes SET tries=tries+1 WHERE name=? AND expires_at > ? AND tries < ? RETURNING number, digest`,
			name, h.now(), mobileCodeTries)
		if errors.Is(err, sqldb.ErrNone) {
			return fault.New(fault.Conflict, "mobile_code_expired")
		}
		if err != nil {
			return err
		}
		right = subtle.ConstantTimeCompare(r.Digest, digestOf(name+" "+strings.TrimSpace(code))) == 1
		number = r.Number.V
		if right {
			_, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.mobile_codes WHERE name=?`, name)
		}
		return err
	})
	if err == nil && !right {
		err = fault.Bad("body.code", "code_wrong")
	}
	return number, err
}

// asking slows down what costs somebody a message or an alarm, by who it is about
// and by address.
func (h *Host) asking(ctx context.Context, what, about, address string) error {
	account, from := throttleName(what, about), throttleName(what+" address", address)
	if err := h.pausing(ctx, account, from); err != nil {
		return err
	}
	return h.count(ctx, map[string]int{account: accountFree, from: addressFree})
}

// OperatorCode makes the code that waits for an account's mobile anew, for an operator
// to read out where no gateway sends it; also in an installation somebody is serving.
func OperatorCode(ctx context.Context, db *sqldb.DB, login string, now time.Time) (code, number string, err error) {
	type row struct {
		Name    string               `db:"name"`
		Account string               `db:"account"`
		Number  sqldb.Sealed[string] `db:"number"`
	}
	err = db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		r, err := found(sqldb.One[row](ctx, q, `SELECT c.name, c.account, c.number FROM {o}.mobile_codes c JOIN {o}.accounts a ON a.id = c.account
			WHERE a.login=? AND c.expires_at > ? ORDER BY c.expires_at DESC LIMIT 1`, strings.ToLower(strings.TrimSpace(login)), sqldb.At(now)))
		if err != nil {
			return err
		}
		number = r.Number.V
		code, err = putMobileCode(ctx, q, r.Name, r.Account, r.Number.V, now)
		return err
	})
	return code, number, err
}
