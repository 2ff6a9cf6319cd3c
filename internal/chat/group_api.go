package chat

import (
	"context"
	"net/http"

	"tramway/internal/httpapi"
)

// MemberPath names a member of a conversation in an address.
type MemberPath struct {
	ConversationPath
	Person string `path:"person" maxLength:"40"`
}

type groupRulesIn struct {
	ConversationPath
	Body GroupRules
}

func (m *Module) groupRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("POST", "/conversations/following", "Make the group of a department, or of all staff", Govern), func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			Department string `json:"department_id" maxLength:"40" doc:"the people of it and all below it; empty: all staff"`
			Kind       string `json:"kind" enum:"group,channel"`
			Title      string `json:"title" minLength:"1" maxLength:"120"`
		}
	}) (*conversationOut, error) {
		what := in.Body.Department
		if what == "" {
			what = everyone
		}
		id, made, err := m.Follow(ctx, c.Org, c.Who(), in.Body.Kind, in.Body.Title, what)
		if err != nil {
			return nil, err
		}
		out, err := m.one(ctx, c, id)
		if err == nil && made {
			out.Status = http.StatusCreated
		}
		return out, err
	})
	httpapi.Handle(s, route("PUT", "/conversations/{id}/rules", "Set who may do what in a group", Use), func(ctx context.Context, c *httpapi.Call, in *groupRulesIn) (*conversationOut, error) {
		if err := SetGroupRules(ctx, c.Org, c.Who(), in.ID, in.Body); err != nil {
			return nil, err
		}
		return m.one(ctx, c, in.ID)
	})
	httpapi.Handle(s, route("POST", "/conversations/{id}/archive", "Archive a group, or open it again", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		ConversationPath
		Body struct {
			Archived bool `json:"archived"`
		}
	}) (*conversationOut, error) {
		if err := Archive(ctx, c.Org, c.Who(), in.ID, in.Body.Archived); err != nil {
			return nil, err
		}
		return m.one(ctx, c, in.ID)
	})
	httpapi.Handle(s, route("PUT", "/conversations/{id}/mine", "Pin or mute a conversation for myself", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		ConversationPath
		Body Mine
	}) (*conversationOut, error) {
		if err := SetMine(ctx, c.Org, c.Who(), in.ID, in.Body); err != nil {
			return nil, err
		}
		return m.one(ctx, c, in.ID)
	})
	httpapi.Handle(s, route("PUT", "/conversations/{id}/members/{person}", "Change a member's role in a group", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		MemberPath
		Body struct {
			Role string `json:"role" enum:"owner,admin,member" doc:"owner: hands the group over"`
		}
	}) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, SetRole(ctx, c.Org, c.Who(), in.ID, in.Person, in.Body.Role)
	})
	httpapi.Handle(s, route("DELETE", "/conversations/{id}/members/{person}", "Take a member out of a group", Use), func(ctx context.Context, c *httpapi.Call, in *MemberPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, RemoveMember(ctx, c.Org, c.Who(), in.ID, in.Person)
	})
}
