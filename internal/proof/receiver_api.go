package proof

import (
	"context"
	"time"

	"tramway/internal/httpapi"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/proof/internal/siem"
)

// Receiver is a receiver as the page sees it: its key never comes back.
type Receiver struct {
	ID           string     `json:"id"`
	Version      int64      `json:"version"`
	Name         string     `json:"name"`
	Host         string     `json:"host"`
	Port         int        `json:"port"`
	Format       string     `json:"format" enum:"ocsf,cef"`
	Groups       []string   `json:"groups" doc:"first words of the actions that go there; empty: all"`
	Bodies       bool       `json:"bodies" doc:"what things were before and after goes along"`
	CA           string     `json:"ca" doc:"PEM; empty: the system's"`
	Cert         string     `json:"cert" doc:"PEM; who we are"`
	MadeAt       time.Time  `json:"made_at"`
	SentAt       *time.Time `json:"sent_at" doc:"when it last had something"`
	Waiting      int64      `json:"waiting" doc:"entries that it has not had"`
	WaitingSince *time.Time `json:"waiting_since" doc:"time of the first of them"`
	Failure      string     `json:"failure" enum:",forbidden,unknown_host,certificate,refused,timeout,turned_away,broken"`
	FailedAt     *time.Time `json:"failed_at" doc:"since when it fails"`
	RetryAt      *time.Time `json:"retry_at"`
}

// Group is a set of actions that a receiver may get or not.
type Group struct {
	Group string `json:"group"`
	Title string `json:"title"`
}

// receiversOut is not paged: there are a handful.
type receiversOut struct {
	Body struct {
		Items  []Receiver `json:"items"`
		Groups []Group    `json:"groups"`
	}
}

// ReceiverForm is what somebody fills in.
type ReceiverForm struct {
	Name   string   `json:"name" minLength:"1" maxLength:"80"`
	Host   string   `json:"host" minLength:"1" maxLength:"253"`
	Port   int      `json:"port" minimum:"1" maximum:"65535"`
	Format string   `json:"format" enum:"ocsf,cef"`
	Groups []string `json:"groups" maxItems:"20"`
	Bodies bool     `json:"bodies,omitempty"`
	CA     string   `json:"ca,omitempty" maxLength:"60000"`
	Cert   string   `json:"cert,omitempty" maxLength:"60000"`
	Key    string   `json:"key,omitempty" maxLength:"20000" doc:"empty beside the same certificate: stays as it was"`
}

func (f ReceiverForm) settings() Settings {
	return Settings{Name: f.Name, Address: siem.Address{Host: f.Host, Port: f.Port, CA: f.CA, Cert: f.Cert, Key: f.Key},
		Format: siem.Format(f.Format), Groups: f.Groups, Bodies: f.Bodies}
}

// ReceiverPath is the id in an address.
type ReceiverPath struct {
	ID string `path:"id" maxLength:"40"`
}

func (m *Module) receiverRoutes(s *httpapi.Server) {
	httpapi.Handle(s, route("GET", "/receivers", "Where the record is sent on to", Read), m.listReceivers)
	add := route("POST", "/receivers", "Send the record on to a receiver", Send)
	add.Fresh = true
	httpapi.Handle(s, add, func(ctx context.Context, c *httpapi.Call, in *struct {
		Body struct {
			ReceiverForm
			Earlier bool `json:"earlier,omitempty" doc:"also what is in the record already"`
		}
	}) (*receiversOut, error) {
		if _, err := m.AddReceiver(ctx, c.Org, c.Who(), in.Body.settings(), in.Body.Earlier); err != nil {
			return nil, err
		}
		return m.listReceivers(ctx, c, nil)
	})
	change := route("PUT", "/receivers/{id}", "Change a receiver; it goes on from where it was", Send)
	change.Fresh = true
	httpapi.Handle(s, change, func(ctx context.Context, c *httpapi.Call, in *struct {
		ReceiverPath
		Body struct {
			ReceiverForm
			Version int64 `json:"version" doc:"the version you read"`
		}
	}) (*receiversOut, error) {
		if err := m.ChangeReceiver(ctx, c.Org, c.Who(), in.ID, in.Body.Version, in.Body.settings()); err != nil {
			return nil, err
		}
		return m.listReceivers(ctx, c, nil)
	})
	m.receiverActs(s)
}

func (m *Module) receiverActs(s *httpapi.Server) {
	end := route("DELETE", "/receivers/{id}", "Send nothing there any more", Send)
	end.Fresh = true
	httpapi.Handle(s, end, func(ctx context.Context, c *httpapi.Call, in *ReceiverPath) (*httpapi.Empty, error) {
		return &httpapi.Empty{}, m.EndReceiver(ctx, c.Org, c.Who(), in.ID)
	})
	try := route("POST", "/receivers/{id}/test", "Send one message and say whether it arrived", Send)
	try.Fresh, try.Timeout = true, 40*time.Second
	httpapi.Handle(s, try, func(ctx context.Context, c *httpapi.Call, in *ReceiverPath) (*struct {
		Body struct {
			Failure string `json:"failure" doc:"empty: it arrived" enum:",forbidden,unknown_host,certificate,refused,timeout,turned_away,broken"`
		}
	}, error) {
		out := &struct {
			Body struct {
				Failure string `json:"failure" doc:"empty: it arrived" enum:",forbidden,unknown_host,certificate,refused,timeout,turned_away,broken"`
			}
		}{}
		var err error
		out.Body.Failure, err = m.TryReceiver(ctx, c.Org, c.Who(), in.ID)
		return out, err
	})
}

func (m *Module) listReceivers(ctx context.Context, c *httpapi.Call, _ *struct{}) (*receiversOut, error) {
	all, size, err := waiting(ctx, c.Org)
	if err != nil {
		return nil, err
	}
	out := &receiversOut{}
	out.Body.Items, out.Body.Groups = []Receiver{}, []Group{}
	for _, g := range groups() {
		out.Body.Groups = append(out.Body.Groups, Group{g, lang.Text(c.Lang, "act_group."+g, nil)})
	}
	for _, r := range all {
		v, err := viewOf(ctx, c.Org, r, size)
		if err != nil {
			return nil, err
		}
		out.Body.Items = append(out.Body.Items, v)
	}
	return out, nil
}

func viewOf(ctx context.Context, o *org.Org, r receiver, size int64) (Receiver, error) {
	s := r.Settings.V
	v := Receiver{ID: r.ID, Version: r.Version, Name: s.Name, Host: s.Host, Port: s.Port, Format: string(s.Format), Groups: s.Groups, Bodies: s.Bodies,
		CA: s.CA, Cert: s.Cert, MadeAt: r.MadeAt.Time(), SentAt: moment(r.SentAt.Time()), Waiting: max(size-r.Place, 0), Failure: r.Failure,
		FailedAt: moment(r.FailedAt.Time()), RetryAt: moment(r.RetryAt.Time())}
	if v.Groups == nil {
		v.Groups = []string{}
	}
	if v.Waiting == 0 {
		return v, nil
	}
	first, err := o.Placed(ctx, r.Place, 1)
	if err == nil && len(first) > 0 {
		v.WaitingSince = moment(first[0].At.Time())
	}
	return v, err
}
