package directory

import (
	"bytes"
	"context"
	"encoding/base64"
	"image/png"
	netmail "net/mail"
	"strconv"
	"strings"
	"time"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/page"
	"tramway/internal/sqldb"
)

// qrSize is the picture's side in pixels: enough for a printed page.
const qrSize = 600

// JoinLink is a link as those see it who look after joining; its secret is not there.
type JoinLink struct {
	ID         string      `json:"id"`
	Label      string      `json:"label"`
	Department *Department `json:"department"`
	Approval   bool        `json:"approval"`
	Most       int         `json:"most" doc:"0: any number"`
	Used       int         `json:"used"`
	Expires    time.Time   `json:"expires_at"`
	State      string      `json:"state" enum:"active,ended,expired,used"`
	MadeBy     string      `json:"made_by" doc:"a person's id"`
	MadeByName string      `json:"made_by_name"`
	MadeAt     time.Time   `json:"made_at"`
}

type joinLinksOut struct{ Body page.Of[JoinLink] }

type newJoinLinkOut struct {
	Body struct {
		ID      string    `json:"id"`
		Link    string    `json:"link" doc:"shown this once"`
		QR      string    `json:"qr" doc:"the link as a picture: data:image/png"`
		Expires time.Time `json:"expires_at"`
		Mailed  int       `json:"mailed" doc:"how many of the addresses it went to"`
	}
}

func (m *Module) joinLinkRoutes(s *httpapi.Server) {
	route := func(method, path, summary string) httpapi.Route {
		return httpapi.Route{Method: method, Path: "/o/{org}/join-links" + path, Summary: summary, Tag: "Joining", Action: Join}
	}
	httpapi.Handle(s, route("GET", "", "Joining links, newest first"), m.joinLinks)
	add := route("POST", "", "Make a joining link")
	add.Status, add.Secret, add.Fresh = 201, true, true
	httpapi.Handle(s, add, m.makeJoinLink)
	httpapi.Handle(s, route("DELETE", "/{id}", "End a joining link"), func(ctx context.Context, c *httpapi.Call, in *PersonPath) (*httpapi.Empty, error) {
		l, err := store.JoinLinkByID(ctx, c.Org.Read(), in.ID)
		if err != nil {
			return nil, err
		}
		all, err := store.Departments(ctx, c.Org.Read())
		if err == nil {
			err = mayJoin(c, all, l.Department)
		}
		if err == nil {
			err = EndJoinLink(ctx, c.Org, c.Who(), l.ID) // the house says so first: from here on nobody comes in
		}
		if err != nil {
			return nil, err
		}
		return &httpapi.Empty{}, m.comers.DropJoinLink(ctx, c.Org.ID, l.ID)
	})
}

func (m *Module) makeJoinLink(ctx context.Context, c *httpapi.Call, in *struct {
	Body struct {
		NewJoinLink
		MailTo []string `json:"mail_to,omitempty" maxItems:"20" doc:"addresses that the link is sent to"`
	}
}) (*newJoinLinkOut, error) {
	to, err := cleanAddresses(in.Body.MailTo)
	if err != nil {
		return nil, err
	}
	all, err := store.Departments(ctx, c.Org.Read())
	if err == nil {
		err = mayJoin(c, all, in.Body.Department)
	}
	if err != nil {
		return nil, err
	}
	in.Body.Approval = in.Body.Approval || m.post == nil // an address that nobody proved lets nobody in
	l, err := MakeJoinLink(ctx, c.Org, c.Who(), in.Body.NewJoinLink)
	if err != nil {
		return nil, err
	}
	token, err := m.comers.KeepJoinLink(ctx, c.Org.ID, l.ID, l.ExpiresAt.Time())
	if err != nil {
		return nil, err
	}
	out := &newJoinLinkOut{}
	out.Body.ID, out.Body.Link, out.Body.Expires = l.ID, m.origin+"/join/"+token, l.ExpiresAt.Time()
	out.Body.Mailed = m.mailLink(ctx, c, to, out.Body.Link, out.Body.Expires)
	out.Body.QR, err = qrOf(out.Body.Link)
	return out, err
}

func cleanAddresses(written []string) ([]string, error) {
	var bad fault.Fields
	out := []string{}
	for i, w := range written {
		w = strings.ToLower(strings.TrimSpace(w))
		if a, err := netmail.ParseAddress(w); err != nil || a.Address != w {
			bad.Add("body.mail_to["+strconv.Itoa(i)+"]", "mail_address")
		}
		out = append(out, w)
	}
	return out, bad.Err()
}

// qrOf draws an address; level M is read with a seventh of it dirty.
func qrOf(link string) (string, error) {
	code, err := qr.Encode(link, qr.M, qr.Auto)
	if err != nil {
		return "", err
	}
	if code, err = barcode.Scale(code, qrSize, qrSize); err != nil {
		return "", err
	}
	var b bytes.Buffer
	if err := png.Encode(&b, code); err != nil {
		return "", err
	}
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

func (m *Module) joinLinks(ctx context.Context, c *httpapi.Call, in *LinePage) (*joinLinksOut, error) {
	before := "~"
	if err := page.Decode(in.Cursor, &before); err != nil {
		return nil, err
	}
	limit := page.Limit(in.Limit)
	rows, err := store.JoinLinks(ctx, c.Org.Read(), before, limit)
	if err != nil {
		return nil, err
	}
	cut := page.Cut(rows, limit, func(l store.JoinLink) string { return l.ID })
	views, err := m.joinLinkViews(ctx, c, cut.Items)
	return &joinLinksOut{page.Of[JoinLink]{Items: views, Next: cut.Next}}, err
}

func (m *Module) joinLinkViews(ctx context.Context, c *httpapi.Call, rows []store.JoinLink) ([]JoinLink, error) {
	all, err := store.Departments(ctx, c.Org.Read())
	if err != nil {
		return nil, err
	}
	makers := []string{}
	for _, l := range rows {
		makers = append(makers, l.MadeBy)
	}
	names, err := m.Names(ctx, c.Org.Read(), makers)
	out := []JoinLink{}
	for _, l := range rows {
		if mayJoin(c, all, l.Department) != nil {
			continue
		}
		out = append(out, JoinLink{ID: l.ID, Label: l.Label, Department: departmentOf(all, l.Department), Approval: l.Approval || m.post == nil, Most: l.Most, Used: l.Used,
			Expires: l.ExpiresAt.Time(), State: l.State(sqldb.At(c.Org.Now())), MadeBy: l.MadeBy, MadeByName: names[l.MadeBy].Name, MadeAt: l.MadeAt.Time()})
	}
	return out, err
}

func departmentOf(all []store.Department, id string) *Department {
	for _, d := range all {
		if d.ID == id {
			return &Department{d.ID, d.Name, d.NameZh}
		}
	}
	return nil
}
