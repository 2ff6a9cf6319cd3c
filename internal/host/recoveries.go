package host

import (
	"context"
	"errors"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/sqldb"
)

// Recovery lets somebody in who lost password or second factor: they ask, an
// administrator of each of their organisations approves, a code to their mobile is
// proved, and after a waiting time in which every administrator can stop it they set
// a new password.
const (
	RecoveryWait = 24 * time.Hour     // default of the waiting time
	askedLife    = 7 * 24 * time.Hour // for approval and code
	readyLife    = 72 * time.Hour     // after the waiting time
)

// Step of a recovery, as whoever asked sees it. For a sign-in name that nobody has it
// stays the first: the two look the same.
type Step string

// The steps.
const (
	Asked    Step = "asked"    // waits for approval
	Approved Step = "approved" // wants the code
	Waiting  Step = "waiting"  // until Ready
	Ready    Step = "ready"    // wants a new password
)

// Recovery is one, open.
type Recovery struct {
	ID        string       `db:"id"`
	Account   string       `db:"account"`
	Device    string       `db:"device"`
	Address   string       `db:"address"`
	AskedAt   sqldb.Micros `db:"asked_at"`
	ReadyAt   sqldb.Micros `db:"ready_at"`
	ExpiresAt sqldb.Micros `db:"expires_at"`
	Known     bool         `db:"known"`   // asked on a device on which the account was signed in before
	Missing   int          `db:"missing"` // organisations that have not approved
}

const recoveryCols = `r.id, r.account, r.device, r.address, r.asked_at, r.ready_at, r.expires_at, r.known,
	(SELECT count(*) FROM {o}.recovery_approvals a WHERE a.recovery = r.id AND a.approver = '') AS missing`

// Step at a time.
func (r Recovery) Step(now time.Time) Step {
	switch {
	case r.Missing > 0 || r.ID == "":
		return Asked
	case r.ReadyAt == 0:
		return Approved
	case sqldb.At(now) < r.ReadyAt:
		return Waiting
	}
	return Ready
}

// How many requests of one account are open at most, and from one address. The owner
// can always ask beside a stranger; whose request is whose, those who approve decide.
const (
	recoveriesOpen  = 20
	recoveriesThere = 2
	recoveryQuiet   = time.Hour // in which a further request is no further alarm
)

