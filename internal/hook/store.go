package hook

import (
	"context"
	"errors"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

type row struct {
	ID           string               `db:"id"`
	Conversation string               `db:"conversation"`
	Name         sqldb.Sealed[string] `db:"name"`
	Token        []byte               `db:"token"`
	Secret       sqldb.Sealed[string] `db:"secret"`
	Signed       bool                 `db:"signed"`
	MentionAll   bool                 `db:"mention_all"`
	MadeBy       string               `db:"made_by"`
	MadeAt       sqldb.Micros         `db:"made_at"`
	UsedAt       sqldb.Micros         `db:"used_at"`
	DisabledAt   sqldb.Micros         `db:"disabled_at"`
	DeletedAt    sqldb.Micros         `db:"deleted_at"`
	Callback     sqldb.Sealed[string] `db:"callback"`
}

const cols = `id, conversation, name, token, secret, signed, mention_all, made_by, made_at, used_at, disabled_at, deleted_at, callback`

func save(ctx context.Context, q sqldb.Q, r row) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.robots(`+cols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET
		name=excluded.name, token=excluded.token, secret=excluded.secret, signed=excluded.signed, mention_all=excluded.mention_all,
		used_at=excluded.used_at, disabled_at=excluded.disabled_at, deleted_at=excluded.deleted_at, callback=excluded.callback`,
		r.ID, r.Conversation, r.Name, r.Token, r.Secret, r.Signed, r.MentionAll, r.MadeBy, r.MadeAt, r.UsedAt, r.DisabledAt, r.DeletedAt, r.Callback)
	return err
}

// known turns what is not there into the answer for it.
func known(r row, err error) (row, error) {
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return r, err
}

func find(ctx context.Context, q sqldb.Q, conversation, id string) (row, error) {
	return known(sqldb.One[row](ctx, q, `SELECT `+cols+` FROM {o}.robots WHERE conversation=? AND id=? AND deleted_at=0`, conversation, id))
}

// speaking finds the robot of an address that works now; all others are not there.
func speaking(ctx context.Context, q sqldb.Q, token []byte) (row, error) {
	return known(sqldb.One[row](ctx, q, `SELECT `+cols+` FROM {o}.robots WHERE token=? AND disabled_at=0 AND deleted_at=0`, token))
}

// in are those of a group, the oldest first; there are at most maxRobots.
func in(ctx context.Context, q sqldb.Q, conversation string) ([]row, error) {
	return sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.robots WHERE conversation=? AND deleted_at=0 ORDER BY id`, conversation)
}

// Names are what robots are called, those taken away too; ids of others are absent.
func Names(ctx context.Context, q sqldb.Q, ids []string) (map[string]string, error) {
	out := map[string]string{}
	if len(ids) == 0 {
		return out, nil
	}
	rows, err := sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.robots WHERE id IN {in}`, sqldb.Strings(ids))
	for _, r := range rows {
		out[r.ID] = r.Name.V
	}
	return out, err
}

// spend uses a signature; false if it was used before. Those that are too old to be let
// in again go with it.
func spend(ctx context.Context, q sqldb.Q, robot string, signature []byte, now sqldb.Micros) (bool, error) {
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.robot_signatures WHERE robot=? AND at < ?`, robot, now-sqldb.Micros(2*maxOff.Microseconds())); err != nil {
		return false, err
	}
	n, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.robot_signatures(robot, signature, at) VALUES(?,?,?) ON CONFLICT DO NOTHING`, robot, signature, now)
	return n > 0, err
}
