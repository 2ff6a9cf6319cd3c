package directory

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/store"
	"tramway/internal/life"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Life is what happens to people and imports when they are old or gone.
func (m *Module) Life() life.Parts {
	return life.Parts{
		Copies: []life.Copy{{Table: "people", Where: "id = ?"}, {Table: "person_departments", Where: "person = ?"},
			{Table: "person_values", Where: "person = ?"}, {Table: "join_requests", Where: "person = ?"}, {Table: "sight_rules", Where: "person = ?"}, {Table: "sight_named", Where: "person = ?"},
			{Table: "person_words", Derived: true}, {Table: "import_parts", Derived: true}, {Table: "view_counts", Derived: true}},
		Purges: []life.Purge{{Class: "import", Tables: []string{"imports", "import_parts"}, Due: importsDue, Step: purgeImports},
			{Class: "joining", Tables: []string{"join_requests"}, Due: joinsDue, Step: purgeJoins}},
		Erasures: []life.Erasure{
			{Name: "imports", Tables: []string{"imports", "import_parts"}, Left: importsOf, Step: eraseImports},
			{Name: "exports", Tables: []string{"people_exports"}, Left: exportsLeft, Step: eraseExports},
			{Name: "profile", Tables: []string{"people", "person_departments", "person_words", "person_values", "sight_rules", "sight_named"}, Class: "employment", Left: profileOf, Step: eraseProfile},
		},
		Heirs:  []life.Heir{{Name: "reports", Needs: true, Count: countReports, Pass: passReports}, {Name: "account", Count: m.countAccount, Pass: m.passAccount}},
		Others: []life.Other{{Tables: []string{"departments", "portal_links", "view_limits", "view_counts", "mail_domains", "person_fields", "join_links", "people_exports", "people_export_schedule"}, By: "house"}},
	}
}

func importsDue(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (life.Due, error) {
	if len(held) > 0 {
		return life.Due{}, nil
	}
	return sqldb.One[life.Due](ctx, o.Read(), `SELECT coalesce(sum(CASE WHEN created_at < ? THEN 1 ELSE 0 END), 0) AS rows, coalesce(min(created_at), 0) AS at
		FROM {o}.imports WHERE state NOT IN ('applying','undoing')`, before)
}

// purgeImports: a file has many people in it, so all stay while one of them is held.
func purgeImports(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
	if len(held) > 0 {
		return 0, nil
	}
	ids, err := store.OldImports(tx.Ctx, tx, before, limit)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return len(ids), dropImports(tx, ids)
}

func dropImports(tx *org.Tx, ids []string) error {
	for _, id := range ids {
		tx.Deleted(ref.To("import", id))
	}
	return store.DropImports(tx.Ctx, tx, ids)
}

func importsOf(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	ids, err := importsWith(ctx, q, person)
	return life.Due{Rows: int64(len(ids))}, err
}

func eraseImports(tx *org.Tx, person string, _ sqldb.Micros, _ int) (int, error) {
	ids, err := importsWith(tx.Ctx, tx, person)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return len(ids), dropImports(tx, ids)
}

func importsWith(ctx context.Context, q sqldb.Q, person string) ([]string, error) {
	people, err := store.ByID(ctx, q, []string{person})
	if err != nil {
		return nil, err
	}
	marks := []string{quoted(person)}
	for _, p := range people {
		for _, s := range []string{p.Name, p.NameZh, store.Text(p.Email), store.Text(p.StaffNo)} {
			if s != "" {
				marks = append(marks, quoted(s))
			}
		}
	}
	return store.ImportsWith(ctx, q, func(text string) bool {
		text = strings.ToLower(text)
		for _, mark := range marks {
			if strings.Contains(text, mark) {
				return true
			}
		}
		return false
	})
}

// quoted is a cell as it stands in what is kept of a file.
func quoted(s string) string {
	b, _ := json.Marshal(strings.ToLower(s)) // a string
	return string(b)
}

func profileOf(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	people, err := store.ByID(ctx, q, []string{person})
	if err != nil || len(people) == 0 {
		return life.Due{}, err
	}
	return life.Due{Rows: 1, At: people[0].LeftAt}, nil
}

func eraseProfile(tx *org.Tx, person string, before sqldb.Micros, _ int) (int, error) {
	people, err := store.ByID(tx.Ctx, tx, []string{person})
	if err != nil || len(people) == 0 || people[0].LeftAt == 0 || people[0].LeftAt >= before {
		return 0, err
	}
	tx.Deleted(ref.To("person", person))
	tx.Emit(directoryevent.PeopleChanged{Persons: []string{person}})
	return 1, errors.Join(releasePictures(tx, []string{person}), store.Remove(tx.Ctx, tx, []string{person}))
}

func joinsDue(ctx context.Context, o *org.Org, before sqldb.Micros, held []string) (life.Due, error) {
	return sqldb.One[life.Due](ctx, o.Read(), `SELECT (SELECT count(*) FROM {o}.join_requests WHERE asked_at < ? AND person NOT IN {in}) AS rows,
		coalesce((SELECT min(asked_at) FROM {o}.join_requests), 0) AS at`, before, sqldb.Strings(held))
}

func purgeJoins(tx *org.Tx, before sqldb.Micros, held []string, limit int) (int, error) {
	n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.join_requests WHERE id IN
		(SELECT id FROM {o}.join_requests WHERE asked_at < ? AND person NOT IN {in} ORDER BY asked_at LIMIT ?)`, before, sqldb.Strings(held), limit)
	return int(n), err
}

func exportsLeft(ctx context.Context, q sqldb.Q, person string) (life.Due, error) {
	ids, err := exportsOf(ctx, q, person, 1000)
	return life.Due{Rows: int64(len(ids))}, err
}

// eraseExports takes whole files: each has many people in it, and the schedule makes a
// new one.
func eraseExports(tx *org.Tx, person string, _ sqldb.Micros, limit int) (int, error) {
	ids, err := exportsOf(tx.Ctx, tx, person, limit)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	tx.Enqueue(org.Job{Kind: exportJob, Key: exportJob, Data: exporting{true}})
	return len(ids), dropExports(tx, ids)
}
