package host

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// companyLife is how long somebody may be with their organisation's provider.
const companyLife = 10 * time.Minute

// EnterCompany starts a session for an account of which an organisation's own provider
// said that it is there, or gives [Pending]: the session leads into that organisation and
// no other. A second factor of the account is asked for, unless the provider's own stands
// in for it. It never counts as two factors by the provider's word.
func (h *Host) EnterCompany(ctx context.Context, a Account, org string, standsIn bool, from Client) (Session, string, error) {
	if standsIn {
		return h.startBound(ctx, a, from, org)
	}
	return h.enter(ctx, a, from, org)
}

// startBound: presence was proved to somebody else, so it does not count as fresh here.
func (h *Host) startBound(ctx context.Context, a Account, from Client, org string) (Session, string, error) {
	s := h.session(a, from, 1)
	s.Bound, s.FreshUntil = org, s.CreatedAt
	return h.begin(ctx, s)
}

// belongs refuses a session of an organisation to whoever left it while they were with
// its provider, and one of the whole account to whom it would lead nowhere. Errors:
// not_signed_in, company_only.
func belongs(ctx context.Context, q sqldb.Q, s Session) error {
	if s.Bound == "" {
		return reachable(ctx, q, s.Account.ID)
	}
	n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.memberships WHERE account=? AND org=? AND until=0`, s.Account.ID, s.Bound)
	if err == nil && n == 0 {
		err = fault.New(fault.Unknown, "not_signed_in")
	}
	return err
}

// Into are the organisations that a session leads into, oldest first.
func (h *Host) Into(ctx context.Context, s Session) ([]Membership, error) {
	in, err := h.Of(ctx, s)
	return slices.DeleteFunc(in, func(m Membership) bool { return s.Bound == "" && m.Shut }), err
}

// Of are those of which a session knows, also those into which only a session leads that
// their own provider began.
func (h *Host) Of(ctx context.Context, s Session) ([]Membership, error) {
	in, err := h.Memberships(ctx, s.Account.ID)
	return slices.DeleteFunc(in, func(m Membership) bool { return s.Bound != "" && m.ID != s.Bound }), err
}

// Employed finds the account with a login that belongs to an organisation for good, and
// who it is there. Errors: not_found.
func (h *Host) Employed(ctx context.Context, org, login string) (a Account, person string, err error) {
	type row struct {
		Account
		Person string `db:"person"`
	}
	r, err := found(sqldb.One[row](ctx, h.db.Read(), `SELECT a.id, a.login, a.name, m.person FROM {o}.accounts a JOIN {o}.memberships m ON m.account=a.id
		WHERE m.org=? AND m.until=0 AND a.login=?`, org, strings.ToLower(login)))
	return r.Account, r.Person, err
}

// BeginCompany keeps what a provider's answer has to match. handle goes with the person
// to the provider and comes back, browser stays where they began.
func (h *Host) BeginCompany(ctx context.Context, data []byte) (handle, browser string, err error) {
	handle, digest := newToken()
	browser, here := newToken()
	return handle, browser, h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.company_ceremonies(handle, browser, data, expires_at) VALUES(?,?,?,?)`,
			digest, here, sqldb.Seal(data), sqldb.At(h.clock.Now().Add(companyLife)))
		return err
	})
}

// TakeCompany gives it back, once, and only to the browser that began. Errors:
// company_expired.
func (h *Host) TakeCompany(ctx context.Context, handle, browser string) (data []byte, err error) {
	var row sqldb.Sealed[[]byte]
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		row, err = sqldb.One[sqldb.Sealed[[]byte]](ctx, q, `DELETE FROM {o}.company_ceremonies WHERE handle=? AND browser=? AND expires_at > ? RETURNING data`,
			digestOf(handle), digestOf(browser), h.now())
		return err
	})
	if errors.Is(err, sqldb.ErrNone) {
		return nil, fault.New(fault.Unknown, "company_expired")
	}
	return row.V, err
}

// KeepCompany lets an answer that arrives without the browser that began wait for it:
// keep gives what is kept from now on, or an error that leaves all as it is. Errors:
// company_expired, those of keep.
func (h *Host) KeepCompany(ctx context.Context, handle string, keep func(data []byte) ([]byte, error)) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		row, err := sqldb.One[sqldb.Sealed[[]byte]](ctx, q, `SELECT data FROM {o}.company_ceremonies WHERE handle=? AND expires_at > ?`, digestOf(handle), h.now())
		if errors.Is(err, sqldb.ErrNone) {
			return fault.New(fault.Unknown, "company_expired")
		}
		if err != nil {
			return err
		}
		data, err := keep(row.V)
		if err == nil {
			_, err = sqldb.Exec(ctx, q, `UPDATE {o}.company_ceremonies SET data=? WHERE handle=?`, sqldb.Seal(data), digestOf(handle))
		}
		return err
	})
}

// LeadTo says whether an organisation has a sign-in of its own. Without one the sessions
// end that it began, and passwords open the door again.
func (h *Host) LeadTo(ctx context.Context, org string, on bool) error {
	err := h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET company_sign_in=?, company_only=(company_only AND ?) WHERE id=?`, on, on, org)
		return err
	})
	if err == nil && !on {
		_, err = h.end(ctx, `bound=?`, org)
	}
	return err
}

// AnyCompany says whether some organisation has a sign-in of its own.
func (h *Host) AnyCompany(ctx context.Context) (bool, error) {
	n, err := sqldb.One[int](ctx, h.db.Read(), `SELECT count(*) FROM {o}.organisations WHERE company_sign_in AND ending<>? AND ending<>?`, Dissolved, Gone)
	return n > 0, err
}

// Led is the organisation to whose own sign-in a mail address leads: the verified one
// that names its domain, or the only one at all that names it. Whoever names the domain
// of others is sent nobody who is theirs. Errors: not_found.
func (h *Host) Led(ctx context.Context, login string) (string, error) {
	type row struct {
		Org      string `db:"org"`
		Verified bool   `db:"verified"`
		On       bool   `db:"signs_in"`
	}
	rows, err := sqldb.All[row](ctx, h.db.Read(), `SELECT DISTINCT o.id AS org, o.verified_until > ? AS verified, o.company_sign_in AS signs_in FROM {o}.mail_claims c
		JOIN {o}.organisations o ON o.id=c.org WHERE c.domain IN {in} AND o.ending<>? AND o.ending<>?`, h.now(), sqldb.Strings(domainsOf(strings.ToLower(login))), Dissolved, Gone)
	if slices.ContainsFunc(rows, func(r row) bool { return r.Verified }) {
		rows = slices.DeleteFunc(rows, func(r row) bool { return !r.Verified })
	}
	if err == nil && (len(rows) != 1 || !rows[0].On) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return "", err
	}
	return rows[0].Org, nil
}
