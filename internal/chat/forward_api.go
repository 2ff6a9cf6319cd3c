package chat

import (
	"context"
	"net/http"

	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
)

type forwardedOut struct {
	Status int
	Body   struct {
		Items []Message `json:"items" doc:"the messages that it made, oldest first"`
	}
}

func (m *Module) forwardRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("POST", "/conversations/{id}/forward", "Say messages from elsewhere again here", ForwardMessages), func(ctx context.Context, c *httpapi.Call, in *struct {
		ConversationPath
		Body struct {
			ClientID string   `json:"client_id" minLength:"8" maxLength:"60" doc:"made by the device; sending it again gives the stored messages"`
			From     string   `json:"from_conversation_id" maxLength:"40"`
			Messages []string `json:"message_ids" minItems:"1" maxItems:"50"`
			Merged   bool     `json:"merged" doc:"all in one message"`
			Comment  string   `json:"comment,omitempty" doc:"stands above them; at most 20,000 characters"`
		}
	}) (*forwardedOut, error) {
		made, err := m.Forward(ctx, c.Org, c.Who(), in.ID, Forwarding{in.Body.ClientID, in.Body.From, in.Body.Messages, in.Body.Merged, in.Body.Comment})
		if err != nil {
			return nil, err
		}
		out := &forwardedOut{Status: http.StatusCreated}
		out.Body.Items, err = m.messageViews(ctx, c.Org, made)
		return out, err
	})
}

// forwardedBy are what a message carries, for the page; by name alone, as [called].
func forwardedBy(m store.Message, carried []store.Forward, names map[string]Name) []Forwarded {
	out := []Forwarded{}
	for _, f := range carried {
		if f.Seq == m.Seq && m.Kind == "forward" {
			out = append(out, Forwarded{Sender: called(f.Sender, names), Text: f.Body.V, At: f.At.Time(), part: f.N + 1})
		}
	}
	return out
}
