package host

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/sqldb"
)

const (
	// sessionLife is how long a session lasts after it was last seen.
	sessionLife = 30 * 24 * time.Hour
	// boundLife is how long one lasts that an organisation's provider began, used or not:
	// whoever is shut out there is out here by then.
	boundLife = 7 * 24 * time.Hour
	// freshLife is how long proved presence counts for dangerous acts.
	freshLife = 15 * time.Minute
	// seenEvery bounds how often "last seen" is written.
	seenEvery = 5 * time.Minute
)

// Session is somebody signed in on one device.
type Session struct {
	ID         string
	Account    Account
	CreatedAt  time.Time
	SeenAt     time.Time
	FreshUntil time.Time
	Device     string
	Address    string
	Factors    int // proved: 1, or 2
	// Bound is the one organisation that the session leads into, whose provider said who
	// it is; "": the account proved itself, and the session leads wherever it belongs.
	Bound string
}

type sessionRow struct {
	ID         string       `db:"sid"`
	CreatedAt  sqldb.Micros `db:"created_at"`
	SeenAt     sqldb.Micros `db:"seen_at"`
	FreshUntil sqldb.Micros `db:"fresh_until"`
	Device     string       `db:"device"`
	Address    string       `db:"address"`
	Factors    int          `db:"factors"`
	Bound      string       `db:"bound"`
	Account
}

const sessionCols = `s.id AS sid, s.created_at, s.seen_at, s.fresh_until, s.device, s.address, s.factors, s.bound, a.id, a.login, a.name`

func (r sessionRow) session() Session {
	return Session{r.ID, r.Account, r.CreatedAt.Time(), r.SeenAt.Time(), r.FreshUntil.Time(), r.Device, r.Address, r.Factors, r.Bound}
}

// Client is where a request came from. Cookie is the one by which a device is known
// again, "" if it has none.
type Client struct{ Device, Address, Cookie string }

// SignIn checks login and password and starts a session, or gives [Pending] as its
// error. The token is for the cookie; only its digest is kept.
func (h *Host) SignIn(ctx context.Context, login, secret string, from Client) (Session, string, error) {
	// The one form in which logins are kept: people type capitals and blanks, and
	// a throttle that counted each spelling apart would tell which logins exist.
	login = strings.ToLower(strings.TrimSpace(login))
	a, err := h.ByLogin(ctx, login)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		return Session{}, "", err
	}
	if a.ID == "" {
		a.Login = login // an unknown login is throttled and costs the same time
	}
	if err := h.provePassword(ctx, a, from.Address, secret); err != nil {
		return Session{}, "", err
	}
	return h.enter(ctx, a, from, "")
}

// Enter is SignIn for an account whose password was proved in another way: it was
// just made, or it accepted an invitation.
func (h *Host) Enter(ctx context.Context, a Account, from Client) (Session, string, error) {
	return h.enter(ctx, a, from, "")
}

// start begins a session for an account that has proved itself.
func (h *Host) start(ctx context.Context, a Account, from Client, factors int) (Session, string, error) {
	return h.begin(ctx, h.session(a, from, factors))
}

func (h *Host) session(a Account, from Client, factors int) Session {
	now := h.clock.Now()
	return Session{ID: id.New(h.cfg.Region, now), Account: a, CreatedAt: now, SeenAt: now,
		FreshUntil: now.Add(freshLife), Device: clip(from.Device, 200), Address: from.Address, Factors: factors}
}

// ends is when a session is over that was seen last at a moment.
func (s Session) ends(seen time.Time) time.Time {
	if s.Bound != "" {
		return s.CreatedAt.Add(boundLife)
	}
	return seen.Add(sessionLife)
}

