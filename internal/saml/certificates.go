package saml

import (
	"crypto/x509"
	"slices"
	"time"

	"tramway/internal/clock"
	"tramway/internal/fault"
)

// State is how a provider's certificates stand.
type State string

// The states.
const (
	Good    State = "good"
	Ending  State = "ending" // within thirty days
	Expired State = "expired"
)

// Standing says how the certificates of a provider stand, and when the last of them ends,
// or ended. One that begins later counts: a provider shows it before it uses it.
func (p Provider) Standing(now time.Time) (State, time.Time) {
	last := slices.MaxFunc(p.Certificates, func(a, b *x509.Certificate) int { return a.NotAfter.Compare(b.NotAfter) }).NotAfter
	switch {
	case now.After(last):
		return Expired, last
	case now.Add(Soon).After(last):
		return Ending, last
	}
	return Good, last
}

// Check refuses a provider whose certificates have all ended. Errors: sso_certificate.
func (p Provider) Check(now time.Time) error {
	if state, last := p.Standing(now); state == Expired {
		return ended(last)
	}
	return nil
}

// ended names the day and, in its text, the way out.
func ended(at time.Time) error {
	return fault.New(fault.Unavailable, "sso_certificate", fault.Args{"date": at.In(clock.HongKong).Format(time.DateOnly)})
}

func holds(c *x509.Certificate, now time.Time) bool {
	return !now.Before(c.NotBefore) && !now.After(c.NotAfter)
}
