package notify

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"tramway/internal/chat/chatevent"
	"tramway/internal/identity/identityevent"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/push"
	"tramway/internal/sqldb"
)

// direct are the notices that are pushed: somebody is spoken to, or a way into their
// account is at stake. The others wait under the bell.
var direct = []string{"mention", "mention_all", "thread_reply", "new_device", "emergency_sign_in", "recovery_asked", "recovery_waiting", "dissolution_asked", "reminder", "unsent", "todo_given"}

// posted are the newest messages of a batch, by conversation: in a direct one the other
// person is told of it, unless they are told already.
type posted map[string]chatevent.Posted

func (m *Module) spoken(tx *org.Tx, said posted, told map[string][]string) ([]outgoing, error) {
	if len(said) == 0 {
		return nil, nil
	}
	ids := make([]string, 0, len(said))
	for id := range said {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	pairs, err := m.talks.Pairs(tx.Ctx, tx, ids, sqldb.At(tx.Now()))
	var out []outgoing
	for _, id := range ids {
		e := said[id]
		if to := slices.DeleteFunc(slices.Clone(pairs[id]), func(p string) bool { return p == e.Sender || slices.Contains(told[id], p) }); len(to) > 0 {
			out = append(out, outgoing{Kind: "message", Actor: e.Sender, Ref: "conversation:" + id, Seq: e.Seq, Persons: to})
		}
	}
	return out, err
}

// conversation is the one that a push is about; "": it is about something else.
func (g outgoing) conversation() string {
	id, _ := strings.CutPrefix(g.Ref, "conversation:")
	return id
}

// ask asks for pushes to those who have a browser for them.
func (m *Module) ask(tx *org.Tx, all []outgoing) error {
	if m.cfg.Push == nil || len(all) == 0 {
		return nil
	}
	var persons []string
	for _, g := range all {
		persons = append(persons, g.Persons...)
	}
	with, err := sqldb.All[string](tx.Ctx, tx, `SELECT DISTINCT person FROM {o}.push_subscriptions WHERE person IN {in}`, sqldb.Strings(persons))
	if err != nil || len(with) == 0 {
		return err
	}
	has := map[string]bool{}
	for _, p := range with {
		has[p] = true
	}
	for _, g := range all {
		to := slices.DeleteFunc(slices.Clone(g.Persons), func(p string) bool { return !has[p] || p == g.Actor })
		for part := range slices.Chunk(to, pushPersons) {
			one := g
			one.Persons = slices.Clone(part)
			tx.Enqueue(org.Job{Kind: pushJob, Data: one})
		}
	}
	return nil
}

// words are what a notification says, by language; not there: what it is about is gone.
func (m *Module) words(ctx context.Context, o *org.Org, g outgoing) (say func(string) (string, string), there bool, err error) {
	names, err := m.people.Names(ctx, o.Read(), []string{g.Actor})
	if err != nil {
		return nil, false, err
	}
	name := func(language string) string { return names[g.Actor].In(language) }
	conversation, about := strings.CutPrefix(g.Ref, "conversation:")
	if !about || g.Seq == 0 {
		return func(l string) (string, string) {
			return o.Names().In(l), lang.Text(l, "notice."+g.Kind, map[string]any{"name": name(l)})
		}, true, nil
	}
	seen, err := m.talks.Preview(ctx, o.Read(), conversation, g.Seq)
	if err != nil || !seen.Said {
		return nil, false, err
	}
	rules, err := RulesOf(ctx, o.Read())
	return func(l string) (string, string) {
		if rules.HideText || seen.Text == "" {
			return name(l), lang.Text(l, "push.new_message", nil)
		}
		if seen.Title != "" {
			return name(l) + " · " + seen.Title, clip(seen.Text, pushText)
		}
		return name(l), clip(seen.Text, pushText)
	}, true, err
}

// closeJob closes what a person has seen elsewhere on their other browsers.
const (
	closeJob    = "notify.close"
	closeAtOnce = 100 // notifications a job
)

type closing struct {
	Tags map[string][]string `json:"tags"` // by browser
}

// seen asks for notifications of some persons to be closed: those of one tag, or all
// whose tag begins so.
func seen(tx *org.Tx, persons []string, tag string, begins bool) error {
	type row struct {
		Subscription string `db:"subscription"`
		Tag          string `db:"tag"`
	}
	where, args := `person IN {in} AND tag=?`, []any{sqldb.Strings(persons), tag}
	if begins {
		where, args = `person IN {in} AND tag >= ? AND tag < ?`, []any{sqldb.Strings(persons), tag, tag + "~"}
	}
	rows, err := sqldb.All[row](tx.Ctx, tx, `SELECT subscription, tag FROM {o}.push_shown WHERE `+where, args...)
	if err != nil || len(rows) == 0 {
		return err
	}
	for part := range slices.Chunk(rows, closeAtOnce) {
		c := closing{map[string][]string{}}
		for _, r := range part {
			c.Tags[r.Subscription] = append(c.Tags[r.Subscription], r.Tag)
		}
		tx.Enqueue(org.Job{Kind: closeJob, Data: c})
	}
	_, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.push_shown WHERE `+where, args...)
	return err
}

// Seen closes what browsers of some persons show of one thing.
func (m *Module) Seen(tx *org.Tx, persons []string, tag string) error {
	return seen(tx, persons, tag, false)
}

// quietly are the push services that take a push without a notification for abuse and
// end the subscription: theirs stay open until they are touched.
const quietly = "push.apple.com"

// close tries once: what is left open is stale, not lost.
func (m *Module) close(ctx context.Context, o *org.Org, j org.Due) error {
	var c closing
	if err := json.Unmarshal(j.Data.V, &c); err != nil {
		return err
	}
	ids := sqldb.Strings{}
	for id := range c.Tags {
		ids = append(ids, id)
	}
	all, err := sqldb.All[browser](ctx, o.Read(), `SELECT `+browserCols+` FROM {o}.push_subscriptions WHERE id IN {in}`, ids)
	if err != nil || m.cfg.Push == nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, pushWithin)
	defer cancel()
	for _, b := range all {
		if strings.Contains(b.Keys.V.Endpoint, quietly) {
			continue
		}
		for _, tag := range c.Tags[b.ID] {
			payload, err := json.Marshal(shown{T: "close", Tag: tag})
			if err != nil {
				return err
			}
			// The topic takes away what the push service has not handed on yet.
			if _, err := m.cfg.Push.Send(ctx, b.Keys.V, payload, push.Options{TTL: pushKept, Urgency: push.Normal, Topic: topicOf(o.ID, tag)}); err != nil {
				o.Log().Info("closing a notification elsewhere", "error", err)
			}
		}
	}
	return nil
}

// Ending sessions and leaving take the browsers along.
func (m *Module) leaves(tx *org.Tx, events []org.Received) error {
	for _, r := range events {
		person, session := "", ""
		switch r.Type {
		case identityevent.Ended{}.EventType():
			e, err := org.As[identityevent.Ended](r)
			if err != nil {
				return err
			}
			person, session = e.Person, e.Session
		case identityevent.SignedOut{}.EventType():
			e, err := org.As[identityevent.SignedOut](r)
			if err != nil {
				return err
			}
			person = e.Person
		}
		if _, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.push_subscriptions WHERE person=? AND (session=? OR ?='')`, person, session, session); err != nil {
			return err
		}
	}
	return nil
}

func (m *Module) reads(tx *org.Tx, events []org.Received) error {
	for _, r := range events {
		e, err := org.As[chatevent.Read](r)
		if err != nil {
			return err
		}
		if err := seen(tx, []string{e.Person}, "conversation:"+e.Conversation, false); err != nil {
			return err
		}
	}
	return nil
}
