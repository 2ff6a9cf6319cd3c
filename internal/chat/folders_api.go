package chat

import (
	"context"
	"net/http"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/live"
	"tramway/internal/org"
	"tramway/internal/page"
)

// ConversationFolder is one of the reader's own folders.
type ConversationFolder struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Filed int    `json:"filed" doc:"how many conversations are in it"`
}

type foldersOut struct {
	Status int
	Body   page.Of[ConversationFolder]
}

// FolderPath names a folder in an address.
type FolderPath struct {
	ID string `path:"id" maxLength:"40"`
}

type folderIn struct {
	FolderPath
	Body struct {
		Name  string `json:"name,omitempty" maxLength:"200" doc:"at most 40 characters; absent: as it is"`
		Place int    `json:"place,omitempty" minimum:"0" maximum:"30" doc:"its place among the others, from 1; 0: where it is"`
	}
}

func (m *Module) folderRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/chat/folders", "My folders, in their order", Use), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*foldersOut, error) {
		return folders(ctx, c, nil)
	})
	httpapi.Handle(s, route("POST", "/chat/folders", "Make a folder for myself; the answer has all", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Name string `json:"name" maxLength:"200" doc:"at most 40 characters"`
		}
	}) (*foldersOut, error) {
		_, err := MakeFolder(ctx, c.Org, c.Who(), in.Body.Name)
		out, err := folders(ctx, c, err)
		if err == nil {
			out.Status = http.StatusCreated
		}
		return out, err
	})
	httpapi.Handle(s, route("PATCH", "/chat/folders/{id}", "Rename or move a folder of mine; the answer has all", Use), func(ctx context.Context, c *httpapi.Call, in *folderIn) (*foldersOut, error) {
		return folders(ctx, c, ChangeFolder(ctx, c.Org, c.Who(), in.ID, in.Body.Name, in.Body.Place))
	})
	httpapi.Handle(s, route("DELETE", "/chat/folders/{id}", "Delete a folder of mine; what is in it stays in the list", Use), func(ctx context.Context, c *httpapi.Call, in *FolderPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, DropFolder(ctx, c.Org, c.Who(), in.ID)
	})
	httpapi.Handle(s, route("GET", "/chat/folders/{id}/conversations", "What I have in a folder, latest first", Use), m.inFolder)
	httpapi.Handle(s, route("PUT", "/conversations/{id}/folders", "File a conversation in these folders of mine, and in no others", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		ConversationPath
		Body struct {
			Folders []string `json:"folder_ids" maxItems:"30" doc:"at most 10"`
		}
	}) (*conversationOut, error) {
		if err := FileConversation(ctx, c.Org, c.Who(), in.ID, in.Body.Folders); err != nil {
			return nil, err
		}
		return m.one(ctx, c, in.ID)
	})
	httpapi.Handle(s, route("PUT", "/conversations/{id}/unread", "Mark a conversation as unread for myself", Use), func(ctx context.Context, c *httpapi.Call, in *ConversationPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, MarkUnread(ctx, c.Org, c.Who(), in.ID)
	})
}

// folders are the reader's, unless what they wanted went wrong.
func folders(ctx context.Context, c *httpapi.Call, err error) (*foldersOut, error) {
	if err != nil {
		return nil, err
	}
	rows, err := store.Folders(ctx, c.Org.Read(), c.Person())
	out := &foldersOut{Status: http.StatusOK, Body: page.Of[ConversationFolder]{Items: make([]ConversationFolder, len(rows))}}
	for i, f := range rows {
		out.Body.Items[i] = ConversationFolder{f.ID, f.Name.V, f.Filed}
	}
	return out, err
}

func (m *Module) inFolder(ctx context.Context, c *httpapi.Call, in *struct {
	FolderPath
	PageIn
}) (*conversationsOut, error) {
	all, err := store.Folders(ctx, c.Org.Read(), c.Person())
	if err != nil {
		return nil, err
	}
	if _, err := folderAt(all, in.ID); err != nil {
		return nil, err
	}
	var after store.Position
	if err := page.Decode(in.Cursor, &after); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.FolderPage(ctx, c.Org.Read(), c.Person(), in.ID, after, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, store.PositionOf)
	views, err := m.shownTo(ctx, c, cut.Items)
	return &conversationsOut{page.Of[Conversation]{Items: views, Next: cut.Next}}, err
}

// filed says of conversations, in place, in which folders of the reader's they are.
func filed(ctx context.Context, c *httpapi.Call, views []Conversation) error {
	ids := make([]string, len(views))
	for i, v := range views {
		ids[i] = v.ID
	}
	in, err := store.Filed(ctx, c.Org.Read(), c.Person(), ids)
	for i, v := range views {
		views[i].Folders = append([]string{}, in[v.ID]...)
	}
	return err
}

// fanArranged tells a person's own pages that their list is arranged anew.
func fanArranged(_ context.Context, _ *org.Org, events []org.Received) (out []live.Push, err error) {
	told := map[string]bool{}
	for _, r := range events {
		e, err := org.As[chatevent.Arranged](r)
		if err != nil {
			return nil, err
		}
		if !told[e.Person] {
			out = append(out, live.Push{Persons: []string{e.Person}, Data: []any{map[string]string{"t": "changed", "ref": "arranged:" + e.Person}}})
		}
		told[e.Person] = true
	}
	return out, nil
}
