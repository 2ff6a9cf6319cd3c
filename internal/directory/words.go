package directory

import (
	"tramway/internal/directory/internal/store"
	"tramway/internal/org"
)

// wordsJob makes the words by which people are found anew where an older program made
// them, a few hundred people a commit. It is asked for whenever a house is opened.
const (
	wordsJob  = "directory.words"
	wordsRows = 250
)

func wordsStep(tx *org.Tx, _ org.Due) error {
	people, err := store.Unworded(tx.Ctx, tx, wordsRows)
	if err != nil || len(people) == 0 {
		return err
	}
	tx.Enqueue(org.Job{Kind: wordsJob, Key: wordsJob, Data: struct{}{}})
	return store.SaveWords(tx.Ctx, tx, people)
}
