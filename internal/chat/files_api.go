package chat

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

// Download is the action of taking a file away; pictures are shown and voice is heard
// without it.
const Download = "chat.file.download"

// Attachment is what a message carries beside its text.
type Attachment struct {
	N       int     `json:"n" doc:"its place among those of its message: part of its address"`
	ID      string  `json:"id"`
	Kind    string  `json:"kind" enum:"file,image,voice,location,contact"`
	Name    string  `json:"name"`
	Type    string  `json:"type" doc:"media type, told by the content"`
	Size    int64   `json:"size" doc:"bytes"`
	Width   int     `json:"width,omitempty" doc:"pixels of an image, upright"`
	Height  int     `json:"height,omitempty"`
	Seconds float64 `json:"seconds,omitempty" doc:"of a voice message"`
	Peaks   []int   `json:"peaks,omitempty" doc:"of a voice message, 0 to 100, at most 64"`
	Lat     float64 `json:"lat,omitempty" doc:"degrees, WGS 84"`
	Lon     float64 `json:"lon,omitempty"`
	Label   string  `json:"label,omitempty" doc:"what is at a place, in its sender's words"`
	Person  *Member `json:"person,omitempty" doc:"of a contact; without a name: somebody who has left and is forgotten"`
}

// ConversationFile is an attachment in the list of a conversation's.
type ConversationFile struct {
	Attachment
	Seq    int64     `json:"seq" doc:"place of the message"`
	Sender Member    `json:"sender" doc:"who sent it first"`
	At     time.Time `json:"at"`
}

type filesIn struct {
	ConversationPath
	PageIn
	Kind []string `query:"kind" maxItems:"5" enum:"file,image,voice,location,contact" doc:"absent: all"`
}

type filesOut struct{ Body page.Of[ConversationFile] }

var allKinds = []string{aFile, anImage, aVoice, aLocation, aContact}

func (m *Module) fileRoutes(s *httpapi.Server) {
	const path = "/conversations/{id}/messages/{seq}/files/{n}"
	httpapi.Handle(s, route("GET", "/conversations/{id}/files", "Files of a conversation, latest first", Use), m.files)
	httpapi.Handle(s, route("GET", path, "Take a file away", Download), takeAway)
	httpapi.Handle(s, route("GET", path+"/{look}", "Look at an image, or hear a voice message", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		FilePath
		Look string `path:"look" enum:"thumb,view,sound"`
	}) (*huma.StreamResponse, error) {
		f, err := shownFile(ctx, c, in.FilePath)
		if err != nil {
			return nil, err
		}
		as := served{name: f.About.V.Name, media: "image/jpeg", inline: true}
		switch blob := map[string]string{"thumb": f.Thumb, "view": f.View}[in.Look]; {
		case in.Look == "sound" && f.Kind == aVoice:
			as.media = strings.Replace(f.Type, "video/", "audio/", 1)
			return serveBlob(c, f.Blob, as), nil
		case blob != "":
			return serveBlob(c, blob, as), nil
		}
		return nil, fault.New(fault.NotFound, "not_found")
	})
}

// FilePath names what a message carries in an address.
type FilePath struct {
	MessagePath
	N int `path:"n" minimum:"0" maximum:"10000"`
}

// shownFile finds what a message carries for whoever sees the message.
func shownFile(ctx context.Context, c *httpapi.Call, in FilePath) (f store.File, err error) {
	mine, err := find(ctx, c.Org.Read(), in.ID, c.Person())
	if err != nil {
		return f, err
	}
	f, err = store.FileAt(ctx, c.Org.Read(), in.ID, in.Seq, in.N)
	if errors.Is(err, sqldb.ErrNone) || err == nil && (in.Seq <= mine.JoinedSeq || f.Blob == "") {
		err = fault.New(fault.NotFound, "not_found")
	}
	return f, err
}

// served is how a file goes out.
type served struct {
	name, media string
	inline      bool // shown by the page; otherwise it is put away
}

// sandbox lets a file that somebody opens by itself do nothing: no script, no form, no
// look at where it came from.
const sandbox = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"

