package chat

import (
	"context"
	"time"

	"tramway/internal/chat/chatevent"
	"tramway/internal/chat/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/live"
	"tramway/internal/org"
)

// Version is what a message said before.
type Version struct {
	Text string    `json:"text"`
	At   time.Time `json:"at" doc:"when it was said so"`
}

// MessagePath names a message in an address by its place.
type MessagePath struct {
	ConversationPath
	Seq int64 `path:"seq" minimum:"1"`
}

type reactionPath struct {
	MessagePath
	Emoji string `path:"emoji" maxLength:"60"`
}

type oneMessage struct{ Body Message }

type versionsOut struct {
	Body struct {
		Items []Version `json:"items" doc:"oldest first"`
	}
}

type rulesBody struct{ Body Rules }

// shownVersions is how many of a message's versions are shown.
const shownVersions = 100

func (m *Module) changeRoutes(s *httpapi.Server) {
	const path = "/conversations/{id}/messages/{seq}"
	httpapi.Handle(s, route("GET", path, "One message", Use), m.message)
	httpapi.Handle(s, route("PATCH", path, "Edit a message of mine", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		MessagePath
		Body struct {
			Text     string   `json:"text" doc:"at most 20,000 characters"`
			Mentions []string `json:"mentions,omitempty" maxItems:"200"`
			Rev      int64    `json:"rev" minimum:"0" doc:"the change seen last: an edit from elsewhere is not overwritten"`
		}
	}) (*oneMessage, error) {
		if err := m.mayMention(ctx, c, in.ID, in.Body.Mentions); err != nil {
			return nil, err
		}
		msg, err := m.Edit(ctx, c.Org, c.Who(), in.ID, in.Seq, in.Body.Rev, Draft{Text: in.Body.Text, Mentions: in.Body.Mentions})
		return m.shown(ctx, c, msg, err)
	})
	httpapi.Handle(s, route("POST", path+"/recall", "Recall a message", Use), func(ctx context.Context, c *httpapi.Call, in *MessagePath) (*oneMessage, error) {
		msg, err := Recall(ctx, c.Org, c.Who(), in.ID, in.Seq)
		return m.shown(ctx, c, msg, err)
	})
	httpapi.Handle(s, route("GET", path+"/versions", "What a message said before", Use), m.versions)
	httpapi.Handle(s, route("PUT", path+"/reactions/{emoji}", "React to a message", Use), func(ctx context.Context, c *httpapi.Call, in *reactionPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, React(ctx, c.Org, c.Who(), in.ID, in.Seq, in.Emoji, true)
	})
	httpapi.Handle(s, route("DELETE", path+"/reactions/{emoji}", "Take my reaction back", Use), func(ctx context.Context, c *httpapi.Call, in *reactionPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, React(ctx, c.Org, c.Who(), in.ID, in.Seq, in.Emoji, false)
	})
	httpapi.Handle(s, route("GET", "/chat/rules", "How this organisation wants its conversations", Use), func(ctx context.Context, c *httpapi.Call, _ *struct{}) (*rulesBody, error) {
		r, err := RulesOf(ctx, c.Org.Read())
		if r.TranslateAt != m.translates() { // what was agreed to was another server
			r.TranslateAt = ""
		}
		return &rulesBody{r}, err
	})
	httpapi.Handle(s, route("PUT", "/chat/rules", "Change how conversations work", Govern), func(ctx context.Context, c *httpapi.Call, in *rulesBody) (*rulesBody, error) {
		return in, m.SetRules(ctx, c.Org, c.Who(), in.Body)
	})
}

func (m *Module) shown(ctx context.Context, c *httpapi.Call, msg store.Message, err error) (*oneMessage, error) {
	if err != nil {
		return nil, err
	}
	views, err := m.messageViews(ctx, c.Org, []store.Message{msg})
	if err != nil {
		return nil, err
	}
	return &oneMessage{views[0]}, nil
}

// visible finds a message for whoever asks.
func visible(ctx context.Context, c *httpapi.Call, in MessagePath) (store.Message, error) {
	mine, err := find(ctx, c.Org.Read(), in.ID, c.Person())
	if err != nil {
		return store.Message{}, err
	}
	return known(seen(ctx, c.Org.Read(), mine, in.Seq))
}

func (m *Module) message(ctx context.Context, c *httpapi.Call, in *MessagePath) (*oneMessage, error) {
	msg, err := visible(ctx, c, *in)
	return m.shown(ctx, c, msg, err)
}

func (m *Module) versions(ctx context.Context, c *httpapi.Call, in *MessagePath) (*versionsOut, error) {
	msg, err := visible(ctx, c, *in)
	if err != nil {
		return nil, err
	}
	if !msg.Alive() {
		return nil, fault.New(fault.Conflict, "message_gone")
	}
	rows, err := store.Versions(ctx, c.Org.Read(), in.ID, in.Seq, shownVersions)
	out := &versionsOut{}
	out.Body.Items = make([]Version, len(rows))
	for i, r := range rows {
		out.Body.Items[i] = Version{r.Body.V, r.At.Time()}
	}
	return out, err
}

// fanChanged tells the members what became of messages; who has not loaded one has
// nothing to change.
func (m *Module) fanChanged(ctx context.Context, o *org.Org, events []org.Received) (out []live.Push, err error) {
	done := map[chatevent.Changed]bool{}
	for _, r := range events {
		e, err := org.As[chatevent.Changed](r)
		if err != nil {
			return nil, err
		}
		if done[e] {
			continue
		}
		done[e] = true
		msg, err := known(store.BySeq(ctx, o.Read(), e.Conversation, e.Seq))
		if fault.Of(err) != nil {
			continue // its time was over meanwhile
		}
		if err != nil {
			return nil, err
		}
		views, err := m.messageViews(ctx, o, []store.Message{msg})
		if err != nil {
			return nil, err
		}
		persons, err := store.Persons(ctx, o.Read(), e.Conversation)
		if err != nil {
			return nil, err
		}
		out = append(out, live.Push{Persons: persons, Data: []any{map[string]any{"t": "message_changed", "conversation_id": e.Conversation, "message": views[0]}}})
	}
	return out, nil
}
