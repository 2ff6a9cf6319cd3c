package notify

import (
	"context"
	"fmt"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/push"
	"tramway/internal/sqldb"
)

// Browser is one to which notifications are pushed.
type Browser struct {
	ID       string     `json:"id"`
	Device   string     `json:"device"`
	Here     bool       `json:"current" doc:"of the session that asks"`
	AddedAt  time.Time  `json:"added_at"`
	PushedAt *time.Time `json:"pushed_at" doc:"when it was last pushed to"`
}

type pushOut struct {
	Body struct {
		Key      string    `json:"public_key" doc:"what a browser subscribes with (RFC 8292); empty: nothing is pushed here"`
		Browsers []Browser `json:"browsers"`
		HideText bool      `json:"hide_text"`
	}
}

type subscribeIn struct {
	Body struct {
		Endpoint string `json:"endpoint" maxLength:"2048"`
		P256dh   string `json:"p256dh" maxLength:"200"`
		Auth     string `json:"auth" maxLength:"100"`
	}
}

// QuietHours are somebody's own, as the page sees them.
type QuietHours struct {
	On   bool   `json:"on"`
	From string `json:"from" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" doc:"22:00, in the organisation's time zone"`
	To   string `json:"to" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" doc:"not after from: on the next day"`
	Days []int  `json:"days" maxItems:"7" doc:"on which they begin; 0 is Sunday"`
}

type quietBody struct{ Body QuietHours }

// ChoicesView is what somebody chose, and whether this installation has mail at all.
type ChoicesView struct {
	Choices
	Mails bool `json:"mail" doc:"this installation sends mail"`
}

type choicesOut struct{ Body ChoicesView }

type rulesBody struct{ Body Rules }

func (m *Module) pushRoutes(s *httpapi.Server) {
	route := func(method, path, summary, action string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}" + path, Summary: summary, Tag: "Notices", Action: action}
	}
	httpapi.Handle(s, route("GET", "/push", "Browsers to which my notifications are pushed", Use), m.browsers)
	add := route("POST", "/push/browsers", "Push my notifications to this browser", Use)
	add.Status = 201
	httpapi.Handle(s, add, func(ctx context.Context, c *httpapi.Call, in *subscribeIn) (*struct {
		Body struct {
			ID string `json:"id"`
		}
	}, error) {
		out := &struct {
			Body struct {
				ID string `json:"id"`
			}
		}{}
		var err error
		out.Body.ID, err = m.Subscribe(ctx, c.Org, c.Who(), push.Subscription{Endpoint: in.Body.Endpoint, P256dh: in.Body.P256dh, Auth: in.Body.Auth}, c.Lang)
		return out, err
	})
	httpapi.Handle(s, route("DELETE", "/push/browsers/{id}", "Push nothing to a browser of mine any more", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		ID string `path:"id" maxLength:"40"`
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, Unsubscribe(ctx, c.Org, c.Who(), in.ID)
	})
	httpapi.Handle(s, route("GET", "/quiet-hours", "When I don't want to be disturbed", Use), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*quietBody, error) {
		all, err := Quiet(ctx, c.Org.Read(), []string{c.Person()})
		return &quietBody{quietView(all[c.Person()])}, err
	})
	httpapi.Handle(s, route("PUT", "/quiet-hours", "Say when I don't want to be disturbed", Use), func(ctx context.Context, c *httpapi.Call, in *quietBody) (*quietBody, error) {
		h := in.Body.hours()
		return &quietBody{quietView(h)}, SetQuiet(ctx, c.Org, c.Who(), h)
	})
	httpapi.Handle(s, route("GET", "/notification-choices", "How I hear of messages", Use), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*choicesOut, error) {
		chosen, err := ChoicesOf(ctx, c.Org.Read(), c.Person())
		return &choicesOut{ChoicesView{chosen, m.cfg.Mail != nil}}, err
	})
	httpapi.Handle(s, route("PUT", "/notification-choices", "Choose how I hear of messages", Use), func(ctx context.Context, c *httpapi.Call, in *struct{ Body Choices }) (*choicesOut, error) {
		return &choicesOut{ChoicesView{in.Body, m.cfg.Mail != nil}}, SetChoices(ctx, c.Org, c.Who(), in.Body, c.Lang)
	})
	httpapi.Handle(s, route("GET", "/notification-rules", "What this organisation allows notifications", Use), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*rulesBody, error) {
		r, err := RulesOf(ctx, c.Org.Read())
		return &rulesBody{r}, err
	})
	httpapi.Handle(s, route("PUT", "/notification-rules", "Change what notifications are allowed", Govern), func(ctx context.Context, c *httpapi.Call, in *rulesBody) (*rulesBody, error) {
		return in, SetRules(ctx, c.Org, c.Who(), in.Body)
	})
}

func (m *Module) browsers(ctx context.Context, c *httpapi.Call, _ *struct{}) (*pushOut, error) {
	rows, err := sqldb.All[browser](ctx, c.Org.Read(), `SELECT `+browserCols+` FROM {o}.push_subscriptions WHERE person=? ORDER BY id DESC`, c.Person())
	if err != nil {
		return nil, err
	}
	out := &pushOut{}
	if m.cfg.Push != nil {
		out.Body.Key = m.cfg.Push.PublicKey()
	}
	out.Body.Browsers = make([]Browser, len(rows))
	for i, b := range rows {
		out.Body.Browsers[i] = Browser{ID: b.ID, Device: b.Device, Here: b.Session == c.Session.ID, AddedAt: b.AddedAt.Time()}
		if b.PushedAt > 0 {
			at := b.PushedAt.Time()
			out.Body.Browsers[i].PushedAt = &at
		}
	}
	r, err := RulesOf(ctx, c.Org.Read())
	out.Body.HideText = r.HideText
	return out, err
}

func (q QuietHours) hours() (h Hours) {
	if !q.On {
		return h
	}
	h.From, h.To = minuteOf(q.From), minuteOf(q.To)
	for _, d := range q.Days {
		if d >= 0 && d < 7 {
			h.Days |= 1 << d
		}
	}
	return h
}

// minuteOf reads a time of day whose pattern was checked.
func minuteOf(s string) int {
	t, _ := time.Parse("15:04", s)
	return t.Hour()*60 + t.Minute()
}

func quietView(h Hours) QuietHours {
	if h.Days == 0 {
		return QuietHours{From: "22:00", To: "08:00", Days: []int{0, 1, 2, 3, 4, 5, 6}}
	}
	clockOf := func(m int) string { return fmt.Sprintf("%02d:%02d", m/60, m%60) }
	q := QuietHours{On: true, From: clockOf(h.From), To: clockOf(h.To), Days: []int{}}
	for d := range 7 {
		if h.Days>>d&1 == 1 {
			q.Days = append(q.Days, d)
		}
	}
	return q
}
