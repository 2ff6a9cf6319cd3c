package retention

import (
	"encoding/json"
	"hash/fnv"
	"time"

	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// purgeJob goes through the purges of all modules once a day, one step a commit: the
// write door stays open for others, and after a crash it goes on where it stopped.
const purgeJob = "retention.purge"

type purging struct {
	At int `json:"at"` // which purge is next
}

type purgeFacts struct {
	Class  string    `json:"class"`
	Rows   int       `json:"rows"`
	Before time.Time `json:"before"`
}

func (m *Module) purgeStep(tx *org.Tx, j org.Due) error {
	var p purging
	if err := json.Unmarshal(j.Data.V, &p); err != nil {
		return err
	}
	everybody, persons, err := held(tx.Ctx, tx, tx.Now())
	if err != nil {
		return err
	}
	if everybody || p.At >= len(m.parts.Purges) {
		tx.Enqueue(org.Job{Kind: purgeJob, Key: purgeJob, Due: tomorrow(tx.Org, tx.Now()), Data: purging{}})
		return nil
	}
	more, err := m.purgeOne(tx, p.At, persons)
	if err != nil {
		return err
	}
	if !more {
		p.At++
	}
	tx.Enqueue(org.Job{Kind: purgeJob, Key: purgeJob, Data: p})
	return nil
}

func (m *Module) purgeOne(tx *org.Tx, at int, persons []string) (more bool, err error) {
	g := m.parts.Purges[at]
	days, err := daysOf(tx.Ctx, tx)
	if err != nil || days[g.Class] == 0 && !g.Own {
		return false, err
	}
	until := before(tx.Now(), days[g.Class])
	if g.Own {
		until = sqldb.At(tx.Now())
	}
	n, err := g.Step(tx, until, persons, stepRows)
	if err == nil && n > 0 {
		tx.Record(org.Entry{Action: "retention.purge", Object: ref.To("retention_class", g.Class), After: purgeFacts{g.Class, n, until.Time()}})
	}
	return n > 0, err
}

// tomorrow is between two and five in the next night, at a minute of the house's own:
// an installation with many houses does not open them all at once.
func tomorrow(o *org.Org, now time.Time) time.Time {
	h := fnv.New32a()
	_, _ = h.Write([]byte(o.ID)) // a hash takes everything
	local := now.In(o.Zone())
	night := time.Date(local.Year(), local.Month(), local.Day(), 2, int(h.Sum32()%180), 0, 0, o.Zone())
	if !night.After(now) {
		night = night.AddDate(0, 0, 1)
	}
	return night
}

// goes is when the first of what is there goes; zero: never.
func goes(oldest sqldb.Micros, days int) time.Time {
	if oldest == 0 || days == 0 {
		return time.Time{}
	}
	return oldest.Time().Add(time.Duration(days) * day)
}
