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

// argon2id at OWASP's setting of 19 MiB, two passes, one lane.
const (
	argonMemory = 19 << 10 // KiB
	argonTime   = 2
	argonLanes  = 1
	argonKey    = 32
	argonSalt   = 16
)

// setPassword hashes a password in its turn and keeps it, and whether it could be the
// only factor.
func (h *Host) setPassword(ctx context.Context, account, secret string) error {
	hash, err := h.hash(ctx, secret)
	if err != nil {
		return err
	}
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.accounts SET password=?, alone=? WHERE id=?`, sqldb.Seal(hash), standsAlone(secret), account)
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
	key, err := h.derive(ctx, secret, salt)
	if err != nil {
		return "", err
	}
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonLanes,
		b.EncodeToString(salt), b.EncodeToString(key)), nil
}

// matches compares a password with a stored one. An absent stored password
// costs the same time, so that the answer does not tell which logins exist.
func (h *Host) matches(ctx context.Context, secret, stored string) (bool, error) {
	if len(password.Normal(secret)) > password.MaxBytes {
		return false, nil
	}
	parts := strings.Split(stored, "$")
	salt, want := make([]byte, argonSalt), []byte(nil)
	if len(parts) == 6 {
		salt, _ = base64.RawStdEncoding.DecodeString(parts[4])
		want, _ = base64.RawStdEncoding.DecodeString(parts[5])
	}
	got, err := h.derive(ctx, secret, salt)
	return err == nil && len(want) == argonKey && subtle.ConstantTimeCompare(got, want) == 1, err
}

// derive waits for a place in the pool: each computation takes 19 MiB and a
// core for some milliseconds.
func (h *Host) derive(ctx context.Context, secret string, salt []byte) ([]byte, error) {
	select {
	case h.hashers <- struct{}{}:
		defer func() { <-h.hashers }()
	case <-ctx.Done():
		return nil, fault.Wrap(ctx.Err(), fault.Unavailable, "busy")
	}
	return argon2.IDKey([]byte(password.Normal(secret)), salt, argonTime, argonMemory, argonLanes, argonKey), nil
}
