package backup

import (
	"errors"
	"fmt"
	"io"
	"os"

	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// databases puts every database back under its own keys.
func (r *restoring) databases() error {
	host := incoming{part: r.hostPart(), keys: hostKeys, seat: r.hostSeat(), sets: hostSets, rows: r.Host}
	if err := r.bring(host); err != nil {
		return fmt.Errorf("the installation's database: %w", err)
	}
	for _, o := range r.whole() {
		house := incoming{part: r.housePart(o.ID), keys: o.ID, seat: r.houseSeat(o.ID), sets: houseSets(r.target.Houses), rows: o.Rows}
		if err := r.bring(house); err != nil {
			return fmt.Errorf("organisation %s: %w", o.ID, err)
		}
	}
	return nil
}

// incoming is one database and where it is to be.
type incoming struct {
	part, keys string
	seat       seat
	sets       []sqldb.Migrations
	rows       *Rows // nil: a copy of pages
}

// bring makes one database of its part, which lies on the disk, and removes that.
func (r *restoring) bring(in incoming) error {
	keys, err := r.ring.Open(r.ctx, in.keys)
	if err != nil {
		return err
	}
	defer keys.Close()
	switch {
	case in.rows != nil:
		err = r.fromRows(in, keys)
	case in.seat.pool != nil:
		err = r.fromPages(in, keys)
	default:
		err = r.rekey(in, keys)
	}
	if err != nil {
		return err
	}
	return in.seat.use(r.ctx, r.ring, in.keys, func(db *sqldb.DB) error { return sqldb.Check(r.ctx, db) })
}

// rekey copies a database from the backup's key to its own, in the same place.
func (r *restoring) rekey(in incoming, keys *keyring.Keys) error {
	key, err := keys.Key(keyring.DB)
	if err != nil {
		return err
	}
	copied, err := r.copied(in, len(key))
	if err != nil {
		return err
	}
	fresh := database{copied.path + ".restored", key}
	if err := copied.copyTo(r.ctx, fresh); err != nil {
		return err
	}
	return os.Rename(fresh.path, copied.path)
}

// copied is a copy of pages, as it lies under the backup's key.
func (r *restoring) copied(in incoming, keySize int) (database, error) {
	key, err := copyKey(r.oneOff, in.part, keySize)
	return database{r.path(in.part), key}, err
}

// fromRows fills a new database with the rows of a part.
func (r *restoring) fromRows(in incoming, keys *keyring.Keys) error {
	f, err := os.Open(r.path(in.part))
	if err != nil {
		return err
	}
	rows, err := plainRows(r.oneOff, in.part, f)
	if err == nil {
		err = r.fill(in, keys, in.rows, rows)
	}
	return errors.Join(err, f.Close(), os.Remove(f.Name()))
}

// fromPages reads a copy of pages row by row, because the other engine can't use
// pages.
func (r *restoring) fromPages(in incoming, keys *keyring.Keys) error {
	key, err := keys.Key(keyring.DB)
	if err != nil {
		return err
	}
	copied, err := r.copied(in, len(key))
	if err != nil {
		return err
	}
	err = copied.use(func(db *sqldb.DB) error {
		rows, said, err := r.rowsOf(db, in.sets)
		if err != nil {
			return err
		}
		return errors.Join(r.fill(in, keys, said, rows), rows.Close())
	})
	return errors.Join(err, remove(copied.path))
}

// rowsOf reads a database that nobody writes; how many rows it has is said when all
// were read.
func (r *restoring) rowsOf(db *sqldb.DB, sets []sqldb.Migrations) (io.ReadCloser, *Rows, error) {
	levels, err := sqldb.Levels(r.ctx, db.Read())
	said := &Rows{Levels: levels}
	out, to := io.Pipe()
	if err != nil {
		return nil, nil, err
	}
	go func() {
		all, err := writeRows(r.ctx, db.Read(), db.Dialect(), sets, sqldb.Whole, to)
		if err == nil {
			said.Tables = all.Tables
		}
		to.CloseWithError(err)
	}()
	return out, said, nil
}

// fill makes a database and fills it with plain rows.
func (r *restoring) fill(in incoming, keys *keyring.Keys, want *Rows, rows io.Reader) error {
	db, err := in.seat.make(r.ctx, keys)
	if err != nil {
		return err
	}
	got, err := readRows(r.ctx, db, in.sets, want.Levels, rows)
	if err == nil {
		err = want.same(got)
	}
	return closing(db, err)
}
