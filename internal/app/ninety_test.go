package app

import (
	"testing"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/retention"
	"tramway/internal/sqldb"
)

// An entry of 89 days can be read whatever was set, asked for or written past the
// rules: no period below 90 days is taken, one that stands in the table all the same
// does not count, and forgetting somebody leaves what is younger. Changes of accounts,
// downloads of files and acts of administrators are among what is kept.
func TestNoEntryGoesBeforeNinetyDays(t *testing.T) {
	eachHouse(t, func(h lively) {
		leaver := addPerson(h.t, h.House, "LEAVER")
		acts := []string{"account.change_password", "retention.copy.take", "retention.period.set"}
		err := h.Write(h.t.Context(), h.boss, func(tx *org.Tx) error {
			for _, action := range acts {
				tx.Record(org.Entry{Action: action, Object: ref.To("person", leaver), After: map[string]string{"text": "kept"}})
			}
			return nil
		})
		if err != nil {
			h.t.Fatal(err)
		}
		for _, days := range []int{1, 89} {
			err := retention.SetPeriod(h.t.Context(), h.Org, h.boss, "record", days, func(s string) string { return s })
			if !fault.Is(err, "invalid") {
				h.t.Errorf("%d days: %v", days, err)
			}
		}
		h.set("record", 90)
		err = h.Write(h.t.Context(), h.boss, func(tx *org.Tx) error {
			tx.Record(org.Entry{Action: "test.period", Object: ref.To("retention_class", "record")})
			_, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.retention_periods SET days=1 WHERE class='record'`)
			return err
		})
		if err != nil {
			h.t.Fatal(err)
		}
		if err := h.dir.LeavePerson(h.t.Context(), h.Org, h.boss, leaver, h.boss.ID); err != nil {
			h.t.Fatal(err)
		}
		if err := h.kept.Forget(h.t.Context(), h.Org, h.boss, leaver, "LEAVER", true); err != nil {
			h.t.Fatal(err)
		}
		h.sleep(89)
		for _, action := range acts {
			if h.texts(action) != 1 {
				h.t.Errorf("%s is gone after 89 days", action)
			}
		}
		h.set("record", 90)
		h.sleep(2)
		for _, action := range acts[:2] {
			if h.texts(action) != 0 {
				h.t.Errorf("%s is there after 91 days of a period of 90", action)
			}
		}
	})
}

// texts are how many entries of an action about somebody can be read.
func (h lively) texts(action string) (n int) {
	for _, e := range orgtest.Entries(h.t, h.Org) {
		if e.Action == action && string(e.After) == `{"text":"kept"}` {
			n++
		}
	}
	return n
}
