package proof

import (
	"context"
	"errors"
	"sync"
	"time"

	"tramway/internal/id"
	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/proof/internal/siem"
	"tramway/internal/proof/proofevent"
	"tramway/internal/record"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Sending the record on. Each receiver has a cursor, which moves only after a batch
// has arrived; whoever sends holds a lease, so that of several nodes one does. A job of
// the house stands behind every lease and every pause: whatever ends the program, or
// closes the house, the rest is sent.

const (
	forwardJob  = "record.forward"
	batch       = 500 // entries a connection
	leaseTime   = time.Minute
	longestWait = 5 * time.Minute
	failsAfter  = 5 // tries until administrators hear of it: about half a minute
)

// sending are the receivers to which this node sends at this moment.
type sending struct {
	mu  sync.Mutex
	now map[string]*bool // by receiver; true: there is more
}

// begin says whether the caller is to send; else whoever does is told of more.
func (s *sending) begin(receiver string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if more := s.now[receiver]; more != nil {
		*more = true
		return false
	}
	s.now[receiver] = new(bool)
	return true
}

// end says whether the caller is done; not if there is more.
func (s *sending) end(receiver string, stop bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if more := s.now[receiver]; *more && !stop {
		*more = false
		return false
	}
	delete(s.now, receiver)
	return true
}

// Grown begins to send what there is, to receivers that wait for nothing.
func (m *Module) Grown(ctx context.Context, o *org.Org) error {
	all, size, err := waiting(ctx, o)
	if err != nil {
		return err
	}
	for _, r := range all {
		if r.Place < size && r.RetryAt <= sqldb.At(o.Now()) && m.sending.begin(r.ID) {
			o.Go(func(ctx context.Context) { m.forward(ctx, o, r.ID) })
		}
	}
	return nil
}

func waiting(ctx context.Context, o *org.Org) (all []receiver, size int64, err error) {
	if all, err = receivers(ctx, o.Read()); err == nil && len(all) > 0 {
		size, err = o.Size(ctx)
	}
	return all, size, err
}

// Closing asks for what is left to be sent once the house is opened again.
func (m *Module) Closing(ctx context.Context, o *org.Org) error {
	all, size, err := waiting(ctx, o)
	if err != nil {
		return err
	}
	for _, r := range all {
		if r.Place >= size {
			continue
		}
		err = errors.Join(err, o.Write(ctx, org.System(forwardJob), func(tx *org.Tx) error {
			tx.Exempt("job")
			tx.Enqueue(again(r.ID, r.RetryAt.Time()))
			return nil
		}))
	}
	return err
}

func again(receiver string, due time.Time) org.Job {
	return org.Job{Kind: forwardJob, Key: forwardJob + "." + receiver, Due: due, Data: struct{}{}}
}

func (m *Module) forward(ctx context.Context, o *org.Org, id string) {
	for {
		more, err := m.sendBatch(ctx, o, id)
		if err != nil && ctx.Err() == nil {
			o.Log().Warn("sending the record on", "receiver", id, "error", err)
		}
		if !more && m.sending.end(id, err != nil || ctx.Err() != nil) {
			return
		}
	}
}

// sendBatch sends what is next; more says that it was a full batch.
func (m *Module) sendBatch(ctx context.Context, o *org.Org, receiver string) (more bool, err error) {
	r, err := m.claim(ctx, o, receiver)
	if err != nil || r.ID == "" {
		return false, err
	}
	entries, err := o.Placed(ctx, r.Place, batch)
	if err != nil {
		return false, err
	}
	frames, err := m.frames(o, r.Settings.V, entries)
	if err == nil && len(frames) > 0 {
		err = siem.Deliver(ctx, r.Settings.V.Address, m.cfg.Outbound, frames)
	}
	if ctx.Err() != nil {
		return false, m.release(o, r)
	}
	if err != nil {
		return false, errors.Join(err, m.failed(ctx, o, r, siem.Failure(err)))
	}
	return len(entries) == batch, m.arrived(ctx, o, r, len(entries), len(frames) > 0)
}

// claim takes the lease; the zero receiver if there is nothing to do, or somebody else
// does it. SQLite has one node: a lease of it that nobody works under is of a program
// that ended.
func (m *Module) claim(ctx context.Context, o *org.Org, which string) (r receiver, err error) {
	size, err := o.Size(ctx)
	if err != nil {
		return r, err
	}
	err = o.Write(ctx, org.System(forwardJob), func(tx *org.Tx) error {
		tx.Exempt("cursor")
		now := tx.Now()
		one := o.DB().Dialect() == sqldb.SQLite
		all, err := sqldb.All[receiver](tx.Ctx, tx, `SELECT `+receiverCols+` FROM {o}.record_receivers
			WHERE id=? AND place < ? AND retry_at <= ? AND (lease <= ? OR ?)`, which, size, sqldb.At(now), sqldb.At(now), one)
		if r = (receiver{}); err != nil || len(all) == 0 {
			return err
		}
		r, r.Run = all[0], id.New(o.Region, now)
		until := now.Add(leaseTime)
		tx.Enqueue(again(which, until.Truncate(time.Minute).Add(time.Minute)))
		_, err = sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.record_receivers SET lease=?, run=? WHERE id=?`, sqldb.At(until), r.Run, which)
		return err
	})
	return r, err
}

// frames leaves out what the receiver does not want, and what was erased meanwhile.
func (m *Module) frames(o *org.Org, s Settings, entries []org.Placed) (out [][]byte, err error) {
	for _, p := range entries {
		if p.Body.V == "" {
			continue
		}
		e, err := record.ParseEntry([]byte(p.Body.V))
		if err != nil {
			return nil, err
		}
		if s.wants(e.Action) {
			out = append(out, m.event(o, s, e, p.Index).Frame(s.Format))
		}
	}
	return out, nil
}

// arrived moves the cursor, unless somebody else sends by now.
func (m *Module) arrived(ctx context.Context, o *org.Org, r receiver, n int, reached bool) error {
	return o.Write(ctx, org.System(forwardJob), func(tx *org.Tx) error {
		tx.Exempt("cursor")
		sent := r.SentAt
		if reached {
			sent = sqldb.At(tx.Now())
		}
		n, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.record_receivers SET place=?, sent_at=?, tries=0, retry_at=0, failure='', failed_at=0, lease=0, run=''
			WHERE id=? AND run=?`, r.Place+int64(n), sent, r.ID, r.Run)
		if err == nil && n > 0 && r.Tries >= failsAfter {
			tx.Record(org.Entry{Action: "record.receiver.again", Object: ref.To("receiver", r.ID), Note: map[string]string{"since": r.FailedAt.Time().Format(time.RFC3339)}})
		}
		return err
	})
}

