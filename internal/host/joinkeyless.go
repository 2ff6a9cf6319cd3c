package host

import (
	"context"
	"errors"
	"time"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// Whoever asks to join may leave open how they will sign in. Nothing of theirs is kept
// until somebody lets them in; then an invitation is made for them, which they accept
// with a passkey or a password like everybody who is invited.

// JoinerChooses says whether somebody who was let in as a person has still to choose how
// they sign in.
func (h *Host) JoinerChooses(ctx context.Context, request, person string) (bool, error) {
	type row struct {
		Account  string               `db:"account"`
		Password sqldb.Sealed[string] `db:"password"`
		There    int                  `db:"there"`
	}
	r, err := sqldb.One[row](ctx, h.db.Read(), `SELECT account, password, (SELECT count(*) FROM {o}.memberships m WHERE m.org=j.org AND m.person=?) AS there
		FROM {o}.joiners j WHERE request=? AND expires_at > ?`, person, request, h.now())
	if errors.Is(err, sqldb.ErrNone) {
		return false, nil
	}
	return err == nil && r.Account == "" && r.Password.V == "" && r.There == 0, err
}

// InviteJoiner makes the invitation of somebody who was let in and has still to choose; an
// earlier one is void. Errors: join_stale, join_has_account.
func (h *Host) InviteJoiner(ctx context.Context, j Joiner, person string) (token string, expires time.Time, err error) {
	if err := h.MayJoin(ctx, j.Request, j.Login); err != nil {
		return "", expires, err
	}
	chooses, err := h.JoinerChooses(ctx, j.Request, person)
	if err == nil && !chooses {
		err = fault.New(fault.Conflict, "join_stale")
	}
	if err != nil {
		return "", expires, err
	}
	return h.Invite(ctx, Invitation{Org: j.Org, Person: person, Login: j.Login, Name: j.Name})
}

// EnterJoiner is InviteJoiner for who holds the request's secret. Errors: also
// too_many_attempts.
func (h *Host) EnterJoiner(ctx context.Context, j Joiner, person string, from Client) (token string, err error) {
	if err := h.asking(ctx, "join enter", j.Request, from.Address); err != nil {
		return "", err
	}
	token, _, err = h.InviteJoiner(ctx, j, person)
	return token, err
}
