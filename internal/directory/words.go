package directory

import (
	"context"
	"time"

	"tramway/internal/directory/internal/store"
	"tramway/internal/han"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// wordsJob makes the words by which people are found anew where an older program made
// them, a few hundred people a commit. It looks once a day.
const (
	wordsJob  = "directory.words"
	wordsRows = 250
)

func wordsStep(tx *org.Tx, _ org.Due) error {
	people, err := store.Unworded(tx.Ctx, tx, wordsRows)
	if err != nil {
		return err
	}
	next := org.Job{Kind: wordsJob, Key: wordsJob, Data: struct{}{}}
	if len(people) < wordsRows {
		next.Due = tx.Now().Add(24 * time.Hour)
	}
	tx.Enqueue(next)
	if len(people) == 0 {
		return nil
	}
	return store.SaveWords(tx.Ctx, tx, people)
}

// Called are people, here or gone, who are found by what somebody typed, in the order of
// their ids after one of these. The index has more than names: whoever tells of it looks at
// the names again.
func (m *Module) Called(ctx context.Context, q sqldb.Q, typed, after string, limit int) ([]string, error) {
	return store.Called(ctx, q, han.Query(typed), after, limit)
}
