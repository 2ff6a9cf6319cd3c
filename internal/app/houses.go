package app

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"time"

	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/keyring"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// houses knows where an organisation's database is and with which keys it opens:
// a file in the folder, or a schema on PostgreSQL.
type houses struct {
	cfg  Config
	ring *keyring.Ring
	pool *sql.DB // nil: SQLite files
	host *host.Host
}

// hostKeys is the name under which the ring keeps the installation's own keys.
const hostKeys = "host"

// openHost opens the installation's own database.
func (h *houses) openHost(ctx context.Context) (*sqldb.DB, error) {
	if err := h.makeKeys(ctx, hostKeys); err != nil {
		return nil, err
	}
	keys, err := h.ring.Open(ctx, hostKeys)
	if err != nil {
		return nil, err
	}
	defer keys.Close()
	return h.openDB(ctx, keys, h.cfg.path("host.db"), "host")
}

func (h *houses) makeKeys(ctx context.Context, name string) error {
	err := h.ring.Create(ctx, name, h.cfg.keySize())
	if errors.Is(err, keyring.ErrExists) {
		return nil
	}
	return err
}

// openDB opens a file, or the schema of the same name.
func (h *houses) openDB(ctx context.Context, keys *keyring.Keys, path, schema string) (*sqldb.DB, error) {
	if h.pool != nil {
		columns, err := keys.Columns()
		if err != nil {
			return nil, err
		}
		return sqldb.OpenPostgres(ctx, sqldb.PostgresOptions{Pool: h.pool, Schema: schema, Sealer: columns})
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	key, err := keys.Key(keyring.DB)
	if err != nil {
		return nil, err
	}
	return sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: path, Key: key, Cipher: sqldb.Cipher(h.cfg.Cipher)})
}

// MakeHouse makes the keys of a new organisation; its database is made when it is
// first opened.
func (h *houses) MakeHouse(ctx context.Context, orgID string) error { return h.makeKeys(ctx, orgID) }

// open is the registry's opener.
func (h *houses) open(ctx context.Context, orgID string) (org.House, error) {
	known, err := h.host.Organisation(ctx, orgID)
	if err != nil {
		return org.House{}, err
	}
	if known.Ending == host.Dissolved {
		return org.House{}, fault.New(fault.NotFound, "not_found")
	}
	keys, err := h.ring.Open(ctx, orgID)
	if err != nil {
		return org.House{}, fault.Wrap(err, fault.Unreadable, "house_closed")
	}
	defer keys.Close()
	blobKey, err := keys.Key(keyring.Blob)
	if err != nil {
		return org.House{}, err
	}
	files, err := h.cfg.files(orgID)
	if err != nil {
		return org.House{}, err
	}
	db, err := h.openDB(ctx, keys, h.orgPath(orgID), schemaOf(orgID))
	if err != nil {
		return org.House{}, fault.Wrap(err, fault.Unreadable, "house_closed")
	}
	if err := h.host.Opened(ctx, orgID, true); err != nil {
		return org.House{}, errors.Join(err, db.Close())
	}
	return org.House{DB: db, LogName: h.logName(known), LogKeys: logKeys{h.ring, orgID}, Files: files, BlobKey: blobKey,
		Profile:  org.Profile{ID: orgID, Region: known.Region},
		Names:    org.Names{Name: known.Name, NameZh: known.NameZh},
		Plan:     known.Plan.V,
		Limited:  known.Standing == host.Limited,
		Snapshot: func() error { return h.snapshot(ctx, db, orgID) },
		Close: func() error {
			return errors.Join(db.Close(), h.host.Opened(context.Background(), orgID, false))
		}}, nil
}

// logName is the name of an organisation's log: its own if it came with one.
func (h *houses) logName(o host.Organisation) string {
	if o.Log != "" {
		return o.Log
	}
	return h.cfg.LogName + "/log/" + o.ID
}

// schemaOf is where an organisation lives on PostgreSQL.
func schemaOf(orgID string) string { return "org_" + orgID }

func (h *houses) orgPath(orgID string) string { return h.cfg.path("orgs", orgID, "org.db") }

// snapshot copies a file before its tables change. PostgreSQL changes tables in a
// transaction that is taken back as a whole, and has its own backups.
func (h *houses) snapshot(ctx context.Context, db *sqldb.DB, orgID string) error {
	if h.pool != nil {
		return nil
	}
	keys, err := h.ring.Open(ctx, orgID)
	if err != nil {
		return err
	}
	defer keys.Close()
	key, err := keys.Key(keyring.DB)
	if err != nil {
		return err
	}
	path := h.orgPath(orgID) + ".before-" + time.Now().UTC().Format("20060102T150405")
	return sqldb.CopySQLite(ctx, db, path, key, sqldb.Cipher(h.cfg.Cipher))
}
