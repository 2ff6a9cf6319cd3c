package ding

import (
	"context"

	"tramway/internal/ding/dingevent"
	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Life is what happens to notices when they are old, and to what a person sent or got
// when they leave or are gone.
func (m *Module) Life() life.Parts {
	return life.Parts{
		Copies: []life.Copy{{Table: "dings", Where: "sender = ?", Without: []string{"targets"}}, {Table: "ding_receivers", Where: "person = ?"}, {Table: "ding_tries", Derived: true}},
		Purges: []life.Purge{{Class: "ding", Tables: []string{"dings", "ding_receivers", "ding_tries"}, Due: oldDings, Step: purgeDings}},
		Erasures: []life.Erasure{
			{Name: "dings_got", Tables: []string{"ding_receivers", "ding_tries"}, Left: gotBy, Step: eraseGot},
			{Name: "dings_sent", Wrote: true, Tables: []string{"dings"}, Left: sentBy, Step: eraseSent},
		},
		Heirs:  []life.Heir{{Name: "dings", Count: countDings, Pass: m.passDings}},
		Others: []life.Other{{Tables: []string{"ding_rules"}, By: "house"}},
	}
}

func oldDings(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (d life.Due, err error) {
	d.Rows, d.At, err = store.CountOld(ctx, o.Read(), before, held)
	return d, err
}

func purgeDings(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
	return store.DropOld(tx.Ctx, tx, before, held, limit)
}

func gotBy(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	n, err := store.CountGot(ctx, q, person)
	return life.Due{Rows: n}, err
}

func eraseGot(tx *org.Tx, person string, _ sqldb.Micros, limit int) (int, error) {
	return store.DropGot(tx.Ctx, tx, person, limit)
}

func sentBy(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	n, err := store.CountSent(ctx, q, person)
	return life.Due{Rows: n}, err
}

func eraseSent(tx *org.Tx, person string, _ sqldb.Micros, limit int) (int, error) {
	return store.DropSent(tx.Ctx, tx, person, limit)
}

func countDings(ctx context.Context, o *org.Org, person string) (int, error) {
	return store.CountRunning(ctx, o.Read(), person)
}

// passDings: whoever left is chased no more, and chases nobody.
func (m *Module) passDings(tx *org.Tx, person, _ string) error {
	rows, err := store.OpenOf(tx.Ctx, tx, person, rules.MaxReceivers)
	if err != nil {
		return err
	}
	for _, r := range rows {
		d, err := store.ByID(tx.Ctx, tx, r.Ding)
		if err != nil || d == nil {
			return err
		}
		r.State = store.Left
		if err := m.settled(tx, *d, &r); err != nil {
			return err
		}
		if err := store.SaveReceiver(tx.Ctx, tx, r); err != nil {
			return err
		}
		tx.Emit(dingevent.Moved{Ding: r.Ding, Sender: d.Sender})
	}
	running, err := store.Running(tx.Ctx, tx, person, rules.MaxReceivers)
	if err != nil {
		return err
	}
	for _, d := range running {
		tx.Record(org.Entry{Action: "ding.cancel", Object: ref.To("ding", d.ID)})
		if err := m.cancelled(tx, d); err != nil {
			return err
		}
	}
	return nil
}
