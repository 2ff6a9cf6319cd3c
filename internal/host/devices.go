package host

import (
	"context"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// maxDevices is how many devices of an account are remembered: the longest unseen goes.
const maxDevices = 50

// tokenLength is that of [newToken]'s; whatever else a cookie holds is none of ours.
const tokenLength = 43

// MeetDevice remembers the device on which a session began, by the cookie it carries.
// token is the cookie from now on. strange: the account was signed in on other devices
// before, and never on this one. Errors: not_signed_in, if there is no account any more.
func (h *Host) MeetDevice(ctx context.Context, s Session, cookie string) (token string, strange bool, err error) {
	if token = cookie; len(token) != tokenLength {
		token, _ = newToken()
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		n, err := sqldb.Exec(ctx, q, `UPDATE {o}.devices SET session=?, device=?, seen_at=? WHERE account=? AND token=?`, s.ID, s.Device, h.now(), s.Account.ID, digestOf(token))
		if strange = false; err != nil || n > 0 {
			return err
		}
		if _, err := found(sqldb.One[string](ctx, q, `SELECT id FROM {o}.accounts WHERE id=?`, s.Account.ID)); err != nil {
			return gone(err) // it left its last organisation just now
		}
		before, err := sqldb.One[int](ctx, q, `SELECT (SELECT count(*) FROM {o}.devices WHERE account=?) + (SELECT count(*) FROM {o}.sessions WHERE account=? AND id<>?)`, s.Account.ID, s.Account.ID, s.ID)
		if err != nil {
			return err
		}
		strange = before > 0
		if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.devices(account, token, session, device, first_at, seen_at) VALUES(?,?,?,?,?,?)`,
			s.Account.ID, digestOf(token), s.ID, s.Device, h.now(), h.now()); err != nil {
			return err
		}
		_, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.devices WHERE account=? AND token NOT IN (SELECT token FROM {o}.devices WHERE account=? ORDER BY seen_at DESC, token LIMIT ?)`,
			s.Account.ID, s.Account.ID, maxDevices)
		return err
	})
	return token, strange, err
}

func gone(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return fault.New(fault.Unknown, "not_signed_in")
	}
	return err
}

// KnownDevice says whether an account was signed in on the device with this cookie.
func (h *Host) KnownDevice(ctx context.Context, q sqldb.Q, account, cookie string) (bool, error) {
	n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.devices WHERE account=? AND token=?`, account, digestOf(cookie))
	return n > 0, err
}

// DenyDevice ends a session of which its owner says that it is not theirs, and forgets
// its device. Errors: not_found.
func (h *Host) DenyDevice(ctx context.Context, account, session string) error {
	err := h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.devices WHERE account=? AND session=?`, account, session)
		return err
	})
	if err != nil {
		return err
	}
	return h.End(ctx, account, session)
}

// Device is one that an account was signed in on.
type Device struct {
	Device  string       `db:"device"`
	FirstAt sqldb.Micros `db:"first_at"`
	SeenAt  sqldb.Micros `db:"seen_at"`
}

// Devices of an account, last seen first.
func (h *Host) Devices(ctx context.Context, account string) ([]Device, error) {
	return sqldb.All[Device](ctx, h.db.Read(), `SELECT device, first_at, seen_at FROM {o}.devices WHERE account=? ORDER BY seen_at DESC`, account)
}
