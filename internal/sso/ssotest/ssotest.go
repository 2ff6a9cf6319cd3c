// Package ssotest is a provider of OpenID Connect on this machine, for tests and for
// trying single sign-on out: the example server of zitadel/oidc, a certified library, with
// people of our own. It asks for a name and a password, and gives addresses by its user
// information endpoint only, as some providers do. Beside it is one of SAML 2.0, by pysaml2.
//
// Floor: 7
package ssotest

import (
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
)

// What the provider calls the installation, and the password of everybody there.
const (
	Client   = "tramway"
	Secret   = "a secret of the provider's"
	Password = "provider's own"
)

// Person is somebody the provider knows.
type Person struct {
	Subject  string
	Mail     string
	Verified bool
}

// Provider is one that listens.
type Provider struct {
	Issuer string

	server *http.Server
	mu     sync.Mutex
	people map[string]Person // by address
	back   string
}

// Listen starts a provider that sends people back to an address.
func Listen(address, back string) (*Provider, error) {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	p := &Provider{Issuer: "http://localhost:" + port, people: map[string]Person{}, back: back}
	store := storage.NewStorageWithClients(p, map[string]*storage.Client{Client: storage.WebClient(Client, Secret, back)})
	p.server = &http.Server{Handler: exampleop.SetupServer(p.Issuer, store, slog.New(slog.DiscardHandler), false), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = p.server.Serve(l) }() // ends with Close
	return p, nil
}

// Close ends it.
func (p *Provider) Close() error { return p.server.Close() }

// Knows adds somebody, or changes them.
func (p *Provider) Knows(one Person) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.people[one.Mail] = one
}

// GetUserByID implements storage.UserStore.
func (p *Provider) GetUserByID(id string) *storage.User {
	return p.find(func(one Person) bool { return one.Subject == id })
}

// GetUserByUsername implements storage.UserStore.
func (p *Provider) GetUserByUsername(name string) *storage.User {
	return p.find(func(one Person) bool { return one.Mail == name })
}

// ExampleClientID implements storage.UserStore.
func (p *Provider) ExampleClientID() string { return "service" }

func (p *Provider) find(is func(Person) bool) *storage.User {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, one := range p.people {
		if is(one) {
			return &storage.User{ID: one.Subject, Username: one.Mail, Password: Password, Email: one.Mail, EmailVerified: one.Verified}
		}
	}
	return nil
}

var requestID = regexp.MustCompile(`name="id" value="([^"]+)"`)

// SignIn does what a person does in the browser, from the address they are sent to until
// they are sent back, and gives what they bring: code and state, or error.
func (p *Provider) SignIn(address, mail string) (url.Values, error) {
	c := &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(r *http.Request, _ []*http.Request) error {
		if strings.HasPrefix(r.URL.String(), p.back) {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	page, err := c.Get(address)
	if err != nil {
		return nil, err
	}
	defer func() { _ = page.Body.Close() }()
	if page.StatusCode == http.StatusFound { // refused at once
		return brought(page)
	}
	text, err := io.ReadAll(page.Body)
	if err != nil {
		return nil, err
	}
	id := requestID.FindSubmatch(text)
	if id == nil {
		return nil, errors.New("ssotest: no page to sign in at: " + string(text))
	}
	done, err := c.PostForm(p.Issuer+"/login/username", url.Values{"id": {string(id[1])}, "username": {mail}, "password": {Password}})
	if err != nil {
		return nil, err
	}
	defer func() { _ = done.Body.Close() }()
	return brought(done)
}

func brought(r *http.Response) (url.Values, error) {
	to, err := r.Location()
	if err != nil {
		return nil, err
	}
	return to.Query(), nil
}
