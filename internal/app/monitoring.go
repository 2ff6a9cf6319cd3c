package app

import (
	"context"
	"slices"
	"time"

	"tramway/internal/announce"
	"tramway/internal/authz"
	"tramway/internal/chat"
	"tramway/internal/directory"
	"tramway/internal/monitoring"
	"tramway/internal/org"
	"tramway/internal/retention"
	"tramway/internal/sqldb"
)

// watchedNotices are the policies by which employees are told that they are looked at.
type watchedNotices struct{}

func (watchedNotices) Notice(ctx context.Context, q sqldb.Q, id string, now time.Time) (monitoring.Notice, error) {
	p, err := announce.PolicyOf(ctx, q, id, sqldb.At(now))
	return monitoring.Notice(p), err
}

func (watchedNotices) Notices(ctx context.Context, q sqldb.Q, now time.Time) ([]monitoring.Notice, error) {
	all, err := announce.Policies(ctx, q, sqldb.At(now))
	out := make([]monitoring.Notice, len(all))
	for i, p := range all {
		out[i] = monitoring.Notice(p)
	}
	return out, err
}

// watchedPeople are employees, as the gates ask about them; guests are none.
type watchedPeople struct{ dir *directory.Module }

func (p watchedPeople) Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]monitoring.Name, error) {
	return renamed(p.dir, ctx, q, ids, func(d directory.Name) monitoring.Name { return monitoring.Name{Name: d.Name, NameZh: d.NameZh} })
}

func (p watchedPeople) Employed(ctx context.Context, q sqldb.Q, of []string) (int, error) {
	guests, err := authz.Outsiders(ctx, q)
	if err != nil {
		return 0, err
	}
	if of != nil {
		of = slices.DeleteFunc(slices.Clone(of), func(id string) bool { return slices.Contains(guests, id) })
		return p.dir.Size(ctx, q, directory.Circle{Persons: of})
	}
	all, err := p.dir.Size(ctx, q, directory.Circle{Everybody: true})
	if err != nil || len(guests) == 0 {
		return all, err
	}
	outside, err := p.dir.Size(ctx, q, directory.Circle{Persons: guests})
	return all - outside, err
}

// watchedTalks are the conversations behind the gate.
type watchedTalks struct{ *chat.Module }

func (t watchedTalks) SaidIn(ctx context.Context, o *org.Org, conversations []string, from, before string, limit int) ([]monitoring.Said, error) {
	rows, err := t.TextsOf(ctx, o.Read(), conversations, from, before, limit)
	out := make([]monitoring.Said, len(rows))
	for i, r := range rows {
		out[i] = monitoring.Said{ID: r.ID, Conversation: r.Conversation, Seq: r.Seq, Sender: r.Sender, Text: r.Text, Attached: r.Attached, At: r.At.Time()}
	}
	return out, err
}

// conversationDays is how long conversations without a period of their own are kept.
func conversationDays(ctx context.Context, q sqldb.Q) (int, error) {
	return retention.Days(ctx, q, "conversation")
}
