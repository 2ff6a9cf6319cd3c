package chatimport

import (
	"context"

	"tramway/internal/chatimport/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
)

const peopleAtOnce = 500

// match finds the colleagues among those who were read, and lets the import be begun.
func (m *Module) match(ctx context.Context, o *org.Org, i store.Import) error {
	after := ""
	for {
		some, err := store.People(ctx, o.Read(), i.ID, after, false, peopleAtOnce)
		if err != nil {
			return err
		}
		if len(some) == 0 {
			break
		}
		after = some[len(some)-1].Key
		err = o.Write(ctx, org.System(stepJob), func(tx *org.Tx) error {
			tx.Exempt("upload")
			found, err := m.found(tx, i.Source, some)
			if err != nil {
				return err
			}
			return store.PutPeople(tx.Ctx, tx, i.ID, found)
		})
		if err != nil {
			return err
		}
	}
	return o.Write(ctx, org.System(stepJob), func(tx *org.Tx) error {
		tx.Exempt("upload")
		now, err := store.ByID(tx.Ctx, tx, i.ID)
		if err != nil || now.State != reading {
			return err
		}
		i.State, i.Done = ready, i.Total
		return store.Save(tx.Ctx, tx, i)
	})
}

// found says of some persons who they are: whom somebody chose for them before, else by
// their address, else by their number.
func (m *Module) found(tx *org.Tx, source string, some []store.Person) ([]store.Person, error) {
	var keys, mails, phones []string
	for _, p := range some {
		keys = append(keys, p.Key)
		if p.About.V.Mail != "" {
			mails = append(mails, p.About.V.Mail)
		}
		if p.About.V.Phone != "" {
			phones = append(phones, p.About.V.Phone)
		}
	}
	chosen, err := store.Authors(tx.Ctx, tx, source, true, keys)
	if err != nil {
		return nil, err
	}
	byMail, byPhone, err := m.people.Contacted(tx.Ctx, tx, tx.Org.Region, mails, phones)
	out := make([]store.Person, len(some))
	for n, p := range some {
		p.How, p.Person = "name", ""
		switch {
		case chosen[p.Key].ID != "":
			p.How, p.Person = "chosen", chosen[p.Key].ID
		case byMail[p.About.V.Mail] != "":
			p.How, p.Person = "mail", byMail[p.About.V.Mail]
		case byPhone[p.About.V.Phone] != "":
			p.How, p.Person = "phone", byPhone[p.About.V.Phone]
		}
		out[n] = p
	}
	return out, err
}

// Choose says who somebody of the other program is: how is name (not in the directory),
// out (left out) or chosen (a colleague). key "": all who were not found. Errors:
// not_found, import_not_ready, unknown_person.
func (m *Module) Choose(ctx context.Context, o *org.Org, who org.Who, id, key, how, person string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		i, err := inState(tx, id, ready)
		if err != nil {
			return err
		}
		if how == "chosen" {
			names, err := m.people.Names(tx.Ctx, tx, []string{person})
			if err != nil {
				return err
			}
			if names[person] == "" || key == "" {
				return fault.Bad("body.person_id", "unknown_person")
			}
		} else {
			person = ""
		}
		n, err := store.Choose(tx.Ctx, tx, id, key, how, person)
		if err == nil && n == 0 && key != "" {
			err = fault.New(fault.NotFound, "not_found")
		}
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "chat.import.choose", Object: importRef(id), After: map[string]any{"key": key, "how": how, "person": person}})
		if how == "chosen" {
			return store.PutAuthors(tx.Ctx, tx, i.Source, []store.Author{{Key: key, ID: person, Known: true}})
		}
		return store.Unchoose(tx.Ctx, tx, i.Source, key)
	})
}
