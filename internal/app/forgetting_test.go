package app

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"tramway/internal/lang"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/org/orgtest"
	"tramway/internal/retention"
	"tramway/internal/sqldb"
	"tramway/internal/sqldb/sqldbtest"
)

// A person's copy has everything that is marked as theirs; when they have left and are
// forgotten, and what is old has gone, the database holds none of it.
func TestACopyHasEverythingOfAPersonAndForgettingLeavesNothing(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, e sqldb.Dialect) {
		l := newLived(t)
		h := orgtest.New(t, e, org.Config{Migrations: Migrations, Jobs: l.jobs, Subscribers: l.subs})
		boss := org.Member(addPerson(t, h, "BOSS"))
		person := "hkthepersonwhoisfilled0001"
		marks := filled(t, h, l.parts.Tables, person)
		for _, table := range l.parts.Tables { // a new table is filled, or says here why not
			if life.Tells(table) && !ofTheOrganisation(table) && len(marks[table.Name]) == 0 && table.Name != "person_words" {
				t.Errorf("%s tells of people and was not filled", table.Name)
			}
		}
		text := copyText(t, l, h, person)
		for _, c := range l.parts.Copies {
			table, _ := l.parts.Table(c.Table)
			for _, mark := range marks[c.Table] {
				if !c.Derived && table.Export == "person" && !strings.Contains(text, mark) {
					t.Errorf("the copy lacks %s", mark)
				}
			}
		}
		if !strings.Contains(text, marks["entries"][0]) {
			t.Error("the copy lacks the entries about the person")
		}
		if err := l.dir.LeavePerson(t.Context(), h.Org, boss, person, boss.ID); err != nil {
			t.Fatal(err)
		}
		if err := l.kept.Forget(t.Context(), h.Org, boss, person, "CHAN Tai Man MARKpeoplenameEND", true); err != nil {
			t.Fatal(err)
		}
		for class, days := range map[string]int{"announcement": 400, "conversation": 400, "request": 400, "import": 30, "notice": 30} {
			if err := retention.SetPeriod(t.Context(), h.Org, boss, class, days, func(s string) string { return s }); err != nil {
				t.Fatal(err)
			}
		}
		for range 5 { // the least of some, then the period of others, then what was noted meanwhile
			h.Clock.Advance(410 * 24 * time.Hour)
			settle(t, h)
		}
		for name, found := range marked(t, h, l.parts.Tables) {
			t.Errorf("%s still holds %s", name, found)
		}
	})
}

// copyText is everything in a person's archive.
func copyText(t *testing.T, l lived, h *orgtest.House, person string) string {
	t.Helper()
	var b bytes.Buffer
	c, err := l.kept.Ask(t.Context(), h.Org, org.Member("asker"), person)
	if err != nil {
		t.Fatal(err)
	}
	settle(t, h)
	taken, err := retention.Take(t.Context(), h.Org, org.Member("asker"), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.kept.File(t.Context(), h.Org, *taken, lang.English, &b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := out.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

// What goes in the night, and what is taken from a leaver who wrote it, goes from the
// index too.
func TestWhatIsGoneLeavesTheIndex(t *testing.T) {
	eachHouse(t, func(h lively) {
		a, b := addPerson(h.t, h.House, "CHAN Tai Man"), addPerson(h.t, h.House, "B")
		talk := h.group("talk", b, a)
		h.say(talk, a, "mine")
		h.say(talk, b, "yours")
		indexed := func(want int) {
			h.t.Helper()
			docs, words := 0, int64(0)
			for range 2000 {
				docs = h.count(`SELECT count(*) FROM {o}.search_docs`)
				var err error
				if words, err = sqldb.CountWords(h.t.Context(), h.Read(), "search_words"); err != nil {
					h.t.Fatal(err)
				}
				if docs == want && words == int64(want) {
					return
				}
				time.Sleep(3 * time.Millisecond)
			}
			h.t.Errorf("%d documents, %d with words, want %d", docs, words, want)
		}
		indexed(2)
		if err := h.dir.LeavePerson(h.t.Context(), h.Org, h.boss, a, ""); err != nil {
			h.t.Fatal(err)
		}
		if err := h.kept.Forget(h.t.Context(), h.Org, h.boss, a, "CHAN Tai Man", true); err != nil {
			h.t.Fatal(err)
		}
		h.sleep(1)
		indexed(1)
		// Whoever was away hears of it: what was erased has had the conversation's next change.
		if n := h.count(`SELECT count(*) FROM {o}.messages m JOIN {o}.conversations c ON c.id=m.conversation WHERE m.kind='erased' AND m.rev > 0 AND m.rev=c.last_rev`); n != 1 {
			h.t.Errorf("%d erased messages are a change of their conversation", n)
		}
		h.set("conversation", 400)
		h.sleep(410)
		indexed(0)
	})
}
