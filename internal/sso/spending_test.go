package sso

import (
	"testing"
	"time"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/ref"
	"tramway/internal/saml"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

func TestAnAssertionLetsInOnce(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := orgtest.New(t, e, org.Config{Migrations: []sqldb.Migrations{Migrations}})
		spent := func(provider, once string) error {
			return h.Write(t.Context(), org.System("sso"), func(tx *org.Tx) error {
				tx.Record(org.Entry{Action: "sso.proved", Object: ref.To("person", "p")})
				return spend(tx, provider, claims{Once: once, Until: tx.Now().Add(time.Minute)})
			})
		}
		for _, k := range []struct {
			provider, once string
			after          time.Duration
			want           string
		}{{"a", "1", 0, ""}, {"a", "1", 0, "sso_replayed"}, {"b", "1", 0, ""}, {"a", "2", 0, ""}, {"a", "", 0, ""}, {"a", "", 0, ""}, {"a", "1", time.Minute + saml.Skew, "sso_replayed"}} {
			h.Clock.Advance(k.after)
			if err := spent(k.provider, k.once); k.want == "" && err != nil || k.want != "" && !fault.Is(err, k.want) {
				t.Errorf("%+v: %v", k, err)
			}
		}
		// Nobody believes it any more, so it is forgotten.
		h.Clock.Advance(time.Hour)
		if err := spent("a", "3"); err != nil {
			t.Fatal(err)
		}
		if n, err := sqldb.One[int](t.Context(), h.Read(), `SELECT count(*) FROM {o}.sso_assertions`); err != nil || n != 1 {
			t.Errorf("%d are kept: %v", n, err)
		}
	})
}
