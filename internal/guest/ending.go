package guest

import (
	"context"
	"slices"
	"time"

	"tramway/internal/access/accessevent"
	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/guest/guestevent"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// A guest's way in ends at its moment by itself, in the installation (host); these jobs
// then take what is left of it in the house, and warn of it before.
const (
	endJob   = "guest.end"
	warnJob  = "guest.warn"
	untilJob = "guest.until"
)

// theirs finds a guest for whom a person answers, or whose group they lead, or any if
// they decide about all; others are not there for them.
func (m *Module) theirs(ctx context.Context, q sqldb.Q, person, id string, all bool) (row, error) {
	r, err := find(ctx, q, id)
	if err != nil || all || r.InvitedBy == person {
		return r, err
	}
	leaders, err := m.talks.Leaders(ctx, q, r.Conversation)
	if err == nil && !slices.Contains(leaders, person) {
		return row{}, fault.New(fault.NotFound, "not_found")
	}
	return r, err
}

// Prolong moves the end of a guest's time. Errors: not_found, guest_over, invalid.
func (m *Module) Prolong(ctx context.Context, o *org.Org, who org.Who, id string, until time.Time, all bool) error {
	if code := stay(until, o.Now()); code != "" {
		return fault.Bad("body.until", code)
	}
	var r row
	err := o.Write(ctx, who, func(tx *org.Tx) (err error) {
		r, err = m.theirs(tx.Ctx, tx, who.ID, id, all)
		if err == nil && r.EndedAt > 0 {
			err = fault.New(fault.Conflict, "guest_over")
		}
		if err != nil {
			return err
		}
		before := shape(r)
		r.Until = sqldb.At(until)
		tx.Record(org.Entry{Action: "guest.prolong", Object: r.about(), Before: before, After: shape(r)})
		tx.Enqueue(org.Job{Kind: untilJob, Key: untilJob + ":" + id, Data: about{id}})
		tx.Enqueue(org.Job{Kind: endJob, Key: endJob + ":" + id, Due: until, Data: about{id}})
		warnOf(tx, r)
		return save(tx.Ctx, tx, r)
	})
	if err != nil || r.Person == "" {
		return err
	}
	return m.host.SetUntil(ctx, o.ID, r.Person, until) // the job does it again, should this be the last that happens
}

// warnOf asks for the warning of whoever is in.
func warnOf(tx *org.Tx, r row) {
	if at := r.Until.Time().Add(-warnBefore); r.State == here && at.After(tx.Now()) {
		tx.Enqueue(org.Job{Kind: warnJob, Key: warnJob + ":" + r.ID, Due: at, Data: about{r.ID}})
	}
}

// setUntil tells the installation how long a guest's way in is.
func (m *Module) setUntil(ctx context.Context, o *org.Org, j org.Due) error {
	r, err := jobRow(ctx, o.Read(), j)
	switch {
	case err != nil || r.Person == "":
		return err
	case r.State == stayed:
		return m.host.SetUntil(ctx, o.ID, r.Person, time.Time{})
	case r.EndedAt > 0:
		return nil
	}
	return m.host.SetUntil(ctx, o.ID, r.Person, r.Until.Time())
}

// warn tells who answers for a guest, and who leads the group, that the time is nearly over.
func (m *Module) warn(tx *org.Tx, j org.Due) error {
	tx.Exempt("job")
	r, err := jobRow(tx.Ctx, tx, j)
	if err != nil || r.State != here || r.Until.Time().Sub(tx.Now()) > warnBefore {
		return err
	}
	leaders, err := m.talks.Leaders(tx.Ctx, tx, r.Conversation)
	if err != nil {
		return err
	}
	persons := append(leaders, r.InvitedBy)
	slices.Sort(persons)
	tx.Emit(guestevent.Told{Kind: "guest_ending", Persons: slices.Compact(persons), Guest: r.Person, Conversation: r.Conversation})
	return nil
}

// End ends a guest's time, or an invitation, now. Errors: not_found, guest_over.
func (m *Module) End(ctx context.Context, o *org.Org, who org.Who, id string, all bool) error {
	r, err := m.theirs(ctx, o.Read(), who.ID, id, all)
	if err == nil && r.EndedAt > 0 {
		err = fault.New(fault.Conflict, "guest_over")
	}
	if err != nil {
		return err
	}
	return m.end(ctx, o, who, r)
}

// endDue ends whose time is over; it may have been moved since the job was asked for.
func (m *Module) endDue(ctx context.Context, o *org.Org, j org.Due) error {
	r, err := jobRow(ctx, o.Read(), j)
	if err != nil || r.State == "" || r.EndedAt > 0 || r.Until.Time().After(o.Now()) {
		return err
	}
	return m.end(ctx, o, org.System(endJob), r)
}

// end lets a guest leave as whoever leaves: their roles, groups and way in end with it,
// and what they have in hand goes to who answers for them. An invitation that led to
// nobody just ends.
func (m *Module) end(ctx context.Context, o *org.Org, who org.Who, r row) error {
	if r.Person == "" {
		return o.Write(ctx, who, func(tx *org.Tx) error {
			r, err := find(tx.Ctx, tx, r.ID)
			if err != nil {
				return err
			}
			return over(tx, r, ended)
		})
	}
	there, err := m.people.Names(ctx, o.Read(), []string{r.InvitedBy})
	if err != nil {
		return err
	}
	heir := r.InvitedBy
	if _, is := there[heir]; !is {
		heir = ""
	}
	return m.people.LeavePerson(ctx, o, who, r.Person, heir)
}

// over closes a row; where another organisation was asked, it is told.
func over(tx *org.Tx, r row, state string) error {
	if r.EndedAt > 0 {
		return nil
	}
	if r.State == waiting {
		tx.Enqueue(org.Job{Kind: askJob, Key: askJob + ":" + r.ID, Data: about{r.ID}})
	}
	r.State, r.EndedAt, r.EndedBy = state, sqldb.At(tx.Now()), tx.Who.ID
	action := map[string]string{ended: "guest.end", refused: "guest.refused", declined: "guest.decline", stayed: "guest.stay"}[state]
	tx.Record(org.Entry{Action: action, Object: r.about(), Before: shape(r)})
	return save(tx.Ctx, tx, r)
}

// stays hears that a guest was given a role of a member: then they are a guest no more,
// and their way in has no end.
func (m *Module) stays(tx *org.Tx, events []org.Received) error {
	tx.Exempt("job")
	for _, one := range events {
		e, err := org.As[accessevent.Given](one)
		if err != nil {
			return err
		}
		if err := settle(tx, e.Person); err != nil {
			return err
		}
	}
	return nil
}

func settle(tx *org.Tx, person string) error {
	rows, err := openOf(tx.Ctx, tx, person)
	if err != nil || len(rows) == 0 {
		return err
	}
	roles, err := authz.RolesOf(tx.Ctx, tx, []string{person})
	if had := roles[person]; err != nil || len(had) == 0 || (authz.Actor{Roles: had}).Outside() {
		return err
	}
	for _, r := range rows {
		if err := over(tx, r, stayed); err != nil {
			return err
		}
		tx.Enqueue(org.Job{Kind: untilJob, Key: untilJob + ":" + r.ID, Data: about{r.ID}})
	}
	return nil
}