// serveBlob gives a stored file, or the range of it that is asked for. Browsers ask again
// each time, for a message may be recalled meanwhile; what they have they keep.
func serveBlob(c *httpapi.Call, id string, as served) *huma.StreamResponse {
	o := c.Org.Again()
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer o.Close()
		w, r := httpapi.Plain(hc)
		file, _, err := o.OpenBlob(r.Context(), id)
		if err != nil {
			c.Warn("opening a file", err)
			w.WriteHeader(http.StatusNotFound)
			return
		}
		defer file.Close()
		how := "attachment"
		if as.inline {
			how = "inline"
		}
		h := w.Header()
		h.Set("Content-Type", as.media)
		h.Set("Content-Disposition", disposition(how, as.name))
		h.Set("Content-Security-Policy", sandbox)
		h.Set("Cache-Control", "private, no-cache")
		h.Set("ETag", `"`+id+`"`)
		http.ServeContent(w, r, "", time.Time{}, file)
	}}
}

// disposition names a file for browsers old and new (RFC 6266).
func disposition(how, name string) string {
	if v := mime.FormatMediaType(how, map[string]string{"filename": name}); v != "" {
		return v
	}
	return how
}

// files pages through what a conversation carries, from when the reader joined.
func (m *Module) files(ctx context.Context, c *httpapi.Call, in *filesIn) (*filesOut, error) {
	mine, err := find(ctx, c.Org.Read(), in.ID, c.Person())
	if err != nil {
		return nil, err
	}
	var after store.FilePosition
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	kinds := in.Kind
	if len(kinds) == 0 {
		kinds = allKinds
	}
	limit := page.Limit(in.Limit)
	rows, err := store.FilesOf(ctx, c.Org.Read(), in.ID, mine.JoinedSeq, kinds, after, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, store.PositionOfFile)
	var ids []string
	for _, f := range cut.Items {
		ids = append(ids, f.Sender, f.Person)
	}
	names, err := m.people.Names(ctx, c.Org.Read(), ids)
	out := &filesOut{page.Of[ConversationFile]{Items: []ConversationFile{}, Next: cut.Next}}
	for _, f := range cut.Items {
		out.Body.Items = append(out.Body.Items, ConversationFile{attachment(f, names), f.Seq, called(f.Sender, names), f.At.Time()})
	}
	return out, err
}

func attachment(f store.File, names map[string]Name) Attachment {
	about := f.About.V
	a := Attachment{N: f.N, ID: f.ID, Kind: f.Kind, Name: about.Name, Type: f.Type, Size: f.Size, Width: about.Width, Height: about.Height,
		Seconds: about.Seconds, Peaks: about.Peaks, Lat: about.Lat, Lon: about.Lon, Label: about.Place}
	if f.Kind == aContact {
		p := called(f.Person, names)
		a.Person = &p
	}
	return a
}

// attachments are those of one part of a message: 0 is the message itself, the others
// what it forwards.
func attachments(files []store.File, part int, names map[string]Name) []Attachment {
	out := []Attachment{}
	for _, f := range files {
		if f.Part == part {
			out = append(out, attachment(f, names))
		}
	}
	return out
}

// carriedFiles reads what messages carry, by the messages' ids; most carry nothing. Those
// that are placed are of one conversation.
func carriedFiles(ctx context.Context, q sqldb.Q, rows []store.Message) (map[string][]store.File, error) {
	out := map[string][]store.File{}
	from, upTo := reach(rows, func(m store.Message) bool { return m.Seq > 0 && m.Attached != "" && m.Alive() })
	if upTo > 0 {
		all, err := store.Files(ctx, q, rows[0].Conversation, from, upTo)
		if err != nil {
			return nil, err
		}
		at := map[int64]string{}
		for _, m := range rows {
			if m.Alive() {
				at[m.Seq] = m.ID
			}
		}
		for _, f := range all {
			if id := at[f.Seq]; id != "" {
				out[id] = append(out[id], f)
			}
		}
	}
	return out, heldBy(ctx, q, rows, out)
}

// heldBy adds what held messages wait with: they have no place.
func heldBy(ctx context.Context, q sqldb.Q, rows []store.Message, out map[string][]store.File) error {
	var ids []string
	for _, m := range rows {
		if m.Seq == 0 {
			ids = append(ids, m.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	waiting, err := store.UploadsHeld(ctx, q, ids...)
	for _, u := range waiting {
		f := u.File()
		f.N = u.N
		out[u.Held] = append(out[u.Held], f)
	}
	return err
}

// personsIn are those whom files name.
func personsIn(files map[string][]store.File) (out []string) {
	for _, some := range files {
		for _, f := range some {
			if f.Person != "" && !slices.Contains(out, f.Person) {
				out = append(out, f.Person)
			}
		}
	}
	return out
}
