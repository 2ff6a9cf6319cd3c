package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"tramway/internal/certificate"
	"tramway/internal/doctor"
	"tramway/internal/keyring"
)

// ACMEConfig says from whom to get the certificate, instead of from files.
type ACMEConfig struct {
	Domain      []string `help:"Name to get a TLS certificate for by ACME, instead of --tls-cert; may be given several times." env:"DOMAIN"`
	Mail        string   `help:"Address that the authority may write to about the certificate." env:"MAIL"`
	Directory   string   `help:"ACME directory of the authority; default that of Let's Encrypt." env:"DIRECTORY"`
	AcceptTerms bool     `help:"You agree to the terms of the authority." env:"ACCEPT_TERMS"`
	Listen      string   `help:"Address that port 80 leads to, such as :80: answers the authority there too, and sends everybody else to the page; empty: none." env:"LISTEN"`
	Roots       string   `help:"File of certificates by which the address of a private authority is trusted; empty: those of the system." type:"path" env:"ROOTS"`
}

func (c ACMEConfig) on() bool { return len(c.Domain) > 0 }

// domainName is a host name of at least two labels (RFC 1035, in ASCII); neither an
// address nor a wildcard, for which the challenges prove nothing.
var domainName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

func (c *ACMEConfig) complete(files bool) error {
	if !c.on() {
		for name, value := range map[string]string{"mail": c.Mail, "directory": c.Directory, "listen": c.Listen, "roots": c.Roots} {
			if value != "" {
				return fmt.Errorf("--acme-%s needs --acme-domain", name)
			}
		}
		return nil
	}
	if files {
		return errors.New("--acme-domain and --tls-cert: the certificate comes from one of them")
	}
	for _, d := range c.Domain {
		if len(d) > 253 || !domainName.MatchString(d) {
			return fmt.Errorf("--acme-domain %q: a name such as work.harbour.example, in lower case, without https:// and port", d)
		}
	}
	if !c.AcceptTerms {
		return errors.New("--acme-domain needs --acme-accept-terms: read the terms of the authority first")
	}
	if c.Directory == "" {
		c.Directory = certificate.LetsEncrypt
	}
	if u, err := url.Parse(c.Directory); err != nil || u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("--acme-directory %q: must be https:// and a host", c.Directory)
	}
	if _, _, err := net.SplitHostPort(c.Listen); c.Listen != "" && err != nil {
		return fmt.Errorf("--acme-listen %q: not an address and port", c.Listen)
	}
	return nil
}

// certificates are the sealed files of the certificate, its key and the account.
func (h *houses) certificates(ctx context.Context) (*certificate.Cache, error) {
	keys, err := h.ring.Open(ctx, hostKeys)
	if err != nil {
		return nil, err
	}
	defer keys.Close()
	key, err := keys.Key(keyring.Secrets)
	if err != nil {
		return nil, err
	}
	return certificate.NewCache(h.cfg.path("keys", "certificates"), key), nil
}

// openCertificates makes the keeper, where one is set.
func (a *App) openCertificates(ctx context.Context, h *houses) error {
	c := a.Config.ACME
	if !c.on() {
		return nil
	}
	cache, err := h.certificates(ctx)
	if err != nil {
		return err
	}
	a.certificates, err = certificate.New(certificate.Config{Domains: c.Domain, Mail: c.Mail, Directory: c.Directory, Roots: c.Roots,
		Cache: cache, Plain: toPage(a.Config.Origin), Log: a.log})
	if err != nil {
		return fmt.Errorf("--acme-roots: %w", err)
	}
	return nil
}

// toPage sends who asks without TLS to the same place with it.
func toPage(origin string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "use "+origin, http.StatusBadRequest)
			return
		}
		http.Redirect(w, r, origin+r.URL.RequestURI(), http.StatusMovedPermanently)
	})
}

// keepCertificates gets and renews them, and answers on port 80, until stop is called.
func (a *App) keepCertificates(ctx context.Context) (stop func(), err error) {
	if a.certificates == nil {
		return func() {}, nil
	}
	ctx, cancel := context.WithCancel(ctx)
	go a.certificates.Run(ctx)
	if a.Config.ACME.Listen == "" {
		return cancel, nil
	}
	l, err := net.Listen("tcp", a.Config.ACME.Listen)
	if err != nil {
		cancel()
		return nil, fmt.Errorf("--acme-listen: %w", err)
	}
	srv := &http.Server{Handler: a.certificates.Plain(), ReadHeaderTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelWarn)}
	go func() {
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			a.log.Error("serving port 80", "error", err)
		}
	}()
	return func() {
		cancel()
		_ = srv.Close() // what it answers can be asked again
	}, nil
}

// examineCertificates says until when each certificate is good.
func (h *houses) examineCertificates(ctx context.Context, now time.Time) (out []doctor.Finding) {
	if !h.cfg.ACME.on() {
		return nil
	}
	cache, err := h.certificates(ctx)
	if err != nil {
		return []doctor.Finding{doctor.On(doctor.Fault, "", "certificates: %v", err)}
	}
	for _, d := range h.cfg.ACME.Domain {
		leaf, err := cache.Leaf(ctx, d)
		if err != nil {
			out = append(out, doctor.On(doctor.Fault, "serve the installation where the authority can reach it, and look into the log", "the certificate of %s: %v", d, err))
			continue
		}
		out = append(out, doctor.Until(d, leaf.NotBefore, leaf.NotAfter, now))
	}
	return out
}
