// Package httpapi is the door for requests. A module registers a route with
// its method, path, summary and the action it needs; the door finds the session,
// the person and the house, asks authz, and only then calls the module. A route
// that names no action lets nobody in.
//
// What it promises: the API's description (OpenAPI 3.1) is generated from the
// same registration; errors are RFC 9457 problems in the reader's language with a
// stable code; bodies, times and rates are bounded; a change that did not come
// from our own page or from a program is refused.
//
// Floor: 3
package httpapi

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"tramway/internal/authz"
	"tramway/internal/clock"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/org"
)

// Config is what the door needs; app fills it.
type Config struct {
	Host     *host.Host
	Registry *org.Registry
	Rules    *authz.Rules
	Log      *slog.Logger
	Clock    clock.Clock // default: the machine's
	Version  string
	Origin   string       // public address; the page and the API share it
	Proxies  []string     // addresses whose X-Forwarded-For is believed
	Page     http.Handler // everything that is not the API
	Rate     float64      // requests a second from one address; default 100
	// Answered, if set, is told of every answer: the pattern of its route, "" if
	// there is none, its status, and how long it took.
	Answered func(route string, status int, took time.Duration)
}

// Server is the API being put together.
type Server struct {
	cfg     Config
	mux     *http.ServeMux
	api     huma.API
	routes  []Route
	foreign []string // method and path
	limits  *limiter
	origin  *url.URL
}

// Route is one operation.
type Route struct {
	Method   string
	Path     string // below /api/v1; with {org} it is a route of an organisation
	Summary  string
	Tag      string
	Action   string // what the person must be allowed; routes of an organisation
	Public   bool   // no session needed; such routes are listed in a test
	Account  bool   // any signed-in account; for routes outside an organisation
	Operator bool   // accounts that run the installation; for routes outside an organisation
	Bound    bool   // sessions that an organisation's provider began count, too; routes outside an organisation
	Fresh    bool   // presence proved within the last minutes
	Foreign  bool   // public, and other sites' pages may post here: no session of the browser counts
	Secret   bool   // the answer holds a secret, and is not kept for a repeat
	Status   int    // default 200, or 204 without an output body
	MaxBody  int64  // bytes; default 256 KiB
	Timeout  time.Duration
}

// New starts an empty API.
func New(cfg Config) (*Server, error) {
	u, err := url.Parse(cfg.Origin)
	if err != nil || u.Host == "" {
		return nil, errors.New("httpapi: the public address is not a URL")
	}
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	if cfg.Rate == 0 {
		cfg.Rate = 100
	}
	s := &Server{cfg: cfg, mux: http.NewServeMux(), limits: newLimiter(cfg.Rate), origin: u}
	speakProblems()
	hc := huma.DefaultConfig("Tramway", cfg.Version)
	hc.OpenAPIPath, hc.DocsPath, hc.SchemasPath = "/api/v1/openapi", "", ""
	hc.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	hc.Formats = formats()
	hc.CreateHooks = nil // no $schema links in answers
	hc.Info.Description = "A work platform with proof. All lists page by cursor; all errors are RFC 9457 problems."
	hc.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: cookieName}}
	s.api = humago.New(s.mux, hc)
	return s, nil
}

// Handle registers a route of the API.
func Handle[I, O any](s *Server, r Route, fn func(ctx context.Context, c *Call, in *I) (*O, error)) {
	s.check(r)
	checkInput(r, reflect.TypeFor[I]())
	s.routes = append(s.routes, r)
	if r.Foreign {
		s.foreign = append(s.foreign, r.Method+" /api/v1"+r.Path)
	}
	huma.Register(s.api, s.operation(r, reflect.TypeFor[O]()), func(ctx context.Context, in *I) (*O, error) {
		out, err := fn(ctx, callOf(ctx), in)
		if err != nil {
			p := problemOf(ctx, s.cfg.Log, err)
			h := http.Header{}
			p.header(h.Set)
			return nil, huma.ErrorWithHeaders(p, h)
		}
		return out, nil
	})
	s.describePath(r)
}

