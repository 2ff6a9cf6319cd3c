package backup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"slices"

	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// seat is where one database is: a file, or a schema on PostgreSQL.
type seat struct {
	file   string
	schema string
	pool   *sql.DB // nil: the file
}

func houseSchema(orgID string) string { return "org_" + orgID }

// hostSeat is that of the installation's own database.
func (in Installation) hostSeat() seat { return seat{in.path(hostDB), "host", in.Pool} }

// houseSeat is that of a house.
func (in Installation) houseSeat(orgID string) seat {
	return seat{in.path(houseDB(orgID)), houseSchema(orgID), in.Pool}
}

// make opens a database, which it makes if need be.
func (s seat) make(ctx context.Context, keys *keyring.Keys) (*sqldb.DB, error) {
	if s.pool == nil {
		key, err := keys.Key(keyring.DB)
		if err != nil {
			return nil, err
		}
		return sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: s.file, Key: key, Cipher: cipherOf(key), Readers: 1})
	}
	columns, err := keys.Columns()
	if err != nil {
		return nil, err
	}
	return sqldb.OpenPostgres(ctx, sqldb.PostgresOptions{Pool: s.pool, Schema: s.schema, Sealer: columns})
}

// open is make for a database that is there; [ErrMissing] if not.
func (s seat) open(ctx context.Context, keys *keyring.Keys) (*sqldb.DB, error) {
	there, err := s.there(ctx)
	if err != nil {
		return nil, err
	}
	if !there {
		return nil, fmt.Errorf("%w: no database", ErrMissing)
	}
	return s.make(ctx, keys)
}

func (s seat) there(ctx context.Context) (bool, error) {
	if s.pool == nil {
		return exists(s.file)
	}
	all, err := sqldb.Schemas(ctx, s.pool)
	return slices.Contains(all, s.schema), err
}

// use opens a database with its keys for one look.
func (s seat) use(ctx context.Context, ring *keyring.Ring, name string, fn func(db *sqldb.DB) error) error {
	keys, err := ring.Open(ctx, name)
	if err != nil {
		return err
	}
	defer keys.Close()
	db, err := s.open(ctx, keys)
	if err != nil {
		return err
	}
	return closing(db, fn(db))
}

func closing(db *sqldb.DB, err error) error { return errors.Join(err, db.Close()) }

func exists(path string) (bool, error) {
	_, err := os.Lstat(path)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
