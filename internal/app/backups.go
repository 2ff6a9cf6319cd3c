package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync/atomic"
	"time"

	"tramway/internal/backup"
	"tramway/internal/backupevent"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// again is how long after a failure a backup is tried anew.
const again = time.Hour

// keeper makes backups when they are due. One node of an installation has it set.
type keeper struct {
	app   *App
	place backup.Place
	last  atomic.Int64 // time of the newest backup, Unix seconds; 0: none
	next  time.Time    // not before: after a failure
	told  time.Time    // day on which people were told that one was missed
}

// newKeeper checks the settings; nil if no backups are wanted.
func (c *Config) newKeeper(a *App) (*keeper, error) {
	if c.Backup.To == "" {
		return nil, nil
	}
	if err := backup.Schedule(c.Backup.Schedule).Check(); err != nil {
		return nil, fmt.Errorf("--backup-schedule %w", err)
	}
	if err := backup.CheckRecipients(c.Backup.Recipients, c.Backup.OneRecipient); err != nil {
		return nil, fmt.Errorf("--backup-recipients: %w", err)
	}
	place, err := c.Backup.place(c.Backup.To)
	return &keeper{app: a, place: place}, err
}

// run looks once a second whether a backup is due, until ctx ends.
func (k *keeper) run(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		if err := k.turn(ctx, k.app.now()); err != nil && ctx.Err() == nil {
			k.app.log.Error("backup", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func (k *keeper) turn(ctx context.Context, now time.Time) error {
	schedule := backup.Schedule(k.app.Config.Backup.Schedule)
	last := time.Unix(k.last.Load(), 0)
	if !schedule.Due(now, last) {
		return nil
	}
	var err error
	if !now.Before(k.next) {
		if err = k.make(ctx, now, schedule); err != nil {
			k.next = now.Add(again)
		}
		last = time.Unix(k.last.Load(), 0)
	}
	if now.Sub(k.told) >= 24*time.Hour {
		err = errors.Join(err, k.tell(ctx, schedule, now, last))
	}
	return err
}

// make looks first whether somebody else has made it.
func (k *keeper) make(ctx context.Context, now time.Time, schedule backup.Schedule) error {
	if err := k.look(ctx); err != nil {
		return err
	}
	if !schedule.Due(now, time.Unix(k.last.Load(), 0)) {
		return nil
	}
	w, err := makeBackup(ctx, k.app.Config, k.place, now)
	if err != nil {
		return err
	}
	k.last.Store(now.Unix())
	k.app.log.Info("backup made", "file", filepath.Base(w.Path), "bytes", w.Size, "organisations", len(w.Manifest.Organisations))
	return backup.Keep(ctx, k.place, k.app.Config.Backup.Keep, now)
}

// look finds the newest backup there is.
func (k *keeper) look(ctx context.Context) error {
	newest, err := backup.Newest(ctx, k.place)
	if errors.Is(err, backup.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	k.last.Store(newest.Time.Unix())
	return nil
}

// tell every organisation's administrators if a backup did not come. Before the
// first backup time counts from the first organisation: without one there is
// nothing to lose.
func (k *keeper) tell(ctx context.Context, schedule backup.Schedule, now, last time.Time) error {
	all, err := k.app.Host.Organisations(ctx)
	if err != nil || len(all) == 0 {
		return err
	}
	since := last
	if last.Unix() == 0 {
		since = all[0].CreatedAt.Time()
	}
	if !schedule.Missed(now, since) {
		return nil
	}
	k.told = now
	for _, o := range all {
		err = errors.Join(err, k.tellOne(ctx, o.ID, last))
	}
	return err
}

func (k *keeper) tellOne(ctx context.Context, orgID string, last time.Time) error {
	o, err := k.app.Registry.Open(ctx, orgID)
	if err != nil {
		return err
	}
	defer o.Close()
	who := org.System("backup")
	who.Once = org.Once{Key: "backup missed " + o.Now().Format(time.DateOnly), Digest: []byte("backup missed")}
	e := backupevent.Missed{}
	if last.Unix() > 0 {
		e.Last = last.UTC()
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "organisation.backup.missed", Object: ref.To("organisation", orgID), After: e})
		tx.Emit(e)
		return nil
	})
	if fault.Is(err, "idempotency_in_use") {
		return nil // told today, before a restart
	}
	return err
}

// age of the newest backup for the figures; without one, since the beginning of time.
func (k *keeper) age() float64 { return k.app.now().Sub(time.Unix(k.last.Load(), 0)).Seconds() }
