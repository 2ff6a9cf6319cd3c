package directory

import (
	"context"
	"slices"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/han"
	"tramway/internal/httpapi"
)

// What a field can be visible to; everybody sees what is entered about themselves.
const (
	toEverybody = "everybody"
	toManagers  = "managers" // those above the person, and administrators
	toPerson    = "person"   // administrators
)

// ReadFields is the action of seeing every field of a person.
const ReadFields = "directory.field.read"

// sees says which fields a reader sees of the person who stands there.
func sees(c *httpapi.Call, stand authz.Resource) func(visible string) bool {
	all := stand.Owner != "" && stand.Owner == c.Person() || c.Allow(ReadFields, stand) == nil
	above := all || slices.Contains(stand.Managers, c.Person())
	return func(visible string) bool {
		return all || visible == toEverybody || visible == toManagers && above
	}
}

// Value is what is entered in one of the organisation's fields about a person.
type Value struct {
	Field string `json:"field_id"`
	Value string `json:"value" doc:"empty: nothing is entered"`
}

// reveal adds to one person what their reader may see beside what all do.
func reveal(ctx context.Context, c *httpapi.Call, all []store.Department, p store.Person, view *Person) error {
	stand, err := standing(ctx, c.Org.Read(), all, []store.Person{p})
	if err != nil {
		return err
	}
	fields, err := store.Fields(ctx, c.Org.Read())
	see := sees(c, stand[0])
	for _, visible := range []string{toEverybody, toManagers, toPerson} {
		if see(visible) {
			view.Sees = append(view.Sees, visible)
		}
	}
	if see(toManagers) {
		view.HiredOn = p.HiredOn
	}
	for _, f := range fields {
		if see(f.Visible) {
			view.Values = append(view.Values, Value{f.ID, p.Values[f.ID]})
		}
	}
	return err
}

// mayFill refuses what is entered in a field that the writer does not see of that
// person, and asks for what is needed where a new one is made.
func mayFill(ctx context.Context, c *httpapi.Call, stand authz.Resource, n *NewPerson, made bool) error {
	fields, err := store.Fields(ctx, c.Org.Read())
	if err != nil {
		return err
	}
	var bad fault.Fields
	see := sees(c, stand)
	for _, f := range fields {
		_, given := n.Values[f.ID]
		switch {
		case given && !see(f.Visible):
			bad.Add("body.values."+f.ID, "not_allowed")
		case made && !given && f.Required && see(f.Visible):
			bad.Add("body.values."+f.ID, "required")
		}
	}
	if n.HiredOn != nil && !see(toManagers) {
		bad.Add("body.hired_on", "not_allowed")
	}
	return bad.Err()
}

// withValue are those people about whom the reader sees that a text stands in a field:
// of texts a part, of everything else the whole.
func withValue(ctx context.Context, c *httpapi.Call, all []store.Department, field, text string) ([]string, error) {
	q := c.Org.Read()
	fields, err := store.Fields(ctx, q)
	if err != nil {
		return nil, err
	}
	f, ok := fieldIn(fields, field)
	if !ok {
		return nil, fault.Bad("query.field", "unknown_field")
	}
	ids := []string{}
	match := matcher(f, text)
	if err := store.EachValue(ctx, q, field, func(person, value string) {
		if match(value) {
			ids = append(ids, person)
		}
	}); err != nil || f.Visible == toEverybody || c.Allow(ReadFields, authz.Resource{}) == nil {
		return ids, err
	}
	return seen(ctx, c, all, f.Visible, ids)
}

func matcher(f store.Field, text string) func(string) bool {
	want := han.Fold(text)
	if f.Kind == rules.KindText {
		return func(v string) bool { return len(want) > 0 && strings.Contains(han.Fold(v), want) }
	}
	if clean, code := ownOf(f).Clean(text); code == "" {
		want = han.Fold(clean)
	}
	return func(v string) bool { return han.Fold(v) == want }
}

// seen keeps the people of whom the reader sees fields of that visibility.
func seen(ctx context.Context, c *httpapi.Call, all []store.Department, visible string, ids []string) ([]string, error) {
	people, err := store.ByID(ctx, c.Org.Read(), ids)
	if err != nil {
		return nil, err
	}
	stand, err := standing(ctx, c.Org.Read(), all, people)
	out := []string{}
	for i, p := range people {
		if sees(c, stand[i])(visible) {
			out = append(out, p.ID)
		}
	}
	return out, err
}
