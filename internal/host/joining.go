package host

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/id"
	"tramway/internal/password"
	"tramway/internal/sqldb"
)

// Joining by a link: the installation knows which organisation a link leads to, and
// keeps the secrets of those who asked until somebody lets them in. An account is made
// only then, so that nobody takes a sign-in name by asking.
const (
	joinCodeLife  = 10 * time.Minute
	joinCodeTries = 5
	// joinerLife is how long somebody who asked can still be let in.
	joinerLife = 90 * 24 * time.Hour
)

var errJoinLink = fault.New(fault.NotFound, "join_link_dead")

// KeepJoinLink makes the secret of a link; only its digest is kept.
func (h *Host) KeepJoinLink(ctx context.Context, orgID, link string, expires time.Time) (token string, err error) {
	token, digest := newToken()
	return token, h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.join_links(token, org, link, expires_at) VALUES(?,?,?,?)`, digest, orgID, link, sqldb.At(expires))
		return err
	})
}

// DropJoinLink ends one.
func (h *Host) DropJoinLink(ctx context.Context, orgID, link string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.join_links WHERE org=? AND link=?`, orgID, link)
		return err
	})
}

// JoinLink says where a link leads. One that never was, has expired or was ended
// answers alike, and whoever tries many waits.
// Errors: join_link_dead, too_many_attempts.
func (h *Host) JoinLink(ctx context.Context, token string, from Client) (orgID, link string, err error) {
	address := throttleName("join link", from.Address)
	if err := h.pausing(ctx, address); err != nil {
		return "", "", err
	}
	type row struct {
		Org  string `db:"org"`
		Link string `db:"link"`
	}
	r, err := sqldb.One[row](ctx, h.db.Read(), `SELECT l.org, l.link FROM {o}.join_links l JOIN {o}.organisations o ON o.id=l.org
		WHERE l.token=? AND l.expires_at > ? AND o.ending<>?`, digestOf(token), h.now(), Dissolved)
	if errors.Is(err, sqldb.ErrNone) {
		return "", "", errors.Join(errJoinLink, h.count(ctx, map[string]int{address: addressFree}))
	}
	return r.Org, r.Link, err
}

// Joiner is somebody who asks to join.
type Joiner struct {
	Request string // the request's id, in the house
	Org     string
	Account string // "": a new one is to be made
	Login   string
	Name    string
	Secret  string // the chosen password; "" with an account
	Later   bool   // how they sign in is chosen when they are let in
}

// KeepJoiner checks the chosen password and keeps its digest until somebody decides.
// token is what the asker follows the request by. Errors: invalid, too_many_attempts.
func (h *Host) KeepJoiner(ctx context.Context, j Joiner, from Client) (token string, err error) {
	if err := h.asking(ctx, "join", j.Login+" "+from.Address, from.Address); err != nil { // nobody slows another down
		return "", err
	}
	hash := ""
	if j.Account == "" && !j.Later {
		if hash, err = h.joinPassword(ctx, j); err != nil {
			return "", err
		}
	}
	token, digest := newToken()
	return token, h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.joiners(request, token, org, account, password, code, tries, code_until, expires_at) VALUES(?,?,?,?,?,?,0,0,?)`,
			j.Request, digest, j.Org, j.Account, sqldb.Seal(hash), []byte{}, sqldb.At(h.clock.Now().Add(joinerLife)))
		return err
	})
}

func (h *Host) joinPassword(ctx context.Context, j Joiner) (string, error) {
	o, err := h.Organisation(ctx, j.Org)
	if err != nil {
		return "", err
	}
	if err := password.Check("body.password", j.Secret, password.Alone, password.Known{j.Login, j.Name, o.Name, o.NameZh}); err != nil {
		return "", err
	}
	return h.hash(ctx, j.Secret)
}

// JoinRequest finds the request that an asker's secret follows.
func (h *Host) JoinRequest(ctx context.Context, token string) (orgID, request string, err error) {
	type row struct {
		Org     string `db:"org"`
		Request string `db:"request"`
	}
	r, err := found(sqldb.One[row](ctx, h.db.Read(), `SELECT org, request FROM {o}.joiners WHERE token=? AND expires_at > ?`, digestOf(token), h.now()))
	return r.Org, r.Request, err
}

// JoinCode makes the code that proves the asker's mail address; the caller sends it.
func (h *Host) JoinCode(ctx context.Context, request, login string, from Client) (code string, err error) {
	if err := h.asking(ctx, "join code", login, from.Address); err != nil {
		return "", err
	}
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		return "", err
	}
	code = fmt.Sprintf("%06d", n)
	return code, h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.joiners SET code=?, tries=0, code_until=? WHERE request=?`,
			digestOf(request+" "+code), sqldb.At(h.clock.Now().Add(joinCodeLife)), request)
		return err
	})
}

