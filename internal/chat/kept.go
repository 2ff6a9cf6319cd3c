package chat

import (
	"context"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Keeping is how long what is said in a conversation stays, and whether anybody but its
// members may come to read it.
type Keeping struct {
	Days      int        `json:"days" doc:"0: as long as the organisation"`
	Idle      bool       `json:"idle" doc:"true: until nothing was said for so long; false: each message for so long"`
	By        string     `json:"by" enum:"all,class,plan" doc:"what says so: the period of all conversations, that of its class, or the organisation's plan"`
	From      *time.Time `json:"from_at,omitempty" doc:"nothing goes before"`
	Monitored bool       `json:"monitored" doc:"the monitoring gate stands open: it can be read for a reason on record, if everybody in it consents"`
}

type keepingOut struct{ Body Keeping }

// Others are what the chat asks of those who keep, hold and monitor.
type Others struct {
	Holds     Holds
	Days      func(ctx context.Context, q sqldb.Q) (int, error) // of all conversations; 0: for good
	Monitored func(ctx context.Context, o *org.Org) (bool, error)
	Counted   func(ctx context.Context, q sqldb.Q, person string) (bool, error) // whether what is said in groups is counted for somebody; nil: for everybody
}

func (o Others) counted(ctx context.Context, q sqldb.Q, person string) (bool, error) {
	if o.Counted == nil {
		return true, nil
	}
	return o.Counted(ctx, q, person)
}

// SetOthers is told to the chat before it serves.
func (m *Module) SetOthers(others Others) { m.others = others }

func (m *Module) keepingRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/conversations/{id}/keeping", "How long what is said here stays, and whether others may read it", Use), func(ctx context.Context, c *httpapi.Call, in *ConversationPath) (*keepingOut, error) {
		mine, err := find(ctx, c.Org.Read(), in.ID, c.Person())
		if err != nil {
			return nil, err
		}
		k, err := m.keeping(ctx, c.Org, classOf(mine.Conversation))
		return &keepingOut{k}, err
	})
}

func (m *Module) keeping(ctx context.Context, o *org.Org, class string) (k Keeping, err error) {
	all, err := store.Periods(ctx, o.Read())
	if err != nil {
		return k, err
	}
	k.By = "all"
	if p, set := periodOf(all, class); set {
		k = Keeping{Days: p.Days, Idle: p.Idle, By: "class", From: moment(p.FromAt)}
	} else if k.Days, err = m.others.Days(ctx, o.Read()); err != nil {
		return k, err
	}
	if days, from, limited := o.Plan().Ends(); limited && (k.Days == 0 || days < k.Days || k.Idle) {
		k = Keeping{Days: days, By: "plan", From: &from}
	}
	k.Monitored, err = m.others.Monitored(ctx, o)
	return k, err
}
