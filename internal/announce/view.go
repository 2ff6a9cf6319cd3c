package announce

import (
	"context"
	"time"

	"tramway/internal/announce/internal/rules"
	"tramway/internal/announce/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/sqldb"
)

// Somebody is a person as announcements show them.
type Somebody struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	NameZh  string `json:"name_zh"`
	Title   string `json:"title"`
	Picture string `json:"picture"`
}

// Own is how a reader stands with an announcement.
type Own struct {
	SeenAt      *time.Time `json:"seen_at,omitempty"`
	Confirmed   int        `json:"confirmed_version" doc:"0: none"`
	ConfirmedAt *time.Time `json:"confirmed_at,omitempty"`
	Open        bool       `json:"open" doc:"it waits for the reader's confirmation"`
}

// Counts are how far an announcement has come, for those who follow it.
type Counts struct {
	Receivers int  `json:"receivers"`
	Seen      int  `json:"seen"`
	Confirmed int  `json:"confirmed"`
	Delivered bool `json:"delivered" doc:"false: it is still being handed out"`
}

// Row is an announcement in a list.
type Row struct {
	ID          string     `json:"id"`
	State       string     `json:"state" enum:"draft,scheduled,published,ended,withdrawn"`
	Template    string     `json:"template" enum:"free,four"`
	Policy      bool       `json:"policy"`
	MustConfirm bool       `json:"must_confirm"`
	Pinned      bool       `json:"pinned"`
	Title       string     `json:"title"`
	TitleZh     string     `json:"title_zh"`
	Version     int        `json:"version"`
	Label       string     `json:"label" doc:"of a policy: 1.0"`
	MadeBy      Somebody   `json:"made_by"`
	MadeAt      time.Time  `json:"made_at"`
	PublishAt   *time.Time `json:"publish_at,omitempty"`
	PublishedAt *time.Time `json:"published_at,omitempty"`
	EditedAt    *time.Time `json:"edited_at,omitempty" doc:"when its newest version was made, if it is not the first"`
	DueAt       *time.Time `json:"due_at,omitempty"`
	EndsAt      *time.Time `json:"ends_at,omitempty"`
	WithdrawnAt *time.Time `json:"withdrawn_at,omitempty"`
	Mine        *Own       `json:"mine,omitempty" doc:"absent: the reader is none of its receivers"`
	Counts      *Counts    `json:"counts,omitempty" doc:"for those who follow it"`
}

// Whole is an announcement with what it says.
type Whole struct {
	Row
	Needed     int             `json:"needed_version" doc:"the oldest whose confirmation counts; 0: none is asked for"`
	Content    rules.Content   `json:"content"`
	Note       string          `json:"note" doc:"what the newest version changed"`
	Reason     string          `json:"reason" doc:"why it was withdrawn"`
	Audience   *store.Audience `json:"audience,omitempty" doc:"for those who follow it"`
	ForJoiners bool            `json:"for_joiners"`
	Guests     bool            `json:"guests"`
	RemindDays int             `json:"remind_days"`
	RemindedAt *time.Time      `json:"reminded_at,omitempty" doc:"by hand"`
	Revision   int64           `json:"revision"`
	Can        []string        `json:"can" doc:"edit_draft, unschedule, change, follow"`
}

// standing is what a reader has to do with an announcement.
type standing struct {
	mine            store.Receiver
	has             bool // the reader is one of its receivers
	follows, writes bool
}

// shows says whether there is anything for the reader: drafts are their author's alone.
func (s standing) shows(a store.Announcement, reader string) bool {
	if a.State == store.Draft {
		return a.MadeBy == reader
	}
	return s.has || s.follows
}

// stand finds out what the reader has to do with some announcements, in a few queries.
func (m *Module) stand(ctx context.Context, c *httpapi.Call, all []store.Announcement) ([]standing, error) {
	ids, audiences := make([]string, len(all)), make([]store.Audience, len(all))
	for i, a := range all {
		ids[i], audiences[i] = a.ID, a.Audience.V
	}
	own, err := store.OfPerson(ctx, c.Org.Read(), c.Person(), ids)
	if err != nil {
		return nil, err
	}
	follow, err := m.covers(ctx, c, Follow, audiences...)
	if err != nil {
		return nil, err
	}
	write, err := m.covers(ctx, c, Publish, audiences...)
	out := make([]standing, len(all))
	for i, a := range all {
		r, has := own[a.ID]
		mine := a.MadeBy == c.Person()
		out[i] = standing{mine: r, has: has, follows: mine || follow[i] || write[i], writes: write[i] || mine && a.State == store.Draft}
	}
	return out, err
}

// found is an announcement that the reader may see. Errors: not_found.
func (m *Module) found(ctx context.Context, c *httpapi.Call, id string) (store.Announcement, standing, error) {
	a, err := store.ByID(ctx, c.Org.Read(), id)
	if err != nil {
		return a, standing{}, err
	}
	all, err := m.stand(ctx, c, []store.Announcement{a})
	if err == nil && !all[0].shows(a, c.Person()) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return a, standing{}, err
	}
	return a, all[0], nil
}

