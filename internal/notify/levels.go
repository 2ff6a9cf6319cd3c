package notify

import (
	"context"
	"maps"
	"slices"

	"tramway/internal/chat/chatevent"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// spokenKinds are the notices of messages that are said to somebody: the level called
// direct. The other notices are about themselves and follow no choice.
var spokenKinds = []string{"mention", "mention_all", "thread_reply", "message"}

// deaf are those of some persons who do not want what is said to them in the application,
// and who do not want it pushed.
type deaf struct{ app, push map[string]bool }

func deafOf(ctx context.Context, q sqldb.Q, persons []string) (deaf, error) {
	d := deaf{map[string]bool{}, map[string]bool{}}
	if len(persons) == 0 {
		return d, nil
	}
	type row struct {
		Person string `db:"person"`
		App    bool   `db:"direct_app"`
		Push   bool   `db:"direct_push"`
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT person, direct_app, direct_push FROM {o}.notify_choices
		WHERE NOT (direct_app AND direct_push) AND person IN {in}`, sqldb.Strings(persons))
	for _, r := range rows {
		d.app[r.Person], d.push[r.Person] = !r.App, !r.Push
	}
	return d, err
}

// without are some persons but for those of a set.
func without(persons []string, set map[string]bool) []string {
	return slices.DeleteFunc(slices.Clone(persons), func(p string) bool { return set[p] })
}

// listened are pushes of what was said to nobody in particular, to those who want to hear
// it all the same: everywhere, or in that conversation. told are who hears of a
// conversation already. Two queries, whatever was said.
func (m *Module) listened(tx *org.Tx, said posted, told map[string][]string) ([]outgoing, error) {
	if len(said) == 0 || m.cfg.Push == nil {
		return nil, nil
	}
	want, err := sqldb.All[string](tx.Ctx, tx, `SELECT c.person FROM {o}.notify_choices c WHERE c.normal_push
		AND EXISTS (SELECT 1 FROM {o}.push_subscriptions s WHERE s.person=c.person)`)
	if err != nil {
		return nil, err
	}
	ids := slices.Sorted(maps.Keys(said))
	to, err := m.talks.Listeners(tx.Ctx, tx, ids, want, sqldb.At(tx.Now()))
	var out []outgoing
	for _, id := range ids {
		e := said[id]
		persons := slices.DeleteFunc(to[id], func(p string) bool { return p == e.Sender || slices.Contains(told[id], p) })
		if len(persons) > 0 {
			out = append(out, outgoing{Kind: "message", Actor: e.Sender, Ref: "conversation:" + id, Seq: e.Seq, Persons: persons})
		}
	}
	return out, err
}

// latest keeps the newest messages of a batch by conversation: all, and those that are not
// in a thread, of which only its followers hear.
type latest struct{ all, plain posted }

func (l latest) add(e chatevent.Posted) {
	l.all[e.Conversation] = e
	if e.Thread == 0 {
		l.plain[e.Conversation] = e
	}
}
