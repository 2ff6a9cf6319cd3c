package directory

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// maxFields is how many fields of its own an organisation has at most.
const maxFields = 30

// NewField is what somebody enters about a field of the organisation's own.
type NewField struct {
	Name     string   `json:"name" minLength:"1" maxLength:"60"`
	NameHK   string   `json:"name_hk,omitempty" maxLength:"60" doc:"traditional Chinese; empty: as in English"`
	NameCN   string   `json:"name_cn,omitempty" maxLength:"60" doc:"simplified Chinese; empty: as in English"`
	Kind     string   `json:"kind" enum:"text,number,date,choice" doc:"stays as it was at first"`
	Choices  []string `json:"choices,omitempty" maxItems:"50" doc:"of a choice"`
	Visible  string   `json:"visible" enum:"everybody,managers,person" doc:"to everybody; to their managers, to administrators and to themselves; to administrators and to themselves"`
	Required bool     `json:"required,omitempty"`
	Sort     int      `json:"sort,omitempty" minimum:"0" maximum:"100000"`
}

func (n NewField) into(id string) store.Field {
	return store.Field{ID: id, Name: n.Name, NameHK: n.NameHK, NameCN: n.NameCN, Kind: n.Kind, Choices: sqldb.AsJSON(store.Choices{Of: n.Choices}),
		Visible: n.Visible, Required: n.Required, Sort: n.Sort}
}

// check cleans the input in place and reports every bad field.
func (n *NewField) check() error {
	var bad fault.Fields
	for _, s := range []*string{&n.Name, &n.NameHK, &n.NameCN} {
		*s = strings.TrimSpace(*s)
	}
	if n.Name == "" {
		bad.Add("body.name", "required")
	}
	choices := []string{}
	for i, c := range n.Choices {
		if c = strings.TrimSpace(c); len([]rune(c)) > 100 {
			bad.Add("body.choices["+strconv.Itoa(i)+"]", "too_long", fault.Args{"max": 100})
		}
		if c != "" && !slices.Contains(choices, c) {
			choices = append(choices, c)
		}
	}
	if n.Choices = choices; n.Kind != rules.KindChoice {
		n.Choices = []string{}
	} else if len(choices) == 0 {
		bad.Add("body.choices", "required")
	}
	return bad.Err()
}

// PutField adds a field (id empty) or changes one; its kind stays.
// Errors: too_many_fields, not_found.
func PutField(ctx context.Context, o *org.Org, who org.Who, id string, n NewField) (f store.Field, err error) {
	if err := n.check(); err != nil {
		return f, err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := store.Fields(tx.Ctx, tx)
		if err != nil {
			return err
		}
		e := org.Entry{Action: "directory.field.add"}
		if f = n.into(id); id == "" {
			if len(all) >= maxFields {
				return fault.New(fault.Conflict, "too_many_fields", fault.Args{"max": maxFields})
			}
			f.ID = tx.NewID()
		} else {
			had, ok := fieldIn(all, id)
			if !ok {
				return fault.New(fault.NotFound, "not_found")
			}
			f.Kind, e.Action, e.Before = had.Kind, "directory.field.edit", fieldOf(had)
		}
		e.Object, e.After = ref.To("field", f.ID), fieldOf(f)
		tx.Record(e)
		return store.SaveField(tx.Ctx, tx, f)
	})
	return f, err
}

// DropField removes a field with all that was entered in it. Errors: not_found.
func DropField(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := store.Fields(tx.Ctx, tx)
		if err != nil {
			return err
		}
		had, ok := fieldIn(all, id)
		if !ok {
			return fault.New(fault.NotFound, "not_found")
		}
		entered, err := store.RemoveField(tx.Ctx, tx, id)
		tx.Record(org.Entry{Action: "directory.field.remove", Object: ref.To("field", id), Before: fieldOf(had),
			Note: map[string]string{"people": strconv.FormatInt(entered, 10)}})
		return err
	})
}

func fieldIn(all []store.Field, id string) (store.Field, bool) {
	i := slices.IndexFunc(all, func(f store.Field) bool { return f.ID == id })
	if i < 0 {
		return store.Field{}, false
	}
	return all[i], true
}

// ownOf is a field as the rules of values see it.
func ownOf(f store.Field) rules.Own {
	return rules.Own{ID: f.ID, Names: []string{f.Name, f.NameHK, f.NameCN}, Kind: f.Kind, Choices: f.Choices.V.Of, Required: f.Required}
}

func ownFields(ctx context.Context, q sqldb.Q) ([]rules.Own, error) {
	all, err := store.Fields(ctx, q)
	out := make([]rules.Own, len(all))
	for i, f := range all {
		out[i] = ownOf(f)
	}
	return out, err
}

// cleanValues brings what was entered in the organisation's fields into their kept
// form, in place; a field that was not sent keeps what it has.
func cleanValues(tx *org.Tx, had map[string]string, p *store.Person) error {
	given := p.Values
	p.Values = map[string]string{}
	for id, v := range had {
		p.Values[id] = v
	}
	if len(given) == 0 {
		return nil
	}
	all, err := ownFields(tx.Ctx, tx)
	if err != nil {
		return err
	}
	var bad fault.Fields
	for id, written := range given {
		at := "body.values." + id
		i := slices.IndexFunc(all, func(o rules.Own) bool { return o.ID == id })
		if i < 0 {
			bad.Add(at, "unknown_field")
			continue
		}
		v, code := all[i].Clean(written)
		if p.Values[id] = v; v == "" {
			delete(p.Values, id)
		}
		if code == "" && v == "" && all[i].Required {
			code = "required"
		}
		if code != "" {
			bad.Add(at, code, fault.Args{"max": rules.MaxValue})
		}
	}
	return bad.Err()
}
