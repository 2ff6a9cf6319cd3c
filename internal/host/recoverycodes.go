package host

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// Recovery codes stand in for a lost second factor: ten of 80 random bits (NIST
// SP 800-63B-4, section 4.2.1.1, asks 64), each good once, kept as digests.
const (
	recoveryCodes     = 10
	recoveryCodeBytes = 10
)

// NewRecoveryCodes makes a new set; the codes of the set before are void. They are
// shown once.
func (h *Host) NewRecoveryCodes(ctx context.Context, account string) (codes []string, err error) {
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		f, err := factors(ctx, q, account)
		if err != nil {
			return err
		}
		if !f.Any() {
			return fault.New(fault.Conflict, "no_second_factor")
		}
		codes, err = makeRecoveryCodes(ctx, q, account)
		return err
	})
	return codes, err
}

func makeRecoveryCodes(ctx context.Context, q sqldb.Q, account string) (codes []string, err error) {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.recovery_codes WHERE account=?`, account); err != nil {
		return nil, err
	}
	for range recoveryCodes {
		var b [recoveryCodeBytes]byte
		_, _ = rand.Read(b[:]) // never fails on a supported system
		code := strings.ToLower(base32.StdEncoding.EncodeToString(b[:]))
		if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.recovery_codes(account, digest) VALUES(?,?)`, account, digestOf(account+" "+code)); err != nil {
			return nil, err
		}
		codes = append(codes, strings.Join([]string{code[:4], code[4:8], code[8:12], code[12:]}, "-"))
	}
	return codes, nil
}

func (h *Host) useRecoveryCode(ctx context.Context, account, code string) (bool, error) {
	var used int64
	err := h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) (err error) {
		used, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.recovery_codes WHERE account=? AND digest=?`, account, digestOf(account+" "+code))
		return err
	})
	return used == 1, err
}
