// Package store is the SQL of announcements, and nothing that decides.
//
// Floor: 4
package store

import (
	"context"
	"errors"

	"tramway/internal/announce/internal/rules"
	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// Audience is whom an announcement is for.
type Audience struct {
	Everybody   bool     `json:"everybody,omitempty"`
	Departments []string `json:"department_ids,omitempty" maxItems:"200"`
	Persons     []string `json:"person_ids,omitempty" maxItems:"1000"`
}

// The states.
const (
	Draft     = "draft"
	Scheduled = "scheduled"
	Published = "published"
	Withdrawn = "withdrawn"
)

// All is where handing out ends: behind every id.
const All = "~"

// Announcement is a row of announcements.
type Announcement struct {
	ID          string               `db:"id"`
	State       string               `db:"state"`
	Template    string               `db:"template"`
	Policy      bool                 `db:"policy"`
	MustConfirm bool                 `db:"must_confirm"`
	ForJoiners  bool                 `db:"for_joiners"`
	Guests      bool                 `db:"guests"`
	Pinned      int                  `db:"pinned"`
	Audience    sqldb.JSON[Audience] `db:"audience"`
	Version     int                  `db:"version"`
	Needed      int                  `db:"needed"`
	RemindDays  int                  `db:"remind_days"`
	MadeBy      string               `db:"made_by"`
	MadeAt      sqldb.Micros         `db:"made_at"`
	PublishAt   sqldb.Micros         `db:"publish_at"`
	PublishedAt sqldb.Micros         `db:"published_at"`
	DueAt       sqldb.Micros         `db:"due_at"`
	EndsAt      sqldb.Micros         `db:"ends_at"`
	WithdrawnAt sqldb.Micros         `db:"withdrawn_at"`
	WithdrawnBy string               `db:"withdrawn_by"`
	Reason      sqldb.Sealed[string] `db:"reason"`
	RemindedAt  sqldb.Micros         `db:"reminded_at"`
	Upto        string               `db:"upto"`
	Receivers   int                  `db:"receivers"`
	Seen        int                  `db:"seen"`
	Confirmed   int                  `db:"confirmed"`
	Revision    int64                `db:"revision"`
}

// InForce says whether it holds at a moment: it is published and has not ended.
func (a Announcement) InForce(now sqldb.Micros) bool {
	return a.State == Published && (a.EndsAt == 0 || now < a.EndsAt)
}

const cols = `id, state, template, policy, must_confirm, for_joiners, guests, pinned, audience, version, needed, remind_days, made_by, made_at,
	publish_at, published_at, due_at, ends_at, withdrawn_at, withdrawn_by, reason, reminded_at, upto, receivers, seen, confirmed, revision`

const aCols = `a.id, a.state, a.template, a.policy, a.must_confirm, a.for_joiners, a.guests, a.pinned, a.audience, a.version, a.needed, a.remind_days, a.made_by, a.made_at,
	a.publish_at, a.published_at, a.due_at, a.ends_at, a.withdrawn_at, a.withdrawn_by, a.reason, a.reminded_at, a.upto, a.receivers, a.seen, a.confirmed, a.revision`

// inForce is [Announcement.InForce] as a condition with the moment as its argument.
const inForce = `a.state='published' AND (a.ends_at=0 OR a.ends_at > ?)`

// ByID finds one. Errors: not_found.
func ByID(ctx context.Context, q sqldb.Q, id string) (Announcement, error) {
	a, err := sqldb.One[Announcement](ctx, q, `SELECT `+cols+` FROM {o}.announcements WHERE id=?`, id)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return a, err
}

// Some are those of some ids that are there.
func Some(ctx context.Context, q sqldb.Q, ids []string) ([]Announcement, error) {
	return sqldb.All[Announcement](ctx, q, `SELECT `+cols+` FROM {o}.announcements WHERE id IN {in}`, sqldb.Strings(ids))
}

// Save writes one whole but for what handing out and confirming count.
func Save(ctx context.Context, q sqldb.Q, a Announcement) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.announcements(`+cols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET state=excluded.state, template=excluded.template, policy=excluded.policy, must_confirm=excluded.must_confirm,
		for_joiners=excluded.for_joiners, guests=excluded.guests, pinned=excluded.pinned, audience=excluded.audience, version=excluded.version, needed=excluded.needed,
		remind_days=excluded.remind_days, made_by=excluded.made_by, publish_at=excluded.publish_at, published_at=excluded.published_at, due_at=excluded.due_at,
		ends_at=excluded.ends_at, withdrawn_at=excluded.withdrawn_at, withdrawn_by=excluded.withdrawn_by, reason=excluded.reason, reminded_at=excluded.reminded_at,
		revision=excluded.revision`,
		a.ID, a.State, a.Template, a.Policy, a.MustConfirm, a.ForJoiners, a.Guests, a.Pinned, a.Audience, a.Version, a.Needed, a.RemindDays, a.MadeBy, a.MadeAt,
		a.PublishAt, a.PublishedAt, a.DueAt, a.EndsAt, a.WithdrawnAt, a.WithdrawnBy, a.Reason, a.RemindedAt, a.Upto, a.Receivers, a.Seen, a.Confirmed, a.Revision)
	return err
}

