package store

import (
	"context"
	"strings"

	"tramway/internal/sqldb"
)

// wordsVersion stands among the words of everybody whose words are those that this
// program makes. Nobody finds by it: nothing typed has the sign in it. Whoever changes
// what [Person.words] gives counts it up.
const wordsVersion = "=3"

// Unworded are people whose words an older program made.
func Unworded(ctx context.Context, q sqldb.Q, limit int) ([]Person, error) {
	return sqldb.All[Person](ctx, q, `SELECT `+personCols+` FROM {o}.people p
		WHERE NOT EXISTS (SELECT 1 FROM {o}.person_words w WHERE w.word = ? AND w.person = p.id) ORDER BY id LIMIT ?`, wordsVersion, limit)
}

// SaveWords writes by which words people are found.
func SaveWords(ctx context.Context, q sqldb.Q, people []Person) error {
	var rows [][]any
	ids := sqldb.Strings{}
	for _, p := range people {
		ids = append(ids, p.ID)
		for _, w := range p.words() {
			rows = append(rows, []any{w, p.ID})
		}
	}
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.person_words WHERE person IN {in}`, ids); err != nil {
		return err
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.person_words(word, person)`, rows, "")
}

// Called are those people in whose words all of some begin, in the order of their ids and
// after one of these, whether they are here or have left.
func Called(ctx context.Context, q sqldb.Q, words []string, after string, limit int) ([]string, error) {
	if len(words) == 0 {
		return nil, nil
	}
	where, args := []string{`id > ?`}, []any{after}
	for _, w := range words {
		where = append(where, `id IN (SELECT person FROM {o}.person_words WHERE word >= ? AND word < ?)`)
		args = append(args, w, w+"\U0010FFFF")
	}
	return sqldb.All[string](ctx, q, `SELECT id FROM {o}.people WHERE `+strings.Join(where, " AND ")+` ORDER BY id LIMIT ?`, append(args, limit)...)
}
