package directory

import (
	"context"

	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/id"
	"tramway/internal/org"
)

// The door for strangers: everything is told by a secret they hold, of the link or of
// their request, in the body, so that no log keeps it.

type linkIn struct {
	Body struct {
		Token string `json:"token" maxLength:"100" doc:"of the link"`
	}
}

// Door is what whoever opens a link sees before they ask.
type Door struct {
	Name         string      `json:"name"`
	NameZh       string      `json:"name_zh"`
	Picture      string      `json:"picture" doc:"of the organisation; '': none"`
	Approval     bool        `json:"approval" doc:"somebody decides about each"`
	Mail         bool        `json:"mail" doc:"the address is proved by a code"`
	Domains      []string    `json:"domains" doc:"whose addresses may join; none: all that are not of a personal provider"`
	Department   *Department `json:"department"`
	AlreadyThere bool        `json:"member" doc:"the account signed in is somebody here already"`
}

// Progress is how far a request is.
type Progress struct {
	Request string `json:"request_token,omitempty" doc:"the secret by which the asker follows the request"`
	Step    string `json:"step" enum:"code,waiting,accepted,declined"`
	Name    string `json:"organisation"`
	NameZh  string `json:"organisation_zh"`
	OrgID   string `json:"organisation_id" doc:"once they are let in"`
	Email   string `json:"email"`
	Reason  string `json:"reason" doc:"why they were declined"`
	Choose  bool   `json:"choose" doc:"let in, and how to sign in is to be chosen now: /join/enter"`
}

type progressOut struct{ Body Progress }

type requestIn struct {
	Body struct {
		Request string `json:"request_token" maxLength:"100"`
		Code    string `json:"code,omitempty" maxLength:"20"`
	}
}

func (m *Module) doorRoutes(s *httpapi.Server) {
	route := func(path, summary string) httpapi.Route {
		return httpapi.Route{Method: "POST", Path: "/join" + path, Summary: summary, Tag: "Joining", Public: true, Status: 200}
	}
	httpapi.Handle(s, route("/look", "Where a joining link leads"), m.look)
	httpapi.Handle(s, route("/ask", "Ask to join"), m.ask)
	httpapi.Handle(s, route("/code", "Send the code to my mail address again"), m.sendCode)
	httpapi.Handle(s, route("/prove", "Prove my mail address with the code"), m.prove)
	httpapi.Handle(s, route("/state", "How far my request is"), m.follow)
	enter := route("/enter", "Let in: get the invitation by which I choose how to sign in")
	enter.Secret = true
	httpapi.Handle(s, enter, m.enter)
}

// opened is the house of a link that works now.
func (m *Module) opened(ctx context.Context, c *httpapi.Call, token string) (*org.Org, store.JoinLink, error) {
	orgID, link, err := m.comers.JoinLink(ctx, token, c.Client)
	if err != nil {
		return nil, store.JoinLink{}, err
	}
	o, err := m.houses.Open(ctx, orgID)
	if err != nil {
		return nil, store.JoinLink{}, err
	}
	l, err := livingLink(ctx, o.Read(), link, now(o))
	if err != nil {
		o.Close()
		return nil, l, err
	}
	return o, l, nil
}

func (m *Module) look(ctx context.Context, c *httpapi.Call, in *linkIn) (*struct{ Body Door }, error) {
	o, l, err := m.opened(ctx, c, in.Body.Token)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	called := o.Names()
	d := Door{Name: called.Name, NameZh: called.NameZh, Approval: l.Approval || m.post == nil, Mail: m.post != nil, Domains: []string{}}
	if d.Picture, err = m.comers.PictureFile(ctx, o.ID); err != nil {
		return nil, err
	}
	rule, err := store.MailDomains(ctx, o.Read())
	if err != nil {
		return nil, err
	}
	d.Domains = append(d.Domains, rule...)
	all, err := store.Departments(ctx, o.Read())
	for _, one := range all {
		if one.ID == l.Department {
			d.Department = &Department{one.ID, one.Name, one.NameZh}
		}
	}
	if err == nil && c.Session.ID != "" {
		d.AlreadyThere, err = m.isThere(ctx, c.Session, o.ID)
	}
	return &struct{ Body Door }{d}, err
}

func (m *Module) isThere(ctx context.Context, s host.Session, orgID string) (bool, error) {
	_, err := m.comers.Person(ctx, s, orgID)
	if fault.KindOf(err) == fault.NotFound {
		return false, nil
	}
	return err == nil, err
}

