package org

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"tramway/internal/sqldb"
)

// Job asks for work later. It is a row of the house: it exists exactly if the
// change that asked for it was committed.
type Job struct {
	Kind string
	Key  string    // at most one waiting job has a key: a second one takes its place
	Due  time.Time // zero: at once
	Data any       // JSON-able, ids rather than content
}

// Due is a job to be done.
type Due struct {
	ID    string                      `db:"id"`
	Kind  string                      `db:"kind"`
	Key   *string                     `db:"job_key"`
	At    sqldb.Micros                `db:"due"`
	Data  sqldb.JSON[json.RawMessage] `db:"data"`
	Tries int                         `db:"tries"`
}

// JobKind does one kind of job. Set one of the two functions:
// Inside runs in the commit that also removes the job: its effect happens once.
// Outside may touch the network; its effect happens at least once, so it passes
// the job's id on as Message-ID or idempotency key.
type JobKind struct {
	Name    string
	Inside  func(tx *Tx, j Due) error
	Outside func(ctx context.Context, o *Org, j Due) error
	Tries   int // then it is dead and doctor shows it; default 8

	// Standing work asks for its next time itself; the first is asked for when a house
	// is opened that has none.
	Standing bool
}

// lease is how long an outside job may run before it is taken for lost.
const lease = 5 * time.Minute

// stand asks for the standing work of a house that has none.
func (o *Org) stand(ctx context.Context) error {
	for _, k := range o.reg.cfg.Jobs {
		if !k.Standing {
			continue
		}
		n, err := sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.jobs WHERE job_key=?`, k.Name)
		if err != nil {
			return err
		}
		if n > 0 {
			continue
		}
		err = o.Write(ctx, System(k.Name), func(tx *Tx) error {
			tx.Exempt("job")
			tx.Enqueue(Job{Kind: k.Name, Key: k.Name, Data: struct{}{}})
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) insertJob(j Job) error {
	due := j.Due
	if due.IsZero() {
		due = tx.now
	}
	var key *string
	if j.Key != "" {
		key = &j.Key
	}
	if _, ok := tx.Org.reg.kinds[j.Kind]; !ok {
		return fmt.Errorf("org: nobody does jobs of kind %q", j.Kind)
	}
	text := `INSERT INTO {o}.jobs AS j (id, kind, job_key, due, data, tries, state, lease, error)
		VALUES(?,?,?,?,?,0,'waiting',0,'')
		ON CONFLICT (job_key) DO UPDATE SET id=excluded.id, due=excluded.due, data=excluded.data, state='waiting', tries=0, lease=0, error=''`
	args := []any{tx.NewID(), j.Kind, key, sqldb.At(due), sqldb.AsJSON(j.Data)}
	if run, ok := tx.Ctx.Value(running{}).(Due); ok && run.Key != nil && *run.Key == j.Key {
		// Whoever asked for it while it ran is not put off by its asking for its next time.
		text, args = text+` WHERE j.id=? OR j.due > excluded.due`, append(args, run.ID)
	}
	_, err := sqldb.Exec(tx.Ctx, tx, text, args...)
	return err
}

// running is the context's key of the job that is being done outside.
type running struct{}

// nextDue is when the house wants to be open: for a job, or for a subscriber that
// tries again. Zero if nothing waits.
func (o *Org) nextDue(ctx context.Context) (time.Time, error) {
	at, err := sqldb.One[*int64](ctx, o.Read(), `SELECT min(at) FROM (
		SELECT CASE WHEN state='running' THEN lease ELSE due END AS at FROM {o}.jobs WHERE state <> 'dead'
		UNION ALL SELECT retry_at AS at FROM {o}.cursors WHERE retry_at > 0) waiting`)
	if err != nil || at == nil {
		return time.Time{}, err
	}
	return sqldb.Micros(*at).Time(), nil
}

// runDue does every job that is due and says when the next one is.
func (o *Org) runDue(ctx context.Context) (time.Time, error) {
	for {
		now := sqldb.At(o.Now())
		due, err := sqldb.All[Due](ctx, o.Read(), `SELECT id, kind, job_key, due, data, tries FROM {o}.jobs
			WHERE (state='waiting' AND due <= ?) OR (state='running' AND lease <= ?) ORDER BY due, id LIMIT 64`, now, now)
		if err != nil {
			return time.Time{}, err
		}
		if len(due) == 0 {
			return o.nextDue(ctx)
		}
		for _, j := range due {
			if ctx.Err() != nil {
				return time.Time{}, ctx.Err()
			}
			if err := o.do(ctx, j); err != nil {
				o.log.Error("job failed", "kind", j.Kind, "job", j.ID, "try", j.Tries+1, "error", err)
			}
		}
	}
}

var errTaken = errors.New("org: another node took the job")

func (o *Org) do(ctx context.Context, j Due) error {
	kind, ok := o.reg.kinds[j.Kind]
	if !ok {
		return o.fail(ctx, j, 0, fmt.Errorf("nobody does jobs of kind %q", j.Kind))
	}
	var err error
	if kind.Inside != nil {
		err = o.doInside(ctx, kind, j)
	} else {
		err = o.doOutside(ctx, kind, j)
	}
	if err == nil || errors.Is(err, errTaken) {
		return nil
	}
	return o.fail(ctx, j, kind.Tries, err)
}

func (o *Org) doInside(ctx context.Context, kind JobKind, j Due) error {
	return o.Write(ctx, System(kind.Name), func(tx *Tx) error {
		tx.Exempt("job")
		if err := tx.drop(j); err != nil {
			return err
		}
		return kind.Inside(tx, j)
	})
}

func (o *Org) doOutside(ctx context.Context, kind JobKind, j Due) error {
	err := o.Write(ctx, System(kind.Name), func(tx *Tx) error {
		tx.Exempt("job")
		return one(sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.jobs SET state='running', lease=? WHERE id=? AND due=? AND (state='waiting' OR lease <= ?)`,
			sqldb.At(tx.Now().Add(lease)), j.ID, j.At, sqldb.At(tx.Now())))
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithValue(ctx, running{}, j), lease)
	defer cancel()
	if err := kind.Outside(ctx, o, j); err != nil {
		return err
	}
	return o.Write(context.WithoutCancel(ctx), System(kind.Name), func(tx *Tx) error {
		tx.Exempt("job")
		return tx.drop(j)
	})
}

