package ding

import (
	"context"
	"strings"
	"time"

	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Message names the message that a notice is about.
type Message struct {
	Conversation string `json:"conversation_id" maxLength:"40"`
	Seq          int64  `json:"seq" minimum:"1"`
}

type sendIn struct {
	Body struct {
		Text        string       `json:"text" maxLength:"4000" doc:"at most 500 characters"`
		Persons     []string     `json:"person_ids,omitempty" maxItems:"1000"`
		Departments []string     `json:"department_ids,omitempty" maxItems:"100" doc:"whoever is in them when it is sent"`
		Groups      []string     `json:"conversation_ids,omitempty" maxItems:"20" doc:"groups of the reader: whoever is in them when it is sent"`
		Unread      bool         `json:"unread,omitempty" doc:"whoever has not read the message when it is sent, up to a thousand receivers in all"`
		Message     *Message     `json:"message,omitempty"`
		Urgent      bool         `json:"urgent,omitempty" doc:"passes quiet hours, where the organisation allows that"`
		Confirm     bool         `json:"confirm,omitempty" doc:"seen is not enough"`
		Steps       []rules.Step `json:"steps,omitempty" maxItems:"4"`
		Repeat      int          `json:"repeat_minutes,omitempty" minimum:"0" maximum:"60" doc:"0: never; 5 to 60: until confirmed, at most a day"`
		At          *time.Time   `json:"send_at,omitempty" doc:"absent or past: now"`
	}
}

// Channel is a step that can be taken here.
type Channel struct {
	Name string `json:"name" enum:"push,mail,sms,voice"`
	On   bool   `json:"on" doc:"this installation has what it needs"`
	Paid bool   `json:"paid" doc:"costs the organisation money each time"`
}

type optionsOut struct {
	Body struct {
		Channels []Channel `json:"channels"`
		Left     int       `json:"left" doc:"how many the reader may still send within 24 hours"`
		PerDay   int       `json:"per_day"`
		Urgent   bool      `json:"urgent_passes" doc:"the organisation lets what is urgent pass quiet hours"`
		Asked    []Asked   `json:"asked" doc:"the persons asked about of whom the reader knows"`
		Unread   *Unread   `json:"unread,omitempty" doc:"of the message asked about"`
	}
}

// Unread is whom a notice reaches of those who have not read a message.
type Unread struct {
	Count     int `json:"count" doc:"have not read it, and could"`
	Receivers int `json:"receivers" doc:"of them whom the reader may chase, as many as a notice goes to"`
}

// Asked is a person asked about.
type Asked struct {
	Person
	May bool `json:"may" doc:"the reader may chase them"`
}

// Rules are what an organisation allows.
type Rules struct {
	PerDay int `json:"per_day" minimum:"0" maximum:"1000" doc:"how many a person sends in 24 hours"`
}

type rulesBody struct{ Body Rules }

func (m *Module) sendRoutes(s *httpapi.Server) {
	add := route("POST", "/dings", "Send an urgent notice that chases", Send)
	add.Status = 201
	httpapi.Handle(s, add, func(ctx context.Context, c *httpapi.Call, in *sendIn) (*oneOut, error) {
		id, err := m.PutOut(ctx, c, in.draft())
		if err != nil {
			return nil, err
		}
		return m.one(ctx, c, &Path{id})
	})
	httpapi.Handle(s, route("GET", "/ding-options", "What I can send, and to whom I can't", Send), m.options)
	httpapi.Handle(s, route("GET", "/ding-rules", "What this organisation allows", Use), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*rulesBody, error) {
		n, err := store.PerDay(ctx, c.Org.Read(), PerDay)
		return &rulesBody{Rules{n}}, err
	})
	httpapi.Handle(s, route("PUT", "/ding-rules", "Change what is allowed", Govern), func(ctx context.Context, c *httpapi.Call, in *rulesBody) (*rulesBody, error) {
		return in, SetRules(ctx, c.Org, c.Who(), in.Body)
	})
}

