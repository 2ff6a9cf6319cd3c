package notify

import (
	"context"
	"errors"
	"time"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Hours are when somebody does not want to be disturbed. They begin on the days whose
// bit is set, Sunday first, and may end on the next day.
type Hours struct {
	From int `db:"from_minute"` // minutes of the day
	To   int `db:"to_minute"`
	Days int `db:"days"`
}

const day = 24 * 60

// Holds says whether a moment, in the organisation's time zone, is in them.
func (h Hours) Holds(at time.Time) bool { return !h.End(at).IsZero() }

// End is when the hours that hold a moment are over; zero if none do.
func (h Hours) End(at time.Time) time.Time {
	midnight := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
	for back := range 2 { // those of today, and those that began yesterday
		first := midnight.AddDate(0, 0, -back)
		if h.Days>>int(first.Weekday())&1 == 0 {
			continue
		}
		long := h.To - h.From
		if long <= 0 {
			long += day
		}
		begin := first.Add(time.Duration(h.From) * time.Minute)
		if end := begin.Add(time.Duration(long) * time.Minute); !at.Before(begin) && at.Before(end) {
			return end
		}
	}
	return time.Time{}
}

// Quiet are the hours of those of some persons who have set any.
func Quiet(ctx context.Context, q sqldb.Q, persons []string) (map[string]Hours, error) {
	type row struct {
		Person string `db:"person"`
		Hours
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT person, from_minute, to_minute, days FROM {o}.quiet_hours WHERE person IN {in}`, sqldb.Strings(persons))
	out := map[string]Hours{}
	for _, r := range rows {
		out[r.Person] = r.Hours
	}
	return out, err
}

// SetQuiet sets somebody's own; without days there are none.
func SetQuiet(ctx context.Context, o *org.Org, who org.Who, h Hours) error {
	if h.From < 0 || h.From >= day || h.To < 0 || h.To >= day {
		return fault.Bad("body.from", "invalid_value")
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "notify.quiet.set", Object: ref.To("person", who.ID)})
		if h.Days == 0 {
			_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.quiet_hours WHERE person=?`, who.ID)
			return err
		}
		_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.quiet_hours(person, from_minute, to_minute, days) VALUES(?,?,?,?)
			ON CONFLICT (person) DO UPDATE SET from_minute=excluded.from_minute, to_minute=excluded.to_minute, days=excluded.days`, who.ID, h.From, h.To, h.Days)
		return err
	})
}

// Rules are what an organisation allows notifications.
type Rules struct {
	HideText     bool `json:"hide_text" db:"hide_text" doc:"a pushed notification says from whom, and not what"`
	UrgentPasses bool `json:"urgent_passes" db:"urgent_passes" doc:"what is urgent passes quiet hours"`
}

// RulesOf are the organisation's; at first texts are shown and quiet hours are kept.
func RulesOf(ctx context.Context, q sqldb.Q) (Rules, error) {
	r, err := sqldb.One[Rules](ctx, q, `SELECT hide_text, urgent_passes FROM {o}.notify_rules WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		err = nil
	}
	return r, err
}

// SetRules changes them.
func SetRules(ctx context.Context, o *org.Org, who org.Who, r Rules) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := RulesOf(tx.Ctx, tx)
		if err != nil || before == r {
			return err
		}
		tx.Record(org.Entry{Action: "notify.rules.set", Object: ref.To("organisation", o.ID), Before: before, After: r})
		_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.notify_rules(one, hide_text, urgent_passes) VALUES(1,?,?)
			ON CONFLICT (one) DO UPDATE SET hide_text=excluded.hide_text, urgent_passes=excluded.urgent_passes`, r.HideText, r.UrgentPasses)
		return err
	})
}
