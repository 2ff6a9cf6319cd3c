package announce

import (
	"context"
	"time"

	"tramway/internal/announce/internal/store"
	"tramway/internal/httpapi"
)

type draftIn struct {
	Path
	Body Draft
}

type reachOut struct {
	Body struct {
		Receivers int `json:"receivers" doc:"who would have it if it were published now"`
		LeftOut   int `json:"guests_left_out"`
	}
}

func (m *Module) writingRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/beginnings", "Drafts to begin with", Publish), beginnings)
	add := route("POST", "", "Begin an announcement", Publish)
	add.Status = 201
	httpapi.Handle(s, add, func(ctx context.Context, c *httpapi.Call, in *struct{ Body Draft }) (*wholeOut, error) {
		return m.save(ctx, c, "", in.Body)
	})
	httpapi.Handle(s, route("PUT", "/{id}", "Change a draft", Publish), func(ctx context.Context, c *httpapi.Call, in *draftIn) (*wholeOut, error) {
		if _, err := m.writable(ctx, c, in.ID); err != nil {
			return nil, err
		}
		return m.save(ctx, c, in.ID, in.Body)
	})
	httpapi.Handle(s, route("DELETE", "/{id}", "Discard a draft", Publish), func(ctx context.Context, c *httpapi.Call, in *Path) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Discard(ctx, c.Org, c.Who(), in.ID)
	})
	httpapi.Handle(s, route("GET", "/{id}/reach", "How many would have it", Publish), func(ctx context.Context, c *httpapi.Call, in *Path) (*reachOut, error) {
		a, err := m.writable(ctx, c, in.ID)
		if err != nil {
			return nil, err
		}
		out := &reachOut{}
		out.Body.Receivers, out.Body.LeftOut, err = m.size(ctx, c.Org.Read(), a)
		return out, err
	})
	httpapi.Handle(s, route("POST", "/{id}/publish", "Publish a draft, now or later", Publish), m.publishNow)
	m.changeRoutes(s)
}

func (m *Module) publishNow(ctx context.Context, c *httpapi.Call, in *struct {
	Path
	Body struct {
		At       *time.Time `json:"at,omitempty" doc:"absent: now"`
		Revision int64      `json:"revision" minimum:"1" doc:"of the draft that was looked at"`
	}
}) (*wholeOut, error) {
	a, err := m.writable(ctx, c, in.ID)
	if err == nil {
		err = m.mayWrite(ctx, c, a.Audience.V)
	}
	if err == nil {
		err = PublishDraft(ctx, c.Org, c.Who(), in.ID, in.Body.Revision, in.Body.At)
	}
	if err != nil {
		return nil, err
	}
	return m.again(ctx, c, in.ID)
}

func (m *Module) save(ctx context.Context, c *httpapi.Call, id string, d Draft) (*wholeOut, error) {
	if err := m.mayWrite(ctx, c, d.Audience); err != nil {
		return nil, err
	}
	id, err := Save(ctx, c.Org, c.Who(), id, d)
	if err != nil {
		return nil, err
	}
	return m.again(ctx, c, id)
}

// again is an announcement after it changed.
func (m *Module) again(ctx context.Context, c *httpapi.Call, id string) (*wholeOut, error) {
	a, s, err := m.found(ctx, c, id)
	if err != nil {
		return nil, err
	}
	w, err := m.whole(ctx, c, a, s)
	return &wholeOut{w}, err
}

// changeRoutes are about what is published. Each asks for the right over its audience.
func (m *Module) changeRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("POST", "/{id}/unschedule", "Make a draft again of what was put off", Publish), func(ctx context.Context, c *httpapi.Call, in *Path) (*wholeOut, error) {
		return m.changed(ctx, c, in.ID, func(store.Announcement) error { return Unschedule(ctx, c.Org, c.Who(), in.ID) })
	})
	httpapi.Handle(s, route("POST", "/{id}/versions", "Publish another wording", Publish), func(ctx context.Context, c *httpapi.Call, in *struct {
		Path
		Body Edit
	}) (*wholeOut, error) {
		return m.changed(ctx, c, in.ID, func(store.Announcement) error { return EditPublished(ctx, c.Org, c.Who(), in.ID, in.Body) })
	})
	httpapi.Handle(s, route("PUT", "/{id}/terms", "Change how long it holds and when it is due", Publish), func(ctx context.Context, c *httpapi.Call, in *struct {
		Path
		Body Terms
	}) (*wholeOut, error) {
		return m.changed(ctx, c, in.ID, func(store.Announcement) error { return SetTerms(ctx, c.Org, c.Who(), in.ID, in.Body) })
	})
	httpapi.Handle(s, route("POST", "/{id}/withdraw", "Withdraw it", Publish), func(ctx context.Context, c *httpapi.Call, in *struct {
		Path
		Body struct {
			Reason string `json:"reason" minLength:"1" maxLength:"500"`
		}
	}) (*wholeOut, error) {
		return m.changed(ctx, c, in.ID, func(store.Announcement) error { return Withdraw(ctx, c.Org, c.Who(), in.ID, in.Body.Reason) })
	})
}

func (m *Module) changed(ctx context.Context, c *httpapi.Call, id string, change func(store.Announcement) error) (*wholeOut, error) {
	a, err := m.writable(ctx, c, id)
	if err == nil {
		err = change(a)
	}
	if err != nil {
		return nil, err
	}
	return m.again(ctx, c, id)
}
