package directory

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// WritePortal is the action of setting where the organisation's page leads.
const WritePortal = "directory.portal.write"

// Newcomers are those of the last so many days, and so many of them.
const (
	newcomerDays = 30
	newcomers    = 24
)

// Link leads from the organisation's page somewhere else.
type Link struct {
	Title   string `json:"title" maxLength:"80"`
	TitleHK string `json:"title_hk,omitempty" maxLength:"80" doc:"traditional Chinese; empty: as in English"`
	TitleCN string `json:"title_cn,omitempty" maxLength:"80" doc:"simplified Chinese; empty: as in English"`
	Address string `json:"address" maxLength:"500" doc:"begins with https://"`
}

// Face is a person on the organisation's page.
type Face struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	NameZh  string    `json:"name_zh"`
	Title   string    `json:"title"`
	Picture string    `json:"picture"`
	Since   time.Time `json:"since"`
}

// Unit is a department on the organisation's page.
type Unit struct {
	store.Department
	Heads []Face `json:"heads" doc:"to whom others in it report, and whose own manager is not in it"`
}

type portalOut struct {
	Body struct {
		Name      string `json:"name"`
		NameZh    string `json:"name_zh"`
		Verified  bool   `json:"verified"`
		Units     []Unit `json:"departments"`
		Newcomers []Face `json:"newcomers" doc:"of the last 30 days, the latest first, at most 24"`
		Links     []Link `json:"links"`
	}
}

type linksIn struct {
	Body struct {
		Items []Link `json:"items" maxItems:"30"`
	}
}

func (m *Module) portalRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/o/{org}/portal", Summary: "The organisation's own page", Tag: "Directory", Action: Read}, m.portal)
	httpapi.Handle(s, httpapi.Route{Method: "PUT", Path: "/o/{org}/portal/links", Summary: "Set where the organisation's page leads", Tag: "Directory", Action: WritePortal},
		func(ctx context.Context, c *httpapi.Call, in *linksIn) (*httpapi.Empty, error) {
			return &httpapi.Empty{}, PutLinks(ctx, c.Org, c.Who(), in.Body.Items)
		})
}

func (m *Module) portal(ctx context.Context, c *httpapi.Call, _ *struct{}) (*portalOut, error) {
	v, err := look(ctx, c)
	if err != nil {
		return nil, err
	}
	q, out := c.Org.Read(), &portalOut{}
	called := c.Org.Names()
	out.Body.Name, out.Body.NameZh = called.Name, called.NameZh
	if out.Body.Verified, err = m.accounts.Proved(ctx, c.Org.ID); err != nil {
		return nil, err
	}
	counted, err := store.Counted(ctx, q, v.Sight)
	if err != nil {
		return nil, err
	}
	heads, err := store.Heads(ctx, q, v.Sight)
	if err != nil {
		return nil, err
	}
	fresh, err := store.Newcomers(ctx, q, v.Sight, sqldb.At(c.Org.Now().AddDate(0, 0, -newcomerDays)), newcomers)
	if err != nil {
		return nil, err
	}
	links, err := store.Links(ctx, q)
	out.Body.Units, out.Body.Newcomers, out.Body.Links = units(v.seenOf(counted), heads), faces(fresh), []Link{}
	for _, l := range links {
		out.Body.Links = append(out.Body.Links, Link(l))
	}
	m.watched(ctx, c, false, idsOfFaces(append(heads, fresh...)))
	return out, err
}

func units(all []store.Department, heads []store.Face) []Unit {
	of := map[string][]store.Face{}
	for _, h := range heads {
		of[h.Department] = append(of[h.Department], h)
	}
	out := make([]Unit, len(all))
	for i, d := range all {
		out[i] = Unit{d, faces(of[d.ID])}
	}
	return out
}

func faces(rows []store.Face) []Face {
	out := make([]Face, len(rows))
	for i, r := range rows {
		out[i] = Face{r.ID, r.Name, r.NameZh, r.Title, r.Picture, r.CreatedAt.Time()}
	}
	return out
}

func idsOfFaces(rows []store.Face) (ids []string) {
	for _, r := range rows {
		ids = append(ids, r.ID)
	}
	return ids
}

// PutLinks sets where the organisation's page leads, in this order.
// Errors: required, https_address by row.
func PutLinks(ctx context.Context, o *org.Org, who org.Who, links []Link) error {
	var bad fault.Fields
	rows := make([]store.Link, len(links))
	for i, l := range links {
		at := "body.items[" + strconv.Itoa(i) + "]."
		rows[i] = store.Link{Title: strings.TrimSpace(l.Title), TitleHK: strings.TrimSpace(l.TitleHK), TitleCN: strings.TrimSpace(l.TitleCN), Address: strings.TrimSpace(l.Address)}
		if rows[i].Title == "" {
			bad.Add(at+"title", "required")
		}
		if u, err := url.Parse(rows[i].Address); err != nil || u.Scheme != "https" || u.Hostname() == "" || u.User != nil {
			bad.Add(at+"address", "https_address")
		}
	}
	if err := bad.Err(); err != nil {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := store.Links(tx.Ctx, tx)
		if err != nil || slices.Equal(before, rows) {
			return err
		}
		tx.Record(org.Entry{Action: "directory.portal.write", Object: ref.To("organisation", tx.Org.ID), Before: before, After: rows})
		return store.PutLinks(tx.Ctx, tx, rows)
	})
}
