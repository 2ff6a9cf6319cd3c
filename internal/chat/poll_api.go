package chat

import (
	"context"
	"net/http"
	"strings"
	"time"

	"tramway/internal/chat/internal/store"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Poll is what members see of a poll; the question is the message's text.
type Poll struct {
	Options   []PollOption `json:"options"`
	Multiple  bool         `json:"multiple" doc:"several answers at once"`
	Anonymous bool         `json:"anonymous" doc:"who chose what is kept nowhere, so a vote can't be changed"`
	Adds      bool         `json:"adds" doc:"members may add answers"`
	Voters    int          `json:"voters" doc:"how many have voted"`
	ClosesAt  *time.Time   `json:"closes_at,omitempty"`
	Closed    bool         `json:"closed"`
}

// PollOption is one answer.
type PollOption struct {
	N       int      `json:"n"`
	Text    string   `json:"text"`
	Votes   int      `json:"votes"`
	Persons []Member `json:"persons" doc:"the first who chose it, where that is shown"`
}

// Voted is what the reader chose in a poll.
type Voted struct {
	Seq     int64 `json:"seq"`
	Choices []int `json:"choices" doc:"empty in an anonymous poll: that is kept nowhere"`
}

func (m *Module) pollRoutes(s *httpapi.Server) {
	const path = "/conversations/{id}/messages/{seq}/poll"
	httpapi.Handle(s, route("POST", "/conversations/{id}/polls", "Ask a question with answers to choose from", Use), m.ask)
	httpapi.Handle(s, route("PUT", path+"/vote", "Vote, or change my vote", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		MessagePath
		Body struct {
			Choices []int `json:"choices" maxItems:"10" doc:"numbers of answers; none takes my vote back"`
		}
	}) (*oneMessage, error) {
		if err := Vote(ctx, c.Org, c.Who(), in.ID, in.Seq, in.Body.Choices); err != nil {
			return nil, err
		}
		return m.message(ctx, c, &in.MessagePath)
	})
	httpapi.Handle(s, route("POST", path+"/options", "Add an answer", Use), func(ctx context.Context, c *httpapi.Call, in *struct {
		MessagePath
		Body struct {
			Text string `json:"text" doc:"at most 200 characters"`
		}
	}) (*oneMessage, error) {
		if err := m.AddOption(ctx, c.Org, c.Who(), in.ID, in.Seq, in.Body.Text); err != nil {
			return nil, err
		}
		return m.message(ctx, c, &in.MessagePath)
	})
	httpapi.Handle(s, route("POST", path+"/close", "Close a poll of mine", Use), func(ctx context.Context, c *httpapi.Call, in *MessagePath) (*oneMessage, error) {
		if err := ClosePoll(ctx, c.Org, c.Who(), in.ID, in.Seq); err != nil {
			return nil, err
		}
		return m.message(ctx, c, in)
	})
}

func (m *Module) ask(ctx context.Context, c *httpapi.Call, in *struct {
	ConversationPath
	Body struct {
		ClientID  string     `json:"client_id" minLength:"8" maxLength:"64" doc:"made by the device; sending it again gives the stored message"`
		Question  string     `json:"question" doc:"at most 500 characters"`
		Options   []string   `json:"options" doc:"2 to 10, each at most 200 characters"`
		Multiple  bool       `json:"multiple,omitempty"`
		Anonymous bool       `json:"anonymous,omitempty"`
		Adds      bool       `json:"adds,omitempty"`
		ClosesAt  *time.Time `json:"closes_at,omitempty"`
	}
}) (*messageOut, error) {
	b := in.Body
	p := NewPoll{ClientID: b.ClientID, Question: b.Question, Options: b.Options, Multiple: b.Multiple, Anonymous: b.Anonymous, Adds: b.Adds}
	if b.ClosesAt != nil {
		p.ClosesAt = *b.ClosesAt
	}
	msg, again, err := m.Ask(ctx, c.Org, c.Who(), in.ID, p)
	if err != nil {
		return nil, err
	}
	views, err := m.messageViews(ctx, c.Org, []store.Message{msg})
	if err != nil {
		return nil, err
	}
	out := &messageOut{http.StatusCreated, views[0]}
	if again {
		out.Status = http.StatusOK
	}
	return out, nil
}

// putPolls gives those of some messages of one conversation that are polls their answers,
// in three questions; most pages have none.
func (m *Module) putPolls(ctx context.Context, o *org.Org, rows []store.Message, views []Message) error {
	from, upTo := reach(rows, func(r store.Message) bool { return r.Kind == "poll" })
	if upTo == 0 {
		return nil
	}
	in := rows[0].Conversation
	polls, err := store.Polls(ctx, o.Read(), in, from, upTo)
	if err != nil {
		return err
	}
	options, err := store.Options(ctx, o.Read(), in, from, upTo)
	if err != nil {
		return err
	}
	voters, err := store.Voters(ctx, o.Read(), in, from, upTo)
	if err != nil {
		return err
	}
	ids := make([]string, len(voters))
	for i, v := range voters {
		ids[i] = v.Person
	}
	names, err := m.people.Names(ctx, o.Read(), ids)
	for _, p := range polls {
		for i := range views {
			if views[i].Seq == p.Seq && rows[i].Kind == "poll" {
				views[i].Poll = pollView(p, options, voters, names, sqldb.At(o.Now()))
			}
		}
	}
	return err
}

func pollView(p store.Poll, options []store.Option, voters []store.Voter, names map[string]Name, now sqldb.Micros) *Poll {
	v := &Poll{Options: []PollOption{}, Multiple: p.Multiple, Anonymous: p.Anonymous, Adds: p.Adds, Voters: p.Voters, Closed: p.Closed(now)}
	if p.ClosesAt > 0 {
		at := p.ClosesAt.Time()
		v.ClosesAt = &at
	}
	for _, o := range options {
		if o.Seq != p.Seq {
			continue
		}
		one := PollOption{N: o.N, Text: o.Text.V, Votes: o.Votes, Persons: []Member{}}
		for _, by := range voters {
			if by.Seq == p.Seq && by.N == o.N {
				one.Persons = append(one.Persons, called(by.Person, names))
			}
		}
		v.Options = append(v.Options, one)
	}
	return v
}

// voted are the reader's own votes in a conversation, by poll.
func voted(rows []store.Voter) []Voted {
	out := []Voted{}
	for _, r := range rows {
		if last := len(out) - 1; last < 0 || out[last].Seq != r.Seq {
			out = append(out, Voted{r.Seq, []int{}})
		}
		if r.N >= 0 {
			at := &out[len(out)-1]
			at.Choices = append(at.Choices, r.N)
		}
	}
	return out
}

// spelled are messages whose polls are written out as text, for where nobody votes.
func spelled(ctx context.Context, q sqldb.Q, rows []store.Message) error {
	from, upTo := reach(rows, func(r store.Message) bool { return r.Kind == "poll" })
	if upTo == 0 {
		return nil
	}
	options, err := store.Options(ctx, q, rows[0].Conversation, from, upTo)
	for i, r := range rows {
		text := []string{r.Body.V}
		for _, o := range options {
			if o.Seq == r.Seq && r.Kind == "poll" {
				text = append(text, "– "+o.Text.V)
			}
		}
		rows[i].Body = sqldb.Seal(strings.Join(text, "\n"))
	}
	return err
}
