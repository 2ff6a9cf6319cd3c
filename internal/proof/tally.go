package proof

import (
	"context"
	"crypto/sha256"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"tramway/internal/org"
	"tramway/internal/record"
	"tramway/internal/sqldb"
)

// Counting the record by month: each entry is read once, when it is new, and a month's
// sums are then some rows. Summing a million entries when somebody asks would open a
// million sealed texts, because addresses and devices are in them.

const (
	tallyJob   = "record.tally"
	tallyBatch = 500
	tallyMost  = 20 // batches at once: other work of the house waits meanwhile
	newAddress = "record.seen.address"
	newDevice  = "record.seen.device"
)

type counted struct{ month, action, actor string }

// tally is what a batch of entries comes to.
type tally struct {
	counts map[counted]int64
	seen   map[[sha256.Size]byte]counted // by digest: the month, and what a first time counts as
}

func (m *Module) tallyJob(ctx context.Context, o *org.Org, _ org.Due) error {
	for range tallyMost {
		n, err := countBatch(ctx, o)
		if err != nil {
			return err
		}
		if n < tallyBatch {
			return m.tallied(ctx, o)
		}
	}
	return o.Write(ctx, org.System(tallyJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		tx.Enqueue(org.Job{Kind: tallyJob, Key: tallyJob, Due: tx.Now().Add(time.Second), Data: struct{}{}})
		return nil
	})
}

// tallied opens the reviews of months that are over, and comes again after midnight.
func (m *Module) tallied(ctx context.Context, o *org.Org) error {
	return o.Write(ctx, org.System(tallyJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		local := tx.Now().In(o.Zone())
		tx.Enqueue(org.Job{Kind: tallyJob, Key: tallyJob, Data: struct{}{},
			Due: time.Date(local.Year(), local.Month(), local.Day()+1, 0, 10, 0, 0, o.Zone())})
		return prepare(tx)
	})
}

// countBatch counts at most [tallyBatch] entries and says how many; its cursor moves
// with the counts, so each entry counts once.
func countBatch(ctx context.Context, o *org.Org) (int, error) {
	from, err := tallyPlace(ctx, o.Read())
	if err != nil {
		return 0, err
	}
	entries, err := o.Placed(ctx, from, tallyBatch)
	if err != nil || len(entries) == 0 {
		return 0, err
	}
	t, err := tallyOf(o, entries)
	if err != nil {
		return 0, err
	}
	return len(entries), o.Write(ctx, org.System(tallyJob), func(tx *org.Tx) error {
		tx.Exempt("cursor")
		now, err := tallyPlace(tx.Ctx, tx)
		if err != nil || now != from {
			return err // another node counted them
		}
		if err := t.save(tx); err != nil {
			return err
		}
		_, err = sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.record_tally(one, place) VALUES(1,?) ON CONFLICT (one) DO UPDATE SET place=excluded.place`, from+int64(len(entries)))
		return err
	})
}

func tallyPlace(ctx context.Context, q sqldb.Q) (int64, error) {
	n, err := sqldb.One[int64](ctx, q, `SELECT place FROM {o}.record_tally WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		err = nil
	}
	return n, err
}

func tallyOf(o *org.Org, entries []org.Placed) (tally, error) {
	t := tally{map[counted]int64{}, map[[sha256.Size]byte]counted{}}
	for _, p := range entries {
		if p.Body.V == "" {
			continue // erased before it was counted
		}
		e, err := record.ParseEntry([]byte(p.Body.V))
		if err != nil {
			return t, err
		}
		t.add(e, monthOf(o, p.At.Time()))
	}
	return t, nil
}

func (t tally) add(e record.Entry, month string) {
	group, _, _ := strings.Cut(e.Action, ".")
	if group == "chat" {
		return // what people say to one another is not reviewed
	}
	actor := e.Actor.ID
	if group == "account" || e.Actor.Kind != "member" {
		actor = ""
	}
	t.counts[counted{month, e.Action, actor}]++
	if e.Action != "account.sign_in" {
		return
	}
	t.first(newAddress, e.Address, month, newAddress, e.Org, e.Address)
	t.first(newDevice, e.Device, month, newDevice, e.Org, e.Actor.ID, e.Device)
}

func (t tally) first(action, value, month string, words ...string) {
	if value == "" {
		return
	}
	digest := sha256.Sum256([]byte(strings.Join(words, "\n")))
	if _, had := t.seen[digest]; !had {
		t.seen[digest] = counted{month, action, ""}
	}
}

// save adds to what is there; an address or device counts in the month of its first row.
func (t tally) save(tx *org.Tx) error {
	counts := maps.Clone(t.counts) // a write may run twice
	for digest, c := range t.seen {
		n, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.record_seen(digest, month) VALUES(?,?) ON CONFLICT (digest) DO NOTHING`, digest[:], c.month)
		if err != nil {
			return err
		}
		counts[c] += n
	}
	var rows [][]any
	for _, c := range slices.SortedFunc(maps.Keys(counts), byWords) {
		if counts[c] > 0 {
			rows = append(rows, []any{c.month, c.action, c.actor, counts[c]})
		}
	}
	return sqldb.Insert(tx.Ctx, tx, `INSERT INTO {o}.record_counts AS c (month, action, actor, count)`, rows,
		`ON CONFLICT (month, action, actor) DO UPDATE SET count=c.count+excluded.count`)
}

func byWords(a, b counted) int {
	return strings.Compare(a.month+" "+a.action+" "+a.actor, b.month+" "+b.action+" "+b.actor)
}

// monthOf is the calendar month of a moment in the organisation.
func monthOf(o *org.Org, at time.Time) string { return at.In(o.Zone()).Format("2006-01") }

// monthAfter is the first moment after a month.
func monthAfter(o *org.Org, month string) (time.Time, error) {
	first, err := time.ParseInLocation("2006-01", month, o.Zone())
	return first.AddDate(0, 1, 0), err
}
