package httpapi

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/org"
)

// admit is the middleware of one route: who asks, in which house, and may they.
func (s *Server) admit(r Route) func(huma.Context, func(huma.Context)) {
	return func(hc huma.Context, next func(huma.Context)) {
		req, w := humago.Unwrap(hc)
		c, err := s.Admit(req, hc.Param("org"), r)
		if err != nil {
			s.refuse(w, req, err)
			return
		}
		if c.Org != nil {
			defer c.Org.Close()
		}
		s.once(hc, r, c, next)
	}
}

// Admit finds session, person and house of a request and asks whether the route
// is theirs. The caller closes c.Org if it is set.
func (s *Server) Admit(req *http.Request, orgID string, r Route) (*Call, error) {
	ctx := req.Context()
	c := *callOf(ctx)
	c.rules, c.log = s.cfg.Rules, s.cfg.Log
	token := Token(req)
	if r.Foreign {
		token = ""
	}
	if err := s.session(ctx, &c, token, r); err != nil {
		return nil, err
	}
	if c.Session.Bound != "" && orgID == "" && !r.Bound {
		if !r.Public {
			return nil, fault.New(fault.Denied, "session_bound")
		}
		c.Session = host.Session{} // the account is not theirs to act for
	}
	if err := s.operates(ctx, &c, r); err != nil {
		return nil, err
	}
	if r.Fresh {
		if err := c.Fresh(s.now()); err != nil {
			return nil, err
		}
	}
	if orgID == "" {
		return &c, nil
	}
	if err := s.enter(ctx, &c, orgID); err != nil {
		return nil, err
	}
	// On a route the question is whether the action is theirs at all; which
	// objects, the module asks. A grant on some object is enough to come in.
	if err := s.weigh(&c, r.Action); err != nil {
		c.Org.Close()
		return nil, err
	}
	return &c, nil
}

// operates keeps everybody but operators out of what is theirs; they prove two factors
// as administrators do.
func (s *Server) operates(ctx context.Context, c *Call, r Route) error {
	if !r.Operator {
		return nil
	}
	is, err := s.cfg.Host.Operates(ctx, c.Session.Account.ID)
	if err == nil && !is {
		err = fault.New(fault.Denied, "not_operator")
	}
	if err == nil && c.Session.Factors < 2 {
		err = fault.New(fault.Denied, "second_factor_needed")
	}
	return err
}

// weigh asks whether the action is theirs at all. In a session of one factor an
// administrator is a member, and is told what is missing.
func (s *Server) weigh(c *Call, action string) error {
	whole, now := c.Actor, c.Org.Now()
	if c.Session.Factors < 2 && whole.Has(authz.Administrator) {
		c.Actor, c.Unproved = whole.Unproved(), true
	}
	switch {
	case s.cfg.Rules.Anywhere(c.Actor, action, now):
		return nil
	case c.Unproved && s.cfg.Rules.Anywhere(whole, action, now):
		return fault.New(fault.Denied, "second_factor_needed")
	}
	return fault.New(fault.Denied, "not_allowed")
}

func (s *Server) session(ctx context.Context, c *Call, token string, r Route) error {
	if token == "" {
		if r.Public {
			return nil
		}
		return fault.New(fault.Unknown, "not_signed_in")
	}
	found, err := s.cfg.Host.Session(ctx, token)
	if err != nil && !(r.Public && fault.Is(err, "not_signed_in")) {
		return err
	}
	c.Session = found
	return nil
}

// Alive says whether the session of a request still lives.
func (s *Server) Alive(r *http.Request) bool {
	_, err := s.cfg.Host.Session(context.WithoutCancel(r.Context()), Token(r))
	return err == nil
}

// enter opens the house of an organisation the account is a person of.
func (s *Server) enter(ctx context.Context, c *Call, orgID string) error {
	person, err := s.cfg.Host.Person(ctx, c.Session, orgID)
	if err != nil {
		return err
	}
	o, err := s.cfg.Registry.Open(ctx, orgID)
	if errors.Is(err, org.ErrRolledBack) {
		return fault.Wrap(err, fault.Unreadable, "rolled_back")
	}
	if err != nil {
		return err
	}
	if c.Actor, err = authz.Load(ctx, o.Read(), person); err != nil {
		o.Close()
		return err
	}
	c.Org = o
	return nil
}

// sameSite refuses changes that another site's page sends with our cookie.
// Browsers name the origin of every such request; programs name none.
func (s *Server) sameSite(r *http.Request) error {
	if r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions || slices.Contains(s.foreign, r.Method+" "+r.URL.Path) {
		return nil
	}
	if o := r.Header.Get("Origin"); o != "" && !strings.EqualFold(o, s.cfg.Origin) {
		return fault.New(fault.Denied, "foreign_origin")
	}
	if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
		return fault.New(fault.Denied, "foreign_origin")
	}
	return nil
}
