package directory

import (
	"context"
	"strings"

	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// ByMail is who has a mail address here, and whether they have left; "" if nobody has.
func (m *Module) ByMail(ctx context.Context, q sqldb.Q, email string) (person string, left bool, err error) {
	person, err = store.PersonByMail(ctx, q, strings.ToLower(email))
	if err != nil || person == "" {
		return person, false, err
	}
	people, err := store.ByID(ctx, q, []string{person})
	return person, err == nil && len(people) == 1 && people[0].Status == "left", err
}

// TakeGuest makes somebody from outside a person here, in no department; where they are
// from stands where a colleague has a title. Whoever was
// here and left comes back as the same person. Errors: guest_is_member, plan_limit.
func (m *Module) TakeGuest(tx *org.Tx, name, company, email string) (person string, err error) {
	if err := roomFor(tx.Ctx, tx, tx.Org, 1); err != nil {
		return "", err
	}
	person, left, err := m.ByMail(tx.Ctx, tx, email)
	switch {
	case err != nil:
		return "", err
	case person == "":
		person = tx.NewID()
		return person, put(tx, nil, NewPerson{Name: name, Title: company, Email: strings.ToLower(email)}.into(store.Person{ID: person, Status: "active", Version: 1, CreatedAt: micros(tx)}))
	case !left:
		return "", fault.New(fault.Conflict, "guest_is_member")
	}
	was, err := leaver(tx, person, "left", "person_there")
	if err != nil {
		return "", err
	}
	now := was
	now.Status, now.LeftAt, now.Name, now.Title = "active", 0, name, company
	return person, savePresence(tx, "directory.person.return", was, now, nil)
}
