package sqldbtest

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"path/filepath"
	"sync"
	"testing"

	"tramway/internal/sqldb"
)

// Engines are both, in the order tests name them.
var Engines = []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres}

// Each runs a test on both engines, in parallel.
func Each(t *testing.T, test func(t *testing.T, engine sqldb.Dialect)) {
	t.Helper()
	for _, e := range Engines {
		t.Run(string(e), func(t *testing.T) {
			t.Parallel()
			test(t, e)
		})
	}
}

// Open gives an empty database of an engine, closed at the end of the test.
func Open(t testing.TB, engine sqldb.Dialect) *sqldb.DB {
	t.Helper()
	var d *sqldb.DB
	var err error
	if engine == sqldb.SQLite {
		d, err = sqldb.OpenSQLite(sqldb.SQLiteOptions{Path: filepath.Join(t.TempDir(), "test.db"), Key: Key})
	} else {
		d, err = sqldb.OpenPostgres(context.Background(), sqldb.PostgresOptions{
			Pool: Pool(t), Schema: SchemaName(), Sealer: TestSealer{}})
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return d
}

// Key is the key of test files.
var Key = bytes.Repeat([]byte{7}, 32)

// SchemaName is a new name no other test uses.
func SchemaName() string {
	var b [10]byte
	_, _ = rand.Read(b[:]) // never fails
	return "t_" + hex.EncodeToString(b[:])
}

var pools sync.Map // DSN → *sql.DB, for the life of the process

// Pool is the connection pool of the shared server.
func Pool(t testing.TB) *sql.DB {
	t.Helper()
	c := Shared(t)
	if p, ok := pools.Load(c.DSN); ok {
		return p.(*sql.DB)
	}
	p, err := sqldb.OpenPool(c.DSN, 40)
	if err != nil {
		t.Fatal(err)
	}
	had, loaded := pools.LoadOrStore(c.DSN, p)
	if loaded {
		p.Close()
	}
	return had.(*sql.DB)
}

// TestSealer seals with AES-256-GCM under the test key.
type TestSealer struct{}

func gcm() cipher.AEAD {
	b, err := aes.NewCipher(Key)
	if err != nil {
		panic(err)
	}
	a, err := cipher.NewGCM(b)
	if err != nil {
		panic(err)
	}
	return a
}

// Seal implements sqldb.Sealer.
func (TestSealer) Seal(plain []byte) ([]byte, error) {
	nonce := make([]byte, 12)
	_, _ = rand.Read(nonce) // never fails
	return gcm().Seal(nonce, nonce, plain, nil), nil
}

// Open implements sqldb.Sealer.
func (TestSealer) Open(sealed []byte) ([]byte, error) {
	return gcm().Open(nil, sealed[:12], sealed[12:], nil)
}

// Blind implements sqldb.Sealer.
func (TestSealer) Blind(word string) []byte {
	h := hmac.New(sha256.New, Key)
	h.Write([]byte(word))
	return h.Sum(nil)
}