// drop removes a job unless another took its place meanwhile: that one has its own id,
// since its time may be the same.
func (tx *Tx) drop(j Due) error {
	return one(sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.jobs WHERE id=? AND due=?`, j.ID, j.At))
}

func one(n int64, err error) error {
	if err == nil && n == 0 {
		return errTaken
	}
	return err
}

// fail plans the next try, with growing pauses, or declares the job dead.
func (o *Org) fail(ctx context.Context, j Due, tries int, cause error) error {
	if tries == 0 {
		tries = 8
	}
	err := o.Write(context.WithoutCancel(ctx), System(j.Kind), func(tx *Tx) error {
		tx.Exempt("job")
		state, due := "waiting", tx.Now().Add(time.Second<<min(2*j.Tries, 12))
		if j.Tries+1 >= tries {
			state = "dead"
		}
		_, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.jobs SET state=?, due=?, tries=tries+1, lease=0, error=? WHERE id=? AND due=?`,
			state, sqldb.At(due), cause.Error(), j.ID, j.At)
		return err
	})
	return errors.Join(cause, err)
}

// DeadJobs is how many jobs gave up.
func (o *Org) DeadJobs(ctx context.Context) (int, error) {
	return sqldb.One[int](ctx, o.Read(), `SELECT count(*) FROM {o}.jobs WHERE state='dead'`)
}
