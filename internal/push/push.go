// Package push sends Web Push messages (RFC 8030) to browsers: encrypted for the
// one browser (RFC 8291) and signed with the installation's key (RFC 8292).
//
// It promises that the push service learns neither the text nor its length, that
// an endpoint which a browser named can't be used to call a machine inside our
// network, and that no error carries the endpoint, which is a secret: who knows
// it can send.
//
// Floor: 1
package push

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	webpush "github.com/SherClockHolmes/webpush-go"

	"tramway/internal/outbound"
)

// MaxPayload is the longest payload in bytes: with padding, key and signature it
// fills the 4,096 bytes that every push service must accept (RFC 8030 section 7.2).
const MaxPayload = 3993

// Config of a sender.
type Config struct {
	Keys    Keys
	Contact string // whom a push service may ask: mailto:… or https://…

	// Client calls the push services; nil is an outbound client of 15 s and 64 KiB.
	// Another client must refuse private addresses and redirects as that one does.
	Client *http.Client

	// Loopback accepts endpoints on this machine, for development and tests.
	Loopback bool
}

// Sender sends with one key. It may be used by many goroutines.
type Sender struct {
	keys     Keys
	contact  string
	client   *http.Client
	loopback bool
}

// New makes a sender. It fails for a key or a contact that push services refuse.
func New(c Config) (*Sender, error) {
	if err := c.Keys.check(); err != nil {
		return nil, err
	}
	contact, ok := strings.CutPrefix(c.Contact, "mailto:") // the library adds it
	if !ok && !strings.HasPrefix(contact, "https://") {
		return nil, errors.New("push: the contact must begin with mailto: or https://")
	}
	if c.Client == nil {
		c.Client = outbound.Client(outbound.Options{Timeout: 15 * time.Second, MaxBytes: 64 << 10, Loopback: c.Loopback})
	}
	return &Sender{keys: c.Keys, contact: contact, client: c.Client, loopback: c.Loopback}, nil
}

// PublicKey is what browsers subscribe with (applicationServerKey).
func (s *Sender) PublicKey() string { return s.keys.Public }

// Check says whether a subscription can be sent to: ErrSubscription if not.
func (s *Sender) Check(to Subscription) error {
	_, err := to.check(s.loopback)
	return err
}

// Send delivers payload to one browser. The error is nil exactly for Delivered; it
// tells the operator why, the outcome tells the caller what to do. Bad input is
// Failed with ErrSubscription, ErrPayload or ErrOptions, and Gone comes with
// ErrGone.
func (s *Sender) Send(ctx context.Context, to Subscription, payload []byte, o Options) (Result, error) {
	endpoint, err := to.check(s.loopback)
	if err != nil {
		return Result{Outcome: Failed}, err
	}
	if len(payload) == 0 || len(payload) > MaxPayload {
		return Result{Outcome: Failed}, ErrPayload
	}
	if err := o.check(); err != nil {
		return Result{Outcome: Failed}, err
	}
	resp, err := s.post(ctx, endpoint, to, payload, o)
	if err != nil {
		return unsent(ctx, err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body) // so that the connection can be used again; the client limits it
	return classify(resp, time.Now())
}

func (s *Sender) post(ctx context.Context, endpoint string, to Subscription, payload []byte, o Options) (*http.Response, error) {
	own := append(make([]byte, 0, len(payload)), payload...) // the library appends to it
	return webpush.SendNotificationWithContext(ctx, own[:len(own):len(own)],
		&webpush.Subscription{Endpoint: endpoint, Keys: webpush.Keys{Auth: to.Auth, P256dh: to.P256dh}},
		&webpush.Options{
			HTTPClient: s.client, Subscriber: s.contact, TTL: int(o.TTL / time.Second), Topic: o.Topic, Urgency: webpush.Urgency(o.Urgency),
			VAPIDPublicKey: s.keys.Public, VAPIDPrivateKey: s.keys.Private,
		})
}

// unsent says what to do about a request without an answer. Of a url.Error only
// the cause is kept: the rest is the endpoint.
func unsent(ctx context.Context, err error) (Result, error) {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if errors.Is(err, outbound.ErrForbidden) || errors.Is(err, outbound.ErrScheme) {
		return Result{Outcome: Failed}, fmt.Errorf("push: %w", err)
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return Result{Outcome: Retry}, fmt.Errorf("push: the push service was not reached: %w", err)
}