// writable is one that the reader may change. Errors: not_found.
func (m *Module) writable(ctx context.Context, c *httpapi.Call, id string) (store.Announcement, error) {
	a, s, err := m.found(ctx, c, id)
	if err == nil && !s.writes {
		err = fault.New(fault.NotFound, "not_found")
	}
	return a, err
}

// followed is one whose receivers the reader may see. Errors: not_found.
func (m *Module) followed(ctx context.Context, c *httpapi.Call, id string) (store.Announcement, error) {
	a, s, err := m.found(ctx, c, id)
	if err == nil && (!s.follows || a.State == store.Draft) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return a, err
}

// rows are those of some announcements that the reader may see; charge: that they have in
// charge, and not only in their hands.
func (m *Module) rows(ctx context.Context, c *httpapi.Call, all []store.Announcement, charge bool) ([]Row, error) {
	ids, persons := make([]string, len(all)), make([]string, len(all))
	for i, a := range all {
		ids[i], persons[i] = a.ID, a.MadeBy
	}
	newest, err := store.Newest(ctx, c.Org.Read(), ids)
	if err != nil {
		return nil, err
	}
	names, err := m.people.Names(ctx, c.Org.Read(), persons)
	if err != nil {
		return nil, err
	}
	stands, err := m.stand(ctx, c, all)
	out := []Row{}
	for i, a := range all {
		if err == nil && stands[i].shows(a, c.Person()) && (stands[i].follows || !charge) {
			out = append(out, rowOf(a, newest[a.ID], somebody(a.MadeBy, names), stands[i], sqldb.At(c.Org.Now())))
		}
	}
	return out, err
}

func somebody(id string, names map[string]Name) Somebody {
	n := names[id]
	return Somebody{id, n.Name, n.NameZh, n.Title, n.Picture}
}

func rowOf(a store.Announcement, v store.Version, by Somebody, s standing, now sqldb.Micros) Row {
	r := Row{ID: a.ID, State: a.State, Template: a.Template, Policy: a.Policy, MustConfirm: a.MustConfirm, Pinned: a.Pinned == 1,
		Title: v.Content.V.En.Title, TitleZh: v.Content.V.Zh.Title, Version: a.Version, Label: v.Label, MadeBy: by, MadeAt: a.MadeAt.Time(),
		PublishAt: timeOf(a.PublishAt), PublishedAt: timeOf(a.PublishedAt), DueAt: timeOf(a.DueAt), EndsAt: timeOf(a.EndsAt), WithdrawnAt: timeOf(a.WithdrawnAt)}
	if a.Version > 1 {
		r.EditedAt = timeOf(v.MadeAt)
	}
	if a.State == store.Published && !a.InForce(now) {
		r.State = "ended"
	}
	if s.has {
		r.Mine = &Own{SeenAt: timeOf(s.mine.SeenAt), Confirmed: s.mine.Confirmed, ConfirmedAt: timeOf(s.mine.ConfirmedAt), Open: a.InForce(now) && s.mine.Confirmed < a.Needed}
	}
	if s.follows {
		r.Counts = &Counts{a.Receivers, a.Seen, a.Confirmed, a.Upto == store.All}
	}
	return r
}

func timeOf(at sqldb.Micros) *time.Time {
	if at == 0 {
		return nil
	}
	t := at.Time()
	return &t
}

func (m *Module) whole(ctx context.Context, c *httpapi.Call, a store.Announcement, s standing) (*Whole, error) {
	v, err := store.VersionOf(ctx, c.Org.Read(), a.ID, a.Version)
	if err != nil {
		return nil, err
	}
	names, err := m.people.Names(ctx, c.Org.Read(), []string{a.MadeBy})
	if err != nil {
		return nil, err
	}
	w := &Whole{Row: rowOf(a, v, somebody(a.MadeBy, names), s, sqldb.At(c.Org.Now())), Needed: a.Needed, Content: v.Content.V, Note: v.Note.V, Reason: a.Reason.V,
		ForJoiners: a.ForJoiners, Guests: a.Guests, RemindDays: a.RemindDays, RemindedAt: timeOf(a.RemindedAt), Revision: a.Revision, Can: []string{}}
	if s.follows {
		w.Audience = &a.Audience.V
	}
	w.Can = can(a, s, c.Person(), sqldb.At(c.Org.Now()))
	return w, nil
}

// can are the acts that would not be refused.
func can(a store.Announcement, s standing, reader string, now sqldb.Micros) []string {
	out := []string{}
	if a.State == store.Draft && a.MadeBy == reader {
		out = append(out, "edit_draft")
	}
	if a.State == store.Scheduled && s.writes {
		out = append(out, "unschedule")
	}
	if a.InForce(now) && s.writes {
		out = append(out, "change")
	}
	if s.follows && a.State != store.Draft {
		out = append(out, "follow")
	}
	return out
}