func (h *Host) begin(ctx context.Context, s Session) (Session, string, error) {
	token, digest := newToken()
	now := sqldb.At(s.CreatedAt)
	err := h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		if err := belongs(ctx, q, s); err != nil {
			return err
		}
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.sessions(id, token, account, created_at, seen_at, expires_at, fresh_until, device, address, factors, bound)
			VALUES(?,?,?,?,?,?,?,?,?,?,?)`, s.ID, digest, s.Account.ID, now, now, sqldb.At(s.ends(s.CreatedAt)),
			sqldb.At(s.FreshUntil), s.Device, s.Address, s.Factors, s.Bound)
		if err != nil {
			return err
		}
		return seen(ctx, q, s.Account.ID, now)
	})
	return s, token, err
}

// clip cuts to n bytes, never inside a character: PostgreSQL refuses half a one.
func clip(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "")
	}
	return s
}

// Session finds a living session by the cookie's token.
func (h *Host) Session(ctx context.Context, token string) (Session, error) {
	r, err := sqldb.One[sessionRow](ctx, h.db.Read(), `SELECT `+sessionCols+` FROM {o}.sessions s JOIN {o}.accounts a ON a.id = s.account
		WHERE s.token=? AND s.expires_at > ?`, digestOf(token), h.now())
	if errors.Is(err, sqldb.ErrNone) {
		return Session{}, fault.New(fault.Unknown, "not_signed_in")
	}
	if err != nil {
		return Session{}, err
	}
	s := r.session()
	if h.clock.Now().Sub(s.SeenAt) > seenEvery {
		err = h.touch(ctx, s)
	}
	return s, err
}

// Person is who the session is in an organisation; NotFound if nobody, so that
// strangers can't tell which organisations exist. Errors: signed_out_here, if the
// organisation signed its member out since the session began; company_only, if it lets
// in only whom its own provider does.
func (h *Host) Person(ctx context.Context, s Session, orgID string) (string, error) {
	if s.Bound != "" && s.Bound != orgID {
		return "", fault.New(fault.NotFound, "not_found")
	}
	type row struct {
		Person string       `db:"person"`
		ShutAt sqldb.Micros `db:"shut_at"`
		Shut   bool         `db:"shut"`
	}
	r, err := found(sqldb.One[row](ctx, h.db.Read(), `SELECT m.person, m.shut_at, `+shut+` AS shut FROM {o}.memberships m JOIN {o}.organisations o ON o.id=m.org
		WHERE m.account=? AND m.org=? AND o.ending<>? AND (m.until=0 OR m.until > ?)`, s.Account.ID, orgID, Dissolved, h.now()))
	if err == nil && sqldb.At(s.CreatedAt) <= r.ShutAt {
		return "", fault.New(fault.Unknown, "signed_out_here")
	}
	if err == nil && r.Shut && s.Bound == "" {
		return "", errCompanyOnly
	}
	return r.Person, err
}

// ShutOut signs a member out of one organisation: sessions that are there already do
// not lead into it any more; they go on in others, which are not this one's business.
// Errors: not_found.
func (h *Host) ShutOut(ctx context.Context, orgID, person string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.Exec(ctx, q, `UPDATE {o}.memberships SET shut_at=? WHERE org=? AND person=?`, h.now(), orgID, person)
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound, "not_found")
		}
		return err
	})
}

func (h *Host) touch(ctx context.Context, s Session) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.sessions SET seen_at=?, expires_at=? WHERE id=?`,
			h.now(), sqldb.At(s.ends(h.clock.Now())), s.ID)
		if err != nil {
			return err
		}
		return seen(ctx, q, s.Account.ID, h.now())
	})
}

// Freshen proves presence again: with the password, and with a code if the account
// has a second factor.
func (h *Host) Freshen(ctx context.Context, s Session, secret, code string) (Session, error) {
	f, err := h.Factors(ctx, s.Account.ID)
	if err != nil {
		return s, err
	}
	if f.Any() && code == "" {
		return s, fault.Bad("body.code", "required")
	}
	if err := h.provePassword(ctx, s.Account, s.Address, secret); err != nil {
		return s, err
	}
	if f.Any() {
		if err := h.proveCode(ctx, s.Account, s.Address, code); err != nil {
			return s, err
		}
		s.Factors = 2
	}
	return h.freshened(ctx, s)
}

