package backup

import (
	"context"
	"errors"
	"io"

	"tramway/internal/keyring"
	"tramway/internal/sqldb"
)

// hostRows puts down rows of the installation's database and lists the
// organisations it knew at that commit.
func (s *stage) hostRows(ctx context.Context, p pick) (all []known, err error) {
	err = s.in.hostSeat().use(ctx, s.ring, hostKeys, func(db *sqldb.DB) error {
		return db.Snapshot(ctx, func(q sqldb.Q) error {
			return s.putRows(hostRowsName, func(w io.Writer) error {
				if all, err = organisations(ctx, q); err != nil {
					return err
				}
				s.man.Host, err = writeRows(ctx, q, db.Dialect(), hostSets, p, w)
				return err
			})
		})
	})
	return all, err
}

// houseRows puts down a house, and notes the head of its record at that commit.
func (s *stage) houseRows(ctx context.Context, k known) (Organisation, error) {
	o := k.organisation()
	keys, err := s.ring.Open(ctx, k.ID)
	if errors.Is(err, keyring.ErrDestroyed) {
		o.State = Destroyed
		return o, nil
	}
	if errors.Is(err, keyring.ErrNotFound) {
		return s.unfinished(o, k)
	}
	if err != nil {
		return o, err
	}
	defer keys.Close()
	db, err := s.in.houseSeat(k.ID).open(ctx, keys)
	if errors.Is(err, ErrMissing) {
		return s.unfinished(o, k)
	}
	if err != nil {
		return o, err
	}
	var h head
	var made bool
	err = closing(db, db.Snapshot(ctx, func(q sqldb.Q) (err error) {
		if h, made, err = readHead(ctx, q); err != nil || !made {
			return err
		}
		return s.putRows(houseRowsName(k.ID), func(w io.Writer) error {
			o.Rows, err = writeRows(ctx, q, db.Dialect(), houseSets(s.in.Houses), sqldb.Whole, w)
			return err
		})
	}))
	if err != nil {
		return o, err
	}
	if !made {
		return s.unfinished(o, k)
	}
	o.Size, o.Root, o.Checkpoint = h.Size, h.Root, h.Checkpoint
	return o, s.sign(ctx, &o, k, h)
}