// AskRecovery notes that the owner of a login asks to come in again, and gives the
// token by which they follow it. Nothing tells whether the login exists. The account is
// empty if there is none to ask for; news is whether others are to be told: somebody who
// asks again and again alarms nobody again and again.
func (h *Host) AskRecovery(ctx context.Context, login, token string, from Client) (a Account, news bool, err error) {
	if a, err = h.ByLogin(ctx, strings.TrimSpace(login)); err != nil {
		if fault.KindOf(err) == fault.NotFound {
			err = nil
		}
		return Account{}, false, err
	}
	now := h.clock.Now()
	r := Recovery{ID: id.New(h.cfg.Region, now), Account: a.ID, Device: clip(from.Device, 200), Address: from.Address, AskedAt: sqldb.At(now), ExpiresAt: sqldb.At(now.Add(askedLife))}
	asked := false
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) (err error) {
		if asked, news, err = makeRoom(ctx, q, r, h.now()); err != nil || !asked {
			return err
		}
		if r.Known, err = h.KnownDevice(ctx, q, a.ID, from.Cookie); err != nil {
			return err
		}
		n, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.recovery_approvals(recovery, org, person, approver) SELECT ?, org, person, '' FROM {o}.memberships WHERE account=?`, r.ID, a.ID)
		if asked = n > 0; err != nil || !asked { // nobody could approve
			return err
		}
		_, err = sqldb.Exec(ctx, q, `INSERT INTO {o}.recoveries(id, token, account, device, address, asked_at, ready_at, expires_at, known) VALUES(?,?,?,?,?,?,0,?,?)`,
			r.ID, digestOf(token), a.ID, r.Device, r.Address, r.AskedAt, r.ExpiresAt, r.Known)
		return err
	})
	if err != nil || !asked {
		return Account{}, false, err
	}
	return a, news, nil
}

// makeRoom lets go of what has expired and, where too many are open, of the oldest that
// nobody approved: of the same address first, and one from a device of the account last.
// False: all that are open are approved.
func makeRoom(ctx context.Context, q sqldb.Q, r Recovery, now sqldb.Micros) (room, news bool, err error) {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.recoveries WHERE account=? AND expires_at <= ?`, r.Account, now); err != nil {
		return false, false, err
	}
	type open struct {
		ID      string       `db:"id"`
		Address string       `db:"address"`
		AskedAt sqldb.Micros `db:"asked_at"`
		Free    bool         `db:"free"`
	}
	all, err := sqldb.All[open](ctx, q, `SELECT r.id, r.address, r.asked_at, NOT EXISTS (SELECT 1 FROM {o}.recovery_approvals a WHERE a.recovery=r.id AND a.approver<>'') AS free
		FROM {o}.recoveries r WHERE r.account=? ORDER BY r.known, r.asked_at, r.id`, r.Account)
	news = true
	var here, free []string
	for _, o := range all {
		news = news && r.AskedAt.Time().Sub(o.AskedAt.Time()) > recoveryQuiet
		if o.Free {
			free = append(free, o.ID)
			if o.Address == r.Address {
				here = append(here, o.ID)
			}
		}
	}
	switch {
	case err != nil:
		return false, false, err
	case len(here) >= recoveriesThere:
		return true, news, dropRecovery(ctx, q, here[0])
	case len(all) < recoveriesOpen:
		return true, news, nil
	case len(free) == 0:
		return false, false, nil
	}
	return true, news, dropRecovery(ctx, q, free[0])
}

// NewRecoveryToken is what the asker follows a recovery by, whether or not there is
// one.
func (h *Host) NewRecoveryToken(ctx context.Context, login string, from Client) (string, error) {
	token, _ := newToken()
	return token, h.asking(ctx, "recovery", strings.ToLower(strings.TrimSpace(login))+" "+from.Address, from.Address) // nobody slows another down
}

// Recovery is the one that a token follows; zero if there is none.
func (h *Host) Recovery(ctx context.Context, token string) (Recovery, error) {
	r, err := sqldb.One[Recovery](ctx, h.db.Read(), `SELECT `+recoveryCols+` FROM {o}.recoveries r WHERE r.token=? AND r.expires_at > ?`, digestOf(token), h.now())
	if errors.Is(err, sqldb.ErrNone) {
		return Recovery{}, nil
	}
	return r, err
}

// RecoveryOf is an organisation's share of a recovery.
type RecoveryOf struct {
	Recovery
	Org      string `db:"org"`
	Person   string `db:"person"`
	Approver string `db:"approver"`
}

// Recoveries are those open in an organisation, oldest first.
func (h *Host) Recoveries(ctx context.Context, orgID string) ([]RecoveryOf, error) {
	return sqldb.All[RecoveryOf](ctx, h.db.Read(), `SELECT `+recoveryCols+`, p.org, p.person, p.approver FROM {o}.recoveries r
		JOIN {o}.recovery_approvals p ON p.recovery = r.id WHERE p.org=? AND r.expires_at > ? ORDER BY r.id LIMIT 200`, orgID, h.now())
}

// RecoveryIn is one of an organisation's; NotFound if it is not, or over.
func (h *Host) RecoveryIn(ctx context.Context, orgID, recovery string) (RecoveryOf, error) {
	return found(sqldb.One[RecoveryOf](ctx, h.db.Read(), `SELECT `+recoveryCols+`, p.org, p.person, p.approver FROM {o}.recoveries r
		JOIN {o}.recovery_approvals p ON p.recovery = r.id WHERE p.org=? AND r.id=? AND r.expires_at > ?`, orgID, recovery, h.now()))
}

