package store

import (
	"context"
	"regexp"
	"strings"

	"tramway/internal/sqldb"
)

// Bounds of words in which a slip is forgiven: a shorter one is a slip away from too many,
// and none is longer that somebody is called.
const (
	slipFrom = 4
	slipUpTo = 20

	mostMeant = 50 // words that one may have been meant for
)

// letters are those that a slip may put in.
const letters = "abcdefghijklmnopqrstuvwxyz"

// Find is Page; where it finds nobody, tones typed as numbers are left out, and one slip of
// the keys is forgiven in each Latin word that is typed to its end. So whoever is called what was typed always stands before those
// who are called nearly so. It is decided by whom the reader sees and not by whom there is:
// nobody is told that somebody hidden is called what they typed.
func Find(ctx context.Context, q sqldb.Q, f Filter) ([]Person, error) {
	none, err := f.nobody(ctx, q)
	if err != nil {
		return nil, err
	}
	if !none { // else the list would be read to its end for nothing
		if found, err := Page(ctx, q, f); err != nil || len(found) > 0 {
			return found, err
		}
	}
	if any, err := f.forgive(ctx, q); err != nil || !any {
		return nil, err
	}
	return Page(ctx, q, f)
}

// nobody says that there is a word with which nobody's begins.
func (f Filter) nobody(ctx context.Context, q sqldb.Q) (bool, error) {
	for _, w := range f.Words {
		found, err := sqldb.All[string](ctx, q, `SELECT word FROM {o}.person_words WHERE word >= ? AND word < ? LIMIT 1`, w, w+"\U0010FFFF")
		if err != nil || len(found) == 0 {
			return err == nil, err
		}
	}
	return false, nil
}

// forgive gives each word those others that somebody is called and that it may have been
// meant for; false: there are none.
func (f *Filter) forgive(ctx context.Context, q sqldb.Q) (any bool, err error) {
	f.meant = make([][]string, len(f.Words))
	for i, w := range f.Words {
		slips := append(slipsOf(w), toneless(w)...)
		if len(slips) == 0 {
			continue
		}
		// Looked up one by one: PostgreSQL would read all words of everybody.
		found, err := sqldb.All[string](ctx, q, `WITH slips(word) AS {in} SELECT word FROM slips
			WHERE (SELECT p.person FROM {o}.person_words p WHERE p.word = slips.word LIMIT 1) IS NOT NULL LIMIT ?`, slips, mostMeant)
		if err != nil {
			return false, err
		}
		f.meant[i], any = found, any || len(found) > 0
	}
	return any, nil
}

// toned is one or more syllables with their tones as numbers: can4, daai6man4, chen2.
var toned = regexp.MustCompile(`^([a-z]+[1-6])+$`)

// toneless is a word as it is kept, if somebody typed it with tones.
func toneless(w string) sqldb.Strings {
	if !toned.MatchString(w) {
		return nil
	}
	return sqldb.Strings{strings.Map(func(r rune) rune {
		if r >= '1' && r <= '6' {
			return -1
		}
		return r
	}, w)}
}

// slipsOf are all words that are one slip from a Latin one: a letter too many, one missing,
// another one, or two in the wrong order.
func slipsOf(w string) (out sqldb.Strings) {
	if len(w) < slipFrom || len(w) > slipUpTo || strings.Trim(w, letters) != "" {
		return nil
	}
	for i := range len(w) + 1 {
		head, tail := w[:i], w[i:]
		for _, c := range letters {
			out = append(out, head+string(c)+tail)
			if tail != "" {
				out = append(out, head+string(c)+tail[1:])
			}
		}
		if tail != "" {
			out = append(out, head+tail[1:])
		}
		if len(tail) > 1 {
			out = append(out, head+tail[1:2]+tail[:1]+tail[2:])
		}
	}
	return out
}
