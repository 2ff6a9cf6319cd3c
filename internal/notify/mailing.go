package notify

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// How often what is unread is mailed at most.
const (
	hourly = "hourly"
	daily  = "daily"
)

const (
	mailJob     = "notify.mail"      // begins a period, and asks for the next
	mailStepJob = "notify.mail.some" // mails some persons
	mailHour    = 9                  // of the day, in the organisation's time zone
	mailPersons = 100                // a job: the house's other work waits for it
	mailSettles = 5 * time.Second    // what was said just before the end may not be written yet
)

// mailing is one period: of whoever chose it, and how far it is.
type mailing struct {
	Every string       `json:"every"`
	At    sqldb.Micros `json:"at"`
	After string       `json:"after,omitempty"` // persons up to here are done
}

// periodAfter is when the next period ends.
func periodAfter(every string, now time.Time) time.Time {
	if every == hourly {
		return now.Truncate(time.Hour).Add(time.Hour)
	}
	next := time.Date(now.Year(), now.Month(), now.Day(), mailHour, 0, 0, 0, now.Location())
	if !next.After(now) {
		next = next.AddDate(0, 0, 1)
	}
	return next
}

// mailNext asks for the end of a period, once for the organisation, however many chose it.
func mailNext(tx *org.Tx, every string) {
	at := periodAfter(every, tx.Now().In(tx.Org.Zone()))
	tx.Enqueue(org.Job{Kind: mailJob, Key: mailJob + ":" + every, Due: at.Add(mailSettles), Data: mailing{Every: every, At: sqldb.At(at)}})
}

// mailBegin begins what is due. Where nobody wants mail any more the period is the last.
func (m *Module) mailBegin(tx *org.Tx, j org.Due) error {
	var p mailing
	if err := json.Unmarshal(j.Data.V, &p); err != nil {
		return err
	}
	n, err := sqldb.One[int](tx.Ctx, tx, `SELECT count(*) FROM {o}.notify_choices WHERE mail_every=? AND (direct_mail OR normal_mail)`, p.Every)
	if err != nil || n == 0 {
		return err
	}
	mailNext(tx, p.Every)
	if m.cfg.Mail != nil {
		p.At = max(p.At, sqldb.At(tx.Now().Add(-mailSettles))) // the house was down meanwhile: up to now
		tx.Enqueue(org.Job{Kind: mailStepJob, Key: mailStepJob + ":" + p.Every, Data: p})
	}
	return nil
}

// reader is somebody who wants mail.
type reader struct {
	Person   string       `db:"person"`
	Language string       `db:"language"`
	Upto     sqldb.Micros `db:"mailed_upto"`
	Choices
}

// mailSome mails the next few of a period. They are marked before the mail goes out, so
// that nobody gets a second one when the program stops in between.
func (m *Module) mailSome(ctx context.Context, o *org.Org, j org.Due) error {
	var p mailing
	if err := json.Unmarshal(j.Data.V, &p); err != nil {
		return err
	}
	all, err := sqldb.All[reader](ctx, o.Read(), `SELECT person, language, mailed_upto, `+choiceCols+` FROM {o}.notify_choices
		WHERE mail_every=? AND (direct_mail OR normal_mail) AND person > ? AND mailed_upto < ? ORDER BY person LIMIT ?`, p.Every, p.After, p.At, mailPersons)
	if err != nil || len(all) == 0 {
		return err
	}
	p.After = all[len(all)-1].Person
	awake, err := notResting(ctx, o, p, all)
	if err != nil {
		return err
	}
	letters, err := m.letters(ctx, o, p, awake)
	if err != nil {
		return err
	}
	if err := markMailed(ctx, o, p, awake); err != nil {
		return err
	}
	missed, down := m.sendLetters(ctx, letters)
	return mailOn(ctx, o, p, missed, down)
}

// notResting are those who may be mailed: every hour not in their quiet hours. Once a day is
// at a set time, which a night's rest must not keep away for good.
func notResting(ctx context.Context, o *org.Org, p mailing, all []reader) ([]reader, error) {
	if p.Every != hourly {
		return all, nil
	}
	persons := make([]string, len(all))
	for i, r := range all {
		persons[i] = r.Person
	}
	quiet, err := Quiet(ctx, o.Read(), persons)
	now := o.Now().In(o.Zone())
	return slices.DeleteFunc(all, func(r reader) bool { return quiet[r.Person].Holds(now) }), err
}

func markMailed(ctx context.Context, o *org.Org, p mailing, all []reader) error {
	persons := make(sqldb.Strings, len(all))
	for i, r := range all {
		persons[i] = r.Person
	}
	return o.Write(ctx, org.System(mailStepJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		_, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.notify_choices SET mailed_upto=? WHERE mailed_upto < ? AND person IN {in}`, p.At, p.At, persons)
		return err
	})
}

// mailOn goes on with the next few. Whoever was missed has it all in the next period; where
// the relay is down so have the others.
func mailOn(ctx context.Context, o *org.Org, p mailing, missed []reader, down bool) error {
	return o.Write(context.WithoutCancel(ctx), org.System(mailStepJob), func(tx *org.Tx) error {
		tx.Exempt("job")
		for _, r := range missed {
			if _, err := sqldb.Exec(tx.Ctx, tx, `UPDATE {o}.notify_choices SET mailed_upto=? WHERE person=? AND mailed_upto=?`, r.Upto, r.Person, p.At); err != nil {
				return err
			}
		}
		if !down {
			tx.Enqueue(org.Job{Kind: mailStepJob, Key: mailStepJob + ":" + p.Every, Data: p})
		}
		return nil
	})
}
