package announce

import (
	"context"
	"errors"
	"time"

	"tramway/internal/announce/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

// Acknowledged is a version of a policy that the reader acknowledged.
type Acknowledged struct {
	Announcement string    `json:"announcement_id"`
	Number       int       `json:"version"`
	Label        string    `json:"label"`
	Title        string    `json:"title" doc:"as it is now"`
	TitleZh      string    `json:"title_zh"`
	At           time.Time `json:"at"`
	Entry        string    `json:"entry_id" doc:"of the record, that proves it"`
}

type policiesIn struct {
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type policiesOut struct {
	Body page.Of[Acknowledged]
}

// VersionPath names a version of an announcement in an address.
type VersionPath struct {
	Path
	Version int `path:"seq" minimum:"1"`
}

type proofOut struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// given is where a page of acknowledgements ends.
type given struct {
	At    sqldb.Micros `json:"a"`
	Entry string       `json:"e"`
}

func (m *Module) policyRoutes(s *httpapi.Server) {
	mine := route("GET", "", "Policies that I acknowledged, newest first", Read)
	mine.Path = "/o/{org}/my-policies"
	httpapi.Handle(s, mine, m.policies)
	httpapi.Handle(s, route("GET", "/{id}/confirmations/{seq}/proof", "The evidence that I confirmed a version, as a file", Read), proofOf)
}

func (m *Module) policies(ctx context.Context, c *httpapi.Call, in *policiesIn) (*policiesOut, error) {
	before := given{At: 1 << 62}
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.Confirmations(ctx, c.Org.Read(), c.Person(), before.At, before.Entry, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r store.Confirmation) given { return given{r.MadeAt, r.Entry} })
	ids := []string{}
	for _, r := range cut.Items {
		ids = append(ids, r.Announcement)
	}
	newest, err := store.Newest(ctx, c.Org.Read(), ids)
	out := &policiesOut{page.Of[Acknowledged]{Items: []Acknowledged{}, Next: cut.Next}}
	for _, r := range cut.Items {
		now := newest[r.Announcement].Content.V
		out.Body.Items = append(out.Body.Items, Acknowledged{r.Announcement, r.Number, r.Label, now.En.Title, now.Zh.Title, r.MadeAt.Time(), r.Entry})
	}
	return out, err
}

// proofOf gives a person the evidence for what they did themselves.
func proofOf(ctx context.Context, c *httpapi.Call, in *VersionPath) (*proofOut, error) {
	entry, err := store.ConfirmationOf(ctx, c.Org.Read(), c.Person(), in.ID, in.Version)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return nil, err
	}
	b, err := c.Org.Bundle(ctx, entry)
	if err != nil {
		return nil, err
	}
	return &proofOut{"text/plain; charset=utf-8", `attachment; filename="` + entry + `.proof.txt"`, b.Format()}, nil
}
