package host

import (
	"context"
	"time"

	"tramway/internal/sqldb"
)

// seen notes that an account is used; it costs a row a sign-in, and one whenever its
// session is lengthened.
func seen(ctx context.Context, q sqldb.Q, account string, at sqldb.Micros) error {
	_, err := sqldb.Exec(ctx, q, `UPDATE {o}.accounts SET seen_at=? WHERE id=? AND seen_at < ?`, at, account, at)
	return err
}

// LastSeen says when each person of an organisation last used their account, or was
// given it, in one query. Who has no account is absent.
func (h *Host) LastSeen(ctx context.Context, orgID string) (map[string]time.Time, error) {
	type row struct {
		Person string       `db:"person"`
		At     sqldb.Micros `db:"at"`
	}
	rows, err := sqldb.All[row](ctx, h.db.Read(), `SELECT m.person, CASE WHEN coalesce(s.at, 0) > a.seen_at THEN s.at WHEN a.seen_at > 0 THEN a.seen_at ELSE a.created_at END AS at
		FROM {o}.memberships m JOIN {o}.accounts a ON a.id = m.account
		LEFT JOIN (SELECT account, max(seen_at) AS at FROM {o}.sessions GROUP BY account) s ON s.account = m.account WHERE m.org=?`, orgID)
	out := make(map[string]time.Time, len(rows))
	for _, r := range rows {
		out[r.Person] = r.At.Time()
	}
	return out, err
}
