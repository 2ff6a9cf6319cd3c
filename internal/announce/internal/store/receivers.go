package store

import (
	"context"
	"errors"

	"tramway/internal/sqldb"
)

// Receiver is one person who has an announcement.
type Receiver struct {
	Announcement string       `db:"announcement"`
	Person       string       `db:"person"`
	GivenAt      sqldb.Micros `db:"given_at"`
	SeenAt       sqldb.Micros `db:"seen_at"`
	Confirmed    int          `db:"confirmed"`
	ConfirmedAt  sqldb.Micros `db:"confirmed_at"`
	RemindedAt   sqldb.Micros `db:"reminded_at"`
	Gone         bool         `db:"gone"`
}

const receiverCols = `announcement, person, given_at, seen_at, confirmed, confirmed_at, reminded_at, gone`

// Add hands an announcement to persons who do not have it.
func Add(ctx context.Context, q sqldb.Q, announcement string, persons []string, at sqldb.Micros) error {
	rows := make([][]any, len(persons))
	for i, p := range persons {
		rows[i] = []any{announcement, p, at, 0, 0, 0, 0, false}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.announcement_receivers(`+receiverCols+`)`, rows, "")
}

// Having are those of some persons who have an announcement, or had it when they left.
func Having(ctx context.Context, q sqldb.Q, announcement string, persons []string) (map[string]Receiver, error) {
	rows, err := sqldb.All[Receiver](ctx, q, `SELECT `+receiverCols+` FROM {o}.announcement_receivers WHERE announcement=? AND person IN {in}`, announcement, sqldb.Strings(persons))
	out := map[string]Receiver{}
	for _, r := range rows {
		out[r.Person] = r
	}
	return out, err
}

// Of is a person's own row; false if they do not have the announcement.
func Of(ctx context.Context, q sqldb.Q, announcement, person string) (Receiver, bool, error) {
	r, err := sqldb.One[Receiver](ctx, q, `SELECT `+receiverCols+` FROM {o}.announcement_receivers WHERE announcement=? AND person=? AND NOT gone`, announcement, person)
	if errors.Is(err, sqldb.ErrNone) {
		return r, false, nil
	}
	return r, err == nil, err
}

// OfPerson are a person's rows of some announcements, by announcement.
func OfPerson(ctx context.Context, q sqldb.Q, person string, ids []string) (map[string]Receiver, error) {
	rows, err := sqldb.All[Receiver](ctx, q, `SELECT `+receiverCols+` FROM {o}.announcement_receivers WHERE person=? AND announcement IN {in} AND NOT gone`, person, sqldb.Strings(ids))
	out := map[string]Receiver{}
	for _, r := range rows {
		out[r.Announcement] = r
	}
	return out, err
}

// Back takes persons who had left in again.
func Back(ctx context.Context, q sqldb.Q, announcement string, persons []string) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.announcement_receivers SET gone=FALSE WHERE announcement=? AND person IN {in} AND gone`, announcement, sqldb.Strings(persons))
	return err
}

// See notes the first opening; false if there was one.
func See(ctx context.Context, q sqldb.Q, announcement, person string, at sqldb.Micros) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.announcement_receivers SET seen_at=? WHERE announcement=? AND person=? AND seen_at=0 AND NOT gone`, at, announcement, person)
	return n > 0, err
}

// Confirm notes who confirmed which version, by which entry of the record.
func Confirm(ctx context.Context, q sqldb.Q, announcement, person string, number int, at sqldb.Micros, entry string) error {
	if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.announcement_receivers SET confirmed=?, confirmed_at=? WHERE announcement=? AND person=?`, number, at, announcement, person); err != nil {
		return err
	}
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.announcement_confirmations(person, announcement, number, made_at, entry) VALUES(?,?,?,?,?)`, person, announcement, number, at, entry)
	return err
}

// Reminded notes who was reminded.
func Reminded(ctx context.Context, q sqldb.Q, announcement string, persons []string, at sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.announcement_receivers SET reminded_at=? WHERE announcement=? AND person IN {in}`, at, announcement, sqldb.Strings(persons))
	return err
}

// Whom are the persons of an announcement after one of them; open: who have not confirmed
// what is needed.
func Whom(ctx context.Context, q sqldb.Q, announcement string, below int, after string, limit int) ([]string, error) {
	return sqldb.All[string](ctx, q, `SELECT person FROM {o}.announcement_receivers WHERE announcement=? AND confirmed < ? AND NOT gone AND person > ? ORDER BY person LIMIT ?`,
		announcement, below, after, limit)
}

// Chase says which receivers are asked for.
type Chase struct {
	Announcement string
	Needed       int
	State        string // "", unseen, open (seen or not, without what is needed), confirmed, gone
	Persons      []string
	Filtered     bool // by Persons
	After        string
	Limit        int
}

// Receivers are those asked for, in order of id.
func Receivers(ctx context.Context, q sqldb.Q, c Chase) ([]Receiver, error) {
	text, args := `SELECT `+receiverCols+` FROM {o}.announcement_receivers WHERE announcement=? AND person > ?`, []any{c.Announcement, c.After}
	switch c.State {
	case "unseen":
		text += ` AND seen_at=0 AND NOT gone`
	case "open":
		text, args = text+` AND confirmed < ? AND NOT gone`, append(args, c.Needed)
	case "confirmed":
		text, args = text+` AND confirmed >= ? AND confirmed > 0`, append(args, c.Needed)
	case "gone":
		text += ` AND gone`
	}
	if c.Filtered {
		text, args = text+` AND person IN {in}`, append(args, sqldb.Strings(c.Persons))
	}
	return sqldb.All[Receiver](ctx, q, text+` ORDER BY person LIMIT ?`, append(args, c.Limit)...)
}

