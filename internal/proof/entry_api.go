package proof

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// Entry is one fact as the page shows it.
type Entry struct {
	ID         string            `json:"id"`
	Index      *int64            `json:"index" doc:"place in the tree; absent until it has one"`
	At         time.Time         `json:"at"`
	ActorID    string            `json:"actor_id"`
	ActorKind  string            `json:"actor_kind"`
	ActorName  string            `json:"actor_name"`
	Action     string            `json:"action"`
	Object     string            `json:"object"`
	Title      string            `json:"object_title" doc:"a person's name, or what kind of thing it is"`
	Summary    string            `json:"summary" doc:"the action in words, where there are any"`
	Device     string            `json:"device"`
	Address    string            `json:"address"`
	Request    string            `json:"request"`
	Before     json.RawMessage   `json:"before,omitempty"`
	After      json.RawMessage   `json:"after,omitempty"`
	Note       map[string]string `json:"note,omitempty"`
	Integrated bool              `json:"integrated"`
	Erased     bool              `json:"erased"`
}

type row struct {
	N    int64                `db:"n"`
	Idx  *int64               `db:"idx"`
	ID   string               `db:"id"`
	At   sqldb.Micros         `db:"at"`
	Body sqldb.Sealed[string] `db:"body"`
}

type entryPath struct {
	ID string `path:"id" maxLength:"40"`
}

type entriesIn struct {
	Filter
	Cursor string `query:"cursor" maxLength:"1000"`
	Limit  int    `query:"limit" minimum:"0" maximum:"200"`
}

type entriesOut struct{ Body page.Of[Entry] }

type textOut struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (m *Module) entryRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/entries", "Entries, newest first", Read), m.list)
	httpapi.Handle(s, route("GET", "/entries/{id}", "One entry", Read), func(ctx context.Context, c *httpapi.Call, in *entryPath) (*struct{ Body Entry }, error) {
		rows, err := sqldb.All[row](ctx, c.Org.Read(), `SELECT `+rowCols+` FROM {o}.entries e WHERE id=?`, in.ID)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			return nil, fault.New(fault.NotFound, "not_found")
		}
		views, err := m.views(ctx, c, rows)
		if err != nil {
			return nil, err
		}
		return &struct{ Body Entry }{views[0]}, nil
	})
	httpapi.Handle(s, route("GET", "/entries/{id}/proof", "The evidence for one entry, as a file", Read), func(ctx context.Context, c *httpapi.Call, in *entryPath) (*textOut, error) {
		b, err := c.Org.Bundle(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &textOut{"text/plain; charset=utf-8", `attachment; filename="` + in.ID + `.proof.txt"`, b.Format()}, nil
	})
}

func (m *Module) list(ctx context.Context, c *httpapi.Call, in *entriesIn) (*entriesOut, error) {
	limit := page.Limit(in.Limit)
	before := int64(1) << 62
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	q := in.query()
	if err := q.settled(ctx, c.Org); err != nil {
		return nil, err
	}
	q.and(true, q.order+` < ?`, before)
	rows, err := sqldb.All[row](ctx, c.Org.Read(), q.rows(`ORDER BY `+q.order+` DESC LIMIT ?`), append(q.args, limit+1)...)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, q.cursor)
	views, err := m.views(ctx, c, cut.Items)
	return &entriesOut{page.Of[Entry]{Items: views, Next: cut.Next}}, err
}

// views opens entries and names their actors in one more query.
func (m *Module) views(ctx context.Context, c *httpapi.Call, rows []row) ([]Entry, error) {
	o := c.Org
	_, _, head, err := o.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	out, persons := make([]Entry, len(rows)), []string{}
	for i, r := range rows {
		if out[i], err = open(r, head.Size); err != nil {
			return nil, err
		}
		out[i].Summary = inWords(out[i].Action, c.Lang)
		persons = append(persons, out[i].ActorID)
		if id, ok := cutPerson(out[i].Object); ok {
			persons = append(persons, id)
		}
	}
	names, err := m.people.Names(ctx, o.Read(), persons)
	for i := range out {
		out[i].ActorName = shownName(names[out[i].ActorID])
		out[i].Title = kindInWords(out[i].Object, c.Lang)
		if id, ok := cutPerson(out[i].Object); ok && shownName(names[id]) != "" {
			out[i].Title = shownName(names[id])
		}
	}
	return out, err
}

// kindInWords says what kind of thing a ref leads to: whoever reads the record may
// know that there was a message, not whose conversation it stands in.
func kindInWords(object, l string) string {
	kind, _, _ := strings.Cut(object, ":")
	if text := lang.Text(l, "ref."+kind, nil); text != "ref."+kind {
		return text
	}
	return ""
}

func open(r row, signed int64) (Entry, error) {
	v := Entry{ID: r.ID, Index: r.Idx, At: r.At.Time(), Erased: r.Body.V == "", Integrated: r.Idx != nil && *r.Idx < signed}
	if v.Erased {
		return v, nil
	}
	e, err := record.ParseEntry([]byte(r.Body.V))
	return v.filled(e), err
}

// filled copies what an entry says into what the page shows.
func (v Entry) filled(e record.Entry) Entry {
	v.ActorID, v.ActorKind, v.Action, v.Object = e.Actor.ID, e.Actor.Kind, e.Action, e.Object
	v.Device, v.Address, v.Request = e.Device, e.Address, e.Request
	v.Before, v.After, v.Note = e.Before, e.After, e.Note
	return v
}

// inWords is an action in the reader's language; an action of a later release has
// no words here and shows as it is.
func inWords(action, l string) string {
	if words := lang.Text(l, "act."+action, nil); words != "act."+action {
		return words
	}
	return ""
}

func cutPerson(object string) (string, bool) {
	const p = "person:"
	if len(object) > len(p) && object[:len(p)] == p {
		return object[len(p):], true
	}
	return "", false
}

func shownName(n Name) string {
	if n.NameZh != "" && n.Name != "" {
		return n.NameZh + " " + n.Name
	}
	return n.NameZh + n.Name
}
