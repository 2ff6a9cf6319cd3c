package access

import (
	"context"
	"time"

	"tramway/internal/access/accessevent"
	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/plan"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// NewGrant is what somebody asks to give.
type NewGrant struct {
	Person string     `json:"person_id" maxLength:"40"`
	Action string     `json:"action" maxLength:"100"`
	Scope  string     `json:"scope" maxLength:"20" doc:"own, reports, department, object, all: those that the action has"`
	Object string     `json:"object,omitempty" maxLength:"240" doc:"department:id or person:id, for the scopes department and object"`
	Until  *time.Time `json:"until,omitempty" doc:"it ends at this second; absent: when it is revoked"`
}

// check holds the input against the closed lists.
func (n NewGrant) check(r *authz.Rules, now time.Time) (authz.Grant, error) {
	var bad fault.Fields
	g := authz.Grant{Person: n.Person, Action: n.Action, Scope: authz.Scope(n.Scope)}
	switch {
	case !r.Knows(n.Action):
		bad.Add("body.action", "unknown_action")
	case !r.Honours(n.Action, g.Scope):
		bad.Add("body.scope", "unknown_scope")
	}
	object, err := ref.Parse(n.Object)
	switch {
	case g.Scope == authz.Department && (err != nil || object.Type != "department"):
		bad.Add("body.object", "unknown_department")
	case g.Scope == authz.Department:
		g.Object = object.ID
	case g.Scope == authz.Object && err != nil:
		bad.Add("body.object", "unknown_object")
	case g.Scope == authz.Object:
		g.Object = n.Object
	}
	if n.Until != nil {
		g.Until = sqldb.At(n.Until.Truncate(time.Second))
		if !g.Living(now) {
			bad.Add("body.until", "until_past")
		}
	}
	return g, bad.Err()
}

// GiveGrant lets a person do one thing on a scope, until a moment if it has one.
func (m *Module) GiveGrant(ctx context.Context, o *org.Org, who org.Who, n NewGrant) (id string, err error) {
	g, err := n.check(m.rules, o.Now())
	if err == nil {
		err = o.Plan().Allow(plan.Grants, 1)
	}
	if err != nil {
		return "", err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		giver, to, err := m.changing(tx, GrantWrite, g.Person)
		if err != nil {
			return err
		}
		if to.Left {
			return fault.Bad("body.person_id", "person_left")
		}
		if err := m.givable(tx, giver, g); err != nil {
			return err
		}
		g.ID, g.GrantedBy = tx.NewID(), giver.Person
		id = g.ID
		return saveGrant(tx, g)
	})
	return id, err
}

// givable: the object is there, the giver may do it themselves, and there is room.
func (m *Module) givable(tx *org.Tx, giver authz.Actor, g authz.Grant) error {
	at, named := Place{}, objectOf(g)
	if !named.IsZero() {
		places, err := m.house.Places(tx.Ctx, tx, []ref.Ref{named})
		if err != nil {
			return err
		}
		there := false
		if at, there = places[named]; !there {
			return fault.Bad("body.object", "unknown_"+map[bool]string{true: "department", false: "object"}[g.Scope == authz.Department])
		}
	}
	if !m.rules.Covers(giver, g, at.Resource, tx.Now()).Allow {
		return fault.New(fault.Denied, "grant_beyond_own")
	}
	had, err := authz.Load(tx.Ctx, tx, g.Person)
	if err == nil && len(had.Grants) >= MaxGrants {
		err = fault.New(fault.Conflict, "too_many_grants", fault.Args{"max": MaxGrants})
	}
	return err
}

func saveGrant(tx *org.Tx, g authz.Grant) error {
	if g.Until != 0 {
		tx.Enqueue(org.Job{Kind: endJob, Key: endJob + ":" + g.ID, Due: g.Until.Time(), Data: ending{g.ID}})
	}
	tx.Record(org.Entry{Action: "access.grant.give", Object: personRef(g.Person), After: factsOf(g)})
	tx.Changed(personRef(g.Person))
	tx.Emit(accessevent.Given{Person: g.Person})
	return authz.SaveGrant(tx.Ctx, tx, g)
}

// RevokeGrant takes a grant back.
func (m *Module) RevokeGrant(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		g, err := authz.GrantByID(tx.Ctx, tx, id)
		if err != nil {
			return err
		}
		if g == nil {
			return fault.New(fault.NotFound, "not_found")
		}
		if _, _, err := m.changing(tx, GrantWrite, g.Person); err != nil {
			return err
		}
		return dropGrant(tx, *g, "access.grant.revoke")
	})
}

const endJob = "access.grant.end"

type ending struct {
	Grant string `json:"grant"`
}

// endGrant puts the end of a grant into the record. The grant itself stopped
// working at its moment, whether or not this job came in time.
func endGrant(tx *org.Tx, j org.Due) error {
	e, err := jobData(j)
	if err != nil {
		return err
	}
	g, err := authz.GrantByID(tx.Ctx, tx, e.Grant)
	if err != nil || g == nil { // revoked before
		return err
	}
	return dropGrant(tx, *g, "access.grant.end")
}

func dropGrant(tx *org.Tx, g authz.Grant, action string) error {
	tx.Record(org.Entry{Action: action, Object: personRef(g.Person), Before: factsOf(g)})
	tx.Changed(personRef(g.Person))
	tx.Emit(accessevent.Taken{Person: g.Person})
	return authz.DropGrant(tx.Ctx, tx, g.ID)
}
