package directory

import (
	"context"
	"strings"
	"time"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Join is the action of making joining links and deciding about those who ask. With
// a right over departments, it is about links into those.
const Join = "directory.join"

// A link lives 90 days at most, so that a printed one does not stay on a wall for years.
const (
	joinLinkDays = 90
	joinMost     = 10000
)

// Comers is what joining asks of the installation.
type Comers interface {
	KeepJoinLink(ctx context.Context, org, link string, expires time.Time) (token string, err error)
	DropJoinLink(ctx context.Context, org, link string) error
	JoinLink(ctx context.Context, token string, from host.Client) (org, link string, err error)
	KeepJoiner(ctx context.Context, j host.Joiner, from host.Client) (token string, err error)
	JoinRequest(ctx context.Context, token string) (org, request string, err error)
	JoinCode(ctx context.Context, request, login string, from host.Client) (code string, err error)
	UseJoinCode(ctx context.Context, request, code string) error
	MayJoin(ctx context.Context, request, login string) error
	TakeIn(ctx context.Context, j host.Joiner, person string) error
	JoinerChooses(ctx context.Context, request, person string) (bool, error)
	InviteJoiner(ctx context.Context, j host.Joiner, person string) (token string, expires time.Time, err error)
	EnterJoiner(ctx context.Context, j host.Joiner, person string, from host.Client) (token string, err error)
	TurnAway(ctx context.Context, request string) error
	PictureFile(ctx context.Context, org string) (string, error)
	Person(ctx context.Context, s host.Session, org string) (string, error)
}

// Houses opens the house that a link leads to.
type Houses interface {
	Open(ctx context.Context, orgID string) (*org.Org, error)
}

// SetDoor gives what strangers at the door need.
func (m *Module) SetDoor(comers Comers, houses Houses) { m.comers, m.houses = comers, houses }

// NewJoinLink is what somebody enters about a link.
type NewJoinLink struct {
	Label      string `json:"label,omitempty" maxLength:"80" doc:"what it is for"`
	Department string `json:"department_id,omitempty" maxLength:"40" doc:"where those who join are put"`
	Approval   bool   `json:"approval" doc:"somebody decides about each; without mail always"`
	Most       int    `json:"most,omitempty" minimum:"0" maximum:"10000" doc:"how many may use it; 0: any number"`
	Days       int    `json:"days" minimum:"1" maximum:"90" doc:"how long it works"`
}

// MakeJoinLink writes a link; its secret is made by the caller.
func MakeJoinLink(ctx context.Context, o *org.Org, who org.Who, n NewJoinLink) (l store.JoinLink, err error) {
	if n.Days < 1 || n.Days > joinLinkDays || n.Most < 0 || n.Most > joinMost {
		return l, fault.Bad("body.days", "invalid_value")
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if n.Department != "" {
			all, err := store.Departments(tx.Ctx, tx)
			if err == nil && !hasDepartment(all, n.Department) {
				err = fault.Bad("body.department_id", "unknown_department")
			}
			if err != nil {
				return err
			}
		}
		l = store.JoinLink{ID: tx.NewID(), Label: strings.TrimSpace(n.Label), Department: n.Department, Approval: n.Approval, Most: n.Most,
			ExpiresAt: sqldb.At(tx.Now().AddDate(0, 0, n.Days)), MadeBy: who.ID, MadeAt: micros(tx)}
		tx.Record(org.Entry{Action: "directory.join.link", Object: ref.To("join_link", l.ID), After: l})
		return store.AddJoinLink(tx.Ctx, tx, l)
	})
	return l, err
}

// EndJoinLink ends a link now. Errors: not_found; join_link_dead if it was ended.
func EndJoinLink(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		if _, err := store.JoinLinkByID(tx.Ctx, tx, id); err != nil {
			return err
		}
		ended, err := store.EndJoinLink(tx.Ctx, tx, id, micros(tx))
		if err == nil && !ended {
			err = fault.New(fault.Conflict, "join_link_ended")
		}
		tx.Record(org.Entry{Action: "directory.join.end", Object: ref.To("join_link", id)})
		return err
	})
}

// mayJoin asks about one department; "" is the whole organisation.
func mayJoin(c *httpapi.Call, all []store.Department, department string) error {
	return c.Allow(Join, authz.Resource{Departments: store.Upwards(all, department)})
}
