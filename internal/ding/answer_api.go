package ding

import (
	"context"

	"tramway/internal/httpapi"
)

func (m *Module) answerRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("POST", "/dings/{id}/seen", "A notice reached my page", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		Path
		Body struct {
			Eyes bool `json:"visible" doc:"the page is before somebody's eyes"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Look(ctx, c.Org, c.Who(), in.ID, in.Body.Eyes)
	})
	httpapi.Handle(s, route("POST", "/dings/{id}/confirm", "I have understood", Use), func(ctx context.Context, c *httpapi.Call, in *Path) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Confirm(ctx, c.Org, c.Who(), in.ID)
	})
	httpapi.Handle(s, route("POST", "/dings/{id}/later", "Show it again in ten minutes", Use), func(ctx context.Context, c *httpapi.Call, in *Path) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.PutOff(ctx, c.Org, c.Who(), in.ID)
	})
}
