// Package statute is the page Law of the administrator's console: the tables in
// force on a day with their sources, what changes next, and a calculator for each
// topic that shows its working. Its page is web/src/modules/law.
//
// What it promises: nothing asked here is stored, because facts about wages and
// illness belong to people; every text comes in the reader's language.
//
// Floor: 5
package statute

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"tramway/internal/authz"
	"tramway/internal/civil"
	"tramway/internal/clock"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/law"
	"tramway/internal/law/check"
	"tramway/internal/law/mainland"
)

// Read is the action of looking law up.
const Read = "law.read"

// Actions and who has them at first.
var Actions = []authz.Action{{Name: Read, Roles: []authz.Role{authz.Administrator, authz.Manager}}, {Name: Days, Roles: authz.Roles}}

// Row is one state of one table.
type Row struct {
	From   string                     `json:"from"`
	Until  string                     `json:"until" doc:"empty while no end is known"`
	Source string                     `json:"source"`
	Status string                     `json:"status"`
	Values map[string]json.RawMessage `json:"values"`
}

// Table is one table on the day asked.
type Table struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Rules  string `json:"rules" enum:"hk,mainland"`
	Row    Row    `json:"row"`
	Next   *Row   `json:"next"`
	Review string `json:"review" doc:"when to look for a change that is expected; may be empty"`
}

// Topic is one question the calculator answers.
type Topic struct {
	Name  string         `json:"name"`
	Title string         `json:"title"`
	Rules string         `json:"rules"`
	Keys  []law.GivenKey `json:"keys"`
}

// Line is one step of a computation in the reader's language.
type Line struct {
	Text   string `json:"text"`
	Source string `json:"source"`
}

type tablesOut struct {
	Body struct {
		On    string  `json:"on"`
		Items []Table `json:"items"`
	}
}

type topicsOut struct {
	Body struct {
		Items []Topic `json:"items"`
	}
}

type askOut struct {
	Body struct {
		Figures map[string]any `json:"figures"`
		Working []Line         `json:"working"`
	}
}

// Organisations knows which of them have shown who they are.
type Organisations interface {
	Proved(ctx context.Context, org string) (bool, error)
}

// Register adds the routes. Reading tables is free; before an organisation has shown
// who it is nothing is computed for it (F136).
func Register(s *httpapi.Server, all Organisations) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/law" + path, Summary: summary, Tag: "Law", Action: Read}
	}
	httpapi.Handle(s, route("GET", "/tables", "The tables of law in force on a day"), tables)
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/o/{org}/law/days", Summary: "Which of the next days are worked", Tag: "Law", Action: Days}, days)
	httpapi.Handle(s, route("GET", "/topics", "What the calculator answers"), topics)
	httpapi.Handle(s, route("POST", "/topics/{topic}", "Compute one question, with its working"),
		func(ctx context.Context, c *httpapi.Call, in *question) (*askOut, error) {
			proved, err := all.Proved(ctx, c.Org.ID)
			if err == nil && !proved {
				err = fault.New(fault.Denied, "not_verified_law")
			}
			if err != nil {
				return nil, err
			}
			return ask(c, in)
		})
}

func tables(_ context.Context, c *httpapi.Call, in *struct {
	On string `query:"on" maxLength:"10" doc:"YYYY-MM-DD; absent: today in Hong Kong"`
}) (*tablesOut, error) {
	if in.On == "" {
		in.On = c.Org.Now().In(clock.HongKong).Format(time.DateOnly)
	}
	on, err := civil.Parse(in.On)
	if err != nil {
		return nil, fault.Bad("query.on", "date_time")
	}
	out := &tablesOut{}
	out.Body.On, out.Body.Items = in.On, []Table{}
	for _, t := range law.On(on) {
		out.Body.Items = append(out.Body.Items, table(t, "hk", c.Lang))
	}
	for _, t := range law.InForceOf(mainland.Tables(), on) {
		out.Body.Items = append(out.Body.Items, table(t, "mainland", c.Lang))
	}
	return out, nil
}

func table(t law.InForce, rules, lang string) Table {
	v := Table{ID: t.Table, Title: law.Phrase(lang, t.Title), Rules: rules, Row: row(t.Row.From, t.Row.Until, t.Row.Source, t.Row.Status, lang)}
	v.Row.Values = t.Row.Values
	if t.Next != nil {
		next := row(t.Next.From, t.Next.Until, t.Next.Source, t.Next.Status, lang)
		next.Values = t.Next.Values
		v.Next = &next
	}
	if !t.Review.IsZero() {
		v.Review = t.Review.String()
	}
	return v
}

func row(from, until civil.Date, source, status, lang string) Row {
	r := Row{From: from.String(), Source: law.Phrase(lang, "source."+source), Status: law.Phrase(lang, "status."+status)}
	if !until.IsZero() {
		r.Until = until.String()
	}
	return r
}

func topics(_ context.Context, c *httpapi.Call, _ *struct{}) (*topicsOut, error) {
	out := &topicsOut{}
	for _, t := range law.Topics() {
		out.Body.Items = append(out.Body.Items, Topic{t.Name, law.Phrase(c.Lang, t.Title), t.Rules, law.KeysIn(t.Keys, c.Lang)})
	}
	return out, nil
}

type question struct {
	Topic string `path:"topic" maxLength:"80"`
	Body  struct {
		Given json.RawMessage `json:"given" doc:"an object with the topic's keys"`
	}
}

func ask(c *httpapi.Call, in *question) (*askOut, error) {
	a, err := check.Ask(in.Topic, in.Body.Given)
	var bad *law.InputError
	switch {
	case errors.As(err, &bad) && bad.Code == law.CodeUnknownTopic:
		return nil, fault.New(fault.NotFound, "not_found")
	case errors.As(err, &bad):
		return nil, fault.Bad("body.given."+bad.Field, "law_input", fault.Args{"text": bad.Text(c.Lang)})
	case errors.Is(err, check.ErrJSON):
		return nil, fault.Bad("body.given", "invalid_value")
	case err != nil:
		return nil, err
	}
	out := &askOut{}
	out.Body.Figures, out.Body.Working = a.Figures, []Line{}
	for _, l := range a.Working {
		out.Body.Working = append(out.Body.Working, Line{l.Text(c.Lang), l.SourceText(c.Lang)})
	}
	return out, nil
}
