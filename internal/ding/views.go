package ding

import (
	"context"
	"time"

	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Person is how somebody is shown.
type Person struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	NameZh  string `json:"name_zh"`
	Title   string `json:"title"`
	Picture string `json:"picture"`
}

// Counts say how far a notice came: each receiver counts once.
type Counts struct {
	Waiting   int `json:"waiting"`
	Delivered int `json:"delivered"`
	Seen      int `json:"seen"`
	Confirmed int `json:"confirmed"`
	Failed    int `json:"failed"`
	Left      int `json:"left"`
}

// Own is how far a notice came with its reader.
type Own struct {
	State   string     `json:"state" enum:"waiting,delivered,seen,confirmed,failed,left"`
	Open    bool       `json:"open" doc:"waits for an answer"`
	Laters  int        `json:"laters_left"`
	AgainAt *time.Time `json:"again_at" doc:"when it shows again that was put off"`
}

// Ding is a notice as the page sees it.
type Ding struct {
	ID        string       `json:"id"`
	Sender    Person       `json:"sender"`
	Text      string       `json:"text"`
	Message   string       `json:"message" doc:"link to the message it is about, below the organisation's address; empty: none that the reader sees"`
	Urgent    bool         `json:"urgent"`
	Confirm   bool         `json:"confirm" doc:"seen is not enough"`
	Steps     []rules.Step `json:"steps"`
	Repeat    int          `json:"repeat_minutes"`
	State     string       `json:"state" enum:"scheduled,chasing,done,cancelled"`
	SendAt    time.Time    `json:"send_at"`
	EndsAt    *time.Time   `json:"ends_at" doc:"when chasing ends at the latest"`
	EndedAt   *time.Time   `json:"ended_at"`
	Receivers int          `json:"receivers"`
	Counts    *Counts      `json:"counts,omitempty" doc:"for its sender"`
	Own       *Own         `json:"own,omitempty" doc:"for a receiver"`
	Can       []string     `json:"can" doc:"cancel"`
}

func moment(at sqldb.Micros) *time.Time {
	if at == 0 {
		return nil
	}
	t := at.Time()
	return &t
}

func personOf(id string, n Name) Person { return Person{id, n.Name, n.NameZh, n.Title, n.Picture} }

func viewOf(d store.Ding, sender Name) Ding {
	v := Ding{ID: d.ID, Sender: personOf(d.Sender, sender), Text: d.Body.V, Urgent: d.Urgent, Confirm: d.Confirm, Steps: d.Steps.V, Repeat: d.Repeat, State: d.State,
		SendAt: d.SendAt.Time(), EndsAt: moment(d.EndsAt), EndedAt: moment(d.EndedAt), Receivers: d.Receivers, Can: []string{}}
	if v.Steps == nil {
		v.Steps = []rules.Step{}
	}
	return v
}

// sentViews are a sender's own with their counts.
func (m *Module) sentViews(ctx context.Context, o *org.Org, rows []store.Ding) ([]Ding, error) {
	ids, senders := make([]string, len(rows)), []string{}
	for i, d := range rows {
		ids[i] = d.ID
		senders = append(senders, d.Sender)
	}
	counts, err := store.Counts(ctx, o.Read(), ids)
	if err != nil {
		return nil, err
	}
	by := map[string]*Counts{}
	for _, id := range ids {
		by[id] = &Counts{}
	}
	for _, c := range counts {
		n := by[c.Ding]
		*map[string]*int{store.Waiting: &n.Waiting, store.Delivered: &n.Delivered, store.Seen: &n.Seen, store.Confirmed: &n.Confirmed, store.Failed: &n.Failed, store.Left: &n.Left}[c.State] += c.N
	}
	names, err := m.cfg.People.Names(ctx, o.Read(), senders)
	out := make([]Ding, len(rows))
	for i, d := range rows {
		out[i] = viewOf(d, names[d.Sender])
		out[i].Counts = by[d.ID]
		if d.State == store.Scheduled || d.State == store.Chasing {
			out[i].Can = []string{"cancel"}
		}
	}
	return out, err
}

// mineViews are a receiver's.
func (m *Module) mineViews(ctx context.Context, o *org.Org, rows []store.Mine) ([]Ding, error) {
	senders := []string{}
	for _, d := range rows {
		senders = append(senders, d.Sender)
	}
	names, err := m.cfg.People.Names(ctx, o.Read(), senders)
	out := make([]Ding, len(rows))
	for i, d := range rows {
		out[i] = viewOf(d.Ding, names[d.Sender])
		out[i].Receivers, out[i].Steps = 0, []rules.Step{} // who else it went to, and how, is its sender's
		out[i].Own = &Own{State: d.Mark, Laters: rules.MaxLaters - d.Laters, AgainAt: moment(d.AgainAt), Open: d.Ding.State != store.Cancelled &&
			(d.Mark == store.Waiting || d.Mark == store.Delivered || d.Mark == store.Failed || d.Mark == store.Seen && d.Confirm)}
	}
	return out, err
}

// linked adds the message that a notice is about, if its reader sees it.
func (m *Module) linked(ctx context.Context, c *httpapi.Call, d store.Ding, v *Ding) {
	if d.Conversation != "" && m.cfg.Messages.Sees(ctx, c, d.Conversation, d.Seq) == nil {
		v.Message = "/im/" + d.Conversation
	}
}
