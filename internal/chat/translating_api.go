package chat

import (
	"context"
	"net/http"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
)

type translationOut struct {
	Body struct {
		Text   string `json:"text"`
		From   string `json:"from" doc:"language that it was found to be in, BCP 47; empty: the server could not tell"`
		To     string `json:"to" doc:"language that it was put into, BCP 47; the other script of Chinese than asked for, where the server knows but one"`
		Server string `json:"server" doc:"name of the server that made it"`
	}
}

type translatingOut struct {
	Body struct {
		Server string `json:"server" doc:"name of the translation server that the operator has set; empty: none"`
	}
}

func (m *Module) translationRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route(http.MethodGet, "/chat/translation", "Which server would translate messages", Govern), func(context.Context, *httpapi.Call, *struct{}) (*translatingOut, error) {
		out := &translatingOut{}
		out.Body.Server = m.translates()
		return out, nil
	})
	httpapi.Handle(s, route(http.MethodPost, "/conversations/{id}/messages/{seq}/translation", "Have a message translated, for me alone", Translate), func(ctx context.Context, c *httpapi.Call, in *struct {
		MessagePath
		Body struct {
			Target string `json:"target" maxLength:"20" pattern:"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$" doc:"language to put it into, BCP 47"`
		}
	}) (*translationOut, error) {
		t, err := m.Translate(ctx, c.Org, c.Who(), in.ID, in.Seq, in.Body.Target)
		if f := fault.Of(err); f != nil && f.Kind == fault.Unavailable {
			c.Warn("a message was not translated", err) // its operator has to see to the server
		}
		if err != nil {
			return nil, err
		}
		out := &translationOut{}
		out.Body.Text, out.Body.From, out.Body.To, out.Body.Server = t.Text, t.From, t.To, m.translates()
		return out, nil
	})
}
