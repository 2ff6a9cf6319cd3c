package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Facts is what figures are made of: one person without a name.
type Facts struct {
	ID        string       `db:"id"`
	Grade     string       `db:"grade"`
	HiredOn   string       `db:"hired_on"`
	CreatedAt sqldb.Micros `db:"created_at"`
	LeftAt    sqldb.Micros `db:"left_at"`
	NoMobile  int          `db:"no_mobile"`
	NoMail    int          `db:"no_mail"`
	NoPicture int          `db:"no_picture"`
}

// EachFacts goes through everybody whom a reader sees, those who left as well.
func EachFacts(ctx context.Context, q sqldb.Q, s Sight, fn func(Facts)) error {
	where, args := s.where("p")
	return sqldb.Each(ctx, q, `SELECT p.id, p.grade, p.hired_on, p.created_at, p.left_at, CASE WHEN p.phone IS NULL THEN 1 ELSE 0 END AS no_mobile,
		CASE WHEN p.email IS NULL THEN 1 ELSE 0 END AS no_mail, CASE WHEN p.picture = '' THEN 1 ELSE 0 END AS no_picture FROM {o}.people p WHERE `+where,
		args, func(f Facts) error { fn(f); return nil })
}

// EachValueOf goes through what was entered in some fields.
func EachValueOf(ctx context.Context, q sqldb.Q, fields []string, fn func(Value)) error {
	return sqldb.Each(ctx, q, `SELECT person, field, value FROM {o}.person_values WHERE field IN {in}`, []any{sqldb.Strings(fields)}, func(v Value) error { fn(v); return nil })
}
