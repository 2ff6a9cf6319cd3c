package host_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/argon2"

	"tramway/internal/clock"
	"tramway/internal/host"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// A password that was kept at an earlier setting is still known, and kept at today's
// from its first use on; what no release has written is no password.
func TestAnEarlierSettingGoesWithTheNextSignIn(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		db := sqldbtest.Open(t, e)
		h, err := host.New(t.Context(), host.Config{DB: db, Clock: clock.At(time.Date(2026, 11, 22, 1, 0, 0, 0, time.UTC)), Region: "hk", Origin: "http://localhost:8080"})
		if err != nil {
			t.Fatal(err)
		}
		a := account(t, h, "tm.chan@harbour.example")
		keep := func(setting string, memory, passes uint32) {
			t.Helper()
			b, salt := base64.RawStdEncoding, []byte("sixteen of bytes")
			old := fmt.Sprintf("$argon2id$v=19$%s$%s$%s", setting, b.EncodeToString(salt), b.EncodeToString(argon2.IDKey([]byte(password), salt, passes, memory, 1, 32)))
			err := db.Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
				_, err := sqldb.Exec(ctx, q, `UPDATE {o}.accounts SET password=? WHERE id=?`, sqldb.Seal(old), a.ID)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		stored := func() string {
			t.Helper()
			got, err := sqldb.One[sqldb.Sealed[string]](t.Context(), db.Read(), `SELECT password FROM {o}.accounts WHERE id=?`, a.ID)
			if err != nil {
				t.Fatal(err)
			}
			return got.V
		}
		keep("m=19456,t=2,p=1", 19<<10, 2)
		_, _, err = h.SignIn(t.Context(), a.Login, "another long password", desk)
		wantFault(t, err, "sign_in_failed")
		if !strings.Contains(stored(), "m=19456,t=2,p=1") {
			t.Errorf("a wrong password renewed: %s", stored())
		}
		for range 2 {
			if _, _, err := h.SignIn(t.Context(), a.Login, password, desk); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(stored(), "$m=7168,t=5,p=1$") {
				t.Errorf("still %s", stored())
			}
		}
		keep("m=70000,t=1,p=1", 70000, 1)
		_, _, err = h.SignIn(t.Context(), a.Login, password, desk)
		wantFault(t, err, "sign_in_failed")
	})
}
