package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"tramway/internal/sqldb"
)

// restoringPrefix begins the names of schemas that are being restored: an
// installation looks for none of them.
const restoringPrefix = "restoring_"

// claimDatabase takes an empty PostgreSQL database for a restore, which keeps it
// until release. What a restore that was killed has left is removed. Errors:
// [ErrNotEmpty], [ErrBusy].
func claimDatabase(ctx context.Context, pool *sql.DB) (release func() error, err error) {
	if pool == nil {
		return func() error { return nil }, nil
	}
	if release, err = busy(sqldb.Lock(ctx, pool, "restore")); err != nil {
		return nil, err
	}
	all, err := sqldb.Schemas(ctx, pool)
	for _, name := range all {
		if err == nil && !strings.HasPrefix(name, restoringPrefix) {
			err = fmt.Errorf("%w: the database has a schema %s", ErrNotEmpty, name)
		}
	}
	if err == nil {
		err = dropRestoring(ctx, pool)
	}
	if err != nil {
		return nil, errors.Join(err, release())
	}
	return release, nil
}

func dropRestoring(ctx context.Context, pool *sql.DB) error {
	all, err := sqldb.Schemas(ctx, pool)
	for _, name := range all {
		if strings.HasPrefix(name, restoringPrefix) {
			err = errors.Join(err, sqldb.DropSchema(ctx, pool, name))
		}
	}
	return err
}

// hostSeat is where the installation's database is while it is restored.
func (r *restoring) hostSeat() seat { return aside(r.target.hostSeat()) }

func (r *restoring) houseSeat(orgID string) seat { return aside(r.target.houseSeat(orgID)) }

func aside(s seat) seat {
	s.schema = restoringPrefix + s.schema
	return s
}

// publish gives every restored schema its name, in one commit.
func (r *restoring) publish() error {
	if r.target.Pool == nil {
		return nil
	}
	reached("verified")
	return r.hostSeat().use(r.ctx, r.ring, hostKeys, func(db *sqldb.DB) error {
		return db.Write(sqldb.Unhurried(r.ctx), func(ctx context.Context, q sqldb.Q) error {
			r.named = true // also if the answer is lost
			for _, s := range r.seats() {
				if err := sqldb.RenameSchema(ctx, q, aside(s).schema, s.schema); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// seats are those of every database, where the installation looks for them.
func (r *restoring) seats() []seat {
	out := []seat{r.target.hostSeat()}
	for _, o := range r.whole() {
		out = append(out, r.target.houseSeat(o.ID))
	}
	return out
}

// drop takes back every schema. The database was empty and is ours, so those that
// have their names already are ours, too.
func (r *restoring) drop() error {
	if r.target.Pool == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), time.Minute)
	defer cancel()
	err := dropRestoring(ctx, r.target.Pool)
	if !r.named {
		return err
	}
	for _, s := range r.seats() {
		err = errors.Join(err, sqldb.DropSchema(ctx, s.pool, s.schema))
	}
	return err
}
