package verification

import (
	"context"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
)

// Proof is what outsiders may know of an organisation.
type Proof struct {
	ID         string     `json:"id"`
	Name       string     `json:"name"`
	NameZh     string     `json:"name_zh"`
	Region     string     `json:"region"`
	Kind       string     `json:"type"`
	Picture    string     `json:"picture" doc:"which it is; '': none"`
	State      string     `json:"state" enum:"verified,lapsed,renamed,limited"`
	VerifiedAt *time.Time `json:"verified_at"`
	Until      *time.Time `json:"verified_until"`
}

func (m *Module) publicRoutes(s *httpapi.Server) {
	httpapi.Handle(s, httpapi.Route{Method: "GET", Path: "/proof/{id}", Summary: "Is this organisation who it says?", Tag: "Verification", Public: true},
		func(ctx context.Context, _ *httpapi.Call, in *OrgPath) (*struct{ Body Proof }, error) {
			o, err := m.cfg.Host.Organisation(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			p, known := m.proof(o)
			if !known {
				return nil, fault.New(fault.NotFound, "not_found")
			}
			p.Picture, err = m.cfg.Host.PictureFile(ctx, o.ID)
			return &struct{ Body Proof }{p}, err
		})
	httpapi.Handle(s, httpapi.Route{Method: "POST", Path: "/proof/{id}/report", Summary: "Report an organisation that poses as another", Tag: "Verification", Account: true, Status: 202},
		func(ctx context.Context, c *httpapi.Call, in *struct {
			OrgPath
			Body struct {
				Reason string `json:"reason" minLength:"10" maxLength:"500" doc:"what it does, and as whom it poses"`
			}
		}) (*httpapi.Empty, error) {
			o, err := m.cfg.Host.Organisation(ctx, in.ID)
			if fault.KindOf(err) == fault.NotFound {
				return &httpapi.Empty{}, nil // who is here is not told to whoever asks
			}
			if err != nil {
				return nil, err
			}
			r := m.newReview(o, host.Report, strings.TrimSpace(in.Body.Reason))
			// One of one person a day.
			r.ID = "report." + o.ID + "." + c.Session.Account.ID + m.cfg.Now().Format(".20060102")
			return &httpapi.Empty{}, m.cfg.Host.AskReview(ctx, r)
		})
}

// OrgPath names an organisation in a public address.
type OrgPath struct {
	ID string `path:"id" maxLength:"40"`
}

// proof says nothing of an organisation that nobody has looked at: to outsiders it
// is not here.
func (m *Module) proof(o host.Organisation) (p Proof, known bool) {
	p = Proof{ID: o.ID, Name: o.Name, NameZh: o.NameZh, Region: o.Region, Kind: o.Kind}
	switch {
	case o.Standing == host.Limited:
		p.State = "limited"
	case o.Verified(m.cfg.Now()):
		p.State, p.VerifiedAt, p.Until = "verified", moment(o.VerifiedAt), moment(o.VerifiedUntil)
	case o.RenamedAt > o.VerifiedAt && o.VerifiedAt != 0: // nobody has looked at this name, and the other is nobody's business
		p.State = "renamed"
	case o.VerifiedAt != 0:
		p.State, p.VerifiedAt = "lapsed", moment(o.VerifiedAt)
	}
	return p, p.State != ""
}
