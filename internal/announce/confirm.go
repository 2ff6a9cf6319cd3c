package announce

import (
	"context"

	"tramway/internal/announce/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
)

// Open notes that a receiver opened it for the first time; later openings change nothing.
func Open(ctx context.Context, o *org.Org, who org.Who, id string) error {
	r, has, err := store.Of(ctx, o.Read(), id, who.ID)
	if err == nil && !has {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil || r.SeenAt > 0 {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("read_mark")
		return see(tx, id, who.ID)
	})
}

func see(tx *org.Tx, id, person string) error {
	first, err := store.See(tx.Ctx, tx, id, person, micros(tx))
	if err != nil || !first {
		return err
	}
	return store.Count(tx.Ctx, tx, id, 0, 1, 0)
}

// Confirm says that a receiver has read a version; saying it again changes nothing.
// Errors: not_found, not_published, confirm_not_asked, announcement_changed.
func Confirm(ctx context.Context, o *org.Org, who org.Who, id string, version int) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		r, has, err := store.Of(tx.Ctx, tx, id, who.ID)
		if err == nil && !has {
			err = fault.New(fault.NotFound, "not_found")
		}
		if err != nil {
			return err
		}
		a, err := inForce(tx, id)
		if err != nil || a.Needed > 0 && r.Confirmed >= a.Needed && version <= a.Version {
			return err
		}
		if err := askable(a, version); err != nil {
			return err
		}
		v, err := store.VersionOf(tx.Ctx, tx, id, version)
		if err != nil {
			return err
		}
		entry := tx.RecordAs(org.Entry{Action: "announce.confirm", Object: refTo(id), After: facts(a, v)})
		if err := see(tx, id, who.ID); err != nil {
			return err
		}
		if err := store.Confirm(tx.Ctx, tx, id, who.ID, version, micros(tx), entry); err != nil {
			return err
		}
		return store.Count(tx.Ctx, tx, id, 0, 0, 1)
	})
}

func askable(a store.Announcement, version int) error {
	switch {
	case a.Needed == 0:
		return fault.New(fault.Conflict, "confirm_not_asked")
	case version != a.Version:
		return fault.New(fault.Conflict, "announcement_changed")
	}
	return nil
}
