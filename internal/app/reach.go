package app

import (
	"context"

	"tramway/internal/directory"
	"tramway/internal/httpapi"
	"tramway/internal/reach"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// reachPeople is the directory as the rules of reach ask about it.
type reachPeople struct{ dir *directory.Module }

func (p reachPeople) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]reach.Name, error) {
	return renamed(p.dir, ctx, q, ids, func(d directory.Name) reach.Name { return reach.Name{Name: d.Name, NameZh: d.NameZh} })
}

func (p reachPeople) Departments(ctx context.Context, q sqldb.Q, ids []string) (map[string]reach.Department, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	refs := make([]ref.Ref, len(ids))
	for i, id := range ids {
		refs[i] = ref.To("department", id)
	}
	found, err := p.dir.Places(ctx, q, refs)
	out := map[string]reach.Department{}
	for _, r := range refs {
		if d, ok := found[r]; ok {
			out[r.ID] = reach.Department{Name: reach.Name{Name: d.Name, NameZh: d.NameZh}, Depth: len(d.Departments)}
		}
	}
	return out, err
}

func (p reachPeople) Placed(ctx context.Context, q sqldb.Q, persons []string) (map[string][]string, error) {
	return p.dir.Placed(ctx, q, persons)
}

func (p reachPeople) Seen(ctx context.Context, c *httpapi.Call, ids []string) (map[string]bool, error) {
	return p.dir.Seen(ctx, c, ids)
}

// chatReach is who may talk with whom, as the chat asks.
type chatReach struct{ *reach.Module }

func (r chatReach) Refusals(ctx context.Context, q sqldb.Q, from string, to []string, together bool) (map[string]error, error) {
	return r.Module.Refusals(ctx, q, reach.Chat, from, to, together)
}

// numbersReach is who may call whom, as the directory asks before it shows a number.
type numbersReach struct{ *reach.Module }

func (r numbersReach) Callable(ctx context.Context, q sqldb.Q, from string, to []string) (map[string]bool, error) {
	found, err := r.Decide(ctx, q, reach.Call, from, to, false)
	out := make(map[string]bool, len(found))
	for id, d := range found {
		out[id] = d.Allowed
	}
	return out, err
}
