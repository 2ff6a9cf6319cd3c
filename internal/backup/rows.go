package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/tink-crypto/tink-go/v2/streamingaead/subtle"

	"tramway/internal/host"
	"tramway/internal/keyring"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Rows say what a database in neutral form was made by and holds.
type Rows struct {
	Engine sqldb.Dialect  `json:"engine"`
	Levels map[string]int `json:"levels"` // of its migrations, by module
	Tables []sqldb.Count  `json:"tables"`
}

// segment is how much of a stream is encrypted at a time.
const segment = 64 << 10

// rowsCipher encrypts rows where they are put down, before anything is known of
// whom they are for. It is the format of stored files.
func rowsCipher(oneOff []byte, name string) (*subtle.AESGCMHKDF, error) {
	key, err := copyKey(oneOff, name, keyring.KeySize)
	if err != nil {
		return nil, err
	}
	return subtle.NewAESGCMHKDF(key, "SHA256", keyring.KeySize, segment, 0)
}

// hostSets are the migrations of the installation's own database.
var hostSets = []sqldb.Migrations{host.Migrations}

// houseSets are those of a house with these modules.
func houseSets(modules []sqldb.Migrations) []sqldb.Migrations {
	return append([]sqldb.Migrations{org.Migrations}, modules...)
}

// pick chooses what of a database's tables is written.
type pick func(all []sqldb.Table) []sqldb.Part

// writeRows writes what is picked of a database, as it is at the snapshot's commit.
func writeRows(ctx context.Context, q sqldb.Q, engine sqldb.Dialect, sets []sqldb.Migrations, p pick, w io.Writer) (*Rows, error) {
	levels, err := sqldb.Levels(ctx, q)
	if err != nil {
		return nil, err
	}
	tables, err := tablesAt(sets, levels)
	if err != nil {
		return nil, err
	}
	counts, err := sqldb.Dump(ctx, q, p(tables), org.Places, w)
	return &Rows{Engine: engine, Levels: levels, Tables: counts}, err
}

func tablesAt(sets []sqldb.Migrations, levels map[string]int) ([]sqldb.Table, error) {
	at, err := sqldb.AtLevels(sets, levels)
	if err != nil {
		return nil, newer(err)
	}
	return sqldb.Tables(at)
}

// newer names what a newer program has made.
func newer(err error) error {
	if errors.Is(err, sqldb.ErrNewer) {
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return err
}

// readRows makes the tables of a database as they were, fills them, and says how
// many rows each got.
func readRows(ctx context.Context, db *sqldb.DB, sets []sqldb.Migrations, levels map[string]int, r io.Reader) ([]sqldb.Count, error) {
	at, err := sqldb.AtLevels(sets, levels)
	if err != nil {
		return nil, newer(err)
	}
	tables, err := sqldb.Tables(at)
	if err != nil {
		return nil, err
	}
	if err := sqldb.Migrate(ctx, db, at, nil); err != nil {
		return nil, err
	}
	got, err := sqldb.Load(ctx, db, r, tables, org.Places)
	if err != nil || levels["org"] == 0 {
		return got, err
	}
	return got, org.Settle(ctx, db)
}

// same compares what arrived with what was written.
func (r *Rows) same(got []sqldb.Count) error {
	if !slices.Equal(got, r.Tables) {
		return fmt.Errorf("%w: %v rows arrived of %v", ErrRecord, got, r.Tables)
	}
	return nil
}

// putRows puts rows down in the stage, encrypted, under the name of a part.
func (s *stage) putRows(name string, write func(w io.Writer) error) error {
	cipher, err := rowsCipher(s.oneOff, name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(s.path(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w, err := cipher.NewEncryptingWriter(f, []byte(name))
	if err == nil {
		err = errors.Join(write(w), w.Close())
	}
	return errors.Join(err, f.Close())
}

// plainRows decrypts what putRows has written.
func plainRows(oneOff []byte, name string, r io.Reader) (io.Reader, error) {
	cipher, err := rowsCipher(oneOff, name)
	if err != nil {
		return nil, err
	}
	return cipher.NewDecryptingReader(r, []byte(name))
}
