package store

import (
	"context"
	"errors"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// JoinLink is a row of join_links.
type JoinLink struct {
	ID         string       `db:"id" json:"id"`
	Label      string       `db:"label" json:"label,omitempty"`
	Department string       `db:"department" json:"department,omitempty"`
	Approval   bool         `db:"approval" json:"approval"`
	Most       int          `db:"most" json:"most"`
	Used       int          `db:"used" json:"-"`
	ExpiresAt  sqldb.Micros `db:"expires_at" json:"expires_at"`
	EndedAt    sqldb.Micros `db:"ended_at" json:"-"`
	MadeBy     string       `db:"made_by" json:"-"`
	MadeAt     sqldb.Micros `db:"made_at" json:"-"`
}

// State at a moment: active, ended, expired, used.
func (l JoinLink) State(now sqldb.Micros) string {
	switch {
	case l.EndedAt > 0:
		return "ended"
	case l.ExpiresAt <= now:
		return "expired"
	case l.Most > 0 && l.Used >= l.Most:
		return "used"
	}
	return "active"
}

const joinLinkCols = `id, label, department, approval, most, used, expires_at, ended_at, made_by, made_at`

// AddJoinLink writes a new one.
func AddJoinLink(ctx context.Context, q sqldb.Q, l JoinLink) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.join_links(`+joinLinkCols+`) VALUES(?,?,?,?,?,?,?,?,?,?)`,
		l.ID, l.Label, l.Department, l.Approval, l.Most, l.Used, l.ExpiresAt, l.EndedAt, l.MadeBy, l.MadeAt)
	return err
}

// JoinLinkByID finds one. Errors: not_found.
func JoinLinkByID(ctx context.Context, q sqldb.Q, id string) (JoinLink, error) {
	l, err := sqldb.One[JoinLink](ctx, q, `SELECT `+joinLinkCols+` FROM {o}.join_links WHERE id=?`, id)
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return l, err
}

// JoinLinks are the newest below an id, one more than the limit if there is more.
func JoinLinks(ctx context.Context, q sqldb.Q, before string, limit int) ([]JoinLink, error) {
	return sqldb.All[JoinLink](ctx, q, `SELECT `+joinLinkCols+` FROM {o}.join_links WHERE id < ? ORDER BY id DESC LIMIT ?`, before, limit+1)
}

// UseJoinLink counts one use; false if the link does not work any more.
func UseJoinLink(ctx context.Context, q sqldb.Q, id string, now sqldb.Micros) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.join_links SET used=used+1 WHERE id=? AND ended_at=0 AND expires_at > ? AND (most=0 OR used < most)`, id, now)
	return n > 0, err
}

// EndJoinLink ends one; false if somebody did already.
func EndJoinLink(ctx context.Context, q sqldb.Q, id string, now sqldb.Micros) (bool, error) {
	n, err := sqldb.Exec(ctx, q, `UPDATE {o}.join_links SET ended_at=? WHERE id=? AND ended_at=0`, now, id)
	return n > 0, err
}

// JoinRequest is a row of join_requests.
type JoinRequest struct {
	ID         string       `db:"id"`
	Link       string       `db:"link"`
	State      string       `db:"state"`
	Name       string       `db:"name"`
	NameZh     string       `db:"name_zh"`
	Email      string       `db:"email"`
	Phone      string       `db:"phone"`
	Department string       `db:"department"`
	Account    string       `db:"account"`
	Proved     bool         `db:"proved"`
	Language   string       `db:"language"`
	Device     string       `db:"device"`
	Address    string       `db:"address"`
	AskedAt    sqldb.Micros `db:"asked_at"`
	DecidedAt  sqldb.Micros `db:"decided_at"`
	DecidedBy  string       `db:"decided_by"`
	Reason     string       `db:"reason"`
	Person     string       `db:"person"`
}

const joinRequestCols = `id, link, state, name, name_zh, email, phone, department, account, proved, language, device, address, asked_at, decided_at, decided_by, reason, person`

// SaveJoinRequest writes one whole.
func SaveJoinRequest(ctx context.Context, q sqldb.Q, r JoinRequest) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.join_requests(`+joinRequestCols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET state=excluded.state, proved=excluded.proved, decided_at=excluded.decided_at, decided_by=excluded.decided_by,
		reason=excluded.reason, person=excluded.person`,
		r.ID, r.Link, r.State, r.Name, r.NameZh, r.Email, r.Phone, r.Department, r.Account, r.Proved, r.Language, r.Device, r.Address, r.AskedAt, r.DecidedAt, r.DecidedBy, r.Reason, r.Person)
	return err
}

// JoinRequestsByID finds some; those absent are left out.
func JoinRequestsByID(ctx context.Context, q sqldb.Q, ids []string) ([]JoinRequest, error) {
	return sqldb.All[JoinRequest](ctx, q, `SELECT `+joinRequestCols+` FROM {o}.join_requests WHERE id IN {in} ORDER BY id`, sqldb.Strings(ids))
}

// JoinRequests are those of a state after an id: who waits, the oldest first. nil
// departments are all.
func JoinRequests(ctx context.Context, q sqldb.Q, state, after string, limit int) ([]JoinRequest, error) {
	return sqldb.All[JoinRequest](ctx, q, `SELECT `+joinRequestCols+` FROM {o}.join_requests WHERE state=? AND id > ? ORDER BY id LIMIT ?`, state, after, limit+1)
}

// JoinsWaiting are how many wait, by department, and since when.
func JoinsWaiting(ctx context.Context, q sqldb.Q) ([]Waiting, error) {
	return sqldb.All[Waiting](ctx, q, `SELECT department, count(*) AS n, min(asked_at) AS since FROM {o}.join_requests WHERE state='waiting' GROUP BY department`)
}

// Waiting is a department's share of those who wait.
type Waiting struct {
	Department string       `db:"department"`
	N          int          `db:"n"`
	Since      sqldb.Micros `db:"since"`
}

// DropOlderJoins removes what the owner of a proved address asked before and nobody
// has decided.
func DropOlderJoins(ctx context.Context, q sqldb.Q, email, except string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.join_requests WHERE email=? AND id<>? AND state IN ('code','waiting')`, email, except)
	return err
}

// PersonByMail is who has a mail address; "" if nobody.
func PersonByMail(ctx context.Context, q sqldb.Q, email string) (string, error) {
	ids, err := sqldb.All[string](ctx, q, `SELECT id FROM {o}.people WHERE email=?`, email)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}
