package guest

import (
	"context"

	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Life is what happens to what is known of guests when it is old, and when somebody
// leaves: who answers for guests passes them on, and a guest's own time is over.
func (m *Module) Life() life.Parts {
	rows := []life.Copy{{Table: "guests", Where: "person = ?"}, {Table: "outside_invitations", Where: "person = ?"}}
	return life.Parts{
		Copies:   rows,
		Purges:   []life.Purge{{Class: "conversation", Tables: []string{"guests", "outside_invitations"}, Due: old, Step: purge}},
		Erasures: []life.Erasure{life.Few("guests", rows...)},
		Others:   []life.Other{{Tables: []string{"guest_rules"}, By: "house"}},
		Heirs:    []life.Heir{{Name: "guests", Needs: true, Count: countGuests, Pass: pass}, {Name: "guest_stay", Count: countStays, Pass: endStays}},
	}
}

// What is open is not old. Nothing goes that concerns somebody who is held.
const (
	oldGuests = `{o}.guests WHERE ended_at > 0 AND ended_at < ? AND person NOT IN {in} AND invited_by NOT IN {in}`
	oldQueued = `{o}.outside_invitations WHERE state <> 'waiting' AND decided_at < ? AND person NOT IN {in} AND decided_by NOT IN {in}`
)

func old(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (d life.Due, err error) {
	for _, from := range []string{oldGuests, oldQueued} {
		n, err := sqldb.One[int64](ctx, o.Read(), `SELECT count(*) FROM `+from, before, sqldb.Strings(held), sqldb.Strings(held))
		if err != nil {
			return d, err
		}
		d.Rows += n
	}
	d.At, err = sqldb.One[sqldb.Micros](ctx, o.Read(), `SELECT coalesce(min(ended_at), 0) FROM {o}.guests WHERE ended_at > 0 AND person NOT IN {in} AND invited_by NOT IN {in}`, sqldb.Strings(held), sqldb.Strings(held))
	return d, err
}

func purge(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.guests WHERE id IN (SELECT id FROM `+oldGuests+` ORDER BY id LIMIT ?)`, before, sqldb.Strings(held), sqldb.Strings(held), limit)
	if err != nil || n > 0 {
		return int(n), err
	}
	n, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.outside_invitations WHERE id IN (SELECT id FROM `+oldQueued+` ORDER BY id LIMIT ?)`, before, sqldb.Strings(held), sqldb.Strings(held), limit)
	return int(n), err
}

func countGuests(ctx context.Context, o *org.Org, person string) (int, error) {
	rows, err := openBy(ctx, o.Read(), person)
	return len(rows), err
}

// pass lets the heir answer for a leaver's guests.
func pass(tx *org.Tx, person, heir string) error {
	rows, err := openBy(tx.Ctx, tx, person)
	for _, r := range rows {
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "guest.pass", Object: r.about(), Note: map[string]string{"from": person, "to": heir}})
		r.InvitedBy = heir
		err = save(tx.Ctx, tx, r)
	}
	return err
}

func countStays(ctx context.Context, o *org.Org, person string) (int, error) {
	rows, err := openOf(ctx, o.Read(), person)
	return len(rows), err
}

// endStays: whoever leaves is a guest no more, however they leave.
func endStays(tx *org.Tx, person, _ string) error {
	rows, err := openOf(tx.Ctx, tx, person)
	for _, r := range rows {
		if err == nil {
			err = over(tx, r, ended)
		}
	}
	return err
}