// describePath writes the address of a route that takes the rest of a path as
// OpenAPI spells placeholders; "{path...}" is the router's own spelling.
func (s *Server) describePath(r Route) {
	path := "/api/v1" + r.Path
	if plain := strings.ReplaceAll(path, "...}", "}"); plain != path {
		paths := s.api.OpenAPI().Paths
		paths[plain] = paths[path]
		delete(paths, path)
	}
}

// Empty is the output of a route that answers without a body.
type Empty struct{}

// check refuses a registration that would be a hole or a dead end.
func (s *Server) check(r Route) {
	inOrg := strings.Contains(r.Path, "{org}")
	known := false
	for _, a := range s.cfg.Rules.Actions() {
		known = known || a.Name == r.Action
	}
	switch {
	case inOrg && !known:
		panic("httpapi: " + r.Method + " " + r.Path + " needs an action somebody defined, has " + r.Action)
	case r.Foreign && !r.Public:
		panic("httpapi: " + r.Method + " " + r.Path + " would let other sites act for somebody")
	case inOrg && (r.Public || r.Account || r.Operator), !inOrg && !r.Public && !r.Account && !r.Operator:
		panic("httpapi: " + r.Method + " " + r.Path + " does not say who may come in")
	}
}

// checkInput refuses an input whose parameters would stay empty: the library
// does not look into an embedded struct with a private name.
func checkInput(r Route, in reflect.Type) {
	for i := range in.NumField() {
		if f := in.Field(i); f.Anonymous && !f.IsExported() {
			panic("httpapi: " + r.Method + " " + r.Path + " embeds " + f.Name + ", which has to be public to be filled in")
		}
	}
}

func (s *Server) operation(r Route, out reflect.Type) huma.Operation {
	op := huma.Operation{OperationID: operationID(r), Method: r.Method, Path: "/api/v1" + r.Path, Summary: r.Summary,
		Tags: []string{r.Tag}, DefaultStatus: r.Status, MaxBodyBytes: r.MaxBody, BodyReadTimeout: 10 * time.Second,
		Middlewares: huma.Middlewares{s.admit(r)}}
	if op.MaxBodyBytes == 0 {
		op.MaxBodyBytes = 256 << 10
	}
	if op.DefaultStatus == 0 && out == reflect.TypeFor[Empty]() {
		op.DefaultStatus = http.StatusNoContent
	}
	if r.Timeout > 0 {
		op.BodyReadTimeout = r.Timeout
	}
	if strings.Contains(r.Path, "{org}") {
		op.Parameters = []*huma.Param{{Name: "org", In: "path", Required: true, Description: "organisation id", Schema: &huma.Schema{Type: "string"}}}
		op.Description = "Needs the action `" + r.Action + "`."
		if r.Method != http.MethodGet {
			op.Parameters = append(op.Parameters, onceParam())
		}
	}
	if !r.Public {
		op.Security = []map[string][]string{{"session": {}}}
	}
	op.Errors = []int{http.StatusUnprocessableEntity, http.StatusForbidden, http.StatusNotFound, http.StatusTooManyRequests}
	return op
}

// operationID is stable: it names the generated client's types.
func operationID(r Route) string {
	p := strings.NewReplacer("/o/{org}", "", "{", "", "}", "", "/", "-").Replace(r.Path)
	return strings.ToLower(r.Method) + p
}

// Raw adds a handler outside the described API: sockets, downloads of other
// protocols. It does its own admission with Admit.
func (s *Server) Raw(pattern string, h http.Handler) { s.mux.Handle(pattern, h) }

// Plain is the request and its answer as net/http has them, for routes that speak a
// protocol of their own: they are admitted and described like all others.
func Plain(hc huma.Context) (http.ResponseWriter, *http.Request) {
	r, w := humago.Unwrap(hc)
	return w, r
}

// Routes are all registered routes, for the role matrix and the list of public
// ones.
func (s *Server) Routes() []Route { return s.routes }

// OpenAPI is the API's description as JSON.
func (s *Server) OpenAPI() ([]byte, error) { return s.api.OpenAPI().MarshalJSON() }

// Handler is everything behind the port.
func (s *Server) Handler() http.Handler {
	if s.cfg.Page != nil {
		s.mux.Handle("/", s.cfg.Page)
	}
	s.mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, fault.New(fault.NotFound, "not_found"))
	})
	return s.outer(s.mux)
}
