package chatimport

import (
	"context"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/chatimport/internal/store"
	"tramway/internal/chatimport/internal/table"
	"tramway/internal/csvfile"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
)

// Problem is something that was left out, and why.
type Problem struct {
	File string `json:"file"`
	Line int    `json:"line" doc:"from 1; in a file that is one list, a place in it; 0: the file as a whole"`
	Why  string `json:"why"`
}

const shownProblems = 100

// tableRoutes give what is left out, and the table to begin with.
func (m *Module) tableRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/{id}/problems", "What of an archive is left out, the first 100"), func(ctx context.Context, c *httpapi.Call, in *Path) (*struct{ Body page.Of[Problem] }, error) {
		if _, err := known(store.ByID(ctx, c.Org.Read(), in.ID)); err != nil {
			return nil, err
		}
		rows, err := store.Problems(ctx, c.Org.Read(), in.ID, 0, shownProblems)
		out := &struct{ Body page.Of[Problem] }{page.Of[Problem]{Items: []Problem{}}}
		for _, p := range rows {
			out.Body.Items = append(out.Body.Items, Problem{p.File.V, p.Line, why(c, p)})
		}
		return out, err
	})
	httpapi.Handle(s, route("GET", "/{id}/problems/file", "What of an archive is left out, as CSV"), func(ctx context.Context, c *httpapi.Call, in *Path) (*huma.StreamResponse, error) {
		if _, err := known(store.ByID(ctx, c.Org.Read(), in.ID)); err != nil {
			return nil, err
		}
		rows, err := store.Problems(ctx, c.Org.Read(), in.ID, 0, maxProblems)
		if err != nil {
			return nil, err
		}
		return csvOf("left-out.csv", func(add func(...string) error) error {
			for _, p := range rows {
				if err := add(p.File.V, strconv.Itoa(p.Line), why(c, p)); err != nil {
					return err
				}
			}
			return nil
		}), nil
	})
	template := route("GET", "", "A table to write old messages into")
	template.Path = "/o/{org}/chat/import-table"
	httpapi.Handle(s, template, func(_ context.Context, _ *httpapi.Call, _ *struct{}) (*huma.StreamResponse, error) {
		return csvOf("messages.csv", func(add func(...string) error) error {
			for _, row := range table.Template() {
				if err := add(row...); err != nil {
					return err
				}
			}
			return nil
		}), nil
	})
}

func why(c *httpapi.Call, p store.Problem) string { return lang.Text(c.Lang, "import."+p.Code, nil) }

func csvOf(name string, rows func(add func(...string) error) error) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", "text/csv; charset=utf-8")
		hc.SetHeader("Content-Disposition", `attachment; filename="`+name+`"`)
		_ = csvfile.Write(hc.BodyWriter(), rows) // who reads it went away
	}}
}