// UseJoinCode counts the try before it looks, and uses a right code up.
// Errors: join_code_expired, invalid.
func (h *Host) UseJoinCode(ctx context.Context, request, code string) error {
	right := false
	err := h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		kept, err := sqldb.One[[]byte](ctx, q, `UPDATE {o}.joiners SET tries=tries+1 WHERE request=? AND code_until > ? AND tries < ? RETURNING code`, request, h.now(), joinCodeTries)
		if errors.Is(err, sqldb.ErrNone) {
			return fault.New(fault.Conflict, "join_code_expired")
		}
		if err != nil {
			return err
		}
		if right = subtle.ConstantTimeCompare(kept, digestOf(request+" "+strings.TrimSpace(code))) == 1; right {
			_, err = sqldb.Exec(ctx, q, `UPDATE {o}.joiners SET code_until=0 WHERE request=?`, request)
		}
		return err
	})
	if err == nil && !right {
		err = fault.Bad("body.code", "code_wrong")
	}
	return err
}

// MayJoin says whether an asker can still be let in.
// Errors: join_stale, join_has_account (the sign-in name is somebody's meanwhile).
func (h *Host) MayJoin(ctx context.Context, request, login string) error {
	account, err := sqldb.One[string](ctx, h.db.Read(), `SELECT account FROM {o}.joiners WHERE request=? AND expires_at > ?`, request, h.now())
	if errors.Is(err, sqldb.ErrNone) {
		return fault.New(fault.Conflict, "join_stale")
	}
	if err != nil {
		return err
	}
	if account != "" {
		if _, err = h.Account(ctx, account); fault.KindOf(err) == fault.NotFound {
			err = fault.New(fault.Conflict, "join_stale")
		}
		return err
	}
	_, err = h.ByLogin(ctx, login)
	switch {
	case err == nil:
		return fault.New(fault.Conflict, "join_has_account", fault.Args{"login": login})
	case fault.KindOf(err) == fault.NotFound:
		return nil
	}
	return err
}

// TakeIn makes the asker's account, or takes the one that asked, a person of the
// organisation. Done again it changes nothing. Who chooses later how they sign in is
// invited instead: [Host.InviteJoiner].
func (h *Host) TakeIn(ctx context.Context, j Joiner, person string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		account, err := h.joinAccount(ctx, q, j)
		if err != nil || account == "" {
			return err
		}
		there, err := sqldb.All[string](ctx, q, `SELECT account FROM {o}.memberships WHERE org=? AND person=?`, j.Org, person)
		switch {
		case err != nil:
			return err
		case len(there) == 1 && there[0] == account:
			return nil
		case len(there) == 1:
			return fault.New(fault.Conflict, "has_account")
		}
		if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.invitations WHERE org=? AND person=?`, j.Org, person); err != nil {
			return err
		}
		if n, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.memberships(account, org, person) VALUES(?,?,?) ON CONFLICT DO NOTHING`, account, j.Org, person); err != nil || n == 0 {
			return errors.Join(err, fault.New(fault.Conflict, "login_taken"))
		}
		_, err = sqldb.Exec(ctx, q, `UPDATE {o}.joiners SET account=?, password=? WHERE request=?`, account, sqldb.Seal(""), j.Request)
		return err
	})
}

func (h *Host) joinAccount(ctx context.Context, q sqldb.Q, j Joiner) (string, error) {
	type row struct {
		Account  string               `db:"account"`
		Password sqldb.Sealed[string] `db:"password"`
	}
	r, err := found(sqldb.One[row](ctx, q, `SELECT account, password FROM {o}.joiners WHERE request=?`, j.Request))
	if err != nil || r.Account != "" || r.Password.V == "" {
		return r.Account, err
	}
	account := id.New(h.cfg.Region, h.clock.Now())
	n, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.accounts(`+accountCols+`, password, alone, created_at) VALUES(?,?,?,?,?,?) ON CONFLICT (login) DO NOTHING`,
		account, j.Login, j.Name, sqldb.Seal(r.Password.V), true, h.now()) // its length was checked when it was chosen
	if err == nil && n == 0 {
		err = fault.New(fault.Conflict, "join_has_account", fault.Args{"login": j.Login})
	}
	return account, err
}

// TurnAway forgets the secrets of an asker who was declined; they can follow what
// became of their request until it is gone.
func (h *Host) TurnAway(ctx context.Context, request string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `UPDATE {o}.joiners SET password=?, code_until=0 WHERE request=?`, sqldb.Seal(""), request)
		return err
	})
}
