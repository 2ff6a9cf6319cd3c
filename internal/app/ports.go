package app

import (
	"context"

	"tramway/internal/access"
	"tramway/internal/announce"
	"tramway/internal/authz"
	"tramway/internal/chat"
	"tramway/internal/directory"
	"tramway/internal/httpapi"
	"tramway/internal/identity"
	"tramway/internal/impersonation"
	"tramway/internal/notify"
	"tramway/internal/org"
	"tramway/internal/preview"
	"tramway/internal/proof"
	"tramway/internal/ref"
	"tramway/internal/search"
	"tramway/internal/sqldb"
	"tramway/internal/todo"
)

// What one module needs of another, handed over in its own words.

type founders struct{ *houses }

func (founders) AddPerson(ctx context.Context, o *org.Org, who org.Who, f identity.Founder) (string, error) {
	return directory.AddPerson(ctx, o, who, directory.NewPerson{Name: f.Name, NameZh: f.NameZh, Email: f.Email})
}

func (founders) Unread(ctx context.Context, o *org.Org, person string) (total, mentions int64, err error) {
	groups, err := notify.Counted(ctx, o.Read(), person)
	if err != nil {
		return 0, 0, err
	}
	n, err := chat.Unread(ctx, o, person, groups)
	return n.Total, n.Mentions, err
}

type chatNames struct{ dir *directory.Module }

func (n chatNames) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]chat.Name, error) {
	out, err := renamed(n.dir, ctx, q, ids, chatName)
	if err != nil {
		return nil, err
	}
	return out, markOutside(ctx, q, ids, out, func(n *chat.Name, company string) { n.Outside = &company })
}

func chatName(d directory.Name) chat.Name {
	return chat.Name{Name: d.Name, NameZh: d.NameZh, Title: d.Title, Picture: d.Picture}
}

func (n chatNames) Departments(ctx context.Context, q sqldb.Q, ids []string) (map[string]chat.Name, error) {
	all, err := n.dir.DepartmentNames(ctx, q, ids)
	out := make(map[string]chat.Name, len(all))
	for id, d := range all {
		out[id] = chatName(d)
	}
	return out, err
}

func (n chatNames) Placed(ctx context.Context, q sqldb.Q, persons []string) (map[string][]string, error) {
	return n.dir.Placed(ctx, q, persons)
}

func (n chatNames) Seen(ctx context.Context, c *httpapi.Call, ids []string) (map[string]bool, error) {
	return n.dir.Seen(ctx, c, ids)
}

type proofNames struct{ dir *directory.Module }

func (n proofNames) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]proof.Name, error) {
	return spoke(n.dir, ctx, q, ids, func(d directory.Name) proof.Name { return proof.Name{Name: d.Name, NameZh: d.NameZh, Title: d.Title} })
}

type noticeNames struct{ dir *directory.Module }

func (n noticeNames) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]notify.Name, error) {
	return spoke(n.dir, ctx, q, ids, func(d directory.Name) notify.Name { return notify.Name{Name: d.Name, NameZh: d.NameZh, Title: d.Title} })
}

func (n noticeNames) Addresses(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error) {
	found, err := n.dir.Reach(ctx, q, ids)
	out := make(map[string]string, len(found))
	for id, r := range found {
		out[id] = r.Email
	}
	return out, err
}

type noticeTalks struct{ *chat.Module }

func (n noticeTalks) Waiting(ctx context.Context, q sqldb.Q, since map[string]sqldb.Micros, upTo sqldb.Micros) ([]notify.Waiting, error) {
	rows, err := n.Module.Waiting(ctx, q, since, upTo)
	out := make([]notify.Waiting, len(rows))
	for i, w := range rows {
		out[i] = notify.Waiting{Person: w.Person, Conversation: w.Conversation, Title: w.Title, Direct: w.Direct, Spoken: notify.Pile(w.Spoken), Rest: notify.Pile(w.Rest)}
	}
	return out, err
}

func (n noticeTalks) Said(ctx context.Context, q sqldb.Q, places []notify.Place) (map[notify.Place]notify.Said, error) {
	asked := make([]chat.Place, len(places))
	for i, p := range places {
		asked[i] = chat.Place(p)
	}
	rows, err := n.Texts(ctx, q, asked)
	out := make(map[notify.Place]notify.Said, len(rows))
	for _, r := range rows {
		out[notify.Place(r.Place)] = notify.Said{Sender: r.Sender, Text: r.Text}
	}
	return out, err
}

func (n noticeTalks) Preview(ctx context.Context, q sqldb.Q, conversation string, seq int64) (notify.Preview, error) {
	p, err := n.Module.Preview(ctx, q, conversation, seq)
	return notify.Preview(p), err
}

// linkTalks are the conversations as those ask about them who look links up.
type linkTalks struct{ *chat.Module }

func (t linkTalks) Texts(ctx context.Context, q sqldb.Q, places []preview.Place) ([]preview.Text, error) {
	rows, err := t.Module.Texts(ctx, q, linkPlaces(places))
	return linkTexts(rows), err
}

func (t linkTalks) Seen(ctx context.Context, q sqldb.Q, person string, places []preview.Place) ([]preview.Text, error) {
	rows, err := t.TextsSeen(ctx, q, person, linkPlaces(places))
	return linkTexts(rows), err
}

