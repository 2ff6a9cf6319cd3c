package verification

import (
	"context"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/picture"
)

func (m *Module) pictureRoutes(s *httpapi.Server) {
	route := httpapi.Route{Method: "PUT", Path: "/o/{org}/picture", Summary: "Give the organisation a picture", Tag: "Organisation", Action: Picture}
	route.MaxBody, route.Timeout = picture.MaxBytes+64<<10, time.Minute
	httpapi.Handle(s, route, func(ctx context.Context, c *httpapi.Call, in *struct{ RawBody paperFile }) (*viewOut, error) {
		if err := m.SetPicture(ctx, c.Org, c.Who(), in.RawBody.Data().File); err != nil {
			return nil, err
		}
		return m.shownView(ctx, c)
	})
	httpapi.Handle(s, httpapi.Route{Method: "DELETE", Path: "/o/{org}/picture", Summary: "Take the organisation's picture away", Tag: "Organisation", Action: Picture},
		func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*viewOut, error) {
			if err := m.RemovePicture(ctx, c.Org, c.Who()); err != nil {
				return nil, err
			}
			return m.shownView(ctx, c)
		})
	// An address that nobody guesses: invitations show the picture to whoever holds one.
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/organisation-pictures/{file}", Summary: "An organisation's picture, for whoever knows which it is", Tag: "Verification", Public: true}, m.outsidePicture)
}

// shownView tells the installation at once; if that fails, the job does it soon.
func (m *Module) shownView(ctx context.Context, c *httpapi.Call) (*viewOut, error) {
	if err := m.tellPictureNow(ctx, c.Org); err != nil {
		c.Warn("telling of the new picture", err)
	}
	return m.view(ctx, c)
}

// pictureOut may be kept: another picture has another address.
type pictureOut struct {
	ContentType string `header:"Content-Type"`
	Cache       string `header:"Cache-Control"`
	Body        []byte
}

func (m *Module) outsidePicture(ctx context.Context, _ *httpapi.Call, in *struct {
	File string `path:"file" maxLength:"40"`
}) (*pictureOut, error) {
	p, err := m.cfg.Host.Picture(ctx, in.File)
	return &pictureOut{picture.MediaType, "private, max-age=31536000, immutable", p.JPEG}, err
}
