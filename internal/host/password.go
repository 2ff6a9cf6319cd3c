package host

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"tramway/internal/fault"
)

// argon2id at OWASP's setting of 19 MiB, two passes, one lane.
const (
	argonMemory = 19 << 10 // KiB
	argonTime   = 2
	argonLanes  = 1
	argonKey    = 32
	argonSalt   = 16
)

// Passwords are at least 12 characters (NIST SP 800-63B-4 asks 15 where it is the
// only factor and 8 beside another; 12 with throttling until second factors are
// required) and any character is allowed. Longer than 256 bytes is refused, so
// that hashing has a bounded price.
const (
	passwordMin = 12
	passwordMax = 256
)

// CheckPassword says what is wrong with a new password.
func CheckPassword(field, password, login string) error {
	switch {
	case utf8.RuneCountInString(password) < passwordMin:
		return fault.Bad(field, "password_short", fault.Args{"min": passwordMin})
	case len(password) > passwordMax:
		return fault.Bad(field, "too_long", fault.Args{"max": passwordMax})
	case strings.EqualFold(password, login), strings.Count(password, password[:1]) == len(password):
		return fault.Bad(field, "password_common")
	}
	return nil
}

// hash computes a password in its turn.
func (h *Host) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, argonSalt)
	_, _ = rand.Read(salt) // never fails on a supported system
	key, err := h.derive(ctx, password, salt)
	if err != nil {
		return "", err
	}
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonLanes,
		b.EncodeToString(salt), b.EncodeToString(key)), nil
}

// matches compares a password with a stored one. An absent stored password
// costs the same time, so that the answer does not tell which logins exist.
func (h *Host) matches(ctx context.Context, password, stored string) (bool, error) {
	if len(password) > passwordMax {
		return false, nil
	}
	parts := strings.Split(stored, "$")
	salt, want := make([]byte, argonSalt), []byte(nil)
	if len(parts) == 6 {
		salt, _ = base64.RawStdEncoding.DecodeString(parts[4])
		want, _ = base64.RawStdEncoding.DecodeString(parts[5])
	}
	got, err := h.derive(ctx, password, salt)
	return err == nil && len(want) == argonKey && subtle.ConstantTimeCompare(got, want) == 1, err
}

// derive waits for a place in the pool: each computation takes 19 MiB and a
// core for some milliseconds.
func (h *Host) derive(ctx context.Context, password string, salt []byte) ([]byte, error) {
	select {
	case h.hashers <- struct{}{}:
		defer func() { <-h.hashers }()
	case <-ctx.Done():
		return nil, fault.Wrap(ctx.Err(), fault.Unavailable, "busy")
	}
	return argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonLanes, argonKey), nil
}
