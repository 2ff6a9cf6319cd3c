package guest

import (
	"context"
	"time"

	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Arrive lets whoever has just accepted into the group they were invited to, in the
// change in which they come in; others than guests it leaves as they are.
func (m *Module) Arrive(tx *org.Tx, person string) error {
	rows, err := openOf(tx.Ctx, tx, person)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.State != invited {
			continue
		}
		r.State = here
		tx.Record(org.Entry{Action: "guest.arrive", Object: r.about(), After: shape(r), Note: map[string]string{"conversation": r.Conversation}})
		if err := m.talks.Bring(tx, r.Conversation, person); err != nil {
			return err
		}
		warnOf(tx, r)
		if err := save(tx.Ctx, tx, r); err != nil {
			return err
		}
	}
	return nil
}

// Door is what somebody reads who opens an invitation, before they accept it.
type Door struct {
	Guest   bool      `json:"guest" doc:"it is that of a guest; else of a member, and only the picture is told"`
	Name    string    `json:"organisation,omitempty"`
	NameZh  string    `json:"organisation_zh,omitempty"`
	Picture string    `json:"picture" doc:"of the organisation; '': none"`
	Inviter string    `json:"inviter,omitempty"`
	Login   string    `json:"login,omitempty" doc:"with which they sign in"`
	Until   time.Time `json:"until,omitzero"`

	Company string `json:"company_only" doc:"a member comes in by the provider of this organisation and by no password; '': not so"`
}

type tokenIn struct {
	Body struct {
		Token string `json:"token" maxLength:"100"`
	}
}

func (m *Module) doorRoutes(s *httpapi.Server) {
	public := func(path, summary string) httpapi.Route {
		return httpapi.Route{Method: "POST", Path: "/guests" + path, Summary: summary, Tag: "Guests", Public: true, Status: 200}
	}
	httpapi.Handle(s, public("/look", "Where an invitation leads"), m.look)
	httpapi.Handle(s, public("/decline", "Decline to be a guest"), m.decline)
}

// opened is the house and the guest of a token; the caller closes it. A member's has none.
func (m *Module) opened(ctx context.Context, token string) (*org.Org, row, error) {
	i, err := m.host.Invited(ctx, token)
	if fault.KindOf(err) == fault.NotFound {
		err = fault.New(fault.NotFound, "invitation_expired")
	}
	if err != nil {
		return nil, row{}, err
	}
	o, err := m.houses.Open(ctx, i.Org)
	if err != nil {
		return nil, row{}, err
	}
	rows, err := openOf(ctx, o.Read(), i.Person)
	if err != nil {
		o.Close()
		return nil, row{}, err
	}
	for _, r := range rows {
		if r.State == invited {
			return o, r, nil
		}
	}
	return o, row{}, nil
}

func (m *Module) look(ctx context.Context, c *httpapi.Call, asked *tokenIn) (*struct{ Body Door }, error) {
	o, r, err := m.opened(ctx, asked.Body.Token)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	shown, err := m.host.PictureFile(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	if r.ID == "" {
		d, err := m.forMember(ctx, o.ID)
		d.Picture = shown
		return &struct{ Body Door }{d}, err
	}
	names, err := m.people.Names(ctx, o.Read(), []string{r.InvitedBy})
	called := o.Names()
	return &struct{ Body Door }{Door{true, called.Name, called.NameZh, shown, in(c.Lang, names[r.InvitedBy]), r.Email, r.Until.Time(), ""}}, err
}

func (m *Module) forMember(ctx context.Context, orgID string) (d Door, err error) {
	rule, err := m.host.CompanyOnlyOf(ctx, orgID)
	if rule.On {
		d.Company = orgID
	}
	return d, err
}

// decline ends an invitation in the name of whoever holds it.
func (m *Module) decline(ctx context.Context, c *httpapi.Call, in *tokenIn) (*httpapi.Empty, error) {
	o, r, err := m.opened(ctx, in.Body.Token)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	if r.ID == "" {
		return nil, fault.New(fault.NotFound, "invitation_expired")
	}
	who := org.Who{ID: r.Person, Kind: "guest", Device: c.Client.Device, Address: c.Client.Address, Request: c.Request}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		r, err := find(tx.Ctx, tx, r.ID)
		if err == nil {
			err = over(tx, r, declined)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return &httpapi.Empty{}, m.end(ctx, o, org.System(endJob), r)
}

// Companies are where those of some persons are from who are from outside: by whoever
// invited them, "" where nobody said it. Those who belong to the organisation since are
// absent; those whose time is over are not.
func Companies(ctx context.Context, q sqldb.Q, persons []string) (map[string]string, error) {
	type one struct {
		Person  string `db:"person"`
		Company string `db:"company"`
		State   string `db:"state"`
	}
	rows, err := sqldb.All[one](ctx, q, `SELECT person, company, state FROM {o}.guests WHERE person IN {in} ORDER BY id`, sqldb.Strings(persons))
	out := map[string]string{}
	for _, r := range rows {
		if out[r.Person] = r.Company; r.State == stayed {
			delete(out, r.Person)
		}
	}
	return out, err
}
