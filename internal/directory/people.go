package directory

import (
	"context"
	"net/mail"
	"slices"
	"strings"

	"tramway/internal/directory/directoryevent"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// NewPerson is what somebody enters about a person.
type NewPerson struct {
	Name        string   `json:"name,omitempty" maxLength:"120" doc:"surname in capitals first: CHAN Tai Man"`
	NameZh      string   `json:"name_zh,omitempty" maxLength:"60"`
	Title       string   `json:"title,omitempty" maxLength:"120"`
	Grade       string   `json:"grade,omitempty" maxLength:"40"`
	HiredOn     *string  `json:"hired_on,omitempty" maxLength:"20" doc:"2026-11-22; absent: as it was"`
	Email       string   `json:"email,omitempty" maxLength:"254"`
	Phone       string   `json:"phone,omitempty" maxLength:"40" doc:"a number without country is of the organisation's region"`
	StaffNo     string   `json:"staff_no,omitempty" maxLength:"40"`
	Departments []string `json:"department_ids,omitempty" maxItems:"20"`
	Manager     string   `json:"manager_id,omitempty" maxLength:"40"`
	// Values are of the organisation's fields.
	Values map[string]string `json:"values,omitempty" maxProperties:"30" doc:"by field; empty takes away, absent leaves"`
}

// check cleans the input in place and reports every bad field.
func (n *NewPerson) check(region string) error {
	var bad fault.Fields
	n.Name, n.NameZh = strings.TrimSpace(n.Name), strings.TrimSpace(n.NameZh)
	if n.Name == "" && n.NameZh == "" {
		bad.Add("body.name", "required")
	}
	n.Email = strings.ToLower(strings.TrimSpace(n.Email))
	if a, err := mail.ParseAddress(n.Email); n.Email != "" && (err != nil || a.Address != n.Email) {
		bad.Add("body.email", "mail_address")
	}
	if n.Phone != "" {
		phone, ok := rules.Phone(n.Phone, region)
		if !ok {
			bad.Add("body.phone", "phone_number")
		}
		n.Phone = phone
	}
	if n.HiredOn != nil {
		day, code := rules.Day(*n.HiredOn)
		if code != "" {
			bad.Add("body.hired_on", code)
		}
		n.HiredOn = &day
	}
	return bad.Err()
}

// AddPerson adds a person and returns the id.
func AddPerson(ctx context.Context, o *org.Org, who org.Who, n NewPerson) (string, error) {
	if err := n.check(o.Region); err != nil {
		return "", err
	}
	var id string
	err := o.Write(ctx, who, func(tx *org.Tx) error {
		if err := roomFor(tx.Ctx, tx, o, 1); err != nil {
			return err
		}
		id = tx.NewID()
		p := store.Person{ID: id, Status: "active", Version: 1, CreatedAt: micros(tx)}
		return put(tx, nil, n.into(p))
	})
	return id, err
}

// EditPerson replaces what is known of a person, if version is the present one.
func EditPerson(ctx context.Context, o *org.Org, who org.Who, id string, version int64, n NewPerson) error {
	if err := n.check(o.Region); err != nil {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		had, err := store.ByID(tx.Ctx, tx, []string{id})
		if err != nil {
			return err
		}
		if len(had) == 0 {
			return fault.New(fault.NotFound, "not_found")
		}
		if had[0].Version != version {
			return fault.New(fault.Conflict, "version_conflict")
		}
		p := n.into(had[0])
		p.Version, p.Import = version+1, nil // edited by hand: the import can't be undone over it
		return put(tx, &had[0], p)
	})
}

func (n NewPerson) into(p store.Person) store.Person {
	p.Name, p.NameZh, p.Title, p.Grade = n.Name, n.NameZh, n.Title, strings.TrimSpace(n.Grade)
	if p.Values = n.Values; n.HiredOn != nil {
		p.HiredOn = *n.HiredOn
	}
	p.Email, p.Phone, p.StaffNo = store.Optional(n.Email), store.Optional(n.Phone), store.Optional(n.StaffNo)
	p.Manager, p.Departments = store.Optional(n.Manager), slices.Compact(slices.Sorted(slices.Values(n.Departments)))
	return p
}

// put checks what only the database knows, saves, records and tells.
func put(tx *org.Tx, before *store.Person, p store.Person) error {
	var had map[string]string
	if before != nil {
		had = before.Values
	}
	if err := fits(tx, p); err != nil {
		return err
	}
	if err := cleanValues(tx, had, &p); err != nil {
		return err
	}
	if err := store.Save(tx.Ctx, tx, []store.Person{p}); err != nil {
		return err
	}
	e := org.Entry{Action: "directory.person.add", Object: ref.To("person", p.ID), After: p}
	if before != nil {
		e.Action, e.Before = "directory.person.edit", *before
	}
	tx.Record(e)
	tx.Emit(directoryevent.PeopleChanged{Persons: []string{p.ID}})
	tx.Changed(ref.To("person", p.ID))
	return nil
}

func fits(tx *org.Tx, p store.Person) error {
	var bad fault.Fields
	for column, value := range map[string]*string{"email": p.Email, "staff_no": p.StaffNo} {
		if value == nil {
			continue
		}
		other, err := store.Taken(tx.Ctx, tx, column, *value, p.ID)
		if err != nil {
			return err
		}
		if other.ID != "" {
			bad.Add("body."+column, "duplicate", fault.Args{"other": other.Name})
		}
	}
	all, err := store.Departments(tx.Ctx, tx)
	if err != nil {
		return err
	}
	for _, d := range p.Departments {
		if !hasDepartment(all, d) {
			bad.Add("body.department_ids", "unknown_department")
		}
	}
	if p.Manager != nil {
		ms, err := store.ByID(tx.Ctx, tx, []string{*p.Manager})
		if err != nil {
			return err
		}
		if len(ms) == 0 || *p.Manager == p.ID {
			bad.Add("body.manager_id", "unknown_person")
		}
	}
	return bad.Err()
}

func hasDepartment(all []store.Department, id string) bool {
	for _, d := range all {
		if d.ID == id {
			return true
		}
	}
	return false
}