// Position is where a page of one's own announcements ends.
type Position struct {
	Pinned int          `json:"p"`
	At     sqldb.Micros `json:"a"`
	ID     string       `json:"i"`
}

// Top is before every announcement.
var Top = Position{Pinned: 2}

// Mine are what a person has, pinned ones first, then the newest; past: what was
// withdrawn or has ended.
func Mine(ctx context.Context, q sqldb.Q, person string, past bool, now sqldb.Micros, after Position, limit int) ([]Announcement, error) {
	where := inForce
	if past {
		where = `NOT (` + inForce + `)`
	}
	return sqldb.All[Announcement](ctx, q, `SELECT `+aCols+` FROM {o}.announcement_receivers r JOIN {o}.announcements a ON a.id = r.announcement
		WHERE r.person=? AND NOT r.gone AND `+where+` AND (a.pinned, a.published_at, a.id) < (?, ?, ?)
		ORDER BY a.pinned DESC, a.published_at DESC, a.id DESC LIMIT ?`, person, now, after.Pinned, after.At, after.ID, limit)
}

// Open are what a person has still to confirm, what is due first.
func Open(ctx context.Context, q sqldb.Q, person string, now sqldb.Micros, limit int) ([]Announcement, error) {
	return sqldb.All[Announcement](ctx, q, `SELECT `+aCols+` FROM {o}.announcement_receivers r JOIN {o}.announcements a ON a.id = r.announcement
		WHERE r.person=? AND NOT r.gone AND r.confirmed < a.needed AND `+inForce+` ORDER BY CASE WHEN a.due_at=0 THEN 1 ELSE 0 END, a.due_at, a.id LIMIT ?`, person, now, limit)
}

// Confirmation is one that a person gave.
type Confirmation struct {
	Announcement string       `db:"announcement"`
	Number       int          `db:"number"`
	Label        string       `db:"label"`
	MadeAt       sqldb.Micros `db:"made_at"`
	Entry        string       `db:"entry"`
}

// Confirmations are those that a person gave to policies before a moment, newest first.
func Confirmations(ctx context.Context, q sqldb.Q, person string, before sqldb.Micros, entry string, limit int) ([]Confirmation, error) {
	return sqldb.All[Confirmation](ctx, q, `SELECT c.announcement, c.number, v.label, c.made_at, c.entry FROM {o}.announcement_confirmations c
		JOIN {o}.announcements a ON a.id = c.announcement AND a.policy JOIN {o}.announcement_versions v ON v.announcement = c.announcement AND v.number = c.number
		WHERE c.person=? AND (c.made_at, c.entry) < (?, ?) ORDER BY c.made_at DESC, c.entry DESC LIMIT ?`, person, before, entry, limit)
}

// ConfirmationOf is a person's of one version. Errors: sqldb.ErrNone.
func ConfirmationOf(ctx context.Context, q sqldb.Q, person, announcement string, number int) (entry string, err error) {
	return sqldb.One[string](ctx, q, `SELECT entry FROM {o}.announcement_confirmations WHERE person=? AND announcement=? AND number=?`, person, announcement, number)
}

// ConfirmedBy are the confirmations that persons gave to an announcement, oldest first.
func ConfirmedBy(ctx context.Context, q sqldb.Q, announcement string, persons []string) (map[string][]Confirmation, error) {
	type row struct {
		Person string `db:"person"`
		Confirmation
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT c.person, c.announcement, c.number, v.label, c.made_at, c.entry FROM {o}.announcement_confirmations c
		JOIN {o}.announcement_versions v ON v.announcement = c.announcement AND v.number = c.number
		WHERE c.announcement=? AND c.person IN {in} ORDER BY c.person, c.number`, announcement, sqldb.Strings(persons))
	out := map[string][]Confirmation{}
	for _, r := range rows {
		out[r.Person] = append(out[r.Person], r.Confirmation)
	}
	return out, err
}

// Leave takes a person out of what they have: counters are of those who are there.
func Leave(ctx context.Context, q sqldb.Q, person string) error {
	of := `(SELECT a.id FROM {o}.announcement_receivers r JOIN {o}.announcements a ON a.id = r.announcement WHERE r.person=? AND NOT r.gone`
	for _, text := range []string{
		`UPDATE {o}.announcements SET receivers=receivers-1 WHERE id IN ` + of + `)`,
		`UPDATE {o}.announcements SET seen=seen-1 WHERE id IN ` + of + ` AND r.seen_at > 0)`,
		`UPDATE {o}.announcements SET confirmed=confirmed-1 WHERE id IN ` + of + ` AND a.needed > 0 AND r.confirmed >= a.needed)`,
		`UPDATE {o}.announcement_receivers SET gone=TRUE WHERE person=? AND NOT gone`,
	} {
		if _, err := sqldb.Exec(ctx, q, text, person); err != nil {
			return err
		}
	}
	return nil
}
