package sso

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// row is a provider.
type row struct {
	ID         string               `db:"id"`
	Name       string               `db:"name"`
	Kind       string               `db:"kind"`
	Issuer     string               `db:"issuer"`
	Client     string               `db:"client"`
	Secret     sqldb.Sealed[string] `db:"secret"`
	StandsIn   bool                 `db:"stands_in"`
	TrustsMail bool                 `db:"trusts_mail"`
	TestedAt   sqldb.Micros         `db:"tested_at"`
	On         bool                 `db:"turned_on"`

	Metadata    string `db:"metadata"`     // SAML: as it was taken over
	MetadataURL string `db:"metadata_url"` // SAML: where it is asked for again
}

const cols = `id, name, kind, issuer, client, secret, stands_in, trusts_mail, tested_at, turned_on, metadata, metadata_url`

func providers(ctx context.Context, q sqldb.Q) ([]row, error) {
	return sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.sso_providers ORDER BY id`)
}

func provider(ctx context.Context, q sqldb.Q, id string) (row, error) {
	r, err := sqldb.One[row](ctx, q, `SELECT `+cols+` FROM {o}.sso_providers WHERE id=?`, id)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return r, err
}

func (r row) save(tx *org.Tx) error {
	_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.sso_providers(`+cols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET name=excluded.name, kind=excluded.kind, issuer=excluded.issuer, client=excluded.client, secret=excluded.secret,
		stands_in=excluded.stands_in, trusts_mail=excluded.trusts_mail, tested_at=excluded.tested_at, turned_on=excluded.turned_on,
		metadata=excluded.metadata, metadata_url=excluded.metadata_url`,
		r.ID, r.Name, r.Kind, r.Issuer, r.Client, r.Secret, r.StandsIn, r.TrustsMail, r.TestedAt, r.On, r.Metadata, r.MetadataURL)
	return err
}

// subject is what a person is kept as.
func (r row) subject(name string) string {
	d := sha256.Sum256([]byte(r.Issuer + "\x00" + name))
	return hex.EncodeToString(d[:])
}

func linked(ctx context.Context, q sqldb.Q, provider, subject string) (person string, err error) {
	person, err = sqldb.One[string](ctx, q, `SELECT person FROM {o}.sso_links WHERE provider=? AND subject=?`, provider, subject)
	if errors.Is(err, sqldb.ErrNone) {
		err = nil
	}
	return person, err
}

func unlinkAll(tx *org.Tx, provider string) error {
	_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.sso_links WHERE provider=?`, provider)
	return err
}
