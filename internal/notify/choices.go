package notify

import (
	"context"
	"errors"

	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Choices are how somebody hears of messages. What is urgent (DING) is not among them: it
// always comes, by the ways its sender chose; and of what is muted nothing does.
type Choices struct {
	DirectApp  bool `json:"direct_app" db:"direct_app" doc:"of what is said to me: a line under the bell"`
	DirectPush bool `json:"direct_push" db:"direct_push"`
	DirectMail bool `json:"direct_mail" db:"direct_mail"`
	NormalApp  bool `json:"normal_app" db:"normal_app" doc:"of other messages in groups: they are counted; else only marked"`
	NormalPush bool `json:"normal_push" db:"normal_push"`
	NormalMail bool `json:"normal_mail" db:"normal_mail"`

	Every string `json:"mail_every" db:"mail_every" enum:"hourly,daily" doc:"how often what is unread is mailed at most; daily: at 09:00 in the organisation's time zone"`
}

const choiceCols = `direct_app, direct_push, direct_mail, normal_app, normal_push, normal_mail, mail_every`

// atFirst is what is chosen for whoever has chosen nothing.
var atFirst = Choices{DirectApp: true, DirectPush: true, NormalApp: true, Every: daily}

func (c Choices) mails() bool { return c.DirectMail || c.NormalMail }

// ChoicesOf are somebody's.
func ChoicesOf(ctx context.Context, q sqldb.Q, person string) (Choices, error) {
	c, err := sqldb.One[Choices](ctx, q, `SELECT `+choiceCols+` FROM {o}.notify_choices WHERE person=?`, person)
	if errors.Is(err, sqldb.ErrNone) {
		return atFirst, nil
	}
	return c, err
}

// Counted says whether what is said in groups is counted for somebody.
func Counted(ctx context.Context, q sqldb.Q, person string) (bool, error) {
	c, err := ChoicesOf(ctx, q, person)
	return c.NormalApp, err
}

// SetChoices changes somebody's own. Mail begins with what is said from then on.
func SetChoices(ctx context.Context, o *org.Org, who org.Who, c Choices, language string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		before, err := ChoicesOf(tx.Ctx, tx, who.ID)
		if err != nil {
			return err
		}
		tx.Record(org.Entry{Action: "notify.choices.set", Object: ref.To("person", who.ID), Before: before, After: c})
		if err := saveChoices(tx, who.ID, c, language, before.mails()); err != nil || !c.mails() {
			return err
		}
		mailNext(tx, c.Every)
		return nil
	})
}

func saveChoices(tx *org.Tx, person string, c Choices, language string, mailed bool) error {
	_, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.notify_choices(person, `+choiceCols+`, language, mailed_upto) VALUES(?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT (person) DO UPDATE SET direct_app=excluded.direct_app, direct_push=excluded.direct_push, direct_mail=excluded.direct_mail,
			normal_app=excluded.normal_app, normal_push=excluded.normal_push, normal_mail=excluded.normal_mail, mail_every=excluded.mail_every,
			language=excluded.language, mailed_upto=CASE WHEN ? THEN notify_choices.mailed_upto ELSE excluded.mailed_upto END`,
		person, c.DirectApp, c.DirectPush, c.DirectMail, c.NormalApp, c.NormalPush, c.NormalMail, c.Every, language, sqldb.At(tx.Now()), mailed)
	return err
}
