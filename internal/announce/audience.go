package announce

import (
	"context"
	"slices"

	"tramway/internal/announce/internal/store"
	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

func circle(a store.Audience) Circle {
	return Circle{Everybody: a.Everybody, Departments: a.Departments, Persons: a.Persons}
}

func targets(a store.Audience) (out []ref.Ref) {
	for _, d := range a.Departments {
		out = append(out, ref.To("department", d))
	}
	for _, p := range a.Persons {
		out = append(out, ref.To("person", p))
	}
	return out
}

// known reports departments and persons that are not there.
func (m *Module) known(ctx context.Context, q sqldb.Q, a store.Audience) error {
	places, err := m.people.Places(ctx, q, targets(a))
	if err != nil {
		return err
	}
	var bad fault.Fields
	for _, r := range targets(a) {
		if _, ok := places[r]; !ok {
			bad.Add("body.audience."+r.Type+"_ids", "unknown_"+r.Type)
		}
	}
	return bad.Err()
}

// covers asks whether somebody may do an action to a whole audience: to everybody, or to
// each department and person of it that is still there, of which there has to be one.
func (m *Module) covers(ctx context.Context, c *httpapi.Call, action string, all ...store.Audience) ([]bool, error) {
	out := make([]bool, len(all))
	if !c.Anywhere(action) {
		return out, nil
	}
	atLarge := c.Allow(action, authz.Resource{}) == nil
	var refs []ref.Ref
	for _, a := range all {
		if !atLarge {
			refs = append(refs, targets(a)...)
		}
	}
	places, err := m.people.Places(ctx, c.Org.Read(), refs)
	for i, a := range all {
		out[i] = atLarge || !a.Everybody && coversEach(c, action, places, targets(a))
	}
	return out, err
}

func coversEach(c *httpapi.Call, action string, places map[ref.Ref]authz.Resource, targets []ref.Ref) bool {
	found := 0
	for _, r := range targets {
		at, there := places[r]
		if there && c.Allow(action, at) != nil {
			return false
		}
		found += one(there)
	}
	return found > 0
}

// mayWrite refuses an audience for which the writer has no right; none is chosen yet is
// no reach.
func (m *Module) mayWrite(ctx context.Context, c *httpapi.Call, a store.Audience) error {
	if err := m.known(ctx, c.Org.Read(), a); err != nil || !a.Everybody && len(targets(a)) == 0 {
		return err
	}
	may, err := m.covers(ctx, c, Publish, a)
	if err == nil && !may[0] {
		err = fault.Bad("body.audience", "audience_not_yours")
	}
	return err
}

// inside refuses what guests would read, while the organisation was found to pose as
// another (F122). Errors: organisation_limited.
func inside(tx *org.Tx, a store.Announcement) error {
	if a.Guests && tx.Org.Limited() {
		return fault.New(fault.Denied, "organisation_limited")
	}
	return nil
}

// size is how many have it if it is published now, and how many guests are left out.
func (m *Module) size(ctx context.Context, q sqldb.Q, a store.Announcement) (receivers, left int, err error) {
	c := circle(a.Audience.V)
	if receivers, err = m.people.Size(ctx, q, c); err != nil || a.Guests {
		return receivers, 0, err
	}
	if c.Only, err = guests(ctx, q); err != nil {
		return 0, 0, err
	}
	left, err = m.people.Size(ctx, q, c)
	return receivers - left, left, err
}

func guests(ctx context.Context, q sqldb.Q) ([]string, error) {
	out := []string{}
	for {
		after := ""
		if len(out) > 0 {
			after = out[len(out)-1]
		}
		some, err := authz.InRole(ctx, q, authz.Guest, after, portion)
		out = append(out, some...)
		if err != nil || len(some) < portion {
			return out, err
		}
	}
}

// withoutGuests leaves the guests of some persons out, unless the announcement is for
// them. What was found to pose as another tells guests nothing, whatever was said before.
func withoutGuests(tx *org.Tx, a store.Announcement, persons []string) ([]string, error) {
	if a.Guests && !tx.Org.Limited() {
		return persons, nil
	}
	are, err := authz.Holders(tx.Ctx, tx, authz.Guest, persons)
	return slices.DeleteFunc(persons, func(p string) bool { return are[p] }), err
}
