package access

import (
	"context"
	"time"

	"tramway/internal/authz"
	"tramway/internal/httpapi"
	"tramway/internal/ref"
)

// Most is how many administrators there may be, and by whose word.
type Most struct {
	Most     int          `json:"most"`
	Bound    int          `json:"bound" doc:"the most that can be said: 5, or fewer by the plan"`
	Reason   string       `json:"reason" doc:"'': nobody has said another number"`
	AskedBy  *Person      `json:"asked_by,omitempty"`
	AgreedBy *Person      `json:"agreed_by,omitempty" doc:"absent: whoever asked was the only one"`
	Since    *time.Time   `json:"since,omitempty"`
	Waiting  *WaitingMost `json:"waiting" doc:"what one administrator has asked and another has to agree to"`
	Can      []string     `json:"can" doc:"set"`
}

// WaitingMost is another number that waits for another administrator's word.
type WaitingMost struct {
	Most    int       `json:"most"`
	Reason  string    `json:"reason"`
	AskedBy Person    `json:"asked_by"`
	Until   time.Time `json:"until"`
	Can     []string  `json:"can" doc:"agree, stop"`
}

type mostOut struct{ Body Most }

func (m *Module) mostRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/most", "How many administrators there may be", Read), m.showMost)
	httpapi.Handle(s, route("PUT", "/most", "Say how many administrators there may be", RoleWrite), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Most   int    `json:"most"`
			Reason string `json:"reason" maxLength:"500" doc:"why; at least 10 characters"`
		}
	}) (*mostOut, error) {
		if err := m.SetMost(ctx, c.Org, c.Who(), in.Body.Most, in.Body.Reason); err != nil {
			return nil, err
		}
		return m.showMost(ctx, c, nil)
	})
	httpapi.Handle(s, route("POST", "/most/agree", "Agree to how many administrators there may be", RoleWrite), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.AgreeMost(ctx, c.Org, c.Who())
	})
	httpapi.Handle(s, route("DELETE", "/most/asked", "Take another number of administrators back", RoleWrite), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.StopMost(ctx, c.Org, c.Who())
	})
}

func (m *Module) showMost(ctx context.Context, c *httpapi.Call, _ *struct{}) (*mostOut, error) {
	q := c.Org.Read()
	most, err := mostOf(ctx, q, c.Org)
	if err != nil {
		return nil, err
	}
	said, _, err := numberIn(ctx, q, numberHolds)
	if err != nil {
		return nil, err
	}
	waiting, waits, err := waitingNumber(ctx, q, c.Org.Now())
	if err != nil {
		return nil, err
	}
	places, err := m.house.Places(ctx, q, []ref.Ref{personRef(said.AskedBy), personRef(said.AgreedBy), personRef(waiting.AskedBy)})
	if err != nil {
		return nil, err
	}
	name := named(places)
	out := &mostOut{Most{Most: most, Bound: bound(c.Org), Reason: said.Reason.V, AskedBy: name.ifAny(said.AskedBy), AgreedBy: name.ifAny(said.AgreedBy), Can: []string{}}}
	if said.AskedBy != "" {
		out.Body.Since = moment(said.AskedAt.Time())
	}
	if c.Actor.Has(authz.Administrator) {
		out.Body.Can = append(out.Body.Can, "set")
	}
	if waits {
		out.Body.Waiting = waitingMost(name.person, waiting, c)
	}
	return out, nil
}

func waitingMost(name func(string) Person, n number, c *httpapi.Call) *WaitingMost {
	w := &WaitingMost{Most: n.Most, Reason: n.Reason.V, AskedBy: name(n.AskedBy), Until: n.Expires.Time(), Can: []string{}}
	if !c.Actor.Has(authz.Administrator) {
		return w
	}
	w.Can = append(w.Can, "stop")
	if n.AskedBy != c.Person() {
		w.Can = append(w.Can, "agree")
	}
	return w
}

// ifAny is a person; nil for nobody.
func (n named) ifAny(id string) *Person {
	if id == "" {
		return nil
	}
	p := n.person(id)
	return &p
}
