package moderation

import (
	"context"
	"encoding/json"
	"time"

	"tramway/internal/authz"
	"tramway/internal/desk"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

// Person is somebody of a report.
type Person struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameZh string `json:"name_zh"`
}

// Handed is something that was handed over with a report.
type Handed struct {
	Sender Person    `json:"sender"`
	Text   string    `json:"text"`
	At     time.Time `json:"at"`
}

// ReportView is a report as whoever judges sees it.
type ReportView struct {
	ID        string     `json:"id"`
	Reporter  Person     `json:"reporter"`
	Sender    Person     `json:"sender" doc:"who wrote the message"`
	Cause     string     `json:"cause" enum:"harassment,confidential,unlawful,spam,other"`
	Note      string     `json:"note"`
	Said      []Handed   `json:"said" doc:"up to five messages before it, and the message itself, as they were then"`
	MadeAt    time.Time  `json:"made_at"`
	Outcome   string     `json:"outcome" enum:",dismissed,recalled,warned"`
	DecidedBy *Person    `json:"decided_by,omitempty"`
	DecidedAt *time.Time `json:"decided_at,omitempty"`
}

type reportsOut struct{ Body page.Of[ReportView] }

func (m *Module) reportRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("POST", "/conversations/{id}/messages/{seq}/report", "Report a message to whoever judges, with up to five before it", Report), func(ctx context.Context, c *httpapi.Call, in *struct {
		ID   string `path:"id" maxLength:"40"`
		Seq  int64  `path:"seq" minimum:"1"`
		Body struct {
			Cause string `json:"cause" enum:"harassment,confidential,unlawful,spam,other"`
			Note  string `json:"note,omitempty" maxLength:"1000"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.ReportMessage(ctx, c.Org, c.Who(), in.ID, in.Seq, in.Body.Cause, in.Body.Note)
	})
	httpapi.Handle(s, route("GET", "/moderation/reports", "Reported messages, the open ones or the decided ones", Judge), m.reports)
	httpapi.Handle(s, route("POST", "/moderation/reports/{id}/outcome", "Decide about a report", Judge), func(ctx context.Context, c *httpapi.Call, in *struct {
		ID   string `path:"id" maxLength:"40"`
		Body struct {
			Outcome string `json:"outcome" enum:"dismissed,recalled,warned"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.Decide(ctx, c.Org, c.Who(), in.ID, in.Body.Outcome)
	})
}

func (m *Module) reports(ctx context.Context, c *httpapi.Call, in *struct {
	Cursor  string `query:"cursor" maxLength:"1000"`
	Limit   int    `query:"limit" minimum:"0" maximum:"200"`
	Decided bool   `query:"decided" doc:"those that are over"`
}) (*reportsOut, error) {
	last, limit := "~", page.Limit(in.Limit)
	if err := page.Decode(in.Cursor, &last); err != nil {
		return nil, err
	}
	rows, err := sqldb.All[report](ctx, c.Org.Read(), `SELECT `+reportCols+` FROM {o}.moderation_reports WHERE (outcome<>'')=? AND id < ? ORDER BY id DESC LIMIT ?`, in.Decided, last, limit+1)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(r report) string { return r.ID })
	views, err := m.views(ctx, c, cut.Items)
	return &reportsOut{page.Of[ReportView]{Items: views, Next: cut.Next}}, err
}

func (m *Module) views(ctx context.Context, c *httpapi.Call, rows []report) ([]ReportView, error) {
	var ids []string
	said := make([][]Said, len(rows))
	for i, r := range rows {
		if err := json.Unmarshal([]byte(r.Said.V), &said[i]); err != nil {
			return nil, err
		}
		ids = append(ids, r.Reporter, r.Sender, r.DecidedBy)
		for _, s := range said[i] {
			ids = append(ids, s.Sender)
		}
	}
	names, err := m.people.Names(ctx, c.Org.Read(), ids)
	person := func(id string) Person { return Person{id, names[id].Name, names[id].NameZh} }
	out := make([]ReportView, len(rows))
	for i, r := range rows {
		v := ReportView{ID: r.ID, Reporter: person(r.Reporter), Sender: person(r.Sender), Cause: r.Cause, Note: r.Note.V, Said: []Handed{}, MadeAt: r.MadeAt.Time(), Outcome: r.Outcome}
		for _, s := range said[i] {
			v.Said = append(v.Said, Handed{person(s.Sender), s.Text, s.At})
		}
		if r.DecidedAt > 0 {
			by, at := person(r.DecidedBy), r.DecidedAt.Time()
			v.DecidedBy, v.DecidedAt = &by, &at
		}
		out[i] = v
	}
	return out, err
}

// Desk is what waits for whoever judges.
func (m *Module) Desk() desk.Parts { return desk.Parts{Work: []desk.Work{m.work}} }

func (m *Module) work(ctx context.Context, c *httpapi.Call) ([]desk.Item, error) {
	if c.Allow(Judge, authz.Resource{}) != nil {
		return nil, nil
	}
	n, err := sqldb.One[int](ctx, c.Org.Read(), `SELECT count(*) FROM {o}.moderation_reports WHERE outcome=''`)
	if err != nil || n == 0 {
		return nil, err
	}
	return []desk.Item{{Ref: "organisation:" + c.Org.ID, Kind: "reports", Title: lang.Text(c.Lang, "work.reports", map[string]any{"count": n}),
		Count: n, At: c.Org.Now(), Link: "/admin/messages/moderation"}}, nil
}

func shown(n Name, language string) string {
	if n.NameZh != "" && (language != lang.English || n.Name == "") {
		return n.NameZh
	}
	return n.Name
}
