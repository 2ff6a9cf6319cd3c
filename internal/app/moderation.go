package app

import (
	"context"

	"tramway/internal/chat"
	"tramway/internal/directory"
	"tramway/internal/moderation"
	"tramway/internal/sqldb"
)

// judgedPeople is the directory as moderation asks about it.
type judgedPeople struct{ dir *directory.Module }

func (p judgedPeople) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]moderation.Name, error) {
	return spoke(p.dir, ctx, q, ids, func(d directory.Name) moderation.Name { return moderation.Name{Name: d.Name, NameZh: d.NameZh} })
}

func (p judgedPeople) Placed(ctx context.Context, q sqldb.Q, persons []string) (map[string][]string, error) {
	return p.dir.Placed(ctx, q, persons)
}

// judgedTalks are the conversations as moderation asks about them.
type judgedTalks struct{ *chat.Module }

func (t judgedTalks) Handed(ctx context.Context, q sqldb.Q, person, conversation string, seq int64, before int) ([]moderation.Said, error) {
	rows, err := t.Module.Handed(ctx, q, person, conversation, seq, before)
	out := make([]moderation.Said, len(rows))
	for i, r := range rows {
		out[i] = moderation.Said(r)
	}
	return out, err
}
