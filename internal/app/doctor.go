package app

import (
	"context"
	"errors"
	"time"

	"tramway/internal/backup"
	"tramway/internal/chat"
	"tramway/internal/directory"
	"tramway/internal/doctor"
	"tramway/internal/host"
	"tramway/internal/keyring"
	"tramway/internal/org"
	"tramway/internal/record"
	"tramway/internal/search"
	"tramway/internal/sqldb"
)

// houseChecks are what doctors look at in a house: what all have, and what modules
// know of theirs.
var houseChecks = append(append([]doctor.HouseCheck{}, doctor.Common...), chat.Check, directory.Check, search.New(talks{chat.New(nil)}, nil).Check)

// Doctor looks at the installation that cfg names, whether or not it is served.
// Quick leaves out what reads every house whole.
// What it finds is the answer: an error is a mistake of the configuration.
func Doctor(ctx context.Context, cfg Config, quick bool) ([]doctor.Finding, error) {
	if err := cfg.complete(); err != nil {
		return nil, err
	}
	if !doctor.Exists(cfg.path("keys", "organisations")) {
		return []doctor.Finding{doctor.On(doctor.Fault, "tramway serve makes one", "there is no installation in %s", cfg.Data)}, nil
	}
	now := time.Now()
	out := append(doctor.Private(cfg.path("keys"), cfg.Passphrase), doctor.Space(cfg.Data))
	if cfg.TLSCert != "" {
		out = append(out, doctor.Certificate(cfg.TLSCert, cfg.TLSKey, now))
	}
	if cfg.Backup.To == "" {
		out = append(out, doctor.On(doctor.Warning, "set --backup-to", "no backups are made by themselves"))
	} else if place, err := cfg.Backup.place(cfg.Backup.To); err != nil {
		out = append(out, doctor.On(doctor.Fault, "", "backups: %v", err))
	} else {
		out = append(out, doctor.Backups(ctx, place, backup.Schedule(cfg.Backup.Schedule), now))
	}
	found, err := examineAll(ctx, cfg, quick, now)
	if err != nil {
		f := doctor.Failed(err)
		f.Subject = "installation"
		found = append(found, f)
	}
	return append(out, found...), nil
}

func examineAll(ctx context.Context, cfg Config, quick bool, now time.Time) (out []doctor.Finding, err error) {
	h := &houses{cfg: cfg}
	if h.ring, err = OpenKeys(cfg); err != nil {
		return nil, err
	}
	if cfg.Postgres != "" {
		if h.pool, err = sqldb.OpenPool(cfg.Postgres, 4); err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, h.pool.Close()) }()
	}
	out = h.examineCertificates(ctx, now)
	all, err := h.organisations(ctx)
	if err != nil {
		return out, err
	}
	for _, o := range all {
		out = append(out, h.examine(ctx, o, quick, now)...)
	}
	return append(out, doctor.On(doctor.Fine, "", "%d organisations", len(all))), nil
}

// organisations reads the installation's database, and makes none.
func (h *houses) organisations(ctx context.Context) (all []host.Organisation, err error) {
	err = h.look(ctx, hostKeys, h.cfg.path("host.db"), "host", func(db *sqldb.DB, _ *keyring.Keys) error {
		behind, err := sqldb.Behind(ctx, db, []sqldb.Migrations{host.Migrations})
		if err == nil && behind > 0 {
			err = errors.New("the installation's tables are an older program's: serve it once")
		}
		if err != nil {
			return err
		}
		all, err = host.Organisations(ctx, db.Read())
		return err
	})
	return all, err
}

// look opens a database that is there already for one look.
func (h *houses) look(ctx context.Context, name, path, schema string, fn func(*sqldb.DB, *keyring.Keys) error) error {
	keys, err := h.ring.Open(ctx, name)
	if err != nil {
		return err
	}
	defer keys.Close()
	if h.pool == nil && !doctor.Exists(path) {
		return errors.New("its database is gone: " + path)
	}
	db, err := h.openDB(ctx, keys, path, schema)
	if err != nil {
		return err
	}
	return errors.Join(fn(db, keys), db.Close())
}

func (h *houses) examine(ctx context.Context, o host.Organisation, quick bool, now time.Time) []doctor.Finding {
	p := doctor.Patient{ID: o.ID, Now: now, Quick: quick}
	var out []doctor.Finding
	err := h.look(ctx, o.ID, h.orgPath(o.ID), schemaOf(o.ID), func(db *sqldb.DB, keys *keyring.Keys) error {
		behind, err := sqldb.Behind(ctx, db, append([]sqldb.Migrations{org.Migrations}, Migrations...))
		if err != nil {
			return err
		}
		if behind > 0 {
			out = []doctor.Finding{{Grade: doctor.Warning, Subject: o.ID, Text: "its tables are an older program's", Remedy: "they are brought up to date when it is opened"}}
			return nil
		}
		if _, err := keys.Key(keyring.LogNext); err == nil {
			out = append(out, doctor.Finding{Grade: doctor.Warning, Subject: o.ID, Text: "a change of the record's key is not finished", Remedy: "it goes on by itself while the installation is served"})
		}
		seed, err := keys.Key(keyring.Log)
		if err != nil {
			return err
		}
		signer, err := record.NewSigner(h.logName(o), seed)
		if err != nil {
			return err
		}
		if p.Files, err = h.cfg.files(o.ID); err != nil {
			return err
		}
		p.DB, p.VerifierKey = db, signer.VerifierKey() // or one before, if a change of it was cut off
		out = append(out, doctor.Examine(ctx, p, houseChecks)...)
		return nil
	})
	switch {
	case errors.Is(err, keyring.ErrDestroyed):
		return []doctor.Finding{{Grade: doctor.Fine, Subject: o.ID, Text: "destroyed; its receipt is kept"}}
	case err != nil:
		return []doctor.Finding{{Grade: doctor.Fault, Subject: o.ID, Text: "does not open: " + err.Error(), Remedy: "bring back its key or its files; nobody can work there meanwhile"}}
	}
	return out
}
