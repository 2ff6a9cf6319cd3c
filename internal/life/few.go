package life

import (
	"context"

	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Few is the erasure of rows of which a person has few, so that all go in one step: those
// that the copies name.
func Few(name string, rows ...Copy) Erasure {
	e := Erasure{Name: name,
		Left: func(ctx context.Context, q sqldb.Q, person string) (d Due, err error) {
			for _, r := range rows {
				n, err := sqldb.One[int64](ctx, q, `SELECT count(*) FROM {o}.`+r.Table+` WHERE `+r.Where, r.Args(person)...)
				if err != nil {
					return d, err
				}
				d.Rows += n
			}
			return d, nil
		},
		Step: func(tx *org.Tx, person string, _ sqldb.Micros, _ int) (gone int, err error) {
			for _, r := range rows {
				n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.`+r.Table+` WHERE `+r.Where, r.Args(person)...)
				if err != nil {
					return 0, err
				}
				gone += int(n)
			}
			return gone, nil
		}}
	for _, r := range rows {
		e.Tables = append(e.Tables, r.Table)
	}
	return e
}