func (m *Module) ask(ctx context.Context, c *httpapi.Call, in *struct {
	Body struct {
		Token string `json:"token" maxLength:"100" doc:"of the link"`
		Asked
		Password string `json:"password,omitempty" maxLength:"1000" doc:"a new one; none with a session"`
		Later    bool   `json:"choose_later,omitempty" doc:"no password: how to sign in, by passkey for one, is chosen when they are let in"`
	}
}) (*progressOut, error) {
	o, l, err := m.opened(ctx, c, in.Body.Token)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	j, a := host.Joiner{Request: id.New(o.Region, o.Now()), Org: o.ID, Secret: in.Body.Password, Later: in.Body.Later}, in.Body.Asked
	if c.Session.ID != "" {
		there, err := m.isThere(ctx, c.Session, o.ID)
		if err != nil {
			return nil, err
		}
		if there {
			return nil, fault.New(fault.Conflict, "join_member")
		}
		j.Account, a.Email = c.Session.Account.ID, c.Session.Account.Login
	}
	if err := a.check(o.Region); err != nil {
		return nil, err
	}
	rule, err := store.MailDomains(ctx, o.Read())
	if err != nil {
		return nil, err
	}
	if code := rule.Refuses(a.Email); code != "" {
		return nil, fault.Bad("body.email", code)
	}
	j.Login, j.Name = a.Email, a.shown()
	token, err := m.comers.KeepJoiner(ctx, j, c.Client)
	if err != nil {
		return nil, err
	}
	r := store.JoinRequest{ID: j.Request, Link: l.ID, Name: a.Name, NameZh: a.NameZh, Email: a.Email, Phone: a.Phone, Account: j.Account,
		Language: c.Lang, Device: c.Client.Device, Address: c.Client.Address}
	if r.State, err = Ask(ctx, o, c.Who(), r, m.post != nil); err != nil {
		return nil, err
	}
	if r.State == joinCode {
		err = m.mailCode(ctx, c, o, r)
	}
	return &progressOut{progress(o, r, token)}, err
}

// asked is the house and the request that an asker's secret follows.
func (m *Module) asked(ctx context.Context, token string) (*org.Org, store.JoinRequest, error) {
	orgID, request, err := m.comers.JoinRequest(ctx, token)
	if err != nil {
		return nil, store.JoinRequest{}, err
	}
	o, err := m.houses.Open(ctx, orgID)
	if err != nil {
		return nil, store.JoinRequest{}, err
	}
	r, err := joinRequest(ctx, o.Read(), request)
	if err != nil {
		o.Close()
		return nil, r, err
	}
	return o, r, nil
}

func (m *Module) follow(ctx context.Context, _ *httpapi.Call, in *requestIn) (*progressOut, error) {
	o, r, err := m.asked(ctx, in.Body.Request)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	return m.progressing(ctx, o, r)
}

func (m *Module) sendCode(ctx context.Context, c *httpapi.Call, in *requestIn) (*progressOut, error) {
	o, r, err := m.asked(ctx, in.Body.Request)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	if r.State == joinCode {
		err = m.mailCode(ctx, c, o, r)
	}
	return &progressOut{progress(o, r, "")}, err
}

func (m *Module) prove(ctx context.Context, c *httpapi.Call, in *requestIn) (*progressOut, error) {
	o, r, err := m.asked(ctx, in.Body.Request)
	if err != nil {
		return nil, err
	}
	defer o.Close()
	if r.State != joinCode {
		return m.progressing(ctx, o, r)
	}
	if err := m.comers.UseJoinCode(ctx, r.ID, in.Body.Code); err != nil {
		return nil, err
	}
	// Whoever proved the address may know that it has an account.
	if err := m.comers.MayJoin(ctx, r.ID, r.Email); err != nil {
		return nil, err
	}
	alone, err := m.noAccount(ctx, o, r.Email)
	if err != nil {
		return nil, err
	}
	if r.State, err = Prove(ctx, o, c.Who(), r.ID, alone); err != nil {
		return nil, err
	}
	if r.State == joinAccepted { // the job would do it a moment later; they are to sign in now
		if r, err = joinRequest(ctx, o.Read(), r.ID); err == nil {
			err = m.takeIn(ctx, o, r)
		}
	}
	if err != nil {
		return nil, err
	}
	return m.progressing(ctx, o, r)
}

// noAccount says whether nobody signs in as the person who has a mail address.
func (m *Module) noAccount(ctx context.Context, o *org.Org, email string) (bool, error) {
	person, err := store.PersonByMail(ctx, o.Read(), email)
	if err != nil || person == "" {
		return err == nil, err
	}
	has, err := m.accounts.WithAccount(ctx, o.ID, []string{person})
	return !has[person], err
}

func progress(o *org.Org, r store.JoinRequest, token string) Progress {
	called := o.Names()
	p := Progress{Request: token, Step: r.State, Name: called.Name, NameZh: called.NameZh, Email: r.Email, Reason: r.Reason}
	if r.State == joinAccepted {
		p.OrgID = o.ID
	}
	return p
}
