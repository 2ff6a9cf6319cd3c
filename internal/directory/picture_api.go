package directory

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/picture"
	"tramway/internal/sqldb"
)

// pictureFile is the form's only part.
type pictureFile = huma.MultipartFormFiles[struct {
	File huma.FormFile `form:"file" required:"true"`
}]

func (m *Module) pictureRoutes(s *httpapi.Server) {
	route := func(method, path, summary, action string) httpapi.Route {
		r := httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "Directory", Action: action}
		if method == "PUT" {
			r.MaxBody, r.Timeout = picture.MaxBytes+64<<10, time.Minute
		}
		return r
	}
	httpapi.Handle(s, route("GET", "/pictures/{id}", "A person's picture", Read), m.readPicture)
	httpapi.Handle(s, route("PUT", "/me/picture", "Give myself a picture", Self),
		func(ctx context.Context, c *httpapi.Call, in *struct{ RawBody pictureFile }) (*personOut, error) {
			return m.givePicture(ctx, c, c.Person(), in.RawBody.Data().File)
		})
	httpapi.Handle(s, route("DELETE", "/me/picture", "Take my picture away", Self),
		func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*httpapi.Empty, error) {
			return &httpapi.Empty{}, RemovePicture(ctx, c.Org, c.Who(), c.Person())
		})
	httpapi.Handle(s, route("PUT", "/pictures/{id}", "Give somebody a picture", Write),
		func(ctx context.Context, c *httpapi.Call, in *struct {
			PersonPath
			RawBody pictureFile
		}) (*personOut, error) {
			if err := mayPicture(ctx, c, in.ID); err != nil {
				return nil, err
			}
			return m.givePicture(ctx, c, in.ID, in.RawBody.Data().File)
		})
	httpapi.Handle(s, route("DELETE", "/pictures/{id}", "Take somebody's picture away", Write),
		func(ctx context.Context, c *httpapi.Call, in *PersonPath) (*httpapi.Empty, error) {
			if err := mayPicture(ctx, c, in.ID); err != nil {
				return nil, err
			}
			return &httpapi.Empty{}, RemovePicture(ctx, c.Org, c.Who(), in.ID)
		})
}

func (m *Module) givePicture(ctx context.Context, c *httpapi.Call, person string, file io.Reader) (*personOut, error) {
	if err := SetPicture(ctx, c.Org, c.Who(), person, file); err != nil {
		return nil, err
	}
	return m.one(ctx, c, person)
}

// mayPicture asks about a person as they stand.
func mayPicture(ctx context.Context, c *httpapi.Call, id string) error {
	v, p, err := there(ctx, c, id)
	if err != nil {
		return err
	}
	stand, err := standing(ctx, c.Org.Read(), v.all, []store.Person{p})
	if err != nil {
		return err
	}
	return c.Allow(Write, stand[0])
}

type pictureIn struct {
	PersonPath
	File string `query:"v" maxLength:"40" doc:"the picture's id, so that what is kept of it is never an older one"`
}

type pictureOut struct {
	ContentType string `header:"Content-Type"`
	Cache       string `header:"Cache-Control"`
	ETag        string `header:"ETag"`
	Body        []byte
}

// readPicture may be kept by the reader's own browser: another picture has another id.
func (m *Module) readPicture(ctx context.Context, c *httpapi.Call, in *pictureIn) (*pictureOut, error) {
	seen, err := m.Seen(ctx, c, []string{in.ID})
	if err != nil {
		return nil, err
	}
	id, err := store.Picture(ctx, c.Org.Read(), in.ID)
	if err != nil && !errors.Is(err, sqldb.ErrNone) {
		return nil, err
	}
	if !seen[in.ID] || id == "" || in.File != "" && in.File != id {
		return nil, fault.New(fault.NotFound, "not_found")
	}
	r, b, err := c.Org.OpenBlob(ctx, id)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	return &pictureOut{b.Type, "private, max-age=31536000, immutable", `"` + id + `"`, body}, err
}
