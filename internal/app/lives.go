package app

import (
	"context"

	"tramway/internal/directory"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/retention"
	"tramway/internal/sqldb"
)

// living is a module with tables: it says what happens to what is in them.
type living interface{ Life() life.Parts }

// livesOf collects what the modules say of their tables. Heirs and erasures go in the
// order of the modules, but a person's own row goes last: what is found by its name is
// found as long as it is there.
func livesOf(dir *directory.Module, others ...living) (life.Parts, error) {
	tables, err := sqldb.Tables(append([]sqldb.Migrations{org.Migrations}, Migrations...))
	if err != nil {
		return life.Parts{}, err
	}
	all := make([]life.Parts, len(others))
	for i, m := range others {
		all[i] = m.Life()
	}
	return life.Together(tables, append(all, dir.Life())...), nil
}

// retained says who people are, to those who keep and forget.
type retained struct{ dir *directory.Module }

func (r retained) Person(ctx context.Context, q sqldb.Q, id string) (retention.Person, error) {
	p, err := r.dir.Person(ctx, q, id)
	return retention.Person(p), err
}

func (r retained) People(ctx context.Context, q sqldb.Q, ids []string) (map[string]retention.Person, error) {
	names, err := r.dir.Names(ctx, q, ids)
	out := make(map[string]retention.Person, len(names))
	for id, n := range names {
		out[id] = retention.Person{ID: id, Name: n.Name, NameZh: n.NameZh}
	}
	return out, err
}

func (r retained) Leavers(ctx context.Context, q sqldb.Q, before sqldb.Micros, beforeID string, limit int) ([]retention.Person, error) {
	return persons(r.dir.Leavers(ctx, q, before, beforeID, limit))
}

func (r retained) LeftBefore(ctx context.Context, q sqldb.Q, moment sqldb.Micros, limit int) ([]retention.Person, error) {
	return persons(r.dir.LeftBefore(ctx, q, moment, limit))
}

func persons(rows []directory.Leaver, err error) ([]retention.Person, error) {
	out := make([]retention.Person, len(rows))
	for i, p := range rows {
		out[i] = retention.Person(p)
	}
	return out, err
}

// accountsHeld is what the installation holds of a person's account.
type accountsHeld struct{ host *host.Host }

// accountCopy leaves out what only proves who somebody is: the password's digest, the
// passkeys' public keys, the cookies' digests.
type accountCopy struct {
	Account  host.Account   `json:"account"`
	Sessions []sessionCopy  `json:"sessions"`
	Passkeys []passkeyCopy  `json:"passkeys"`
	Devices  []deviceCopy   `json:"devices"`
	In       []organisation `json:"organisations"`
}

type sessionCopy struct {
	Device    string `json:"device"`
	Address   string `json:"address"`
	CreatedAt string `json:"created_at"`
	SeenAt    string `json:"seen_at"`
}

type deviceCopy struct {
	Device  string `json:"device"`
	FirstAt string `json:"first_at"`
	SeenAt  string `json:"seen_at"`
}

type passkeyCopy struct {
	Name      string `json:"name"`
	CreatedAt string `json:"created_at"`
}

type organisation struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

const moment = "2006-01-02T15:04:05Z07:00"

func (a accountsHeld) Held(ctx context.Context, orgID, person string) (any, error) {
	account, err := a.host.AccountOf(ctx, orgID, person)
	if fault.KindOf(err) == fault.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	out := accountCopy{Account: account, Sessions: []sessionCopy{}, Passkeys: []passkeyCopy{}, Devices: []deviceCopy{}}
	sessions, err := a.host.Sessions(ctx, account.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range sessions {
		out.Sessions = append(out.Sessions, sessionCopy{s.Device, s.Address, s.CreatedAt.Format(moment), s.SeenAt.Format(moment)})
	}
	devices, err := a.host.Devices(ctx, account.ID)
	if err != nil {
		return nil, err
	}
	for _, d := range devices {
		out.Devices = append(out.Devices, deviceCopy{d.Device, d.FirstAt.Time().Format(moment), d.SeenAt.Time().Format(moment)})
	}
	keys, err := a.host.Passkeys(ctx, account.ID)
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		out.Passkeys = append(out.Passkeys, passkeyCopy{k.Name, k.CreatedAt.Time().Format(moment)})
	}
	in, err := a.host.Memberships(ctx, account.ID)
	for _, o := range in {
		out.In = append(out.In, organisation{o.ID, o.Name})
	}
	return out, err
}
