package ding

import (
	"context"
	"encoding/csv"
	"io"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/page"
	"tramway/internal/ref"
)

// Taken is one step to one receiver.
type Taken struct {
	Channel string     `json:"channel" enum:"push,mail,sms,voice"`
	State   string     `json:"state" enum:"waiting,trying,done,failed,skipped,unknown"`
	Cause   string     `json:"cause" enum:",down,error,refused,no_device,no_address,no_number,no_answer,crashed,off,ended,answered" doc:"why it failed, was skipped or waits"`
	Tries   int        `json:"tries"`
	At      time.Time  `json:"at"`
	NextAt  *time.Time `json:"next_at" doc:"of a step that waits to be tried again"`
}

// Receiver is a row of the sender's table.
type Receiver struct {
	Person      Person     `json:"person"`
	State       string     `json:"state" enum:"waiting,delivered,seen,confirmed,failed,left"`
	Quiet       bool       `json:"quiet" doc:"waits for the end of quiet hours"`
	NextAt      *time.Time `json:"next_at" doc:"when the next step is due"`
	DeliveredAt *time.Time `json:"delivered_at"`
	SeenAt      *time.Time `json:"seen_at"`
	ConfirmedAt *time.Time `json:"confirmed_at"`
	Steps       []Taken    `json:"steps"`
}

type receiversOut struct{ Body page.Of[Receiver] }

func (m *Module) senderRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/dings/{id}/receivers", "How far each receiver came", Send), func(ctx context.Context, c *httpapi.Call, in *struct {
		Path
		State  string `query:"state" enum:",waiting,delivered,seen,confirmed,failed,left"`
		Cursor string `query:"cursor" maxLength:"1000"`
		Limit  int    `query:"limit" minimum:"0" maximum:"200"`
	}) (*receiversOut, error) {
		if _, err := own(ctx, c, in.ID); err != nil {
			return nil, err
		}
		after, limit := "", page.Limit(in.Limit)
		if err := page.Decode(in.Cursor, &after); err != nil {
			return nil, err
		}
		rows, err := store.Receivers(ctx, c.Org.Read(), in.ID, in.State, after, limit+1)
		if err != nil {
			return nil, err
		}
		cut := page.Cut(rows, limit, func(r store.Receiver) string { return r.Person })
		views, err := m.receiverViews(ctx, c.Org, in.ID, cut.Items)
		return &receiversOut{page.Of[Receiver]{Items: views, Next: cut.Next}}, err
	})
	httpapi.Handle(s, route("POST", "/dings/{id}/cancel", "Chase nobody any more", Send), func(ctx context.Context, c *httpapi.Call, in *Path) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Cancel(ctx, c.Org, c.Who(), in.ID)
	})
	httpapi.Handle(s, route("GET", "/dings/{id}/export", "The table of receivers as CSV", Send), m.export)
}

// own is a notice that its reader sent.
func own(ctx context.Context, c *httpapi.Call, id string) (store.Ding, error) {
	d, err := store.ByID(ctx, c.Org.Read(), id)
	if err == nil && (d == nil || d.Sender != c.Person()) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return store.Ding{}, err
	}
	return *d, nil
}

func (m *Module) receiverViews(ctx context.Context, o *org.Org, id string, rows []store.Receiver) ([]Receiver, error) {
	persons := make([]string, len(rows))
	for i, r := range rows {
		persons[i] = r.Person
	}
	names, err := m.cfg.People.Names(ctx, o.Read(), persons)
	if err != nil {
		return nil, err
	}
	tries, err := store.TriesOf(ctx, o.Read(), id, persons)
	by := map[string][]Taken{}
	for _, t := range tries {
		by[t.Person] = append(by[t.Person], Taken{t.Channel, t.State, t.Cause, t.Tries, t.At.Time(), moment(t.NextAt)})
	}
	out := make([]Receiver, len(rows))
	for i, r := range rows {
		out[i] = Receiver{Person: personOf(r.Person, names[r.Person]), State: r.State, Quiet: r.Quiet, NextAt: moment(r.NextAt), DeliveredAt: moment(r.DeliveredAt),
			SeenAt: moment(r.SeenAt), ConfirmedAt: moment(r.ConfirmedAt), Steps: append([]Taken{}, by[r.Person]...)}
	}
	return out, err
}

// export gives the whole table once that is in the record: a thousand rows at most.
func (m *Module) export(ctx context.Context, c *httpapi.Call, in *Path) (*huma.StreamResponse, error) {
	d, err := own(ctx, c, in.ID)
	if err != nil {
		return nil, err
	}
	rows, err := store.Receivers(ctx, c.Org.Read(), d.ID, "", "", rules.MaxReceivers)
	if err != nil {
		return nil, err
	}
	views, err := m.receiverViews(ctx, c.Org, d.ID, rows)
	if err != nil {
		return nil, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "ding.export", Object: ref.To("ding", d.ID)})
		return nil
	})
	if err != nil {
		return nil, err
	}
	zone, l := c.Org.Zone(), c.Lang
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", "text/csv; charset=utf-8")
		hc.SetHeader("Content-Disposition", `attachment; filename="ding.csv"`)
		// An error in the middle ends the download short; the browser reports it.
		_ = writeCSV(hc.BodyWriter(), views, l, zone)
	}}, nil
}

func writeCSV(w io.Writer, rows []Receiver, l string, zone *time.Location) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil { // or a spreadsheet guesses another encoding
		return err
	}
	word := func(key string) string { return lang.Text(l, "ding.csv."+key, nil) }
	at := func(t *time.Time) string {
		if t == nil {
			return ""
		}
		return t.In(zone).Format("2006-01-02 15:04:05")
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	_ = out.Write([]string{word("name"), word("name_zh"), word("state"), word("delivered"), word("seen"), word("confirmed"), word("steps")}) // Flush tells
	for _, r := range rows {
		steps := []string{}
		for _, s := range r.Steps {
			steps = append(steps, word("channel_"+s.Channel)+": "+word("try_"+s.State))
		}
		_ = out.Write([]string{plain(r.Person.Name), plain(r.Person.NameZh), word("state_" + r.State), at(r.DeliveredAt), at(r.SeenAt), at(r.ConfirmedAt), strings.Join(steps, "; ")})
	}
	out.Flush()
	return out.Error()
}

// plain keeps a spreadsheet from taking a name for a formula.
func plain(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
