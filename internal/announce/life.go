package announce

import (
	"context"

	"tramway/internal/announce/internal/store"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Life is what happens to announcements when they are over for long, and to what a
// person has of them. Who confirmed what stays until then, for whoever left too: an
// erasure takes it when it is asked for, the record keeps its proof.
func (m *Module) Life() life.Parts {
	persons := []string{"announcement_receivers", "announcement_confirmations"}
	return life.Parts{
		Copies: []life.Copy{{Table: "announcement_receivers", Where: "person = ?"}, {Table: "announcement_confirmations", Where: "person = ?"}},
		Purges: []life.Purge{{Class: "announcement", Tables: append([]string{"announcements", "announcement_versions"}, persons...), Due: due, Step: purge}},
		Erasures: []life.Erasure{{Name: "announcements", Tables: persons,
			Left: leftOf,
			Step: func(tx *org.Tx, person string, _ sqldb.Micros, limit int) (int, error) {
				return store.Forget(tx.Ctx, tx, person, limit)
			}}},
		Heirs: []life.Heir{{Name: "announcements", Needs: true, Count: countWritten, Pass: passWritten}, {Name: "confirmations", Count: countOpen, Pass: endOpen}},
	}
}

func due(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (life.Due, error) {
	d, err := store.CountOver(ctx, o.Read(), before, held)
	return life.Due(d), err
}

// purge takes one announcement after another, its receivers in portions first.
func purge(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
	id, err := store.OldestOver(tx.Ctx, tx, before, held)
	if err != nil || id == "" {
		return 0, err
	}
	n, err := store.DropPersons(tx.Ctx, tx, id, limit)
	if err != nil || n > 0 {
		return max(n, limit), err // what is left of it is for the next step
	}
	tx.Deleted(refTo(id))
	return limit, store.Drop(tx.Ctx, tx, id)
}

func countWritten(ctx context.Context, o *org.Org, person string) (int, error) {
	return store.CountWritten(ctx, o.Read(), person, sqldb.At(o.Now()))
}

// passWritten gives the heir what is not over; drafts come along.
func passWritten(tx *org.Tx, person, heir string) error {
	n, err := store.CountWritten(tx.Ctx, tx, person, micros(tx))
	if err != nil || n == 0 || heir == "" {
		return err
	}
	ids, err := store.HandOver(tx.Ctx, tx, person, heir, micros(tx))
	for _, id := range ids {
		tx.Record(org.Entry{Action: "announce.hand_over", Object: refTo(id), Note: map[string]string{"from": person, "to": heir}})
		tx.Changed(refTo(id))
	}
	return err
}

func countOpen(ctx context.Context, o *org.Org, person string) (int, error) {
	all, err := store.Open(ctx, o.Read(), person, sqldb.At(o.Now()), 1000)
	return len(all), err
}

// endOpen: nobody confirms for somebody else.
func endOpen(tx *org.Tx, person, _ string) error { return store.Leave(tx.Ctx, tx, person) }

func leftOf(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	d, err := store.LeftOf(ctx, q, person)
	return life.Due(d), err
}
