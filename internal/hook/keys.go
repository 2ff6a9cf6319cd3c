package hook

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/sqldb"
)

// keys are what a robot's program is given, once: what its address ends in, and the key
// of its signatures.
type keys struct{ token, secret string }

// newKeys are random, 256 bits each; the address begins with the organisation, so that
// its house is found.
func newKeys(orgID string) keys { return keys{orgID + "." + random(), random()} }

func random() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails on a supported system
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func (k keys) onto(r row) row {
	r.Token, r.Secret = digest(k.token), sqldb.Seal(k.secret)
	return r
}

func digest(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// houseOf is the organisation in an address; "" if it can be none.
func houseOf(token string) string {
	org, _, _ := strings.Cut(token, ".")
	if id.Check(org) != nil {
		return ""
	}
	return org
}

// verify is the signature of a body, if it is right and of this time: HMAC-SHA256 (RFC
// 2104) over the time in Unix seconds, a line feed and the body, in hexadecimal. Errors:
// hook_signature, hook_late.
func verify(secret, timestamp, signature string, body []byte, now time.Time) ([]byte, error) {
	got, err := hex.DecodeString(signature)
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write([]byte(timestamp + "\n")) // a hash takes everything
	_, _ = mac.Write(body)
	if err != nil || !hmac.Equal(got, mac.Sum(nil)) {
		return nil, fault.New(fault.Denied, "hook_signature")
	}
	at, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || now.Sub(time.Unix(at, 0)).Abs() > maxOff {
		return nil, fault.New(fault.Denied, "hook_late", fault.Args{"minutes": int(maxOff.Minutes())})
	}
	return got, nil
}
