package retention

import (
	"context"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/csvfile"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/ref"
)

func (m *Module) leavingRoutes(s *httpapi.Server) {
	const path = "/people/{id}/leaving"
	httpapi.Handle(s, route("GET", path, "The report on somebody's leaving", Read), func(ctx context.Context, c *httpapi.Call, in *PersonPath) (*struct{ Body Leaving }, error) {
		l, err := m.report(ctx, c, in.ID)
		return &struct{ Body Leaving }{l}, err
	})
	httpapi.Handle(s, route("GET", path+"/file", "The same as a table", Read), m.leavingFile)
}

// leavingFile is the report as a table; it is recorded before the first line goes out.
func (m *Module) leavingFile(ctx context.Context, c *httpapi.Call, in *PersonPath) (*huma.StreamResponse, error) {
	l, err := m.report(ctx, c, in.ID)
	if err != nil {
		return nil, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "retention.leaving.export", Object: ref.To("person", in.ID)})
		return nil
	})
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", "text/csv; charset=utf-8")
		hc.SetHeader("Content-Disposition", `attachment; filename="leaving-`+in.ID+`.csv"`)
		// An error in the middle ends the download short; the browser reports it.
		_ = csvfile.Write(hc.BodyWriter(), func(add func(...string) error) error { return l.lines(c, add) })
	}}, err
}

// lines are the report's rows: of what part it is, what, how many, what became of it,
// when, and the entry of the record.
func (l Leaving) lines(c *httpapi.Call, add func(...string) error) error {
	word := func(key string) string { return lang.Text(c.Lang, "leaving."+key, nil) }
	at := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.In(c.Org.Zone()).Format("2006-01-02 15:04:05")
	}
	rows := [][]string{{word("part"), word("what"), word("count"), word("outcome"), word("at"), word("entry")},
		{word("leaver"), name(c, &l.Person.Somebody), "", name(c, l.By), at(&l.Person.LeftAt), ""}}
	for _, h := range l.Handed {
		became := word("ended")
		if h.Passed {
			became = lang.Text(c.Lang, "leaving.handed_to", map[string]any{"name": name(c, l.Heir)})
		}
		rows = append(rows, []string{word("in_hand"), h.Title, strconv.Itoa(h.Count), became, at(&l.Person.LeftAt), ""})
	}
	if l.Sessions != nil {
		rows = append(rows, []string{word("way_in"), word("sessions"), strconv.Itoa(*l.Sessions), word("ended"), at(l.ShutAt), ""})
	}
	for _, w := range l.Wiped {
		rows = append(rows, []string{word("wiped"), w.Title, strconv.Itoa(w.Rows), "", at(&w.At), ""})
	}
	for _, s := range l.Stays {
		why := s.Source
		if l.Held {
			why = word("held")
		}
		rows = append(rows, []string{word("stays"), s.Title, strconv.FormatInt(s.Rows, 10), why, at(s.StayAt), ""})
	}
	for _, e := range l.Entries {
		rows = append(rows, []string{word("record"), e.Title, "", "", at(&e.At), e.ID})
	}
	for _, r := range rows {
		if err := add(r...); err != nil {
			return err
		}
	}
	return nil
}

// name is how a file in the reader's language calls somebody.
func name(c *httpapi.Call, p *Somebody) string {
	if p == nil {
		return ""
	}
	return org.Names{Name: p.Name, NameZh: p.NameZh}.In(c.Lang)
}
