package host

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"

	"tramway/internal/fault"
	"tramway/internal/password"
	"tramway/internal/sqldb"
)

// hashing is a setting of argon2id.
type hashing struct {
	Memory uint32 // KiB
	Time   uint32 // passes
	Lanes  uint8
}

// hashed is how new passwords are kept: one of the five settings that OWASP's password
// storage cheat sheet gives as equally strong, the one that stays nearest to a
// processor's cache and costs others' work the least memory.
var hashed = hashing{Memory: 7 << 10, Time: 5, Lanes: 1}

const (
	argonKey  = 32
	argonSalt = 16
)

func (s hashing) String() string { return fmt.Sprintf("m=%d,t=%d,p=%d", s.Memory, s.Time, s.Lanes) }

// bearable refuses what no release of this program has written.
func (s hashing) bearable() bool {
	return s.Memory > 0 && s.Memory <= 64<<10 && s.Time > 0 && s.Time <= 10 && s.Lanes > 0 && s.Lanes <= 4
}

// setPassword hashes a password in its turn and keeps it, and whether it could be the
// only factor.
func (h *Host) setPassword(ctx context.Context, account, secret string) error {
	hash, err := h.hash(ctx, secret)
	if err != nil {
		return err
	}
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.accounts SET password=?, alone=?, keys_only=? WHERE id=?`, sqldb.Seal(hash), standsAlone(secret), false, account)
		return err
	})
}

func standsAlone(secret string) bool { return password.Length(secret) >= password.Alone }

// checkNew says what is wrong with a new password of an account that is there.
func (h *Host) checkNew(ctx context.Context, field, secret string, a Account) error {
	in, err := h.Memberships(ctx, a.ID)
	if err != nil {
		return err
	}
	f, err := h.Factors(ctx, a.ID)
	if err != nil {
		return err
	}
	known := password.Known{a.Login, a.Name}
	for _, o := range in {
		known = append(known, o.Name, o.NameZh)
	}
	least := password.Alone
	if f.Any() {
		least = password.Beside
	}
	return password.Check(field, secret, least, known)
}

// hash computes a password in its turn.
func (h *Host) hash(ctx context.Context, secret string) (string, error) {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt) // never fails on a supported system
	key, err := h.derive(ctx, secret, salt, hashed)
	if err != nil {
		return "", err
	}
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$%s$%s$%s", argon2.Version, hashed, b.EncodeToString(salt), b.EncodeToString(key)), nil
}

// kept is a stored password taken apart.
type kept struct {
	how       hashing
	salt, key []byte
}

// takeApart gives an absent or unreadable password the current setting and no key, so
// that comparing with it costs the usual time and is never true.
func takeApart(stored string) kept {
	k := kept{how: hashed, salt: make([]byte, argonSalt)}
	parts := strings.Split(stored, "$")
	if len(parts) != 6 {
		return k
	}
	var how hashing
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &how.Memory, &how.Time, &how.Lanes); n != 3 || err != nil || !how.bearable() {
		return k
	}
	k.how = how
	k.salt, _ = base64.RawStdEncoding.DecodeString(parts[4])
	k.key, _ = base64.RawStdEncoding.DecodeString(parts[5])
	return k
}

// matches compares a password with a stored one. An absent stored password
// costs the same time, so that the answer does not tell which logins exist.
func (h *Host) matches(ctx context.Context, secret, stored string) (bool, error) {
	if len(password.Normal(secret)) > password.MaxBytes {
		return false, nil
	}
	k := takeApart(stored)
	got, err := h.derive(ctx, secret, k.salt, k.how)
	return err == nil && len(k.key) == argonKey && subtle.ConstantTimeCompare(got, k.key) == 1, err
}

// renew keeps a password that has just been proved at today's setting, unless it was
// changed meanwhile.
func (h *Host) renew(ctx context.Context, account, secret, stored string) error {
	if takeApart(stored).how == hashed {
		return nil
	}
	hash, err := h.hash(ctx, secret)
	if err != nil {
		return err
	}
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		now, err := sqldb.One[sqldb.Sealed[string]](ctx, q, `SELECT password FROM {o}.accounts WHERE id=?`, account)
		if err != nil || now.V != stored {
			return err
		}
		_, err = sqldb.Exec(ctx, q, `UPDATE {o}.accounts SET password=? WHERE id=?`, sqldb.Seal(hash), account)
		return err
	})
}

// derive waits for a place in the pool: each computation takes 7 MiB and a
// core for some milliseconds.
func (h *Host) derive(ctx context.Context, secret string, salt []byte, how hashing) ([]byte, error) {
	select {
	case h.hashers <- struct{}{}:
		defer func() { <-h.hashers }()
	case <-ctx.Done():
		return nil, fault.Wrap(ctx.Err(), fault.Unavailable, "busy")
	}
	return argon2.IDKey([]byte(password.Normal(secret)), salt, how.Time, how.Memory, how.Lanes, argonKey), nil
}
