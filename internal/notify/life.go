package notify

import (
	"context"

	"tramway/internal/id"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Life is what happens to notices when they are old or their person is gone.
func (m *Module) Life() life.Parts {
	tables := []string{"notices", "notice_marks", "push_shown"}
	own := []life.Copy{{Table: "push_subscriptions", Where: "person = ?", Without: []string{"keys"}}, {Table: "quiet_hours", Where: "person = ?"}, {Table: "notify_choices", Where: "person = ?"}}
	return life.Parts{
		Copies:   append([]life.Copy{{Table: "notices", Where: "person = ?"}, {Table: "push_shown", Derived: true}}, own...),
		Purges:   []life.Purge{{Class: "notice", Tables: tables, Due: noticesDue, Step: purgeNotices}},
		Erasures: []life.Erasure{{Name: "notices", Tables: tables, Left: noticesOf, Step: eraseNotices}, life.Few("browsers", own...)},
		Heirs:    []life.Heir{{Name: "browsers", Count: countBrowsers, Pass: passBrowsers}},
		Others:   []life.Other{{Tables: []string{"notify_rules"}, By: "house"}},
	}
}

func countBrowsers(ctx context.Context, o *org.Org, person string) (int, error) {
	return sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.push_subscriptions WHERE person=?`, person)
}

// passBrowsers: whoever leaves hears nothing any more, from the same commit on, and is
// mailed nothing.
func passBrowsers(tx *org.Tx, person, _ string) error {
	if _, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.notify_choices WHERE person=?`, person); err != nil {
		return err
	}
	_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.push_subscriptions WHERE person=?`, person)
	return err
}

func noticesDue(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (life.Due, error) {
	h := sqldb.Strings(held)
	return sqldb.One[life.Due](ctx, o.Read(), `SELECT (SELECT count(*) FROM {o}.notices WHERE at < ? AND person NOT IN {in}) AS rows,
		coalesce((SELECT min(at) FROM {o}.notices), 0) AS at`, before, h)
}

// purgeNotices takes the marks along: one before every notice that is left marks
// nothing.
func purgeNotices(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
	h := sqldb.Strings(held)
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.notices WHERE (person, id) IN
		(SELECT person, id FROM {o}.notices WHERE at < ? AND person NOT IN {in} ORDER BY at LIMIT ?)`, before, h, limit)
	if err != nil || n > 0 {
		return int(n), err
	}
	n, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.push_shown WHERE (subscription, tag) IN
		(SELECT subscription, tag FROM {o}.push_shown WHERE at < ? AND person NOT IN {in} ORDER BY at LIMIT ?)`, before, h, limit)
	if err != nil || n > 0 {
		return int(n), err
	}
	n, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.notice_marks WHERE person IN
		(SELECT person FROM {o}.notice_marks WHERE upto < ? AND person NOT IN {in} LIMIT ?)`, id.Floor(tx.Org.Region, before.Time()), h, limit)
	return int(n), err
}

func noticesOf(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	return sqldb.One[life.Due](ctx, q, `SELECT (SELECT count(*) FROM {o}.notices WHERE person=?) + (SELECT count(*) FROM {o}.notice_marks WHERE person=?)
		+ (SELECT count(*) FROM {o}.push_shown WHERE person=?) AS rows, 0 AS at`, person, person, person)
}

func eraseNotices(tx *org.Tx, person string, _ sqldb.Micros, limit int) (int, error) {
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.notices WHERE person=? AND id IN (SELECT id FROM {o}.notices WHERE person=? LIMIT ?)`, person, person, limit)
	if err != nil || n > 0 {
		return int(n), err
	}
	n, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.push_shown WHERE person=?`, person)
	if err != nil || n > 0 {
		return int(n), err
	}
	n, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.notice_marks WHERE person=?`, person)
	return int(n), err
}
