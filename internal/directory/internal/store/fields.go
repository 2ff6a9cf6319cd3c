package store

import (
	"context"

	"tramway/internal/sqldb"
)

// Field is a row of person_fields: something the organisation asks about its people.
type Field struct {
	ID       string              `db:"id"`
	Name     string              `db:"name"`
	NameHK   string              `db:"name_hk"`
	NameCN   string              `db:"name_cn"`
	Kind     string              `db:"kind"`
	Choices  sqldb.JSON[Choices] `db:"choices"`
	Visible  string              `db:"visible"`
	Required bool                `db:"required"`
	Sort     int                 `db:"sort"`
}

// Choices are those of a field of choices.
type Choices struct {
	Of []string `json:"of"`
}

// Fields are all, in order.
func Fields(ctx context.Context, q sqldb.Q) ([]Field, error) {
	return sqldb.All[Field](ctx, q, `SELECT id, name, name_hk, name_cn, kind, choices, visible, required, sort FROM {o}.person_fields ORDER BY sort, id`)
}

// SaveField writes one whole.
func SaveField(ctx context.Context, q sqldb.Q, f Field) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.person_fields(id, name, name_hk, name_cn, kind, choices, visible, required, sort) VALUES(?,?,?,?,?,?,?,?,?)
		ON CONFLICT (id) DO UPDATE SET name=excluded.name, name_hk=excluded.name_hk, name_cn=excluded.name_cn, kind=excluded.kind,
		choices=excluded.choices, visible=excluded.visible, required=excluded.required, sort=excluded.sort`,
		f.ID, f.Name, f.NameHK, f.NameCN, f.Kind, f.Choices, f.Visible, f.Required, f.Sort)
	return err
}

// RemoveField removes a field and what was entered in it; entered says for how many
// people that was.
func RemoveField(ctx context.Context, q sqldb.Q, id string) (entered int64, err error) {
	if entered, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.person_values WHERE field=?`, id); err != nil {
		return 0, err
	}
	_, err = sqldb.Exec(ctx, q, `DELETE FROM {o}.person_fields WHERE id=?`, id)
	return entered, err
}

// Value is what was entered in one field about one person.
type Value struct {
	Person string               `db:"person"`
	Field  string               `db:"field"`
	Value  sqldb.Sealed[string] `db:"value"`
}

// EachValue goes through what was entered in one field.
func EachValue(ctx context.Context, q sqldb.Q, field string, fn func(person, value string)) error {
	return sqldb.Each(ctx, q, `SELECT person, field, value FROM {o}.person_values WHERE field=?`, []any{field}, func(v Value) error {
		fn(v.Person, v.Value.V)
		return nil
	})
}

// withValues completes people with what was entered in the organisation's fields.
func withValues(ctx context.Context, q sqldb.Q, ps []Person) error {
	ids, at := sqldb.Strings{}, map[string]int{}
	for i, p := range ps {
		ids, at[p.ID] = append(ids, p.ID), i
		ps[i].Values = map[string]string{}
	}
	return sqldb.Each(ctx, q, `SELECT person, field, value FROM {o}.person_values WHERE person IN {in}`, []any{ids}, func(v Value) error {
		ps[at[v.Person]].Values[v.Field] = v.Value.V
		return nil
	})
}

// saveValues replaces what was entered about people; what stands in fields that are
// gone by now is dropped.
func saveValues(ctx context.Context, q sqldb.Q, people []Person) error {
	ids, some := sqldb.Strings{}, false
	for _, p := range people {
		ids, some = append(ids, p.ID), some || len(p.Values) > 0
	}
	if _, err := sqldb.Exec(ctx, q, `DELETE FROM {o}.person_values WHERE person IN {in}`, ids); err != nil || !some {
		return err
	}
	fields, err := Fields(ctx, q)
	if err != nil {
		return err
	}
	return insertValues(ctx, q, people, fields)
}

func insertValues(ctx context.Context, q sqldb.Q, people []Person, fields []Field) error {
	var rows [][]any
	for _, p := range people {
		for _, f := range fields {
			if v := p.Values[f.ID]; v != "" {
				rows = append(rows, []any{f.ID, p.ID, sqldb.Seal(v)})
			}
		}
	}
	return sqldb.Insert(ctx, q, `INSERT INTO {o}.person_values(field, person, value)`, rows, "")
}