func (in *sendIn) draft() Draft {
	b := in.Body
	d := Draft{Text: b.Text, Persons: b.Persons, Departments: b.Departments, Groups: b.Groups, Unread: b.Unread, Urgent: b.Urgent, Confirm: b.Confirm, Steps: b.Steps, Repeat: b.Repeat}
	if b.Message != nil {
		d.Conversation, d.Seq = b.Message.Conversation, b.Message.Seq
	}
	if b.At != nil {
		d.At = b.At.Truncate(time.Minute)
	}
	return d
}

func (m *Module) options(ctx context.Context, c *httpapi.Call, in *struct {
	To           string `query:"to" maxLength:"8000" doc:"persons, with commas between"`
	Conversation string `query:"unread_in" maxLength:"40" doc:"with unread_seq: how many have not read a message there"`
	Seq          int64  `query:"unread_seq" minimum:"0"`
}) (*optionsOut, error) {
	out := &optionsOut{}
	for _, name := range rules.Channels {
		out.Body.Channels = append(out.Body.Channels, Channel{name, m.carries(name), rules.Paid(name)})
	}
	most, err := store.PerDay(ctx, c.Org.Read(), PerDay)
	if err != nil {
		return nil, err
	}
	sent, err := store.SentSince(ctx, c.Org.Read(), c.Person(), sqldb.At(c.Org.Now().Add(-24*time.Hour)))
	if err != nil {
		return nil, err
	}
	out.Body.PerDay, out.Body.Left, out.Body.Asked = most, max(most-sent, 0), []Asked{}
	if out.Body.Urgent, err = m.cfg.Quiet.UrgentPasses(ctx, c.Org.Read()); err != nil {
		return out, err
	}
	if in.Conversation != "" {
		if out.Body.Unread, err = m.howMany(ctx, c, Message{in.Conversation, in.Seq}); err != nil {
			return nil, err
		}
	}
	if in.To == "" {
		return out, nil
	}
	out.Body.Asked, err = m.asked(ctx, c, strings.Split(in.To, ","))
	return out, err
}

// howMany says whom a notice to those who have not read a message reaches.
func (m *Module) howMany(ctx context.Context, c *httpapi.Call, about Message) (*Unread, error) {
	all, err := m.cfg.Messages.DingUnread(ctx, c, about.Conversation, about.Seq)
	if err != nil {
		return nil, err
	}
	reached, err := m.resolve(ctx, c, store.Targets{Unread: true}, about)
	return &Unread{len(all), len(reached)}, err
}

// asked says who some persons are and whether they may be chased; of whom the reader does
// not see there is nothing.
func (m *Module) asked(ctx context.Context, c *httpapi.Call, ids []string) ([]Asked, error) {
	if len(ids) > 250 {
		return nil, fault.Bad("query.to", "too_many", fault.Args{"max": 250})
	}
	may, err := m.cfg.Matrix.May(ctx, c, c.Person(), ids)
	if err != nil {
		return nil, err
	}
	names, err := m.cfg.People.Names(ctx, c.Org.Read(), ids)
	out := []Asked{}
	for _, id := range ids {
		if n, there := names[id]; there && may[id] {
			out = append(out, Asked{personOf(id, n), true})
		} else {
			out = append(out, Asked{Person{ID: id}, false})
		}
	}
	return out, err
}

// SetRules changes what is allowed.
func SetRules(ctx context.Context, o *org.Org, who org.Who, r Rules) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := store.PerDay(tx.Ctx, tx, PerDay)
		if err != nil || before == r.PerDay {
			return err
		}
		tx.Record(org.Entry{Action: "ding.rules.set", Object: ref.To("organisation", o.ID), Before: Rules{before}, After: r})
		return store.SetPerDay(tx.Ctx, tx, r.PerDay)
	})
}
