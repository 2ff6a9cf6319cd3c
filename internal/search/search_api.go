package search

import (
	"context"
	"slices"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/id"
	"tramway/internal/page"
	"tramway/internal/search/internal/rules"
	"tramway/internal/search/internal/store"
)

// HitMark is a stretch of a text: characters (code points) from, up to but without to.
type HitMark struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// MessageHit is a message that was found.
type MessageHit struct {
	Conversation string    `json:"conversation_id"`
	Title        string    `json:"conversation" doc:"what the conversation is called; empty if it has no name"`
	Seq          int64     `json:"seq" doc:"its place: the page opens the conversation there"`
	Sender       string    `json:"sender_id"`
	SenderName   string    `json:"sender_name"`
	SenderNameZh string    `json:"sender_name_zh"`
	Picture      string    `json:"sender_picture"`
	Outside      *string   `json:"sender_outside,omitempty" doc:"the company of a sender from outside; absent: a colleague"`
	At           time.Time `json:"at"`
	Text         string    `json:"text" doc:"the stretch around the first mark"`
	Marks        []HitMark `json:"marks" doc:"where the words stand in it, in order"`
	Cut          bool      `json:"cut" doc:"the message goes on before the text"`
	More         bool      `json:"more" doc:"the message goes on after it"`
	Attached     []string  `json:"attached" doc:"kinds of what it carries: file, image, voice, location, contact"`
}

type searchIn struct {
	Q      string   `query:"q" maxLength:"200" doc:"all words are found; words in quotes as they stand; Chinese from one character, in either script"`
	From   string   `query:"from" maxLength:"40" doc:"a person"`
	In     string   `query:"in" maxLength:"40" doc:"a conversation"`
	Since  string   `query:"since" maxLength:"10" doc:"from this day on, as 2026-11-22, in Hong Kong"`
	Until  string   `query:"until" maxLength:"10" doc:"up to and with this day"`
	Type   string   `query:"type" enum:"text" default:"text"`
	Has    []string `query:"has" maxItems:"8" enum:"link,mention,reaction,file,image,voice,location,contact" doc:"mention: of whoever asks, or of all"`
	Cursor string   `query:"cursor" maxLength:"200"`
	Limit  int      `query:"limit" minimum:"0" maximum:"50" default:"20"`
}

type foundOut struct {
	Body struct {
		page.Of[MessageHit]
		LookedTo *time.Time `json:"looked_to,omitempty" doc:"the answer is shorter than asked, for it took long: next goes on from this moment back"`
		MadeTo   *time.Time `json:"made_to,omitempty" doc:"the index is being made: what was said before this moment is not found yet"`
	}
}

func (m *Module) routes(s *httpapi.Server) {
	route := func(method, path, summary, action string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "Search", Action: action}
	}
	httpapi.Handle(s, route("GET", "/search/messages", "Find messages that I may read", Use), m.messages)
	httpapi.Handle(s, route("POST", "/search/rebuild", "Make the index of messages anew", Govern), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Rebuild(ctx, c.Org, c.Who())
	})
}

func (m *Module) messages(ctx context.Context, c *httpapi.Call, in *searchIn) (*foundOut, error) {
	a := Asked{Text: in.Q, Sender: in.From, Room: in.In, Has: in.Has, Limit: page.Limit(in.Limit)}
	if err := page.Decode(in.Cursor, &a.Before); err != nil {
		return nil, err
	}
	var bad fault.Fields
	a.Since = day(&bad, "query.since", in.Since, c.Org.Zone(), 0)
	a.Until = day(&bad, "query.until", in.Until, c.Org.Zone(), 1)
	if err := bad.Err(); err != nil {
		return nil, err
	}
	found, err := m.Ask(ctx, c.Org.Read(), c.Person(), a)
	if err != nil {
		return nil, err
	}
	out := &foundOut{}
	if out.Body.Items, err = m.shown(ctx, c, found.Hits); err != nil {
		return nil, err
	}
	if found.Next > 0 {
		out.Body.Next = page.Encode(found.Next)
	}
	if !found.Looked.IsZero() {
		out.Body.LookedTo = &found.Looked
	}
	out.Body.MadeTo, err = madeTo(ctx, c)
	return out, err
}

// day reads a day of the organisation's calendar; plus days later.
func day(bad *fault.Fields, field, text string, zone *time.Location, plus int) time.Time {
	if text == "" {
		return time.Time{}
	}
	at, err := time.ParseInLocation(time.DateOnly, text, zone)
	if err != nil {
		bad.Add(field, "date")
		return time.Time{}
	}
	return at.AddDate(0, 0, plus)
}

// madeTo is from when on messages are found; nil if all are.
func madeTo(ctx context.Context, c *httpapi.Call) (*time.Time, error) {
	p, err := store.Made(ctx, c.Org.Read())
	if err != nil || p.Done && p.Version == indexVersion {
		return nil, err
	}
	at, err := id.Time(p.Upto)
	if err != nil {
		at = c.Org.Now() // nothing is made yet
	}
	return &at, nil
}

// snippet is how many characters of a message are shown.
const snippet = 160

// shown completes hits for the page in two more queries, whatever their number.
func (m *Module) shown(ctx context.Context, c *httpapi.Call, hits []Hit) ([]MessageHit, error) {
	persons, rooms := []string{}, []string{}
	for _, h := range hits {
		persons, rooms = append(persons, h.Sender), append(rooms, h.Conversation)
	}
	out := make([]MessageHit, len(hits))
	if len(hits) == 0 {
		return out, nil
	}
	names, err := m.people.Names(ctx, c.Org.Read(), persons)
	if err != nil {
		return nil, err
	}
	titles, err := m.source.Titles(ctx, c, rooms)
	for i, h := range hits {
		s, n := rules.Cut(h.Text, h.Marks, snippet), names[h.Sender]
		out[i] = MessageHit{Conversation: h.Conversation, Title: titles[h.Conversation], Seq: h.Seq, Sender: h.Sender, SenderName: n.Name, SenderNameZh: n.NameZh,
			Picture: n.Picture, Outside: n.Outside, At: h.At.Time(), Text: s.Text, Marks: make([]HitMark, len(s.Marks)), Cut: s.Cut, More: s.More, Attached: slices.Compact(slices.Sorted(slices.Values(h.Attached)))}
		for j, mark := range s.Marks {
			out[i].Marks[j] = HitMark(mark)
		}
	}
	return out, err
}
