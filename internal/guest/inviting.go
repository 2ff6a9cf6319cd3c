package guest

import (
	"context"
	"net/mail"
	"strings"
	"time"
	"unicode"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Invitation is what somebody writes who invites a guest.
type Invitation struct {
	Email    string    `json:"email" maxLength:"254"`
	Name     string    `json:"name" maxLength:"480" doc:"at most 120 characters"`
	Company  string    `json:"company" maxLength:"480" doc:"where they are from; at most 120 characters"`
	Until    time.Time `json:"until" doc:"when their time is over; within a year"`
	Language string    `json:"language,omitempty" required:"false" enum:"en,zh-HK,zh-CN," doc:"in which they are written to; absent: the inviter's"`
}

// check cleans the input in place and reports every bad field.
func (i *Invitation) check(now time.Time) error {
	var bad fault.Fields
	i.Email = strings.ToLower(strings.TrimSpace(i.Email))
	if a, err := mail.ParseAddress(i.Email); err != nil || a.Address != i.Email {
		bad.Add("body.email", "mail_address")
	}
	i.Name, i.Company = strings.TrimSpace(i.Name), strings.TrimSpace(i.Company)
	for _, one := range []struct {
		at, text string
		most     int
	}{{"body.name", i.Name, maxName}, {"body.company", i.Company, maxCompany}} {
		bad.Length(one.at, one.text, 1, one.most)
		if strings.ContainsFunc(one.text, func(r rune) bool { return !unicode.IsPrint(r) }) {
			bad.Add(one.at, "invalid_value")
		}
	}
	if code := stay(i.Until, now); code != "" {
		bad.Add("body.until", code)
	}
	return bad.Err()
}

// stay says what is wrong with an end; "" if nothing is.
func stay(until, now time.Time) string {
	switch {
	case !until.After(now):
		return "guest_until_past"
	case until.Sub(now) > maxStay:
		return "guest_until_far"
	}
	return ""
}

// asks are the organisations that have to let somebody go out; those that need not be
// asked are left out.
func (m *Module) asks(ctx context.Context, orgID, login string) ([]host.Home, error) {
	homes, err := m.host.Homes(ctx, login, orgID)
	var out []host.Home
	for _, one := range homes {
		o, err := m.houses.Open(ctx, one.Org)
		if err != nil {
			return nil, err
		}
		r, err := RulesOf(ctx, o.Read())
		o.Close()
		if err != nil {
			return nil, err
		}
		if !r.Joining {
			out = append(out, one)
		}
	}
	return out, err
}

// reaches refuses what was found to pose as another: it reaches nobody outside (F122).
func (m *Module) reaches(ctx context.Context, o *org.Org) error {
	poses, err := m.host.Poses(ctx, o.ID)
	if err == nil && poses {
		err = fault.New(fault.Denied, "organisation_limited")
	}
	return err
}

// InviteGuest invites somebody from outside into a group. Where another organisation has
// to let them go out it is asked first; else they are a person here at once, and come into
// the group when they accept. Errors: invalid by field, not_found, group_admins_only,
// guests_off, guest_is_member, guest_there, guests_full, plan_limit, organisation_limited.
func (m *Module) InviteGuest(ctx context.Context, o *org.Org, who org.Who, conversation string, i Invitation) (r row, err error) {
	if err := i.check(o.Now()); err != nil {
		return r, err
	}
	if err := m.reaches(ctx, o); err != nil {
		return r, err
	}
	homes, err := m.asks(ctx, o.ID, i.Email)
	if err != nil {
		return r, err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if err := m.mayInvite(tx, conversation, i); err != nil {
			return err
		}
		r = row{ID: tx.NewID(), Name: i.Name, Email: i.Email, Company: i.Company, Conversation: conversation, Language: i.Language, InvitedBy: who.ID,
			InvitedAt: sqldb.At(tx.Now()), Until: sqldb.At(i.Until), State: waiting, Answers: sqldb.AsJSON(map[string]string{})}
		note := map[string]string{"conversation": conversation, "until": i.Until.UTC().Format(time.RFC3339)}
		if len(homes) > 0 {
			note["asked"] = "another organisation"
			tx.Enqueue(org.Job{Kind: askJob, Key: askJob + ":" + r.ID, Data: about{r.ID}})
		}
		for _, one := range homes {
			r.Answers.V[one.Org] = waiting
		}
		tx.Enqueue(org.Job{Kind: endJob, Key: endJob + ":" + r.ID, Due: i.Until, Data: about{r.ID}})
		if len(homes) > 0 {
			err = save(tx.Ctx, tx, r)
		} else {
			err = m.admit(tx, &r)
		}
		tx.Record(org.Entry{Action: "guest.invite", Object: r.about(), After: shape(r), Note: note})
		return err
	})
	return r, err
}

// mayInvite asks the group's rules and the organisation's, and refuses whom it has already.
func (m *Module) mayInvite(tx *org.Tx, conversation string, i Invitation) error {
	if _, err := m.talks.Invites(tx.Ctx, tx, conversation, tx.Who.ID); err != nil {
		return err
	}
	rules, err := RulesOf(tx.Ctx, tx)
	if err != nil {
		return err
	}
	if !rules.Inviting {
		return fault.New(fault.Conflict, "guests_off")
	}
	n, err := countOpen(tx.Ctx, tx)
	if err != nil {
		return err
	}
	if n >= maxOpen {
		return fault.New(fault.Conflict, "guests_full", fault.Args{"max": maxOpen})
	}
	before, err := asked(tx.Ctx, tx, i.Email)
	if err == nil && len(before) > 0 {
		err = fault.New(fault.Conflict, "guest_there", fault.Args{"name": before[0].Name})
	}
	return err
}

// admit makes somebody a person here who may do what guests may, and is in no group yet.
func (m *Module) admit(tx *org.Tx, r *row) (err error) {
	if r.Person, err = m.people.TakeGuest(tx, r.Name, r.Company, r.Email); err != nil {
		return err
	}
	if _, err := authz.Give(tx.Ctx, tx, r.Person, authz.Guest); err != nil {
		return err
	}
	r.State = invited
	return save(tx.Ctx, tx, *r)
}

// about is what the jobs are about.
type about struct {
	Guest string `json:"guest"`
}

// about is the person where there is one, so that what the record says of them goes when
// they are forgotten; of an invitation that leads to nobody it says who by its id alone.
func (r row) about() ref.Ref {
	if r.Person != "" {
		return ref.To("person", r.Person)
	}
	return ref.To("guest", r.ID)
}

// shape is what the record keeps of a guest.
func shape(r row) map[string]string {
	out := map[string]string{"guest": r.ID, "until": r.Until.Time().UTC().Format(time.RFC3339)}
	if r.Person != "" {
		out["name"], out["email"], out["company"] = r.Name, r.Email, r.Company
	}
	return out
}
