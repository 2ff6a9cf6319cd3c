package presence

import (
	"context"

	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Hide is a person's choice for themselves; nobody is told of it.
func Hide(ctx context.Context, o *org.Org, who org.Who, hidden bool) error {
	return o.Write(ctx, who, func(tx *org.Tx) (err error) {
		tx.Exempt("own_view")
		if hidden {
			_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.presence_hidden(person, at) VALUES(?,?) ON CONFLICT (person) DO NOTHING`, who.ID, sqldb.At(tx.Now()))
		} else {
			_, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.presence_hidden WHERE person=?`, who.ID)
		}
		return err
	})
}

// Rule sets whether the organisation shows who is there.
func Rule(ctx context.Context, o *org.Org, who org.Who, shown bool) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := Shown(tx.Ctx, tx)
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "presence.rule.set", Object: ref.To("organisation", o.ID), Before: map[string]bool{"shown": before}, After: map[string]bool{"shown": shown}})
		_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.presence_rule(one, shown) VALUES(1,?) ON CONFLICT (one) DO UPDATE SET shown=excluded.shown`, shown)
		return err
	})
}
