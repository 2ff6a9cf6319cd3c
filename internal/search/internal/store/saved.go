package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Asking is what a saved search looks for, as the address of the page has it.
type Asking struct {
	Q     string   `json:"q" required:"false" maxLength:"200" doc:"words"`
	From  string   `json:"from" required:"false" maxLength:"40" doc:"a person"`
	In    string   `json:"in" required:"false" maxLength:"40" doc:"a conversation"`
	Since string   `json:"since" required:"false" maxLength:"10" doc:"a day, as 2026-11-22"`
	Until string   `json:"until" required:"false" maxLength:"10" doc:"a day"`
	Has   []string `json:"has" required:"false" maxItems:"8" enum:"link,mention,reaction,file,image,voice,location,contact"`
}

// Empty says that it looks for nothing.
func (a Asking) Empty() bool {
	return a.Q == "" && a.From == "" && a.In == "" && a.Since == "" && a.Until == "" && len(a.Has) == 0
}

// Saved is a row of saved_searches.
type Saved struct {
	ID     string               `db:"id"`
	Person string               `db:"person"`
	Name   sqldb.Sealed[string] `db:"name"`
	Asked  sqldb.Sealed[Asking] `db:"asked"`
}

// SavedOf are a person's, the oldest first.
func SavedOf(ctx context.Context, q sqldb.Q, person string) ([]Saved, error) {
	return sqldb.All[Saved](ctx, q, `SELECT id, person, name, asked FROM {o}.saved_searches WHERE person=? ORDER BY id`, person)
}

// Save writes one, new or changed.
func Save(ctx context.Context, q sqldb.Q, s Saved) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.saved_searches(id, person, name, asked) VALUES(?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET name=excluded.name, asked=excluded.asked`, s.ID, s.Person, s.Name, s.Asked)
	return err
}

// DropSaved removes one of a person's.
func DropSaved(ctx context.Context, q sqldb.Q, person, id string) error {
	_, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.saved_searches WHERE id=? AND person=?`, id, person)
	return err
}
