package chat

import (
	"context"
	"net/http"
	"slices"

	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// The classes of conversation that rules speak of.
var Classes = []string{direct, grouped, channel, staff}

// staff are the groups that follow the directory: of a department, or of all.
const staff = "staff"

// classOf is a conversation's class.
func classOf(c store.Conversation) string {
	if c.Follows != "" {
		return staff
	}
	return c.Kind
}

// Gates are how fast somebody may write, and what protects what is read.
type Gates struct {
	MessagesMinute int      `json:"messages_minute" minimum:"1" maximum:"6000" doc:"how many messages a person sends in a minute"`
	DirectsHour    int      `json:"directs_hour" minimum:"1" maximum:"10000" doc:"how many new direct conversations a person starts in an hour"`
	Watermark      []string `json:"watermark" maxItems:"4" enum:"direct,group,channel,staff" doc:"classes of conversation that show across them who reads; staff: groups that follow the directory. With any, guests see it everywhere"`
	Traced         bool     `json:"traced" doc:"whether text copied from these carries an invisible trace of who copied it"`
}

// firstGates hold until somebody sets some: faster than anybody types, slower than a
// script.
var firstGates = store.Gates{MessagesMinute: 60, DirectsHour: 30, Watermark: sqldb.AsJSON([]string{})}

// GatesOf are the organisation's.
func GatesOf(ctx context.Context, q sqldb.Q) (Gates, error) {
	g, err := store.GatesOf(ctx, q, firstGates)
	return Gates{g.MessagesMinute, g.DirectsHour, append([]string{}, g.Watermark.V...), g.Traced}, err
}

// SetGates changes them.
func SetGates(ctx context.Context, o *org.Org, who org.Who, g Gates) error {
	slices.Sort(g.Watermark)
	g.Watermark = append([]string{}, slices.Compact(g.Watermark)...)
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := GatesOf(tx.Ctx, tx)
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "chat.gates.set", Object: ref.To("organisation", o.ID), Before: before, After: g})
		tx.Changed(ref.To("organisation", o.ID))
		return store.SetGates(tx.Ctx, tx, store.Gates{MessagesMinute: g.MessagesMinute, DirectsHour: g.DirectsHour, Watermark: sqldb.AsJSON(g.Watermark), Traced: g.Traced})
	})
}

type gatesBody struct{ Body Gates }

func (m *Module) gateRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route(http.MethodGet, "/chat/gates", "How fast people may write, and what protects what is read", Govern), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*gatesBody, error) {
		g, err := GatesOf(ctx, c.Org.Read())
		return &gatesBody{g}, err
	})
	httpapi.Handle(s, route(http.MethodPut, "/chat/gates", "Set them", Govern), func(ctx context.Context, c *httpapi.Call, in *gatesBody) (*gatesBody, error) {
		if err := SetGates(ctx, c.Org, c.Who(), in.Body); err != nil {
			return nil, err
		}
		g, err := GatesOf(ctx, c.Org.Read())
		return &gatesBody{g}, err
	})
}
