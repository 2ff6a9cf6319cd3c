// Package sso lets people sign in by their organisation's own provider (OpenID Connect
// Core 1.0 with PKCE, RFC 7636, or SAML 2.0). Its pages are Single sign-on in the administrator's
// console and Continue with your company at the door (web/src/modules/sso).
//
// What it promises: a provider speaks for the organisation it belongs to and for nobody
// else's (docs/decisions/0021); who was never linked is known by a verified address of the
// organisation's mail domains only, and has to be there already; an answer is good once,
// in the browser that began, for ten minutes, and never unasked (docs/decisions/0022); the
// secret leaves the house to the provider and to nobody else; each question to a provider, each sign-in, link and refusal and each
// change of the settings is in the record; a plan without it refuses all of it; where the
// provider is the only way in (docs/decisions/0023), somebody can still come in without it.
//
// Floor: 5
package sso

import (
	"embed"
	"net/http"
	"sync"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

//go:embed migrations
var files embed.FS

// Migrations are the tables.
var Migrations = sqldb.Migrations{Module: "sso", Files: files}

// Govern is the action of setting the organisation's providers.
const Govern = "sso.govern"

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Govern, Roles: []authz.Role{authz.Administrator}}}

// mostProviders is how many an organisation has.
const mostProviders = 5

// Config is what the module needs.
type Config struct {
	Accounts Accounts
	Houses   Houses
	People   People
	Client   *http.Client // reaches providers
	Local    bool         // providers may be on this machine, over http
	Origin   string       // public address of the installation
}

// Module is single sign-on.
type Module struct {
	cfg   Config
	mu    sync.Mutex
	known map[string]discovered
}

// New makes the module.
func New(cfg Config) *Module { return &Module{cfg: cfg, known: map[string]discovered{}} }

// Register adds the routes.
func (m *Module) Register(s *httpapi.Server) {
	m.providerRoutes(s)
	m.linkRoutes(s)
	m.samlRoutes(s)
	m.onlyRoutes(s)
}

// back is where providers send people to.
func (m *Module) back() string { return m.cfg.Origin + "/sign-in/company" }
