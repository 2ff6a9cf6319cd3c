package host

import (
	"context"
	"errors"
	"net/mail"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/sqldb"
)

// Account is somebody who can sign in.
type Account struct {
	ID    string `db:"id" json:"id"`
	Login string `db:"login" json:"login"`
	Name  string `db:"name" json:"name"`
}

const accountCols = `id, login, name`

// Membership is an account being a person in an organisation.
type Membership struct {
	Organisation
	Person  string `db:"person" json:"person_id"`
	Picture string `db:"picture" json:"picture"`

	Shut      bool `db:"shut" json:"-"`      // only its own provider's sessions lead into it
	Emergency bool `db:"emergency" json:"-"` // but others do for this person
}

// CleanLogin brings a login into its one form, or says what is wrong with it.
func CleanLogin(field, login string) (string, error) {
	login = strings.ToLower(strings.TrimSpace(login))
	a, err := mail.ParseAddress(login)
	if err != nil || a.Address != login || len(login) > 254 {
		return "", fault.Bad(field, "mail_address")
	}
	return login, nil
}

// CreateAccount adds an account with a password.
func (h *Host) CreateAccount(ctx context.Context, login, name, secret string) (Account, error) {
	a := Account{ID: id.New(h.cfg.Region, h.clock.Now()), Login: login, Name: name}
	hash, err := h.hash(ctx, secret)
	if err != nil {
		return Account{}, err
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.accounts(`+accountCols+`, password, alone, created_at) VALUES(?,?,?,?,?,?) ON CONFLICT (login) DO NOTHING`,
			a.ID, a.Login, a.Name, sqldb.Seal(hash), standsAlone(secret), h.now())
		if err == nil && n == 0 {
			return fault.New(fault.Conflict, "login_taken")
		}
		return err
	})
	return a, err
}

// Account finds one by id.
func (h *Host) Account(ctx context.Context, accountID string) (Account, error) {
	return found(sqldb.One[Account](ctx, h.db.Read(), `SELECT `+accountCols+` FROM {o}.accounts WHERE id=?`, accountID))
}

// ByLogin finds an account by its login.
func (h *Host) ByLogin(ctx context.Context, login string) (Account, error) {
	return found(sqldb.One[Account](ctx, h.db.Read(), `SELECT `+accountCols+` FROM {o}.accounts WHERE login=?`, strings.ToLower(login)))
}

// Join makes an account a person of an organisation.
func (h *Host) Join(ctx context.Context, account, orgID, person string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.memberships(account, org, person) VALUES(?,?,?)`, account, orgID, person)
		return err
	})
}

// Memberships are the organisations of an account, oldest first.
func (h *Host) Memberships(ctx context.Context, account string) ([]Membership, error) {
	return sqldb.All[Membership](ctx, h.db.Read(), `SELECT o.id, o.name, o.name_zh, o.region, o.language, o.plan, o.created_at, o.verified_until, o.standing, o.ending, o.ending_at, m.person,
		`+shut+` AS shut, (o.company_only AND m.emergency) AS emergency,
		coalesce((SELECT file FROM {o}.org_pictures p WHERE p.org=o.id), '') AS picture
		FROM {o}.memberships m JOIN {o}.organisations o ON o.id = m.org WHERE m.account=? AND (m.until=0 OR m.until > ?) ORDER BY o.id`, account, h.now())
}

// WithAccount are those of the persons who can sign in.
func (h *Host) WithAccount(ctx context.Context, orgID string, persons []string) (map[string]bool, error) {
	ids, err := sqldb.All[string](ctx, h.db.Read(), `SELECT person FROM {o}.memberships WHERE org=? AND person IN {in}`, orgID, sqldb.Strings(persons))
	out := map[string]bool{}
	for _, p := range ids {
		out[p] = true
	}
	return out, err
}

// ChangePassword replaces a password after checking the present one, and ends
// every other session of the account. Where there is none yet, a fresh proof stands
// for it. Errors: invalid with the fields, fresh_needed.
func (h *Host) ChangePassword(ctx context.Context, s Session, current, next string) error {
	if err := h.checkNew(ctx, "body.new", next, s.Account); err != nil {
		return err
	}
	if err := h.proveOwner(ctx, s, current); err != nil {
		return err
	}
	err := h.setPassword(ctx, s.Account.ID, next)
	return errors.Join(err, h.endOthers(ctx, s))
}

func (h *Host) proveOwner(ctx context.Context, s Session, current string) error {
	f, err := h.Factors(ctx, s.Account.ID)
	if err != nil {
		return err
	}
	if !f.Password {
		if !h.clock.Now().Before(s.FreshUntil) {
			return fault.New(fault.Denied, "fresh_needed")
		}
		return nil
	}
	err = h.provePassword(ctx, s.Account, s.Address, current)
	if fault.Is(err, "sign_in_failed") {
		err = fault.Bad("body.current", "password_wrong")
	}
	return err
}

// provePassword checks the password of a known account, throttled.
func (h *Host) provePassword(ctx context.Context, a Account, address, secret string) error {
	stored, err := sqldb.One[sqldb.Sealed[string]](ctx, h.db.Read(), `SELECT password FROM {o}.accounts WHERE id=?`, a.ID)
	if err != nil && !errors.Is(err, sqldb.ErrNone) {
		return err
	}
	if err := h.throttled(ctx, a.Login, address, func() (bool, error) { return h.matches(ctx, secret, stored.V) }); err != nil {
		return err
	}
	return errors.Join(h.measured(ctx, a, secret), h.renew(ctx, a.ID, secret, stored.V))
}

// measured notes that a password is long enough to stand alone, which nobody asked when
// accounts had no second factor: now it has been typed.
func (h *Host) measured(ctx context.Context, a Account, secret string) error {
	if !standsAlone(secret) {
		return nil
	}
	known, err := sqldb.One[bool](ctx, h.db.Read(), `SELECT alone FROM {o}.accounts WHERE id=?`, a.ID)
	if err != nil || known {
		return err
	}
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.accounts SET alone=? WHERE id=?`, true, a.ID)
		return err
	})
}
