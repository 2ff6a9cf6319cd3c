package store

import (
	"context"
	"errors"

	"tramway/internal/sqldb"
)

// CopyDevice is a row of copy_devices.
type CopyDevice struct {
	N       int64                `db:"n"`
	Person  string               `db:"person"`
	Session string               `db:"session"`
	Device  sqldb.Sealed[string] `db:"device"`
	At      sqldb.Micros         `db:"at"`
}

// CopyDeviceOf is the number of a person's session; 0: it has none yet.
func CopyDeviceOf(ctx context.Context, q sqldb.Q, person, session string) (int64, error) {
	n, err := sqldb.One[int64](ctx, q, `SELECT n FROM {o}.copy_devices WHERE person=? AND session=?`, person, session)
	if errors.Is(err, sqldb.ErrNone) {
		return 0, nil
	}
	return n, err
}

// AddCopyDevice gives a session the next number.
func AddCopyDevice(ctx context.Context, q sqldb.Q, d CopyDevice) (int64, error) {
	return sqldb.One[int64](ctx, q, `INSERT INTO {o}.copy_devices(n, person, session, device, at)
		SELECT coalesce(max(n), 0) + 1, ?, ?, ?, ? FROM {o}.copy_devices RETURNING n`, d.Person, d.Session, d.Device, d.At)
}

// CopyDevices are those of some numbers.
func CopyDevices(ctx context.Context, q sqldb.Q, n []int64) ([]CopyDevice, error) {
	var out []CopyDevice
	for _, one := range n { // a text has a handful
		rows, err := sqldb.All[CopyDevice](ctx, q, `SELECT n, person, session, device, at FROM {o}.copy_devices WHERE n=?`, one)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// CountCopyDevices is how many a person has.
func CountCopyDevices(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.copy_devices WHERE person=?`, person)
}

// DropCopyDevices removes a person's. Their numbers are not given again while a higher
// one is there.
func DropCopyDevices(ctx context.Context, q sqldb.Q, person string) (int64, error) {
	return sqldb.Exec(ctx, q, `DELETE FROM {o}.copy_devices WHERE person=?`, person)
}

// TraceSecret is what traces are sealed with; "" if there is none yet.
func TraceSecret(ctx context.Context, q sqldb.Q) (string, error) {
	s, err := sqldb.One[sqldb.Sealed[string]](ctx, q, `SELECT secret FROM {o}.trace_key WHERE one=1`)
	if errors.Is(err, sqldb.ErrNone) {
		return "", nil
	}
	return s.V, err
}

// SetTraceSecret keeps it.
func SetTraceSecret(ctx context.Context, q sqldb.Q, secret string) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.trace_key(one, secret) VALUES(1, ?)`, sqldb.Seal(secret))
	return err
}
