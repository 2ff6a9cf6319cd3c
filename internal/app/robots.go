package app

import (
	"context"
	"time"

	"tramway/internal/chat"
	"tramway/internal/chatimport"
	"tramway/internal/directory"
	"tramway/internal/fault"
	"tramway/internal/hook"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/outbound"
	"tramway/internal/sqldb"
)

// robotNames are those of the robots, as the chat asks.
type robotNames struct{}

func (robotNames) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error) {
	return hook.Names(ctx, q, ids)
}

// robotTalks are the conversations as robots speak in them.
type robotTalks struct{ *chat.Module }

func (t robotTalks) SayAsRobot(tx *org.Tx, s hook.Said) (string, bool, error) {
	d := chat.Draft{ClientID: s.ClientID, Text: s.Text}
	if s.Card != nil {
		d.Card = &chat.NewCard{Card: *s.Card, Owner: "robot", About: tx.Who.ID}
	}
	if s.All {
		d.Mentions = []string{"all"}
	}
	return t.Module.SayAsRobot(tx, s.Conversation, d)
}

// robotsOutside is the way to robots' programs, and how they are told who pressed.
func (a *App) robotsOutside(dir *directory.Module, local bool) hook.Outside {
	local = local || a.Config.triedOut()
	reach := a.Config.reach()
	reach.Timeout, reach.MaxBytes, reach.Loopback = 5*time.Second, 64<<10, local
	return hook.Outside{Client: outbound.Client(reach), Local: local, Named: func(ctx context.Context, q sqldb.Q, person string) (string, string, error) {
		names, err := dir.Names(ctx, q, []string{person})
		return names[person].Name, names[person].NameZh, err
	}}
}

// robotHouses opens the organisation that a robot's address leads to.
type robotHouses struct {
	host     *host.Host
	registry *org.Registry
}

func (h robotHouses) Open(ctx context.Context, orgID string) (*org.Org, error) {
	o, err := h.host.Organisation(ctx, orgID)
	if err == nil && (o.Ending == host.Dissolved || o.Ending == host.Gone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return nil, err
	}
	return h.registry.Open(ctx, orgID)
}

// spoke names those of some ids who may have said something: people; robots and authors
// of imported messages, who are said to be such.
func spoke[N any](dir *directory.Module, ctx context.Context, q sqldb.Q, ids []string, as func(directory.Name) N) (map[string]N, error) {
	out, err := renamed(dir, ctx, q, ids, as)
	if err != nil {
		return nil, err
	}
	var others []string
	for _, id := range ids {
		if _, person := out[id]; !person {
			others = append(others, id)
		}
	}
	old, err := chatimport.Names(ctx, q, others)
	for id, name := range old {
		n := chat.AuthorName(name)
		out[id] = as(directory.Name{Name: n.Name, NameZh: n.NameZh})
	}
	if err != nil {
		return nil, err
	}
	robots, err := hook.Names(ctx, q, others)
	for id, name := range robots {
		n := chat.RobotName(name)
		out[id] = as(directory.Name{Name: n.Name, NameZh: n.NameZh})
	}
	return out, err
}