// failed plans the next try, after 1, 2, 4 seconds and so on up to five minutes.
func (m *Module) failed(ctx context.Context, o *org.Org, r receiver, why string) error {
	return o.Write(ctx, org.System(forwardJob), func(tx *org.Tx) error {
		tx.Exempt("cursor")
		since := r.FailedAt
		if since == 0 {
			since = sqldb.At(tx.Now())
		}
		retry := tx.Now().Add(min(time.Second<<min(r.Tries, 10), longestWait))
		n, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.record_receivers SET tries=tries+1, retry_at=?, failure=?, failed_at=?, lease=0, run='' WHERE id=? AND run=?`,
			sqldb.At(retry), why, since, r.ID, r.Run)
		if err != nil || n == 0 {
			return err
		}
		tx.Enqueue(again(r.ID, retry))
		if r.Tries+1 == failsAfter {
			tx.Record(org.Entry{Action: "record.receiver.fail", Object: ref.To("receiver", r.ID), Note: map[string]string{"failure": why}})
			tx.Emit(proofevent.ReceiverFails{Receiver: r.ID})
		}
		return nil
	})
}

// release gives the lease back when the house closes in the middle.
func (m *Module) release(o *org.Org, r receiver) error {
	return o.Write(context.Background(), org.System(forwardJob), func(tx *org.Tx) error {
		tx.Exempt("cursor")
		_, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.record_receivers SET lease=0, run='' WHERE id=? AND run=?`, r.ID, r.Run)
		return err
	})
}

func (m *Module) event(o *org.Org, s Settings, e record.Entry, index int64) siem.Event {
	return siem.Event{Entry: e, Index: index, Name: lang.Text(lang.English, "act."+e.Action, nil), Origin: o.LogName(), Version: m.cfg.Version, Bodies: s.Bodies}
}

// TryReceiver sends one message that no entry stands behind, and says why it did not
// arrive; "" if it did. That it was tried, and what came of it, is an entry.
func (m *Module) TryReceiver(ctx context.Context, o *org.Org, who org.Who, which string) (failure string, err error) {
	r, err := receiverByID(ctx, o.Read(), which)
	if err != nil {
		return "", err
	}
	e := record.Entry{ID: id.New(o.Region, o.Now()), At: o.Now().UnixMicro(), Org: o.ID, Actor: record.Actor{ID: who.ID, Kind: who.Kind},
		Address: who.Address, Action: "record.receiver.test", Object: ref.To("receiver", which).String()}
	s := r.Settings.V
	if err := siem.Deliver(ctx, s.Address, m.cfg.Outbound, [][]byte{m.event(o, s, e, -1).Frame(s.Format)}); err != nil {
		failure = siem.Failure(err)
	}
	return failure, o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "record.receiver.test", Object: ref.To("receiver", which), After: map[string]any{"arrived": failure == "", "failure": failure}})
		return nil
	})
}