// Drop removes a draft with its text.
func Drop(ctx context.Context, q sqldb.Q, id string) error {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.announcement_versions WHERE announcement=?`, id); err != nil {
		return err
	}
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.announcements WHERE id=?`, id)
	return err
}

// Count adds to the counters.
func Count(ctx context.Context, q sqldb.Q, id string, receivers, seen, confirmed int) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.announcements SET receivers=receivers+?, seen=seen+?, confirmed=confirmed+? WHERE id=?`, receivers, seen, confirmed, id)
	return err
}

// Recount: a newer version is needed, and nobody has confirmed it.
func Recount(ctx context.Context, q sqldb.Q, id string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.announcements SET confirmed=0 WHERE id=?`, id)
	return err
}

// HandedOut moves the mark up to which it was handed out.
func HandedOut(ctx context.Context, q sqldb.Q, id, upto string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.announcements SET upto=? WHERE id=?`, upto, id)
	return err
}

// Written are those of an author, or of all but drafts where everybody is true, newest
// first, made before one of them.
func Written(ctx context.Context, q sqldb.Q, author string, everybody bool, before string, limit int) ([]Announcement, error) {
	return sqldb.All[Announcement](ctx, q, `SELECT `+cols+` FROM {o}.announcements WHERE (made_by=? OR (? AND state <> 'draft')) AND id < ? ORDER BY id DESC LIMIT ?`,
		author, everybody, before, limit)
}

// ForJoiners are those in force that whoever comes later has, too.
func ForJoiners(ctx context.Context, q sqldb.Q, now sqldb.Micros) ([]Announcement, error) {
	return sqldb.All[Announcement](ctx, q, `SELECT `+aCols+` FROM {o}.announcements a WHERE `+inForce+` AND a.for_joiners ORDER BY a.id`, now)
}

// Policies are those in force, newest first.
func Policies(ctx context.Context, q sqldb.Q, now sqldb.Micros, limit int) ([]Announcement, error) {
	return sqldb.All[Announcement](ctx, q, `SELECT `+aCols+` FROM {o}.announcements a WHERE `+inForce+` AND a.policy ORDER BY a.id DESC LIMIT ?`, now, limit)
}

// Version is one version of a text.
type Version struct {
	Announcement string                      `db:"announcement"`
	Number       int                         `db:"number"`
	Label        string                      `db:"label"`
	Content      sqldb.Sealed[rules.Content] `db:"content"`
	Note         sqldb.Sealed[string]        `db:"note"`
	Anew         bool                        `db:"anew"`
	MadeBy       string                      `db:"made_by"`
	MadeAt       sqldb.Micros                `db:"made_at"`
}

const versionCols = `announcement, number, label, content, note, anew, made_by, made_at`

// SaveVersion writes one whole.
func SaveVersion(ctx context.Context, q sqldb.Q, v Version) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.announcement_versions(`+versionCols+`) VALUES(?,?,?,?,?,?,?,?)
		ON CONFLICT (announcement, number) DO UPDATE SET label=excluded.label, content=excluded.content, note=excluded.note, anew=excluded.anew,
		made_by=excluded.made_by, made_at=excluded.made_at`, v.Announcement, v.Number, v.Label, v.Content, v.Note, v.Anew, v.MadeBy, v.MadeAt)
	return err
}

// VersionOf is one of an announcement's versions. Errors: not_found.
func VersionOf(ctx context.Context, q sqldb.Q, announcement string, number int) (Version, error) {
	v, err := sqldb.One[Version](ctx, q, `SELECT `+versionCols+` FROM {o}.announcement_versions WHERE announcement=? AND number=?`, announcement, number)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return v, err
}

// Versions are an announcement's, newest first.
func Versions(ctx context.Context, q sqldb.Q, announcement string, before, limit int) ([]Version, error) {
	return sqldb.All[Version](ctx, q, `SELECT `+versionCols+` FROM {o}.announcement_versions WHERE announcement=? AND number < ? ORDER BY number DESC LIMIT ?`,
		announcement, before, limit)
}

// Newest are the newest versions of some announcements, by announcement.
func Newest(ctx context.Context, q sqldb.Q, ids []string) (map[string]Version, error) {
	rows, err := sqldb.All[Version](ctx, q, `SELECT v.announcement, v.number, v.label, v.content, v.note, v.anew, v.made_by, v.made_at FROM {o}.announcement_versions v
		JOIN {o}.announcements a ON a.id = v.announcement AND a.version = v.number WHERE a.id IN {in}`, sqldb.Strings(ids))
	out := map[string]Version{}
	for _, v := range rows {
		out[v.Announcement] = v
	}
	return out, err
}
