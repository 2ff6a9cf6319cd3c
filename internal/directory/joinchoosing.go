package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
)

// progressing is progress of a request that may be decided.
func (m *Module) progressing(ctx context.Context, o *org.Org, r store.JoinRequest) (*progressOut, error) {
	out := &progressOut{progress(o, r, "")}
	if r.State != joinAccepted {
		return out, nil
	}
	var err error
	out.Body.Choose, err = m.comers.JoinerChooses(ctx, r.ID, r.Person)
	return out, err
}

type enterOut struct {
	Body struct {
		Token string `json:"invitation_token"`
	}
}

// enter gives whoever asked without a password the invitation that they accept now.
func (m *Module) enter(ctx context.Context, c *httpapi.Call, in *requestIn) (*enterOut, error) {
	o, r, err := m.asked(ctx, in.Body.Request)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	out := &enterOut{}
	if r.State != joinAccepted {
		return nil, fault.New(fault.Conflict, "join_stale")
	}
	out.Body.Token, err = m.comers.EnterJoiner(ctx, joiner(o, r), r.Person, c.Client)
	return out, err
}

// mailChoosing sends who was let in the link under which they choose how to sign in.
func (m *Module) mailChoosing(ctx context.Context, o *org.Org, r store.JoinRequest, messageID string) error {
	token, until, err := m.comers.InviteJoiner(ctx, joiner(o, r), r.Person)
	if fault.Is(err, "join_stale") {
		return nil // they chose on the page that waited
	}
	if err != nil {
		return err
	}
	return m.mailJoiner(ctx, o, r, "join_choose", messageID,
		map[string]any{"link": m.origin + "/invitation/" + token, "until": until.In(o.Zone()).Format("2006-01-02 15:04")})
}
