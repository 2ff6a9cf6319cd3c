package directory

import (
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

// Import is an import as the page sees it.
type Import struct {
	ID          string        `json:"id"`
	FileName    string        `json:"file_name"`
	Format      string        `json:"format" enum:"xlsx,csv,vcf"`
	State       string        `json:"state" enum:"ready,applying,applied,undoing,undone"`
	Columns     []Column      `json:"columns"`
	Rows        int           `json:"rows"`
	Done        int           `json:"done" doc:"rows done while applying"`
	DryRun      DryRun        `json:"dry_run"`
	Errors      []ImportError `json:"errors" doc:"the first 200"`
	ErrorsTotal int           `json:"errors_total"`
	CreatedAt   time.Time     `json:"created_at"`
	AppliedAt   *time.Time    `json:"applied_at"`
}

// Column is one column of the file, with what it is taken for.
type Column struct {
	Index  int      `json:"index"`
	Header string   `json:"header"`
	Sample []string `json:"sample"`
	Field  string   `json:"field"`
}

// DryRun counts what the import would do.
type DryRun struct {
	Create         int      `json:"create"`
	Update         int      `json:"update"`
	Unchanged      int      `json:"unchanged"`
	Failed         int      `json:"failed"`
	DepartmentsNew []string `json:"departments_new"`
}

// ImportError names a bad cell.
type ImportError struct {
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// ImportPath names an import in an address.
type ImportPath struct {
	ID string `path:"id" maxLength:"40"`
}

type importOut struct{ Body Import }

type importForm struct {
	RawBody huma.MultipartFormFiles[struct {
		File huma.FormFile `form:"file" required:"true"`
	}]
}

func (m *Module) importRoutes(s *httpapi.Server) {
	base := httpapi.Route{Tag: "Directory", Action: ImportPeople}
	route := func(method, path, summary string) httpapi.Route {
		r := base
		r.Method, r.Path, r.Summary = method, "/o/{org}/people/imports"+path, summary
		return r
	}
	upload := route("POST", "", "Upload a file of people and plan its import")
	upload.Status, upload.MaxBody, upload.Timeout = 201, rules.MaxFile+64<<10, time.Minute
	httpapi.Handle(s, upload, func(ctx context.Context, c *httpapi.Call, in *importForm) (*importOut, error) {
		f := in.RawBody.Data().File
		content, err := io.ReadAll(io.LimitReader(f, rules.MaxFile+1))
		if err != nil || len(content) > rules.MaxFile {
			return nil, fault.New(fault.TooLarge, "too_large", fault.Args{"max": rules.MaxFile})
		}
		closed, err := closedFields(ctx, c)
		if err != nil {
			return nil, err
		}
		return shown(c)(Upload(ctx, c.Org, c.Who(), f.Filename, content, closed...))
	})
	httpapi.Handle(s, route("GET", "", "The latest imports"), listImports)
	httpapi.Handle(s, route("GET", "/{id}", "One import"), func(ctx context.Context, c *httpapi.Call, in *ImportPath) (*importOut, error) {
		i, err := store.ImportByID(ctx, c.Org.Read(), in.ID)
		if errors.Is(err, sqldb.ErrNone) {
			err = fault.New(fault.NotFound, "not_found")
		}
		return shown(c)(i, err)
	})
	httpapi.Handle(s, route("PUT", "/{id}/mapping", "Say what the columns are, and plan anew"), func(ctx context.Context, c *httpapi.Call, in *struct {
		ImportPath
		Body struct {
			Mapping map[string]string `json:"mapping" doc:"column number from 0 → field"`
		}
	}) (*importOut, error) {
		if err := mayMap(ctx, c, in.Body.Mapping); err != nil {
			return nil, err
		}
		return shown(c)(Remap(ctx, c.Org, c.Who(), in.ID, in.Body.Mapping))
	})
	httpapi.Handle(s, route("POST", "/{id}/apply", "Do what was planned"), func(ctx context.Context, c *httpapi.Call, in *ImportPath) (*importOut, error) {
		if err := m.mayApply(ctx, c, in.ID); err != nil {
			return nil, err
		}
		return shown(c)(Apply(ctx, c.Org, c.Who(), in.ID))
	})
	httpapi.Handle(s, route("POST", "/{id}/undo", "Take an applied import back"), func(ctx context.Context, c *httpapi.Call, in *ImportPath) (*importOut, error) {
		if err := m.releasable(ctx, c.Org, in.ID); err != nil {
			return nil, err
		}
		return shown(c)(UndoImport(ctx, c.Org, c.Who(), in.ID))
	})
}

func listImports(ctx context.Context, c *httpapi.Call, _ *struct{}) (*struct{ Body page.Of[Import] }, error) {
	rows, err := store.LatestImports(ctx, c.Org.Read(), 20)
	out := &struct{ Body page.Of[Import] }{page.Of[Import]{Items: []Import{}}}
	for _, i := range rows {
		out.Body.Items = append(out.Body.Items, viewImport(i, c.Lang))
	}
	return out, err
}

func shown(c *httpapi.Call) func(store.Import, error) (*importOut, error) {
	return func(i store.Import, err error) (*importOut, error) {
		if err != nil {
			return nil, err
		}
		return &importOut{viewImport(i, c.Lang)}, nil
	}
}

func viewImport(i store.Import, l string) Import {
	r := i.Report.V
	v := Import{ID: i.ID, FileName: i.FileName, Format: i.Format, State: i.State, Rows: len(i.Content.V.Rows),
		Done: min(i.Position, len(i.Content.V.Rows)), Columns: []Column{}, Errors: []ImportError{}, ErrorsTotal: r.ErrorsTotal,
		DryRun: DryRun{r.Create, r.Update, r.Unchanged, r.Failed, slices.Concat([]string{}, r.DepartmentsNew)}, CreatedAt: i.CreatedAt.Time()}
	if i.AppliedAt != 0 {
		at := i.AppliedAt.Time()
		v.AppliedAt = &at
	}
	for n, h := range i.Content.V.Header {
		c := Column{Index: n, Header: h, Field: i.Mapping.V[strconv.Itoa(n)], Sample: []string{}}
		for _, row := range i.Content.V.Rows {
			if n < len(row) && row[n] != "" && len(c.Sample) < 3 {
				c.Sample = append(c.Sample, row[n])
			}
		}
		v.Columns = append(v.Columns, c)
	}
	for _, e := range r.Errors {
		v.Errors = append(v.Errors, ImportError{e.Row, e.Column, e.Code, lang.Text(l, "field."+e.Code, e.Args)})
	}
	return v
}