func (h *Host) freshened(ctx context.Context, s Session) (Session, error) {
	s.FreshUntil = h.clock.Now().Add(freshLife)
	err := h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.sessions SET fresh_until=?, factors=? WHERE id=?`, sqldb.At(s.FreshUntil), s.Factors, s.ID)
		return err
	})
	return s, err
}

// Beside are the living sessions of an account that one of them may know of, last seen
// first: a session of one organisation knows those of the same.
func (h *Host) Beside(ctx context.Context, s Session) ([]Session, error) {
	all, err := h.Sessions(ctx, s.Account.ID)
	return slices.DeleteFunc(all, func(o Session) bool { return s.Bound != "" && o.Bound != s.Bound }), err
}

// EndBeside ends one of them. Errors: not_found.
func (h *Host) EndBeside(ctx context.Context, s Session, session string) error {
	there, err := h.Beside(ctx, s)
	if err == nil && !slices.ContainsFunc(there, func(o Session) bool { return o.ID == session }) {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return err
	}
	return h.End(ctx, s.Account.ID, session)
}

// Sessions are the living sessions of an account, last seen first.
func (h *Host) Sessions(ctx context.Context, account string) ([]Session, error) {
	rows, err := sqldb.All[sessionRow](ctx, h.db.Read(), `SELECT `+sessionCols+` FROM {o}.sessions s JOIN {o}.accounts a ON a.id = s.account
		WHERE s.account=? AND s.expires_at > ? ORDER BY s.seen_at DESC LIMIT 200`, account, h.now())
	out := make([]Session, len(rows))
	for i, r := range rows {
		out[i] = r.session()
	}
	return out, err
}

// End ends one session of an account; NotFound if it is not theirs or over.
func (h *Host) End(ctx context.Context, account, session string) error {
	n, err := h.end(ctx, `account=? AND id=?`, account, session)
	if err == nil && n == 0 {
		err = fault.New(fault.NotFound, "not_found")
	}
	return err
}

// EndAll ends every session of an account.
func (h *Host) EndAll(ctx context.Context, account string) error {
	_, err := h.end(ctx, `account=?`, account)
	return err
}

func (h *Host) endOthers(ctx context.Context, s Session) error {
	_, err := h.end(ctx, `account=? AND id<>?`, s.Account.ID, s.ID)
	return err
}

func (h *Host) end(ctx context.Context, where string, args ...any) (n int, err error) {
	var ended []string
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) (err error) {
		ended, err = sqldb.All[string](ctx, q, `SELECT id FROM {o}.sessions WHERE `+where, args...)
		if err != nil {
			return err
		}
		_, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.sessions WHERE `+where, args...)
		return err
	})
	if err == nil && h.cfg.Ended != nil && len(ended) > 0 {
		h.cfg.Ended(ended)
	}
	return len(ended), err
}

// Sweep removes what has expired.
func (h *Host) Sweep(ctx context.Context) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		for _, table := range []string{"sessions", "ceremonies", "challenges", "company_ceremonies", "resets", "mobile_codes", "recoveries", "invitations", "join_links", "joiners"} {
			if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.`+table+` WHERE expires_at <= ?`, h.now()); err != nil {
				return err
			}
		}
		// A failed try counts for a day after its pause.
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.throttles WHERE until <= ?`, sqldb.At(h.clock.Now().Add(-24*time.Hour))); err != nil {
			return err
		}
		_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.recovery_approvals WHERE recovery NOT IN (SELECT id FROM {o}.recoveries)`)
		return err
	})
}

// Gone are those of some sessions that are over.
func (h *Host) Gone(ctx context.Context, sessions []string) ([]string, error) {
	there, err := sqldb.All[string](ctx, h.db.Read(), `SELECT id FROM {o}.sessions WHERE expires_at > ? AND id IN {in}`, h.now(), sqldb.Strings(sessions))
	return slices.DeleteFunc(slices.Clone(sessions), func(s string) bool { return slices.Contains(there, s) }), err
}

// Living are those of some sessions that still lead into an organisation: they are not
// over, their account is a member, and was not signed out of it since.
func (h *Host) Living(ctx context.Context, orgID string, sessions []string) (map[string]bool, error) {
	ids, err := sqldb.All[string](ctx, h.db.Read(), `SELECT s.id FROM {o}.sessions s JOIN {o}.memberships m ON m.account=s.account
		JOIN {o}.organisations o ON o.id=m.org
		WHERE m.org=? AND s.expires_at > ? AND s.created_at > m.shut_at AND (s.bound=m.org OR s.bound='' AND NOT `+shut+`) AND (m.until=0 OR m.until > ?) AND s.id IN {in}`, orgID, h.now(), h.now(), sqldb.Strings(sessions))
	out := map[string]bool{}
	for _, id := range ids {
		out[id] = true
	}
	return out, err
}
