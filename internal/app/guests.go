package app

import (
	"context"

	"tramway/internal/authz"
	"tramway/internal/chat"
	"tramway/internal/directory"
	"tramway/internal/guest"
	"tramway/internal/sqldb"
)

// guestPeople is the directory as those ask about it who bring guests in.
type guestPeople struct{ *directory.Module }

func (p guestPeople) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]guest.Name, error) {
	here, err := p.Here(ctx, q, ids)
	out := make(map[string]guest.Name, len(here))
	for id, n := range here {
		out[id] = guest.Name{Name: n.Name, NameZh: n.NameZh}
	}
	return out, err
}

// guestTalks are the conversations as they ask about them.
type guestTalks struct{ *chat.Module }

func (t guestTalks) GroupsOf(ctx context.Context, q sqldb.Q, persons []string) (map[string][]guest.Group, error) {
	all, err := t.Module.GroupsOf(ctx, q, persons)
	out := make(map[string][]guest.Group, len(all))
	for person, groups := range all {
		for _, g := range groups {
			out[person] = append(out[person], guest.Group(g))
		}
	}
	return out, err
}

// markOutside says of names who is from outside, and where from: whoever is a guest and
// nothing else, or was one and has left.
func markOutside[N any](ctx context.Context, q sqldb.Q, ids []string, names map[string]N, mark func(n *N, company string)) error {
	if len(ids) == 0 {
		return nil
	}
	companies, err := guest.Companies(ctx, q, ids)
	if err != nil {
		return err
	}
	roles, err := authz.RolesOf(ctx, q, ids)
	for id, n := range names {
		company, was := companies[id]
		if had := roles[id]; (authz.Actor{Roles: had}).Outside() || was && len(had) == 0 {
			mark(&n, company)
			names[id] = n
		}
	}
	return err
}
