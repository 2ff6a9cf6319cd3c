package ding

import (
	"context"
	"slices"

	"tramway/internal/ding/internal/rules"
	"tramway/internal/ding/internal/store"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
)

// resolve turns what was chosen into persons whom the reader may chase. Whoever is in a
// department or a group and may not be is left out; whoever is named and may not be is
// refused. Of those who have not read a message there may be more than a notice goes to:
// then it goes to as many of them as it can.
func (m *Module) resolve(ctx context.Context, c *httpapi.Call, t store.Targets, about Message) ([]string, error) {
	chosen, err := m.chosen(ctx, c, t)
	if err != nil {
		return nil, err
	}
	unread, err := m.unread(ctx, c, t, about, chosen)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(chosen, unread)
	may, err := m.cfg.Matrix.May(ctx, c, c.Person(), all)
	if err != nil {
		return nil, err
	}
	here, err := m.cfg.People.Here(ctx, c.Org.Read(), all)
	if err != nil {
		return nil, err
	}
	for _, id := range t.Persons {
		switch {
		case id == c.Person():
		case !here[id]:
			return nil, fault.Bad("body.person_ids", "unknown_person")
		case !may[id]:
			return nil, m.cfg.Matrix.Refusal(ctx, c, c.Person(), id)
		}
	}
	out := func(id string) bool { return !may[id] || !here[id] }
	chosen, unread = slices.DeleteFunc(chosen, out), slices.DeleteFunc(unread, out)
	if len(chosen) > rules.MaxReceivers {
		return nil, fault.Bad("body.person_ids", "too_many", fault.Args{"max": rules.MaxReceivers})
	}
	return append(chosen, unread[:min(len(unread), rules.MaxReceivers-len(chosen))]...), nil
}

// chosen are the persons, and those of the departments and groups, each once.
func (m *Module) chosen(ctx context.Context, c *httpapi.Call, t store.Targets) ([]string, error) {
	all, unknown, err := m.cfg.People.Within(ctx, c, t.Departments)
	if err != nil {
		return nil, err
	}
	if unknown {
		return nil, fault.Bad("body.department_ids", "unknown_department")
	}
	for _, id := range t.Groups {
		in, err := m.cfg.Messages.DingAll(ctx, c, id)
		if err != nil {
			return nil, named(err, "body.conversation_ids")
		}
		all = append(all, in...)
	}
	all = slices.DeleteFunc(slices.Concat(t.Persons, all), func(id string) bool { return id == c.Person() })
	slices.Sort(all)
	return slices.Compact(all), nil
}

// unread are those who have not read the message, without whom was chosen anyway.
func (m *Module) unread(ctx context.Context, c *httpapi.Call, t store.Targets, about Message, chosen []string) ([]string, error) {
	if !t.Unread {
		return nil, nil
	}
	all, err := m.cfg.Messages.DingUnread(ctx, c, about.Conversation, about.Seq)
	if err != nil {
		return nil, named(err, "body.unread")
	}
	return slices.DeleteFunc(all, func(id string) bool {
		_, is := slices.BinarySearch(chosen, id)
		return is
	}), nil
}

// named puts a refusal of somebody else's beside the field that it is about.
func named(err error, field string) error {
	f := fault.Of(err)
	if f == nil {
		return err
	}
	if len(f.Fields) > 0 {
		return fault.Bad(field, f.Fields[0].Code, f.Fields[0].Args)
	}
	return fault.Bad(field, f.Code, f.Args)
}
