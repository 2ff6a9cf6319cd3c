package announce

import (
	"context"
	"time"

	"tramway/internal/announce/internal/rules"
	"tramway/internal/announce/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

type listIn struct {
	View   string `query:"view" enum:"mine,past,written" default:"mine" doc:"in force for me; over; written by me or in my charge"`
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type rowsOut struct {
	Body struct {
		page.Of[Row]
		Writes  bool `json:"can_write" doc:"the reader may announce to somebody"`
		Follows bool `json:"can_follow" doc:"the reader has announcements in their charge, or may have"`
	}
}

type wholeOut struct{ Body *Whole }

// Said is one version of an announcement.
type Said struct {
	Number  int           `json:"number"`
	Label   string        `json:"label"`
	Content rules.Content `json:"content"`
	Note    string        `json:"note"`
	Anew    bool          `json:"anew"`
	MadeBy  Somebody      `json:"made_by"`
	MadeAt  time.Time     `json:"made_at"`
}

type versionsIn struct {
	Path
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type versionsOut struct{ Body page.Of[Said] }

func (m *Module) readingRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "", "Announcements to me, or in my charge", Read), m.list)
	httpapi.Handle(s, route("GET", "/{id}", "One announcement", Read), func(ctx context.Context, c *httpapi.Call, in *Path) (*wholeOut, error) {
		a, s, err := m.found(ctx, c, in.ID)
		if err != nil {
			return nil, err
		}
		w, err := m.whole(ctx, c, a, s)
		return &wholeOut{w}, err
	})
	httpapi.Handle(s, route("GET", "/{id}/versions", "What it said, newest first", Read), m.versions)
	httpapi.Handle(s, route("POST", "/{id}/open", "I have opened it", Read), func(ctx context.Context, c *httpapi.Call, in *Path) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Open(ctx, c.Org, c.Who(), in.ID)
	})
	httpapi.Handle(s, route("POST", "/{id}/confirm", "I have read this version", Read), func(ctx context.Context, c *httpapi.Call, in *struct {
		Path
		Body struct {
			Version int `json:"version" minimum:"1"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Confirm(ctx, c.Org, c.Who(), in.ID, in.Body.Version)
	})
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, in *listIn) (*rowsOut, error) {
	limit := page.Limit(in.Limit)
	cut, err := m.listed(ctx, c, in, limit)
	if err != nil {
		return nil, err
	}
	rows, err := m.rows(ctx, c, cut.Items, in.View == "written")
	out := &rowsOut{}
	out.Body.Items, out.Body.Next, out.Body.Writes, out.Body.Follows = rows, cut.Next, c.Anywhere(Publish), follows(c)
	return out, err
}

func (m *Module) listed(ctx context.Context, c *httpapi.Call, in *listIn, limit int) (page.Of[store.Announcement], error) {
	if in.View == "written" {
		before := "~"
		if err := page.Decode(in.Cursor, &before); err != nil {
			return page.Of[store.Announcement]{}, err
		}
		all, err := store.Written(ctx, c.Org.Read(), c.Person(), follows(c), before, limit+1)
		return page.Cut(all, limit, func(a store.Announcement) string { return a.ID }), err
	}
	after := store.Top
	if err := page.Decode(in.Cursor, &after); err != nil {
		return page.Of[store.Announcement]{}, err
	}
	all, err := store.Mine(ctx, c.Org.Read(), c.Person(), in.View == "past", sqldb.At(c.Org.Now()), after, limit+1)
	return page.Cut(all, limit, func(a store.Announcement) store.Position {
		return store.Position{Pinned: a.Pinned, At: a.PublishedAt, ID: a.ID}
	}), err
}

// follows says whether the reader may have others' announcements in their charge; which
// ones is asked of each.
func follows(c *httpapi.Call) bool { return c.Anywhere(Follow) || c.Anywhere(Publish) }

func (m *Module) versions(ctx context.Context, c *httpapi.Call, in *versionsIn) (*versionsOut, error) {
	if _, _, err := m.found(ctx, c, in.ID); err != nil {
		return nil, err
	}
	before := maxVersions + 1
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.Versions(ctx, c.Org.Read(), in.ID, before, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(v store.Version) int { return v.Number })
	persons := []string{}
	for _, v := range cut.Items {
		persons = append(persons, v.MadeBy)
	}
	names, err := m.people.Names(ctx, c.Org.Read(), persons)
	out := &versionsOut{page.Of[Said]{Items: []Said{}, Next: cut.Next}}
	for _, v := range cut.Items {
		out.Body.Items = append(out.Body.Items, Said{v.Number, v.Label, v.Content.V, v.Note.V, v.Anew, somebody(v.MadeBy, names), v.MadeAt.Time()})
	}
	return out, err
}
