package bus

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/netip"
	"net/url"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
)

// Config says where the bus is. The zero value is a server inside this process.
type Config struct {
	URLs     []string // of an external cluster: nats://host:4222 or tls://host:4222
	User     string
	Password string
	Token    string
	Creds    string      // path of a credentials file with JWT and NKey seed
	TLS      *tls.Config // authorities and client certificate; at least TLS 1.2 is used
	Name     string      // of this node, as the cluster's operator sees it
	Log      *slog.Logger
}

// Open starts the bus. It fails for a configuration that can't work, not for a
// cluster that can't be reached: that is sought until Close, and Ready tells.
func Open(c Config) (*Bus, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	b := &Bus{queue: make(chan message, queued), stop: make(chan struct{})}
	if len(c.URLs) == 0 {
		return openEmbedded(c, b)
	}
	opts, err := external(c)
	if err != nil {
		return nil, err
	}
	conn, err := connect(c, b, opts)
	if err != nil {
		return nil, err
	}
	return start(conn, nil, b), nil
}

// openEmbedded runs a server that listens nowhere: it is reached through a pipe.
func openEmbedded(c Config, b *Bus) (*Bus, error) {
	s, err := server.NewServer(&server.Options{
		DontListen: true, NoSigs: true, NoLog: true, NoSystemAccount: true, ServerName: "embedded", MaxPayload: MaxBytes,
	})
	if err != nil {
		return nil, fmt.Errorf("bus: %w", err)
	}
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		s.Shutdown()
		return nil, errors.New("bus: the embedded server did not start")
	}
	conn, err := connect(c, b, []nats.Option{nats.InProcessServer(s)})
	if err != nil {
		s.Shutdown()
		return nil, err
	}
	return start(conn, s, b), nil
}

// external checks the addresses. What travels is content of the houses, so beyond
// this machine it travels under TLS.
func external(c Config) ([]nats.Option, error) {
	opts := []nats.Option{func(o *nats.Options) error { o.Servers = c.URLs; return nil }}
	secure := c.TLS != nil
	for _, raw := range c.URLs {
		u, err := url.Parse(raw)
		if err != nil || u.Hostname() == "" || u.Scheme != "nats" && u.Scheme != "tls" {
			return nil, errors.New("bus: an address is not nats://host:port or tls://host:port") // it may hold a password
		}
		secure = secure || u.Scheme == "tls"
		if !secure && !loopback(u.Hostname()) {
			return nil, fmt.Errorf("bus: %s is not this machine: use tls://", net.JoinHostPort(u.Hostname(), u.Port()))
		}
	}
	if secure {
		opts = append(opts, nats.Secure(atLeast12(c.TLS)))
	}
	return append(opts, identity(c)...), nil
}

func identity(c Config) []nats.Option {
	var opts []nats.Option
	if c.User != "" {
		opts = append(opts, nats.UserInfo(c.User, c.Password))
	}
	if c.Token != "" {
		opts = append(opts, nats.Token(c.Token))
	}
	if c.Creds != "" {
		opts = append(opts, nats.UserCredentials(c.Creds))
	}
	return opts
}

func atLeast12(c *tls.Config) *tls.Config {
	if c == nil {
		return &tls.Config{MinVersion: tls.VersionTLS12}
	}
	c = c.Clone()
	c.MinVersion = max(c.MinVersion, tls.VersionTLS12)
	return c
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

func connect(c Config, b *Bus, opts []nats.Option) (*nats.Conn, error) {
	opts = append(opts,
		nats.Name(c.Name),
		nats.RetryOnFailedConnect(true),
		nats.MaxReconnects(-1),
		nats.IgnoreAuthErrorAbort(), // a password that is being changed is no reason to give up
		nats.CustomReconnectDelay(pause),
		nats.ReconnectBufSize(-1), // old wake-ups help nobody
		nats.Timeout(2*time.Second), nats.FlusherTimeout(5*time.Second), nats.PingInterval(20*time.Second), nats.MaxPingsOutstanding(2),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				c.Log.Warn("bus disconnected", "error", err)
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) { c.Log.Info("bus connected again", "dropped", b.dropped.Load()) }),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) {
			if errors.Is(err, nats.ErrSlowConsumer) {
				b.missed.Add(1)
			}
			c.Log.Warn("bus", "error", err)
		}))
	conn, err := nats.Connect("", opts...)
	if err != nil {
		return nil, fmt.Errorf("bus: %w", err)
	}
	return conn, nil
}

// pause before the n-th search for a cluster: doubling from 50 ms to 5 s, then a
// random part of that, so that a hundred nodes do not come back in one instant.
func pause(n int) time.Duration {
	most := min(50*time.Millisecond<<min(n, 10), 5*time.Second)
	return most/2 + rand.N(most/2+1)
}
