package search

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/search/internal/store"
	"tramway/internal/sqldb"
)

// Bounds of what one person saves.
const (
	MaxSaved     = 50
	maxSavedName = 60 // characters
)

// Asking is what is looked for: words and filters.
type Asking = store.Asking

// Save keeps a search of the actor's under a name and gives its id. What it finds is asked
// anew each time. Errors: too_many_saved_searches, saved_there.
func Save(ctx context.Context, o *org.Org, who org.Who, name string, a Asking) (id string, err error) {
	a.Q = strings.TrimSpace(a.Q)
	if a.Empty() {
		return "", fault.Bad("body.q", "required")
	}
	err = saving(ctx, o, who, func(tx *org.Tx, all []store.Saved) error {
		if len(all) >= MaxSaved {
			return fault.New(fault.Conflict, "too_many_saved_searches", fault.Args{"max": MaxSaved})
		}
		id = tx.NewID()
		called, err := savedName(all, id, name)
		if err != nil {
			return err
		}
		return store.Save(tx.Ctx, tx, store.Saved{ID: id, Person: who.ID, Name: called, Asked: sqldb.Seal(a)})
	})
	return id, err
}

// RenameSaved calls one of the actor's something else. Errors: not_found, saved_there.
func RenameSaved(ctx context.Context, o *org.Org, who org.Who, id, name string) error {
	return saving(ctx, o, who, func(tx *org.Tx, all []store.Saved) error {
		s, err := savedIn(all, id)
		if err != nil {
			return err
		}
		if s.Name, err = savedName(all, id, name); err != nil {
			return err
		}
		return store.Save(tx.Ctx, tx, s)
	})
}

// DropSaved forgets one of the actor's. Errors: not_found.
func DropSaved(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return saving(ctx, o, who, func(tx *org.Tx, all []store.Saved) error {
		if _, err := savedIn(all, id); err != nil {
			return err
		}
		return store.DropSaved(tx.Ctx, tx, who.ID, id)
	})
}

func saving(ctx context.Context, o *org.Org, who org.Who, do func(*org.Tx, []store.Saved) error) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Exempt("own_view")
		all, err := store.SavedOf(tx.Ctx, tx, who.ID)
		if err != nil {
			return err
		}
		return do(tx, all)
	})
}

func savedIn(all []store.Saved, id string) (store.Saved, error) {
	at := slices.IndexFunc(all, func(s store.Saved) bool { return s.ID == id })
	if at < 0 {
		return store.Saved{}, fault.New(fault.NotFound, "not_found")
	}
	return all[at], nil
}

// savedName is a name as it is kept; no two of one person are called the same.
func savedName(all []store.Saved, id, name string) (sqldb.Sealed[string], error) {
	name = strings.Join(strings.Fields(name), " ")
	var bad fault.Fields
	bad.Length("body.name", name, 1, maxSavedName)
	for _, s := range all {
		if s.ID != id && strings.EqualFold(s.Name.V, name) {
			bad.Add("body.name", "saved_there")
		}
	}
	return sqldb.Seal(name), bad.Err()
}
