package verification

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"tramway/internal/civil"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// Draft is what an administrator fills in.
type Draft struct {
	Numbers Numbers `json:"numbers"`
	Contact string  `json:"contact" maxLength:"254" doc:"a mail address of the organisation, to ask back"`
}

func (d *Draft) check(today civil.Date) error {
	var bad fault.Fields
	d.Contact = strings.ToLower(strings.TrimSpace(d.Contact))
	if a, err := mail.ParseAddress(d.Contact); d.Contact != "" && (err != nil || a.Address != d.Contact) {
		bad.Add("body.contact", "mail_address")
	}
	d.Numbers.check(today, &bad)
	return bad.Err()
}

// Save keeps a draft, making one if the last attempt has ended. Errors: invalid with
// the fields, under_review, version_conflict.
func (m *Module) Save(ctx context.Context, o *org.Org, who org.Who, version int64, d Draft) error {
	if err := d.unmask(ctx, o); err != nil {
		return err
	}
	if err := d.check(today(o)); err != nil {
		return err
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		a, err := open(tx)
		if err != nil {
			return err
		}
		if a.Version != version {
			return fault.New(fault.Conflict, "version_conflict")
		}
		before := a
		a.Version, a.Numbers.V, a.Contact = version+1, d.Numbers, d.Contact
		note(tx, "save", before, a)
		return save(tx.Ctx, tx, a)
	})
}

// unmask puts the identity number back that the page was shown masked.
func (d *Draft) unmask(ctx context.Context, o *org.Org) error {
	a, err := latest(ctx, o.Read())
	if d.Numbers.RepresentativeID != "" && d.Numbers.RepresentativeID == a.Numbers.V.masked().RepresentativeID {
		d.Numbers.RepresentativeID = a.Numbers.V.RepresentativeID
	}
	return err
}

// open is the draft; after an attempt that ended it is a new one that begins with the
// same numbers, and with the papers once they are asked for.
func open(tx *org.Tx) (attempt, error) {
	a, err := latest(tx.Ctx, tx)
	switch {
	case err != nil:
		return a, err
	case a.State == draft:
		return a, nil
	case a.State == submitted:
		return a, fault.New(fault.Conflict, "under_review")
	}
	next := attempt{ID: tx.NewID(), State: draft, Version: a.Version, Numbers: a.Numbers, Contact: a.Contact}
	if err := save(tx.Ctx, tx, next); err != nil {
		return a, err
	}
	return next, inherit(tx, a, next)
}

// inherit gives an attempt the papers of the one before.
func inherit(tx *org.Tx, from, to attempt) error {
	papers, err := papersOf(tx.Ctx, tx, from.ID)
	if err != nil {
		return err
	}
	for _, p := range papers {
		if err := savePaper(tx.Ctx, tx, to.ID, p); err != nil {
			return err
		}
		if err := tx.UseBlob(p.File, paperRef(to.ID, p.Kind)); err != nil {
			return err
		}
	}
	return nil
}

// note records a step; of identity numbers it shows what everybody may see.
func note(tx *org.Tx, what string, before, after attempt) {
	shown := func(a attempt) any {
		if a.ID == "" || a.Version == 0 {
			return nil
		}
		return map[string]any{"state": a.State, "numbers": a.Numbers.V.masked(), "contact": a.Contact, "reason": a.Reason}
	}
	tx.Record(org.Entry{Action: "verification." + what, Object: ref.To("verification", after.ID), Before: shown(before), After: shown(after)})
	tx.Changed(ref.To("verification", after.ID))
}

// today is the day in the organisation.
func today(o *org.Org) civil.Date {
	d, _ := civil.Parse(o.Now().In(o.Zone()).Format(time.DateOnly)) // of this form always
	return d
}
