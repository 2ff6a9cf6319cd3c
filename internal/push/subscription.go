package push

import (
	"crypto/ecdh"
	"encoding/base64"
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// The errors of bad input.
var (
	ErrSubscription = errors.New("push: not a subscription that can be sent to")
	ErrPayload      = errors.New("push: the payload is empty or too long")
	ErrOptions      = errors.New("push: a bad time to live, urgency or topic")
)

// Subscription is what a browser's PushSubscription gives: Endpoint is a URL, the
// other two are base64url of the browser's P-256 point and of 16 secret bytes.
type Subscription struct {
	Endpoint string
	P256dh   string
	Auth     string
}

// Check says whether a subscription can be stored: ErrSubscription if not.
func (s Subscription) Check() error {
	_, err := s.check(false)
	return err
}

const maxEndpoint = 2048

// check gives the endpoint in the one form whose origin push services compare:
// small letters and no default port.
func (s Subscription) check(loopback bool) (endpoint string, err error) {
	point, err1 := decode(s.P256dh)
	auth, err2 := decode(s.Auth)
	u, err3 := url.Parse(s.Endpoint)
	if err1 != nil || err2 != nil || err3 != nil || len(auth) != 16 || len(s.Endpoint) > maxEndpoint {
		return "", ErrSubscription
	}
	if _, err := ecdh.P256().NewPublicKey(point); err != nil {
		return "", ErrSubscription
	}
	if u.User != nil || u.Fragment != "" || u.Hostname() == "" || u.Opaque != "" {
		return "", ErrSubscription
	}
	local := isLoopback(u.Hostname())
	if u.Scheme != "https" && !(u.Scheme == "http" && local) || local && !loopback {
		return "", ErrSubscription
	}
	u.Host = strings.TrimSuffix(strings.ToLower(u.Host), map[string]string{"https": ":443", "http": ":80"}[u.Scheme])
	return u.String(), nil
}

func isLoopback(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.Unmap().IsLoopback()
}

// decode reads base64url with or without padding.
func decode(s string) ([]byte, error) {
	return base64.RawURLEncoding.DecodeString(strings.TrimRight(s, "="))
}

// Urgency tells a device on battery what may wait (RFC 8030 section 5.3).
type Urgency string

// The urgencies; "" is normal.
const (
	VeryLow Urgency = "very-low"
	Low     Urgency = "low"
	Normal  Urgency = "normal"
	High    Urgency = "high"
)

// Options of one message.
type Options struct {
	TTL     time.Duration // how long the push service keeps it for a browser that is away, in whole seconds; 0: now or never
	Urgency Urgency
	Topic   string // a later message replaces an earlier one of the same topic: at most 32 characters of base64url
}

// maxTTL is what push services accept at most: four weeks.
const maxTTL = 28 * 24 * time.Hour

func (o Options) check() error {
	switch o.Urgency {
	case "", VeryLow, Low, Normal, High:
	default:
		return ErrOptions
	}
	if o.TTL < 0 || o.TTL > maxTTL || len(o.Topic) > 32 {
		return ErrOptions
	}
	for i := range len(o.Topic) {
		c := o.Topic[i]
		if c != '-' && c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return ErrOptions
		}
	}
	return nil
}
