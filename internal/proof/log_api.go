package proof

import (
	"context"
	"errors"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/record"
)

// The log as C2SP tlog-tiles: any standard client can follow it. Leaves are keyed
// digests, so a follower learns how much happened and when, not what.

func (m *Module) logRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/log/checkpoint", "The signed head (C2SP tlog-checkpoint)", Read), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*textOut, error) {
		text, _, _, err := c.Org.Checkpoint(ctx)
		if err == nil && text == "" {
			err = fault.New(fault.NotFound, "not_found")
		}
		return &textOut{Type: "text/plain; charset=utf-8", Body: []byte(text)}, err
	})
	httpapi.Handle(s, route("GET", "/log/tile/{path...}", "Tiles (C2SP tlog-tiles)", Read), func(ctx context.Context, c *httpapi.Call, in *struct {
		Path string `path:"path" maxLength:"200"`
	}) (*textOut, error) {
		b, err := tile(ctx, c.Org, "tile/"+in.Path)
		return &textOut{Type: "application/octet-stream", Body: b}, err
	})
}

func tile(ctx context.Context, o *org.Org, path string) ([]byte, error) {
	p, err := record.ParsePath(path)
	if err != nil {
		return nil, fault.New(fault.NotFound, "not_found")
	}
	_, _, head, err := o.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	if !p.Within(head.Size) {
		return nil, fault.New(fault.NotFound, "not_found")
	}
	if strings.HasPrefix(path, "tile/entries/") {
		return entriesTile(ctx, o, p)
	}
	b, err := record.ReadTile(org.Tiles{Ctx: ctx, Q: o.Read()}, p, head.Size)
	if errors.Is(err, record.ErrRange) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return b, err
}

func entriesTile(ctx context.Context, o *org.Org, p record.Path) ([]byte, error) {
	first, n := p.Entries()
	rows, err := o.Leaves(ctx, first, first+int64(n))
	if err != nil {
		return nil, err
	}
	leaves := make([][record.LeafSize]byte, len(rows))
	for i, r := range rows {
		leaves[i] = [record.LeafSize]byte(r)
	}
	return record.EncodeEntries(leaves)
}
