package verification

import (
	"context"
	"io"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/httpapi"
	"tramway/internal/org"
)

// KindPath names a kind of paper in an address.
type KindPath struct {
	Kind string `path:"kind" maxLength:"40"`
}

type paperFile = huma.MultipartFormFiles[struct {
	File huma.FormFile `form:"file" required:"true"`
}]

func (m *Module) paperRoutes(s *httpapi.Server) {
	put := route("PUT", "/papers/{kind}", "Add a paper: PDF, JPEG or PNG", Write)
	put.MaxBody, put.Timeout = MaxPaper+64<<10, time.Minute
	httpapi.Handle(s, put, func(ctx context.Context, c *httpapi.Call, in *struct {
		KindPath
		RawBody paperFile
	}) (*viewOut, error) {
		known, err := m.cfg.Host.Organisation(ctx, c.Org.ID)
		if err != nil {
			return nil, err
		}
		f := in.RawBody.Data().File
		if err := m.AddPaper(ctx, c.Org, c.Who(), needsOf(known.Region, known.Kind), in.Kind, f.Filename, f); err != nil {
			return nil, err
		}
		return m.view(ctx, c)
	})
	httpapi.Handle(s, route("DELETE", "/papers/{kind}", "Take a paper out", Write), func(ctx context.Context, c *httpapi.Call, in *KindPath) (*viewOut, error) {
		if err := m.RemovePaper(ctx, c.Org, c.Who(), in.Kind); err != nil {
			return nil, err
		}
		return m.view(ctx, c)
	})
	httpapi.Handle(s, route("GET", "/papers/{kind}", "A paper", Read), func(ctx context.Context, c *httpapi.Call, in *KindPath) (*paperOut, error) {
		a, err := latest(ctx, c.Org.Read())
		if err != nil {
			return nil, err
		}
		return readFile(ctx, c.Org, a.ID, in.Kind)
	})
}

// paperOut is a file of somebody else's making: it is shown in a room of its own,
// without scripts, or kept by the reader.
type paperOut struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Cache       string `header:"Cache-Control"`
	Body        []byte
}

func readFile(ctx context.Context, o *org.Org, attemptID, kind string) (*paperOut, error) {
	p, err := paperOf(ctx, o.Read(), attemptID, kind)
	if err != nil {
		return nil, err
	}
	r, b, err := o.OpenBlob(ctx, p.File)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	how := "inline"
	if b.Type == "application/pdf" {
		how = `attachment; filename="` + kind + `.pdf"`
	}
	return &paperOut{b.Type, how, "sandbox; default-src 'none'", "private, no-store", body}, err
}
