package host

import (
	"context"
	"encoding/hex"
	"time"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// Failures slow the next attempt down: by account from the fifth on, by address
// from the thirtieth on (an office shares one), doubling up to a quarter of an
// hour. A day without failure forgets them.
const (
	accountFree = 5
	addressFree = 30
	pauseMax    = 15 * time.Minute
)

type throttle struct {
	Name     string       `db:"name"`
	Failures int          `db:"failures"`
	Until    sqldb.Micros `db:"until"`
}

// throttled runs a check of a secret unless too many failed lately.
func (h *Host) throttled(ctx context.Context, login, address string, check func() (bool, error)) error {
	account, from := throttleName("account", login), throttleName("address", address)
	if err := h.pausing(ctx, account, from); err != nil {
		return err
	}
	ok, err := check()
	if err != nil {
		return err
	}
	if ok {
		return h.forget(ctx, account)
	}
	if err := h.count(ctx, map[string]int{account: accountFree, from: addressFree}); err != nil {
		return err
	}
	return fault.New(fault.Unknown, "sign_in_failed")
}

// throttleName stores a digest: the table shall not list who tried to sign in.
func throttleName(kind, value string) string {
	return kind + ":" + hex.EncodeToString(digestOf(value)[:16])
}

func (h *Host) pausing(ctx context.Context, names ...string) error {
	rows, err := sqldb.All[throttle](ctx, h.db.Read(), `SELECT name, failures, until FROM {o}.throttles WHERE name IN {in} AND until > ?`,
		sqldb.Strings(names), h.now())
	if err != nil || len(rows) == 0 {
		return err
	}
	wait := time.Duration(0)
	for _, r := range rows {
		wait = max(wait, r.Until.Time().Sub(h.clock.Now()))
	}
	return fault.New(fault.TooMany, "too_many_attempts", fault.Args{"seconds": int(wait/time.Second) + 1})
}

func (h *Host) forget(ctx context.Context, name string) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.throttles WHERE name=?`, name)
		return err
	})
}

func (h *Host) count(ctx context.Context, free map[string]int) error {
	return h.db.Write(ctx, func(ctx context.Context, q sqldb.Q) error {
		now := h.clock.Now()
		for name, n := range free {
			t, err := sqldb.All[throttle](ctx, q, `SELECT name, failures, until FROM {o}.throttles WHERE name=?`, name)
			if err != nil {
				return err
			}
			failures := 1
			if len(t) == 1 && t[0].Until.Time().Add(24*time.Hour).After(now) {
				failures = t[0].Failures + 1
			}
			_, err = sqldb.Exec(ctx, q, `INSERT INTO {o}.throttles(name, failures, until) VALUES(?,?,?)
				ON CONFLICT (name) DO UPDATE SET failures=excluded.failures, until=excluded.until`,
				name, failures, sqldb.At(now.Add(pauseAfter(failures, n))))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func pauseAfter(failures, free int) time.Duration {
	if failures < free {
		return 0
	}
	return min(time.Second<<min(failures-free, 20), pauseMax)
}
