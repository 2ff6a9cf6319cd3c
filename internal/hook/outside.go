package hook

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"tramway/internal/card"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Outside is the way to the machines on which robots' programs run.
type Outside struct {
	Client *http.Client // that of internal/outbound: it reaches nothing it should not
	Local  bool         // plain http to this machine itself, for development and tests
	// Named is what a person is called, in both scripts.
	Named func(ctx context.Context, q sqldb.Q, person string) (name, nameZh string, err error)
}

// SetOutside is told before it serves.
func (m *Module) SetOutside(o Outside) { m.out = o }

// Rules say where robots may be told what people press on their cards.
type Rules struct {
	Hosts []string `json:"hosts" maxItems:"100" doc:"domains, with all below them, or addresses; none: nobody is told"`
}

type rulesBody struct{ Body Rules }

func (m *Module) rulesRoutes(s *httpapi.Server) {
	route := func(method, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/hooks/rules", Summary: summary, Tag: "Robots", Action: Govern}
	}
	httpapi.Handle(s, route("GET", "Where robots may be told what people press"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*rulesBody, error) {
		r, err := rulesOf(ctx, c.Org.Read())
		return &rulesBody{r}, err
	})
	httpapi.Handle(s, route("PUT", "Open or shut where robots may be told"), func(ctx context.Context, c *httpapi.Call, in *rulesBody) (*rulesBody, error) {
		r, err := SetRules(ctx, c.Org, c.Who(), in.Body)
		return &rulesBody{r}, err
	})
}

// rulesOf are the organisation's; shut where nobody set any.
func rulesOf(ctx context.Context, q sqldb.Q) (Rules, error) {
	hosts, err := sqldb.One[sqldb.JSON[[]string]](ctx, q, `SELECT hosts FROM {o}.hook_rules WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		err = nil
	}
	return Rules{append([]string{}, hosts.V...)}, err
}

var domain = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)

// SetRules opens the door to some machines, and shuts it to all others at once.
func SetRules(ctx context.Context, o *org.Org, who org.Who, r Rules) (Rules, error) {
	next := Rules{[]string{}}
	for _, h := range r.Hosts {
		h = strings.Trim(strings.ToLower(strings.TrimSpace(h)), ".[]")
		if _, err := netip.ParseAddr(h); err != nil && !domain.MatchString(h) {
			return r, fault.Bad("body.hosts", "invalid_value")
		}
		if !slices.Contains(next.Hosts, h) {
			next.Hosts = append(next.Hosts, h)
		}
	}
	return next, o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := rulesOf(tx.Ctx, tx)
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "hook.rules.set", Object: ref.To("organisation", o.ID), Before: before, After: next})
		_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.hook_rules(one, hosts) VALUES(1,?) ON CONFLICT (one) DO UPDATE SET hosts=excluded.hosts`, sqldb.AsJSON(next.Hosts))
		return err
	})
}

// hostOf is the machine in an address; "" if it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
}

// lets says whether the rules let an address through.
func (r Rules) lets(address string) bool {
	host := hostOf(address)
	return slices.ContainsFunc(r.Hosts, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
}

// callable refuses an address that robots can't be told at. Errors, of body.callback:
// robot_callback, robot_callback_shut.
func (m *Module) callable(ctx context.Context, q sqldb.Q, address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Scheme != "https" && (u.Scheme != "http" || !m.out.Local) {
		return fault.Bad("body.callback", "robot_callback")
	}
	rules, err := rulesOf(ctx, q)
	if err == nil && !rules.lets(address) {
		err = fault.Bad("body.callback", "robot_callback_shut")
	}
	return err
}

// answersFor refuses a card that nobody would answer for. Error, at its place:
// card_no_callback.
func (r row) answersFor(c *card.Card, at string) error {
	if c != nil && c.Asks() && r.Callback.V == "" {
		return fault.Bad(at, "card_no_callback")
	}
	return nil
}
