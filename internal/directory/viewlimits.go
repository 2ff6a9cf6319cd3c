package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// ViewLimits are from how many different colleagues in an hour on administrators hear.
type ViewLimits struct {
	Profiles int `json:"profiles" minimum:"10" maximum:"100000"`
	Listed   int `json:"listed" minimum:"50" maximum:"1000000"`
}

type viewLimitsOut struct{ Body ViewLimits }

func (m *Module) viewLimitRoutes(s *httpapi.Server) {
	route := func(method, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/view-limits", Summary: summary, Tag: "Directory", Action: WriteSight}
	}
	httpapi.Handle(s, route("GET", "From how many colleagues in an hour on administrators hear"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*viewLimitsOut, error) {
		now, err := limits(ctx, c.Org)
		return &viewLimitsOut{now}, err
	})
	httpapi.Handle(s, route("PUT", "Set from how many on"), func(ctx context.Context, c *httpapi.Call, in *struct{ Body ViewLimits }) (*viewLimitsOut, error) {
		return &viewLimitsOut{in.Body}, PutViewLimits(ctx, c.Org, c.Who(), in.Body)
	})
}

func limits(ctx context.Context, o *org.Org) (ViewLimits, error) {
	profiles, err := viewLimit(ctx, o, ofProfiles)
	if err != nil {
		return ViewLimits{}, err
	}
	listed, err := viewLimit(ctx, o, ofLists)
	return ViewLimits{profiles, listed}, err
}

// PutViewLimits sets from how many on administrators hear; it holds at once.
func PutViewLimits(ctx context.Context, o *org.Org, who org.Who, n ViewLimits) error {
	before, err := limits(ctx, o)
	if err != nil || before == n {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "directory.view.limits", Object: ref.To("organisation", tx.Org.ID), Before: before, After: n})
		if err := store.PutViewLimit(tx.Ctx, tx, ofProfiles, n.Profiles); err != nil {
			return err
		}
		return store.PutViewLimit(tx.Ctx, tx, ofLists, n.Listed)
	})
}
