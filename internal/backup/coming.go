package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"tramway/internal/host"
	"tramway/internal/sqldb"
)

// coming is an organisation on its way in.
type coming struct {
	ctx     context.Context
	home    Home
	file    *reader
	o       Organisation
	arrival host.Arrival
	apart   nursery
	seed    []byte
	blobKey []byte // of the installation it comes from
	invited []host.Invited
}

func newComing(ctx context.Context, h Home, r *reader, invite []string) *coming {
	o := r.Organisations[0]
	return &coming{ctx: ctx, home: h, file: r, o: o, apart: h.nursery(o.ID),
		arrival: host.Arrival{Org: o.ID, Log: o.Log, Size: o.Size, Root: o.Root, Invite: invite}}
}

func (c *coming) all() (Loaded, error) {
	if err := c.free(); err != nil {
		return Loaded{}, err
	}
	err := c.fill()
	if err == nil {
		err = c.settle()
	}
	if err == nil {
		reached("known")
		return Loaded{c.o, c.invited}, c.apart.leave()
	}
	// The commit may have happened though its answer was lost, so nothing is taken
	// back before the installation was asked.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.ctx), time.Minute)
	defer cancel()
	there, asked := c.known(ctx)
	if asked != nil || there {
		return Loaded{}, errors.Join(err, asked)
	}
	return Loaded{}, errors.Join(err, c.apart.clear(ctx))
}

// free says whether the organisation can come, after it cleared away what a load
// that was killed had put somewhere.
func (c *coming) free() error {
	there, err := c.known(c.ctx)
	if err != nil {
		return err
	}
	if there {
		return errors.Join(fmt.Errorf("%w: %s", ErrHere, c.o.ID), c.apart.leave())
	}
	if err := c.apart.clear(c.ctx); err != nil {
		return err
	}
	return c.apart.untouched(c.ctx)
}

func (c *coming) known(ctx context.Context) (bool, error) {
	n, err := sqldb.One[int](ctx, c.home.Host.Read(), `SELECT count(*) FROM {o}.organisations WHERE id=?`, c.o.ID)
	return n > 0, err
}

// fill reads the whole file: keys, who comes along, the house, and its files.
func (c *coming) fill() error {
	var oneOff, seed, blobKey bytes.Buffer
	for _, p := range c.file.Parts {
		var err error
		switch p.Name {
		case copyKeyName:
			err = c.file.part(p, &oneOff)
		case logKeyName:
			err = c.file.part(p, &seed)
		case blobKeyName:
			err = c.file.part(p, &blobKey)
		case hostRowsName:
			err = c.file.stream(p, oneOff.Bytes(), c.readHost)
		case houseRowsName(c.o.ID):
			c.seed, c.blobKey = seed.Bytes(), blobKey.Bytes()
			err = c.file.stream(p, oneOff.Bytes(), c.readHouse)
		default:
			err = c.readFile(p)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.Name, err)
		}
	}
	if err := c.file.end(); err != nil {
		return err
	}
	reached("filled")
	return c.apart.use(c.ctx, c.check)
}

// readHost takes who comes along, and refuses early what would be refused late.
func (c *coming) readHost(rows io.Reader) error {
	tables, err := tablesAt(hostSets, c.file.Host.Levels)
	if err != nil {
		return err
	}
	got, err := c.arrival.Read(rows, tables)
	if err != nil {
		return err
	}
	return errors.Join(c.file.Host.same(got), c.arrival.Refused(c.ctx, c.home.Host.Read()))
}

func (c *coming) readHouse(rows io.Reader) error {
	if err := c.apart.begin(c.ctx, c.home.KeySize, c.seed); err != nil {
		return err
	}
	return c.apart.use(c.ctx, func(db *sqldb.DB) error {
		got, err := readRows(c.ctx, db, houseSets(c.home.Houses), c.o.Rows.Levels, rows)
		if err != nil {
			return err
		}
		return errors.Join(c.o.Rows.same(got), c.rewrap(db, got))
	})
}

// check compares the house with what was dumped, entry by entry.
func (c *coming) check(db *sqldb.DB) error {
	return checkHouse(c.ctx, db, c.o, seeds{c.seed}, known{Size: c.o.Size, Root: c.o.Root})
}

// settle gives everything its place. The installation's commit comes last: until
// then nothing here opens.
func (c *coming) settle() error {
	if err := c.apart.place(c.home.Ring); err != nil {
		return err
	}
	reached("placed")
	return c.home.Host.Write(sqldb.Unhurried(c.ctx), func(ctx context.Context, q sqldb.Q) (err error) {
		if c.invited, err = c.arrival.Settle(ctx, q, time.Now()); err != nil {
			return err
		}
		return c.apart.rename(ctx, q)
	})
}
