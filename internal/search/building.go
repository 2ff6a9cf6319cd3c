package search

import (
	"context"

	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/search/internal/store"
)

// The index of an organisation that is opened for the first time with this program, was
// loaded from elsewhere, or has words that an older program made, is made from the
// tables: some hundred messages a commit, latest first, while people work.
const (
	buildJob  = "search.build"
	buildRows = 400
)

// indexVersion is that of the words a message has. Whoever changes what [rules.Words] or
// [facts] give counts it up.
const indexVersion = 1

// Of an index that was never begun, and of one that is to be made anew.
const (
	none     = 0
	outdated = -1
)

// endless is after every id.
const endless = "~"

// buildStep goes on with what is not made yet. It asks for its next time only while
// there is more: the house asks for it again whenever it is opened.
func (m *Module) buildStep(tx *org.Tx, _ org.Due) error {
	p, err := store.Made(tx.Ctx, tx)
	if err != nil || p.Done && p.Version == indexVersion {
		return err
	}
	again := org.Job{Kind: buildJob, Key: buildJob, Data: struct{}{}}
	if p.Version != indexVersion {
		if p.Version != none { // a new house has nothing to clear
			if err := store.Clear(tx.Ctx, tx); err != nil {
				return err
			}
		}
		tx.Enqueue(again)
		return store.SetMade(tx.Ctx, tx, store.Progress{Version: indexVersion, Upto: endless})
	}
	texts, upto, err := m.source.TextsBefore(tx.Ctx, tx, p.Upto, buildRows)
	if err != nil {
		return err
	}
	places := make([]Place, len(texts))
	for i, t := range texts {
		places[i] = t.Place
	}
	if err := put(tx, places, texts); err != nil {
		return err
	}
	if p.Upto, p.Done = upto, upto == ""; !p.Done {
		tx.Enqueue(again)
	} else if err := store.Refresh(tx.Ctx, tx); err != nil {
		return err
	}
	return store.SetMade(tx.Ctx, tx, p)
}

// Rebuild has the index made anew from the tables, which goes on after it returns.
func Rebuild(ctx context.Context, o *org.Org, who org.Who) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		tx.Record(org.Entry{Action: "search.rebuild", Object: ref.To("organisation", o.ID)})
		tx.Enqueue(org.Job{Kind: buildJob, Key: buildJob, Data: struct{}{}})
		return store.SetMade(tx.Ctx, tx, store.Progress{Version: outdated})
	})
}
