package retention

import (
	"context"
	"slices"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/keep"
	"tramway/internal/lang"
	"tramway/internal/sqldb"
)

// Class is a retention class as the page shows it.
type Class struct {
	Name      string     `json:"name"`
	Title     string     `json:"title"`
	Text      string     `json:"text" doc:"what it applies to, and from when its days count"`
	Days      int        `json:"days" doc:"0: as long as the organisation"`
	First     int        `json:"days_at_first"`
	Least     int        `json:"least" doc:"0: nothing asks for a least"`
	Source    string     `json:"source" doc:"what asks for the least"`
	Suggested int        `json:"suggested"`
	Fixed     bool       `json:"fixed" doc:"the program's own bookkeeping"`
	Rows      int64      `json:"rows_due" doc:"what the next purge removes; at most 100,000 are counted"`
	GoesAt    *time.Time `json:"goes_at" doc:"when the first of what is there goes; absent: never, or held"`
	Can       []string   `json:"can" doc:"write"`
}

type classesOut struct {
	Body struct {
		Items  []Class    `json:"items"`
		NextAt *time.Time `json:"next_at" doc:"the next purge"`
		Held   bool       `json:"held" doc:"everything is held: nothing goes"`
	}
}

// ClassPath names a class in an address.
type ClassPath struct {
	ID string `path:"id" maxLength:"40" doc:"the class's name"`
}

func (m *Module) periodRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/classes", "How long things are kept, and what goes next", Read), m.classes)
	httpapi.Handle(s, route("PUT", "/classes/{id}", "Set how long the things of a class are kept", Write), func(ctx context.Context, c *httpapi.Call, in *struct {
		ClassPath
		Body struct {
			Days int `json:"days" minimum:"0" maximum:"36600" doc:"0: as long as the organisation"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, SetPeriod(ctx, c.Org, c.Who(), in.ID, in.Body.Days, func(source string) string {
			return lang.Text(c.Lang, "retention_source."+source, nil)
		})
	})
}

func (m *Module) classes(ctx context.Context, c *httpapi.Call, _ *struct{}) (*classesOut, error) {
	now := c.Org.Now()
	days, err := daysOf(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	everybody, persons, err := held(ctx, c.Org.Read(), now)
	if err != nil {
		return nil, err
	}
	out := &classesOut{}
	out.Body.Items, out.Body.Held, out.Body.NextAt = []Class{}, everybody, moment(tomorrow(c.Org, now))
	for _, k := range m.used() {
		v := classView(c, k, days[k.Name])
		if err := m.due(ctx, c, &v, everybody, persons); err != nil {
			return nil, err
		}
		out.Body.Items = append(out.Body.Items, v)
	}
	return out, nil
}

// used are the classes that some table has.
func (m *Module) used() []keep.Class {
	return slices.DeleteFunc(slices.Clone(keep.Classes), func(k keep.Class) bool {
		return k.From == keep.Life || !slices.ContainsFunc(m.parts.Tables, func(t sqldb.Table) bool { return t.Retention == k.Name })
	})
}

func classView(c *httpapi.Call, k keep.Class, days int) Class {
	v := Class{Name: k.Name, Title: lang.Text(c.Lang, "retention_class."+k.Name, nil), Text: lang.Text(c.Lang, "retention_text."+k.Name, nil),
		Days: days, First: k.Days, Least: k.Least, Suggested: k.Suggested, Fixed: k.Fixed, Can: []string{}}
	if k.Source != "" {
		v.Source = lang.Text(c.Lang, "retention_source."+k.Source, nil)
	}
	if !k.Fixed {
		v.Can = c.Can(anything, map[string]string{"write": Write})
	}
	return v
}

func (m *Module) due(ctx context.Context, c *httpapi.Call, v *Class, everybody bool, persons []string) error {
	if everybody || v.Days == 0 {
		return nil
	}
	for _, g := range m.parts.Purges {
		if g.Class != v.Name || g.Own {
			continue
		}
		d, err := g.Due(ctx, c.Org, before(c.Org.Now(), v.Days), persons)
		if err != nil {
			return err
		}
		v.Rows, v.GoesAt = v.Rows+d.Rows, moment(goes(d.At, v.Days))
	}
	return nil
}

// moment is an optional time of an answer.
func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
