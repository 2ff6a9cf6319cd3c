package httpapi

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/lang"
	"tramway/internal/org"
)

// Call is what the door found out about a request.
type Call struct {
	Request string // id of the request, in the log and in the record
	Lang    string
	Client  host.Client
	Session host.Session // zero on public routes without one
	Org     *org.Org     // nil outside an organisation
	Actor   authz.Actor  // as far as it counts in this session
	// Unproved: a role of the person waits for a second factor.
	Unproved bool

	rules *authz.Rules
	once  org.Once
	log   *slog.Logger
}

type callKey struct{}

// callOf is never nil: outside a request it is an English-speaking nobody.
func callOf(ctx context.Context) *Call {
	if c, ok := ctx.Value(callKey{}).(*Call); ok {
		return c
	}
	return &Call{Lang: lang.English}
}

// Acting is a request in a person's name without a session, for what they asked to be
// done later: they may what they may at this moment.
func (s *Server) Acting(ctx context.Context, o *org.Org, person string) (*Call, error) {
	a, err := authz.Load(ctx, o.Read(), person)
	return &Call{Lang: lang.English, Org: o, Actor: a, rules: s.cfg.Rules, log: s.cfg.Log}, err
}

// Warn tells the operator of something that went wrong on the side.
func (c *Call) Warn(what string, err error) { c.log.Warn(what, "trace", c.Request, "error", err) }

// Person is who asks, in this organisation.
func (c *Call) Person() string { return c.Actor.Person }

// Who is the actor for the record.
func (c *Call) Who() org.Who {
	return org.Who{ID: c.Actor.Person, Kind: "member", Session: c.Session.ID, Device: c.Client.Device,
		Address: c.Client.Address, Request: c.Request, Once: c.once, Unproved: c.Unproved}
}

// Allow asks whether the person may do an action to a thing.
func (c *Call) Allow(action string, res authz.Resource) error {
	return c.rules.Decide(c.Actor, action, res, c.Org.Now()).Err()
}

// Where is the condition that keeps the rows on which the person may do an action.
func (c *Call) Where(action string, columns authz.Columns) (where string, args []any) {
	return c.rules.Predicate(c.Actor, action, columns, c.Org.Now())
}

// Can lists which of the actions the person may do to a thing, by short name.
func (c *Call) Can(res authz.Resource, actions map[string]string) []string {
	can := []string{}
	for short, action := range actions {
		if c.Allow(action, res) == nil {
			can = append(can, short)
		}
	}
	return can
}

// Anywhere says whether the person may do an action to at least something.
func (c *Call) Anywhere(action string) bool { return c.rules.Anywhere(c.Actor, action, c.Org.Now()) }

// Actions are all that the person may do somewhere in the organisation.
func (c *Call) Actions() []string {
	can := []string{}
	for _, a := range c.rules.Actions() {
		if c.rules.Decide(c.Actor, a.Name, authz.Resource{}, c.Org.Now()).Allow {
			can = append(can, a.Name)
		}
	}
	return can
}

// Fresh refuses a dangerous act unless presence was proved lately.
func (c *Call) Fresh(now time.Time) error {
	if now.After(c.Session.FreshUntil) {
		return fault.New(fault.Denied, "fresh_needed")
	}
	return nil
}

const cookieName = "tramway_session"

// SessionCookie is the cookie that carries a session's token; an empty token
// takes it back. SameSite=Lax lets a link in a mail open the page signed in;
// changes are guarded by the origin check.
func (s *Server) SessionCookie(token string) http.Cookie {
	c := http.Cookie{Name: cookieName, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: s.origin.Scheme == "https", MaxAge: int((30 * 24 * time.Hour).Seconds())}
	if token == "" {
		c.MaxAge = -1
	}
	return c
}

// deviceName is the cookie by which a device is known again at its next sign-in. It
// opens nothing.
const deviceName = "tramway_device"

// DeviceCookie carries what a device is known by, for as long as browsers keep a cookie.
func (s *Server) DeviceCookie(token string) http.Cookie {
	return http.Cookie{Name: deviceName, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
		Secure: s.origin.Scheme == "https", MaxAge: int((400 * 24 * time.Hour).Seconds())}
}

func deviceCookie(r *http.Request) string {
	c, err := r.Cookie(deviceName)
	if err != nil {
		return ""
	}
	return c.Value
}

// Token is the session token a request carries, "" if none.
func Token(r *http.Request) string {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return ""
	}
	return c.Value
}
