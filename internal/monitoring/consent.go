package monitoring

import (
	"context"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Answer is a person's consent to a function, given or taken back; it counts from this
// moment. Errors: monitoring_notice where nothing was told that one could consent to.
func (m *Module) Answer(ctx context.Context, o *org.Org, who org.Who, function string, consents bool) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		g, err := gateOf(tx.Ctx, tx, function)
		if err != nil {
			return err
		}
		if !consents {
			return withdraw(tx, function)
		}
		var n Notice
		if g.Notice != "" {
			if n, err = m.notices.Notice(tx.Ctx, tx, g.Notice, tx.Now()); err != nil && !fault.Is(err, "not_found") {
				return err
			}
		}
		if !n.InForce {
			return fault.New(fault.Conflict, "monitoring_"+NoNotice)
		}
		tx.Record(org.Entry{Action: "monitoring.consent.give", Object: ref.To("person", who.ID), Note: map[string]string{"function": function, "notice": n.ID, "label": n.Label}})
		_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.monitoring_consents(function, person, notice, version, at) VALUES(?,?,?,?,?)
			ON CONFLICT (function, person) DO UPDATE SET notice=excluded.notice, version=excluded.version, at=excluded.at`, function, who.ID, n.ID, n.Version, sqldb.At(tx.Now()))
		return err
	})
}

func withdraw(tx *org.Tx, function string) error {
	n, err := sqldb.One[int](tx.Ctx, tx, `SELECT count(*) FROM {o}.monitoring_consents WHERE function=? AND person=?`, function, tx.Who.ID)
	if err != nil || n == 0 {
		return err
	}
	tx.Record(org.Entry{Action: "monitoring.consent.withdraw", Object: ref.To("person", tx.Who.ID), Note: map[string]string{"function": function}})
	_, err = sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.monitoring_consents WHERE function=? AND person=?`, function, tx.Who.ID)
	return err
}
