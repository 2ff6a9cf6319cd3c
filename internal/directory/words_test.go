package directory_test

import (
	"testing"
	"time"

	"tramway/internal/directory"
	"tramway/internal/directory/internal/store"
	"tramway/internal/han"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// A colleague is found by one character, in either script, by the English name, by
// the sound in Mandarin and in Cantonese, whole or by initials, and by the phone.
func TestPeopleAreFoundHoweverTheyAreTyped(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		h := open(t, e)
		add(t, h, directory.NewPerson{Name: "CHEUNG Hok Yau, Jacky", NameZh: "張學友", Phone: "9123 4567", Title: "Singer 歌手"})
		add(t, h, directory.NewPerson{Name: "LAU Tak Wah", NameZh: "劉德華"})
		all := func(when string) {
			t.Helper()
			for _, q := range []string{"張", "张", "友", "學友", "学友", "cheung", "jacky", "Hok Yau", "zhang", "zxy", "zhang xue", "zoeng", "zoenghokjau", "zhj", "zoeng hok", "zhang xueyou", "xueyou zhang", "zoeng hokjau", "9123", "91234567", "9123 4567", "+852 9123 4567", "85291234567", "歌", "singer"} {
				if got := find(t, h, q); got != "CHEUNG Hok Yau, Jacky" {
					t.Errorf("%s: %q finds %q", when, q, got)
				}
			}
			for _, q := range []string{"zoeng1 hok6 jau5", "zoeng1hok6jau5", "zhang1 xue2you3"} { // with tones, as dictionaries write them
				ps, err := store.Find(t.Context(), h.Read(), store.Filter{Words: han.Query(q), Limit: 50, Sight: everybody})
				if err != nil || len(ps) != 1 || ps[0].NameZh != "張學友" {
					t.Errorf("%s: %q finds %v %v", when, q, ps, err)
				}
			}
			if got := find(t, h, "=3"); got != find(t, h, "3") {
				t.Errorf("%s: the mark of a version finds %q", when, got)
			}
		}
		all("as saved")
		err := h.Write(t.Context(), admin, func(tx *org.Tx) error { // as an older program left it
			tx.Record(org.Entry{Action: "test.older", Object: ref.To("test", "words")})
			tx.Enqueue(org.Job{Kind: "directory.words", Key: "directory.words", Data: struct{}{}})
			_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.person_words WHERE word LIKE 'z%' OR word LIKE '=%'`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		for range 2000 {
			if find(t, h, "zoeng") != "" {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		all("made anew")
	})
}
