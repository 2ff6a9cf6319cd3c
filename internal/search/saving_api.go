package search

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/page"
	"tramway/internal/search/internal/store"
)

// SavedSearch is what somebody looks for again and again.
type SavedSearch struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Asking
}

type savedOut struct {
	Status int
	Body   page.Of[SavedSearch]
}

// SavedPath names one in an address.
type SavedPath struct {
	ID string `path:"id" maxLength:"40"`
}

func (m *Module) savedRoutes(s *httpapi.Server) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/search/saved" + path, Summary: summary, Tag: "Search", Action: Use}
	}
	httpapi.Handle(s, route("GET", "", "Searches that I saved, by name"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*savedOut, error) {
		return saved(ctx, c, http.StatusOK, nil)
	})
	httpapi.Handle(s, route("POST", "", "Save a search for myself; the answer has all"), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Name string `json:"name" maxLength:"300" doc:"at most 60 characters"`
			Asking
		}
	}) (*savedOut, error) {
		var bad fault.Fields
		day(&bad, "body.since", in.Body.Since, c.Org.Zone(), 0)
		day(&bad, "body.until", in.Body.Until, c.Org.Zone(), 0)
		if err := bad.Err(); err != nil {
			return nil, err
		}
		_, err := Save(ctx, c.Org, c.Who(), in.Body.Name, in.Body.Asking)
		return saved(ctx, c, http.StatusCreated, err)
	})
	httpapi.Handle(s, route("PATCH", "/{id}", "Rename a search that I saved; the answer has all"), func(ctx context.Context, c *httpapi.Call, in *struct {
		SavedPath
		Body struct {
			Name string `json:"name" maxLength:"300" doc:"at most 60 characters"`
		}
	}) (*savedOut, error) {
		return saved(ctx, c, http.StatusOK, RenameSaved(ctx, c.Org, c.Who(), in.ID, in.Body.Name))
	})
	httpapi.Handle(s, route("DELETE", "/{id}", "Forget a search that I saved"), func(ctx context.Context, c *httpapi.Call, in *SavedPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, DropSaved(ctx, c.Org, c.Who(), in.ID)
	})
}

// saved are the reader's, unless what they wanted went wrong.
func saved(ctx context.Context, c *httpapi.Call, status int, err error) (*savedOut, error) {
	if err != nil {
		return nil, err
	}
	rows, err := store.SavedOf(ctx, c.Org.Read(), c.Person())
	slices.SortStableFunc(rows, func(a, b store.Saved) int { return cmp.Compare(strings.ToLower(a.Name.V), strings.ToLower(b.Name.V)) })
	out := &savedOut{status, page.Of[SavedSearch]{Items: make([]SavedSearch, len(rows))}}
	for i, r := range rows {
		out.Body.Items[i] = SavedSearch{r.ID, r.Name.V, r.Asked.V}
		out.Body.Items[i].Has = append([]string{}, r.Asked.V.Has...)
	}
	return out, err
}
