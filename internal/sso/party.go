package sso

import (
	"context"
	"errors"

	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/saml"
	"tramway/internal/sqldb"
)

// ownKey is the only key of an organisation so far.
const ownKey = "own"

type keyRow struct {
	Secret      sqldb.Sealed[[]byte] `db:"secret"`
	Certificate []byte               `db:"certificate"`
}

// entity is what providers call this organisation.
func (m *Module) entity(o *org.Org) string { return m.cfg.Origin + "/saml/" + o.ID }

// acs is where providers' pages post answers to.
func (m *Module) acs() string { return m.cfg.Origin + "/api/v1/sign-in/company/saml" }

// party is the organisation as providers know it. Its key is made when it is first needed.
func (m *Module) party(ctx context.Context, o *org.Org) (saml.Party, error) {
	k, err := key(ctx, o.Read())
	if errors.Is(err, sqldb.ErrNone) {
		k, err = m.newKey(ctx, o)
	}
	if err != nil {
		return saml.Party{}, err
	}
	return saml.Load(m.entity(o), m.acs(), k.Secret.V, k.Certificate)
}

func key(ctx context.Context, q sqldb.Q) (keyRow, error) {
	return sqldb.One[keyRow](ctx, q, `SELECT secret, certificate FROM {o}.sso_keys WHERE id=?`, ownKey)
}

// newKey makes one; of two that are made at once the first stays.
func (m *Module) newKey(ctx context.Context, o *org.Org) (k keyRow, err error) {
	secret, certificate, err := saml.NewKey(hostOf(m.cfg.Origin), o.Now())
	if err != nil {
		return k, err
	}
	err = o.Write(ctx, org.System("sso"), func(tx *org.Tx) error {
		if _, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.sso_keys(id, secret, certificate, made_at) VALUES(?,?,?,?) ON CONFLICT DO NOTHING`,
			ownKey, sqldb.Seal(secret), certificate, sqldb.At(tx.Now())); err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "sso.key", Object: ref.To("organisation", o.ID)})
		k, err = key(tx.Ctx, tx)
		return err
	})
	return k, err
}
