package backup_test

import (
	"context"
	"path/filepath"
	"testing"

	"tramway/internal/app"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// older takes the installation's database back to its first migration, as a program
// of before has it.
func (w *world) older(t *testing.T) {
	t.Helper()
	a := w.open(t, nil)
	defer closed(t, a)
	ok(t, a.Host.DB().Write(t.Context(), func(ctx context.Context, q sqldb.Q) error {
		for _, text := range []string{`ALTER TABLE {o}.organisations DROP COLUMN log`, `ALTER TABLE {o}.accounts DROP COLUMN alone`, `ALTER TABLE {o}.accounts DROP COLUMN seen_at`, `ALTER TABLE {o}.sessions DROP COLUMN factors`,
			`DROP TABLE {o}.authenticators`, `DROP TABLE {o}.recovery_codes`, `DROP TABLE {o}.challenges`, `DROP TABLE {o}.resets`, `DROP TABLE {o}.mobiles`, `DROP TABLE {o}.mobile_codes`,
			`DROP TABLE {o}.recoveries`, `DROP TABLE {o}.recovery_approvals`, `DROP TABLE {o}.name_keys`, `DROP TABLE {o}.operators`, `DROP TABLE {o}.reviews`,
			`DROP TABLE {o}.devices`, `ALTER TABLE {o}.memberships DROP COLUMN shut_at`, `DROP INDEX {o}.memberships_account`, `ALTER TABLE {o}.invitations DROP COLUMN until`, `ALTER TABLE {o}.memberships DROP COLUMN until`, `DROP TABLE {o}.mail_claims`, `DROP TABLE {o}.join_links`, `DROP TABLE {o}.joiners`, `DROP TABLE {o}.plans`, `DROP TABLE {o}.first_plan`, `DROP INDEX {o}.organisations_plan_by`, `DROP INDEX {o}.organisations_plan`, `ALTER TABLE {o}.organisations DROP COLUMN plan_name`,
			`ALTER TABLE {o}.organisations DROP COLUMN plan_by`, `ALTER TABLE {o}.organisations DROP COLUMN plan_at`,
			`DROP INDEX {o}.organisations_renamed_by`, `ALTER TABLE {o}.organisations DROP COLUMN renamed_by`, `ALTER TABLE {o}.organisations DROP COLUMN renamed_at`,
			`ALTER TABLE {o}.organisations DROP COLUMN was_name`, `ALTER TABLE {o}.organisations DROP COLUMN was_name_zh`,
			`DROP INDEX {o}.organisations_ending`, `ALTER TABLE {o}.organisations DROP COLUMN ending_at`, `ALTER TABLE {o}.organisations DROP COLUMN ending_by`,
			`ALTER TABLE {o}.organisations DROP COLUMN ending`, `ALTER TABLE {o}.organisations DROP COLUMN standing`, `ALTER TABLE {o}.organisations DROP COLUMN verified_until`,
			`ALTER TABLE {o}.organisations DROP COLUMN verified_at`, `ALTER TABLE {o}.organisations DROP COLUMN nature`, `ALTER TABLE {o}.organisations DROP COLUMN kind`,
			`ALTER TABLE {o}.sessions DROP COLUMN bound`, `DROP TABLE {o}.company_ceremonies`, `ALTER TABLE {o}.organisations DROP COLUMN company_sign_in`,
			`DROP TABLE {o}.org_picture_bands`, `DROP TABLE {o}.org_pictures`, `ALTER TABLE {o}.accounts DROP COLUMN keys_only`, `ALTER TABLE {o}.organisations DROP COLUMN heard`, `ALTER TABLE {o}.organisations DROP COLUMN company_only`, `ALTER TABLE {o}.memberships DROP COLUMN emergency`,
			`DELETE FROM {o}.migrations WHERE module='host' AND version > 1`} {
			if _, err := sqldb.Exec(ctx, q, text); err != nil {
				return err
			}
		}
		return nil
	}))
}

// What an older program has written comes back, and comes in, with this one.
func TestFilesOfAnOlderProgram(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, from sqldb.Dialect) {
		w := newWorldOn(t, from)
		w.older(t)
		saved, dumped := w.backup(t).Path, w.dump(t)
		for _, to := range sqldbtest.Engines {
			into := w.cfg
			into.Data, into.Postgres = filepath.Join(t.TempDir(), "data"), postgres(t, to)
			_, err := app.Restore(t.Context(), into, saved, w.identityFile(t, w.operator))
			ok(t, err)
			w.whole(t, into)
			cfg := w.another(t, to)
			_, err = w.load(t, cfg, dumped)
			ok(t, err)
			w.whole(t, cfg)
		}
	})
}

// An organisation that came from elsewhere keeps the name of its log through a
// backup, and does not give it to the installation it lives in now.
func TestALoadedOrganisationIsBackedUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, sqldb.XTS)
	dumped := w.dump(t)
	sqldbtest.Each(t, func(t *testing.T, engine sqldb.Dialect) {
		cfg := w.another(t, engine)
		_, err := w.load(t, cfg, dumped)
		ok(t, err)
		there := *w
		there.cfg, there.dir = cfg, t.TempDir()
		saved := there.backup(t).Path
		cfg.Data, cfg.Postgres = filepath.Join(t.TempDir(), "data"), postgres(t, engine)
		m, err := app.Restore(t.Context(), cfg, saved, w.identityFile(t, w.operator))
		ok(t, err)
		if m.LogName != "other.example" || m.Organisations[0].VerifierKey != w.key {
			t.Errorf("log name %q, %+v", m.LogName, m.Organisations[0])
		}
		w.whole(t, cfg)
	})
}