func linkPlaces(places []preview.Place) []chat.Place {
	out := make([]chat.Place, len(places))
	for i, p := range places {
		out[i] = chat.Place(p)
	}
	return out
}

func linkTexts(rows []chat.Text) []preview.Text {
	out := make([]preview.Text, len(rows))
	for i, r := range rows {
		out[i] = preview.Text{Place: preview.Place(r.Place), Sender: r.Sender, Text: r.Text}
	}
	return out
}

type todoNames struct{ dir *directory.Module }

func (n todoNames) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]todo.Name, error) {
	return renamed(n.dir, ctx, q, ids, func(d directory.Name) todo.Name { return todo.Name{Name: d.Name, NameZh: d.NameZh} })
}

type faces struct{ dir *directory.Module }

// Faces are those of people who have not left.
func (f faces) Faces(ctx context.Context, q sqldb.Q, ids []string) (map[string]impersonation.Face, error) {
	names, err := f.dir.Here(ctx, q, ids)
	out := make(map[string]impersonation.Face, len(names))
	for id, n := range names {
		out[id] = impersonation.Face{Name: n.Name, NameZh: n.NameZh, Picture: n.Picture}
	}
	return out, err
}

// announced are those to whom announcements are made.
type announced struct{ dir *directory.Module }

func (a announced) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]announce.Name, error) {
	return renamed(a.dir, ctx, q, ids, func(d directory.Name) announce.Name { return announce.Name(d) })
}

func (a announced) In(ctx context.Context, q sqldb.Q, c announce.Circle, after string, limit int) ([]string, error) {
	return a.dir.In(ctx, q, directory.Circle(c), after, limit)
}

func (a announced) Size(ctx context.Context, q sqldb.Q, c announce.Circle) (int, error) {
	return a.dir.Size(ctx, q, directory.Circle(c))
}

func (a announced) Places(ctx context.Context, q sqldb.Q, refs []ref.Ref) (map[ref.Ref]authz.Resource, error) {
	found, err := a.dir.Places(ctx, q, refs)
	out := make(map[ref.Ref]authz.Resource, len(found))
	for r, p := range found {
		out[r] = p.Resource
	}
	return out, err
}

// talks are the conversations as search asks about them.
type talks struct{ chat *chat.Module }

func (t talks) Texts(ctx context.Context, q sqldb.Q, places []search.Place) ([]search.Message, error) {
	return found(t.chat.Texts(ctx, q, chatPlaces(places)))
}

func (t talks) TextsSeen(ctx context.Context, q sqldb.Q, person string, places []search.Place) ([]search.Message, error) {
	return found(t.chat.TextsSeen(ctx, q, person, chatPlaces(places)))
}

func (t talks) TextsBefore(ctx context.Context, q sqldb.Q, id string, limit int) ([]search.Message, string, error) {
	rows, upto, err := t.chat.TextsBefore(ctx, q, id, limit)
	out, err := found(rows, err)
	return out, upto, err
}

func (t talks) CountTexts(ctx context.Context, q sqldb.Q) (int64, error) {
	return t.chat.CountTexts(ctx, q)
}

func (t talks) Rooms(ctx context.Context, q sqldb.Q, person string) ([]string, error) {
	return t.chat.Rooms(ctx, q, person)
}

func (t talks) Titles(ctx context.Context, c *httpapi.Call, ids []string) (map[string]string, error) {
	cards, err := t.chat.Cards(ctx, c, ids)
	out := make(map[string]string, len(cards))
	for _, card := range cards {
		out[card.Ref.ID] = card.Title
	}
	return out, err
}

func chatPlaces(places []search.Place) []chat.Place {
	out := make([]chat.Place, len(places))
	for i, p := range places {
		out[i] = chat.Place(p)
	}
	return out
}

func found(rows []chat.Text, err error) ([]search.Message, error) {
	out := make([]search.Message, len(rows))
	for i, r := range rows {
		out[i] = search.Message{Place: search.Place(r.Place), ID: r.ID, Sender: r.Sender, Text: r.Text, Mentions: r.Mentions, Reacted: r.Reacted, Attached: r.Attached, At: r.At}
	}
	return out, err
}

type searchNames struct{ dir *directory.Module }

func (n searchNames) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]search.Name, error) {
	out, err := spoke(n.dir, ctx, q, ids, func(d directory.Name) search.Name {
		return search.Name{Name: d.Name, NameZh: d.NameZh, Picture: d.Picture}
	})
	if err != nil {
		return nil, err
	}
	return out, markOutside(ctx, q, ids, out, func(n *search.Name, company string) { n.Outside = &company })
}

type places struct{ dir *directory.Module }

func (p places) Shown(ctx context.Context, c *httpapi.Call, r ref.Ref) (bool, error) {
	return p.dir.Shown(ctx, c, r)
}

func (p places) Places(ctx context.Context, q sqldb.Q, refs []ref.Ref) (map[ref.Ref]access.Place, error) {
	found, err := p.dir.Places(ctx, q, refs)
	out := make(map[ref.Ref]access.Place, len(found))
	for r, place := range found {
		out[r] = access.Place(place)
	}
	return out, err
}

func renamed[N any](dir *directory.Module, ctx context.Context, q sqldb.Q, ids []string, as func(directory.Name) N) (map[string]N, error) {
	names, err := dir.Names(ctx, q, ids)
	out := make(map[string]N, len(names))
	for id, n := range names {
		out[id] = as(n)
	}
	return out, err
}
