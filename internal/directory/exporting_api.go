package directory

import (
	"context"
	"io"
	"time"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/page"
)

// ExportFile is a file of the directory as those see it who may take it away.
type ExportFile struct {
	ID         string    `json:"id"`
	Name       string    `json:"file_name"`
	Format     string    `json:"format" enum:"xlsx,people_csv,chart_csv"`
	People     int       `json:"people"`
	Size       int64     `json:"size" doc:"bytes"`
	MadeBy     string    `json:"made_by" doc:"a person's id; empty: the schedule"`
	MadeByName string    `json:"made_by_name"`
	MadeByZh   string    `json:"made_by_name_zh"`
	MadeAt     time.Time `json:"made_at"`
	Mine       bool      `json:"can_download" doc:"of the schedule, or made by the reader: it shows what its maker may see"`
}

type exportsOut struct {
	Body struct {
		page.Of[ExportFile]
		Monthly bool `json:"monthly"`
		Keeps   int  `json:"keeps" doc:"how many files of the schedule stay"`
		Stale   bool `json:"stale" doc:"the newest of the schedule is older than 31 days, or there is none"`
	}
}

type scheduleIn struct {
	Body struct {
		Monthly bool `json:"monthly"`
		Keeps   int  `json:"keeps" minimum:"1" maximum:"36"`
	}
}

func (m *Module) exportRoutes(s *httpapi.Server) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/people-exports" + path, Summary: summary, Tag: "Directory", Action: Export}
	}
	httpapi.Handle(s, route("GET", "", "Files of the directory, newest first"), m.exports)
	add := route("POST", "", "Make a file of the directory and the chart")
	add.Status, add.Fresh, add.Timeout = 201, true, time.Minute
	httpapi.Handle(s, add, func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Format string `json:"format" enum:"xlsx,people_csv,chart_csv"`
		}
	}) (*struct{ Body ExportFile }, error) {
		e, err := MakeExport(ctx, c.Org, c.Who(), in.Body.Format, readerSight(c), ownExports, nil)
		if err != nil {
			return nil, err
		}
		views, err := m.exportViews(ctx, c, []store.Export{e})
		if err != nil {
			return nil, err
		}
		return &struct{ Body ExportFile }{views[0]}, nil
	})
	httpapi.Handle(s, route("PUT", "/schedule", "Whether a file is made each month"), func(ctx context.Context, c *httpapi.Call, in *scheduleIn) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, PutExportSchedule(ctx, c.Org, c.Who(), store.Schedule{Monthly: in.Body.Monthly, Keeps: in.Body.Keeps})
	})
	get := route("GET", "/{id}/file", "Take a file of the directory away")
	get.Fresh = true
	httpapi.Handle(s, get, takeExport)
}

// readerSight is what the reader sees of each person; whoever sees everything is asked
// once and not for each.
func readerSight(c *httpapi.Call) sight {
	if c.Allow(ReadFields, authz.Resource{}) == nil {
		return func(authz.Resource) func(string) bool { return func(string) bool { return true } }
	}
	return func(stand authz.Resource) func(string) bool { return sees(c, stand) }
}

func (m *Module) exports(ctx context.Context, c *httpapi.Call, in *LinePage) (*exportsOut, error) {
	before := "~"
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.Exports(ctx, c.Org.Read(), before, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(e store.Export) string { return e.ID })
	out := &exportsOut{}
	if out.Body.Items, err = m.exportViews(ctx, c, cut.Items); err != nil {
		return nil, err
	}
	s, err := store.ExportSchedule(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	last, err := store.NewestScheduled(ctx, c.Org.Read())
	out.Body.Next, out.Body.Monthly, out.Body.Keeps = cut.Next, s.Monthly, s.Keeps
	out.Body.Stale = c.Org.Now().Sub(last.Time()) > exportStale
	return out, err
}

func (m *Module) exportViews(ctx context.Context, c *httpapi.Call, rows []store.Export) ([]ExportFile, error) {
	ids := make([]string, len(rows))
	for i, e := range rows {
		ids[i] = e.MadeBy
	}
	names, err := m.Names(ctx, c.Org.Read(), ids)
	out := make([]ExportFile, len(rows))
	for i, e := range rows {
		n := names[e.MadeBy]
		out[i] = ExportFile{ID: e.ID, Name: fileNameOf(c.Org, e), Format: e.Format, People: e.People, Size: e.Size, MadeBy: e.MadeBy, MadeByName: n.Name, MadeByZh: n.NameZh,
			MadeAt: e.MadeAt.Time(), Mine: mayTake(c, e)}
	}
	return out, err
}

func mayTake(c *httpapi.Call, e store.Export) bool { return e.MadeBy == "" || e.MadeBy == c.Person() }

func fileNameOf(o *org.Org, e store.Export) string {
	day := e.MadeAt.Time().In(o.Zone()).Format("2006-01-02")
	return map[string]string{asXLSX: "people-" + day + ".xlsx", asPeople: "people-" + day + ".csv", asChart: "chart-" + day + ".csv"}[e.Format]
}

type exportOut struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Cache       string `header:"Cache-Control"`
	Body        []byte
}

// takeExport hands a file over once that is in the record.
func takeExport(ctx context.Context, c *httpapi.Call, in *PersonPath) (*exportOut, error) {
	e, err := store.ExportByID(ctx, c.Org.Read(), in.ID)
	if err == nil && !mayTake(c, e) {
		err = fault.New(fault.Denied, "export_of_another")
	}
	if err != nil {
		return nil, err
	}
	r, b, err := c.Org.OpenBlob(ctx, e.File)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	body, err := io.ReadAll(r) // of the directory alone: some megabytes at 10,000 people
	if err != nil {
		return nil, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "directory.export.take", Object: exportRef(e.ID)})
		return nil
	})
	return &exportOut{b.Type, `attachment; filename="` + fileNameOf(c.Org, e) + `"`, "private, no-store", body}, err
}
