package directory

import (
	"context"
	"errors"
	"maps"
	"slices"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// maxSightRules is how many rules about who sees whom an organisation has at most: each
// is looked at whenever somebody looks.
const maxSightRules = 100

// NewSightRule is what somebody enters about who does not see whom.
type NewSightRule struct {
	Kind string   `json:"kind" enum:"hide,limit" doc:"hide: nobody outside sees who is in it; limit: who is in it sees nobody outside"`
	Of   string   `json:"of" maxLength:"240" doc:"department:id with all below it, or to hide: person:id"`
	Also []string `json:"also,omitempty" maxItems:"50" doc:"of limit: department:id that they see as well"`
	But  []string `json:"but,omitempty" maxItems:"50" doc:"readers for whom it does not hold: department:id, person:id"`
}

// rule reads the input and reports every ref that can't be one.
func (n NewSightRule) rule() (rules.SightRule, error) {
	var bad fault.Fields
	whom := func(at, text string, departments bool) rules.Whom {
		r, err := ref.Parse(text)
		switch {
		case err == nil && r.Type == "department":
			return rules.Whom{Department: r.ID}
		case err == nil && r.Type == "person" && !departments:
			return rules.Whom{Person: r.ID}
		}
		bad.Add(at, "unknown_object")
		return rules.Whom{}
	}
	out := rules.SightRule{Kind: n.Kind, Of: whom("body.of", n.Of, n.Kind == rules.SightLimit)}
	if n.Kind == rules.SightLimit {
		for _, also := range unique(n.Also) {
			out.Also = append(out.Also, whom("body.also", also, true).Department)
		}
	}
	for _, but := range unique(n.But) {
		out.But = append(out.But, whom("body.but", but, false))
	}
	return out, bad.Err()
}

func unique(texts []string) []string { return slices.Compact(slices.Sorted(slices.Values(texts))) }

// input is a rule as it is entered, and recorded.
func input(r rules.SightRule) NewSightRule {
	n := NewSightRule{Kind: r.Kind, Of: refOf(r.Of).String(), Also: []string{}, But: []string{}}
	for _, d := range r.Also {
		n.Also = append(n.Also, ref.To("department", d).String())
	}
	for _, w := range r.But {
		n.But = append(n.But, refOf(w).String())
	}
	return n
}

func refOf(w rules.Whom) ref.Ref {
	if w.Person != "" {
		return ref.To("person", w.Person)
	}
	return ref.To("department", w.Department)
}

// PutSightRule adds a rule (id empty) or replaces one; it holds at once.
// Errors: unknown_object, too_many_sight_rules, not_found.
func PutSightRule(ctx context.Context, o *org.Org, who org.Who, id string, n NewSightRule) (string, error) {
	r, err := n.rule()
	if err != nil {
		return "", err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := store.SightRules(tx.Ctx, tx)
		if err != nil {
			return err
		}
		e := org.Entry{Action: "directory.sight.add"}
		if r.ID = id; id == "" {
			if len(all) >= maxSightRules {
				return fault.New(fault.Conflict, "too_many_sight_rules", fault.Args{"max": maxSightRules})
			}
			r.ID = tx.NewID()
		} else {
			had, ok := sightRule(all, id)
			if !ok {
				return fault.New(fault.NotFound, "not_found")
			}
			e.Action, e.Before = "directory.sight.edit", input(had)
		}
		if err := namesThere(tx, r); err != nil {
			return err
		}
		e.Object, e.After = ref.To("sight_rule", r.ID), input(r)
		return changeSight(tx, e, store.SaveSightRule(tx.Ctx, tx, r))
	})
	return r.ID, err
}

// DropSightRule removes a rule. Errors: not_found.
func DropSightRule(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		all, err := store.SightRules(tx.Ctx, tx)
		if err != nil {
			return err
		}
		had, ok := sightRule(all, id)
		if !ok {
			return fault.New(fault.NotFound, "not_found")
		}
		return changeSight(tx, org.Entry{Action: "directory.sight.remove", Object: ref.To("sight_rule", id), Before: input(had)}, store.RemoveSightRule(tx.Ctx, tx, id))
	})
}

func changeSight(tx *org.Tx, e org.Entry, err error) error {
	tx.Record(e)
	tx.Emit(directoryevent.DepartmentsChanged{})
	return err
}

func sightRule(all []rules.SightRule, id string) (rules.SightRule, bool) {
	i := slices.IndexFunc(all, func(r rules.SightRule) bool { return r.ID == id })
	if i < 0 {
		return rules.SightRule{}, false
	}
	return all[i], true
}

// namesThere refuses a rule that names who or what is not there.
func namesThere(tx *org.Tx, r rules.SightRule) error {
	fields := map[ref.Ref]string{refOf(r.Of): "body.of"}
	for _, d := range r.Also {
		fields[ref.To("department", d)] = "body.also"
	}
	for _, w := range r.But {
		fields[refOf(w)] = "body.but"
	}
	names, err := namesOf(tx.Ctx, tx, slices.Collect(maps.Keys(fields)))
	var bad fault.Fields
	for r, field := range fields {
		if _, there := names[r]; !there {
			bad.Add(field, "unknown_"+r.Type)
		}
	}
	return errors.Join(err, bad.Err())
}

// namesOf are those of people and departments that are there.
func namesOf(ctx context.Context, q sqldb.Q, refs []ref.Ref) (map[ref.Ref]Whom, error) {
	out := map[ref.Ref]Whom{}
	all, err := store.Departments(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		r := ref.To("department", d.ID)
		out[r] = Whom{r.String(), d.Name, d.NameZh}
	}
	people, err := store.ByID(ctx, q, idsOf(refs, "person"))
	for _, p := range people {
		r := ref.To("person", p.ID)
		out[r] = Whom{r.String(), p.Name, p.NameZh}
	}
	return out, err
}
