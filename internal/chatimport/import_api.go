package chatimport

import (
	"context"
	"net/http"
	"time"

	"tramway/internal/chatimport/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/page"
)

// View is an import as the page shows it.
type View struct {
	ID      string     `json:"id"`
	Source  string     `json:"source" enum:",slack,mattermost,csv" doc:"empty: not known yet"`
	State   string     `json:"state" enum:"reading,ready,importing,done,cancelled,failed"`
	File    string     `json:"file_name"`
	Size    int64      `json:"size" doc:"bytes"`
	SHA256  string     `json:"sha256"`
	Reason  string     `json:"reason,omitempty" doc:"why it failed, in the reader's language"`
	Percent int        `json:"percent" minimum:"0" maximum:"100" doc:"of reading, or of importing"`
	MadeBy  string     `json:"made_by"`
	MadeAt  time.Time  `json:"made_at"`
	EndedAt *time.Time `json:"ended_at,omitempty"`
	Counts  Counts     `json:"counts"`
}

// Counts are what an archive holds, and what became of it.
type Counts struct {
	Messages   int64 `json:"messages"`
	Replies    int64 `json:"replies" doc:"of the messages, in threads"`
	Reactions  int64 `json:"reactions"`
	NoEmoji    int64 `json:"no_emoji" doc:"reactions with a picture of the other program's own: by its name, without the picture"`
	Files      int64 `json:"files"`
	Bytes      int64 `json:"bytes" doc:"of the files"`
	Missing    int64 `json:"missing" doc:"attachments that are not in the archive"`
	TooLarge   int64 `json:"too_large" doc:"attachments that are larger than one may be here"`
	Cut        int64 `json:"cut" doc:"texts that come in full as an attachment, for they are too long"`
	Old        int64 `json:"old" doc:"messages that are past their period, which are left out"`
	Problems   int64 `json:"problems" doc:"what can't be read"`
	System     int64 `json:"system" doc:"lines that the other program said itself"`
	Added      int64 `json:"added" doc:"messages that were imported"`
	Had        int64 `json:"had" doc:"messages that were here already"`
	Out        int64 `json:"out" doc:"messages of whom was left out, and of conversations without members here"`
	EmptyRooms int64 `json:"empty_rooms" doc:"conversations without members here"`
}

func view(i store.Import, language string) View {
	c := i.Counts.V
	v := View{ID: i.ID, Source: i.Source, State: i.State, File: i.File.V, Size: i.Size, SHA256: i.SHA256, MadeBy: i.MadeBy, MadeAt: i.MadeAt.Time(),
		Counts: Counts{c.Messages, c.Replies, c.Reactions, c.NoEmoji, c.Files, c.Bytes, c.Missing, c.TooLarge, c.Cut, c.Old, c.Problems, c.System, c.Added, c.Had, c.Out, c.NoRoom}}
	if i.Total > 0 {
		v.Percent = int(min(i.Done, i.Total) * 100 / i.Total)
	}
	if i.EndedAt > 0 {
		at := i.EndedAt.Time()
		v.EndedAt = &at
	}
	if i.Reason != "" {
		v.Reason = lang.Text(language, "import."+i.Reason, nil)
	}
	return v
}

// Path names an import in an address.
type Path struct {
	ID string `path:"id" maxLength:"40"`
}

type importOut struct{ Body View }

func route(method, path, summary string) httpapi.Route {
	return httpapi.Route{Method: method, Path: "/o/{org}/chat/imports" + path, Summary: summary, Tag: "Import of messages", Action: Import}
}

func (m *Module) routes(s *httpapi.Server) {
	take := route("POST", "", "Read an archive of old messages that was sent as an upload of kind archive")
	take.Status = http.StatusCreated
	httpapi.Handle(s, take, func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Upload string `json:"upload_id" minLength:"1" maxLength:"40"`
			Source string `json:"source,omitempty" required:"false" enum:",slack,mattermost,csv" doc:"empty: told by what is in it"`
		}
	}) (*importOut, error) {
		i, err := m.Take(ctx, c.Org, c.Who(), in.Body.Upload, in.Body.Source)
		return &importOut{view(i, c.Lang)}, err
	})
	httpapi.Handle(s, route("GET", "", "The latest imports of old messages"), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*struct{ Body page.Of[View] }, error) {
		rows, err := store.Latest(ctx, c.Org.Read(), 20)
		out := &struct{ Body page.Of[View] }{page.Of[View]{Items: []View{}}}
		for _, i := range rows {
			out.Body.Items = append(out.Body.Items, view(i, c.Lang))
		}
		return out, err
	})
	httpapi.Handle(s, route("GET", "/{id}", "One import of old messages"), func(ctx context.Context, c *httpapi.Call, in *Path) (*importOut, error) {
		i, err := known(store.ByID(ctx, c.Org.Read(), in.ID))
		return &importOut{view(i, c.Lang)}, err
	})
	begin := route("POST", "/{id}/begin", "Turn what was read into messages")
	begin.Fresh = true
	httpapi.Handle(s, begin, func(ctx context.Context, c *httpapi.Call, in *Path) (*importOut, error) {
		i, err := m.Begin(ctx, c.Org, c.Who(), in.ID)
		return &importOut{view(i, c.Lang)}, err
	})
	httpapi.Handle(s, route("POST", "/{id}/cancel", "End an import; what it brought stays"), func(ctx context.Context, c *httpapi.Call, in *Path) (*importOut, error) {
		i, err := m.Cancel(ctx, c.Org, c.Who(), in.ID)
		return &importOut{view(i, c.Lang)}, err
	})
	m.dryRunRoutes(s)
	m.tableRoutes(s)
}
