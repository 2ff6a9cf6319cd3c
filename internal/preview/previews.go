package preview

import (
	"context"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Preview is what the first link of a message leads to.
type Preview struct {
	Seq     int64  `json:"seq"`
	Address string `json:"address"`
	Title   string `json:"title"`
	About   string `json:"about"`
	Site    string `json:"site"`
	Picture string `json:"picture" doc:"the id of its picture's file; may be empty"`
}

type previewsOut struct {
	Body struct {
		Items []Preview `json:"items"`
	}
}

// mostPreviews is how many one answer holds, the latest.
const mostPreviews = 200

type linked struct {
	Seq int64 `db:"seq"`
	pageRow
}

// previews are those of messages that the reader sees; none while the door is shut.
func (m *Module) previews(ctx context.Context, c *httpapi.Call, in *struct {
	ID string `path:"id" maxLength:"40"`
}) (*previewsOut, error) {
	out := &previewsOut{}
	out.Body.Items = []Preview{}
	mine, err := m.messages.In(ctx, c.Org.Read(), in.ID, c.Person())
	if err != nil {
		return nil, err
	}
	if !mine {
		return nil, fault.New(fault.NotFound, "not_found")
	}
	rules, err := rulesOf(ctx, c.Org.Read())
	if err != nil || !rules.Shown {
		return out, err
	}
	rows, err := sqldb.All[linked](ctx, c.Org.Read(), `SELECT l.seq, p.id, p.address, p.title, p.about, p.site, p.picture, p.tried_at FROM {o}.message_links l
		JOIN {o}.link_pages p ON p.id = l.page WHERE l.conversation=? AND NOT l.removed AND p.found ORDER BY l.seq DESC LIMIT ?`, in.ID, mostPreviews)
	if err != nil {
		return nil, err
	}
	places := make([]Place, len(rows))
	for i, r := range rows {
		places[i] = Place{in.ID, r.Seq}
	}
	texts, err := m.messages.Seen(ctx, c.Org.Read(), c.Person(), places)
	seen := map[int64]bool{}
	for _, t := range texts {
		seen[t.Seq] = true
	}
	for _, r := range rows {
		if seen[r.Seq] && rules.lets(r.Address.V) {
			out.Body.Items = append(out.Body.Items, Preview{r.Seq, r.Address.V, r.Title.V, r.About.V, r.Site.V, r.Picture})
		}
	}
	return out, err
}

func (m *Module) remove(ctx context.Context, c *httpapi.Call, in *struct {
	ID  string `path:"id" maxLength:"40"`
	Seq int64  `path:"seq" minimum:"1"`
}) (*httpapi.Empty, error) {
	return &httpapi.Empty{}, m.Remove(ctx, c.Org, c.Who(), Place{in.ID, in.Seq})
}

// Remove takes the preview from a message of the actor's. Errors: not_found,
// not_own_message.
func (m *Module) Remove(ctx context.Context, o *org.Org, who org.Who, p Place) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		texts, err := m.messages.Seen(tx.Ctx, tx, who.ID, []Place{p})
		switch {
		case err != nil:
			return err
		case len(texts) == 0:
			return fault.New(fault.NotFound, "not_found")
		case texts[0].Sender != who.ID:
			return fault.New(fault.Conflict, "not_own_message")
		}
		n, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.message_links SET removed=TRUE WHERE conversation=? AND seq=? AND NOT removed`, p.Conversation, p.Seq)
		if err != nil || n == 0 {
			tx.Exempt("once")
			return err
		}
		tx.Record(org.Entry{Action: "links.remove", Object: ref.To("conversation", p.Conversation)})
		return told(tx, p.Conversation)
	})
}