// ApproveRecovery is for an administrator other than the one who asked.
func (h *Host) ApproveRecovery(ctx context.Context, r RecoveryOf, approver string) error {
	if approver == r.Person {
		return fault.New(fault.Denied, "recovery_own")
	}
	number, err := h.Mobile(ctx, r.Account)
	if err != nil {
		return err
	}
	if number == "" {
		return fault.New(fault.Conflict, "recovery_no_mobile")
	}
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.recovery_approvals SET approver=? WHERE recovery=? AND org=?`, approver, r.ID, r.Org)
		return err
	})
}

// StopRecovery ends one, with every approval, code and link that came of it.
func (h *Host) StopRecovery(ctx context.Context, r Recovery) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error { return dropRecovery(ctx, q, r.ID) })
}

func dropRecovery(ctx context.Context, q sqldb.Q, recovery string) error {
	n, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.recoveries WHERE id=?`, recovery)
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, "not_found")
	}
	if err == nil {
		_, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.recovery_approvals WHERE recovery=?`, recovery)
	}
	if err == nil {
		_, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.mobile_codes WHERE name=?`, "recovery "+recovery)
	}
	return err
}

// SendRecoveryCode makes the code for the mobile of an approved recovery.
func (h *Host) SendRecoveryCode(ctx context.Context, r Recovery, from Client) (code, number string, err error) {
	if r.Step(h.clock.Now()) != Approved {
		return "", "", errRecoveryStep
	}
	if number, err = h.Mobile(ctx, r.Account); err != nil {
		return "", "", err
	}
	code, err = h.newMobileCode(ctx, "recovery "+r.ID, r.Account, number, from.Address)
	return code, number, err
}

var errRecoveryStep = fault.New(fault.Conflict, "recovery_step")

// ProveRecovery checks the code; the waiting time begins.
func (h *Host) ProveRecovery(ctx context.Context, r Recovery, code string, wait time.Duration) (Recovery, error) {
	if r.Step(h.clock.Now()) != Approved {
		return r, errRecoveryStep
	}
	if _, err := h.useMobileCode(ctx, "recovery "+r.ID, code); err != nil {
		return r, err
	}
	ready := h.clock.Now().Add(wait)
	r.ReadyAt, r.ExpiresAt = sqldb.At(ready), sqldb.At(ready.Add(readyLife))
	return r, h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.recoveries SET ready_at=?, expires_at=? WHERE id=?`, r.ReadyAt, r.ExpiresAt, r.ID)
		return err
	})
}

// FinishRecovery ends the waiting with a link to a new password, used at once.
func (h *Host) FinishRecovery(ctx context.Context, r Recovery, secret string) (Account, error) {
	if r.Step(h.clock.Now()) != Ready {
		return Account{}, errRecoveryStep
	}
	a, err := h.Account(ctx, r.Account)
	if err != nil {
		return a, err
	}
	if err := h.checkReset(ctx, a, Reset{r.Account, ByAdministrators}, secret); err != nil {
		return a, err
	}
	hash, err := h.hash(ctx, secret) // before the request is used up: a busy moment costs nobody theirs
	if err != nil {
		return a, err
	}
	err = h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		if err := dropRecovery(ctx, q, r.ID); err != nil { // stopped meanwhile
			return errRecoveryStep
		}
		others, err := sqldb.All[string](ctx, q, `SELECT id FROM {o}.recoveries WHERE account=?`, r.Account)
		if err != nil {
			return err
		}
		for _, other := range others { // whose ever they were: the owner is in
			if err := dropRecovery(ctx, q, other); err != nil {
				return err
			}
		}
		token, _, err := makeReset(ctx, q, r.Account, ByAdministrators, h.clock.Now())
		if err != nil {
			return err
		}
		return useReset(ctx, q, digestOf(token), Reset{r.Account, ByAdministrators}, hash, standsAlone(secret))
	})
	if err != nil {
		return a, err
	}
	return a, h.EndAll(ctx, a.ID)
}
