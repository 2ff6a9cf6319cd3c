package notify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/push"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// maxBrowsers is how many browsers of a person are pushed to: the longest there goes.
const maxBrowsers = 20

// browser is a row of push_subscriptions.
type browser struct {
	ID       string                          `db:"id"`
	Person   string                          `db:"person"`
	Session  string                          `db:"session"`
	Digest   string                          `db:"digest"`
	Keys     sqldb.Sealed[push.Subscription] `db:"keys"`
	Device   string                          `db:"device"`
	Language string                          `db:"language"`
	AddedAt  sqldb.Micros                    `db:"added_at"`
	PushedAt sqldb.Micros                    `db:"pushed_at"`
}

const browserCols = `id, person, session, digest, keys, device, language, added_at, pushed_at`

// Subscribe lets notifications be pushed to the browser of a session. A browser is
// there once: whoever signs in on it next takes it over. Errors: push_off,
// push_subscription.
func (m *Module) Subscribe(ctx context.Context, o *org.Org, who org.Who, s push.Subscription, language string) (id string, err error) {
	if m.cfg.Push == nil {
		return "", fault.New(fault.Unavailable, "push_off")
	}
	if m.cfg.Push.Check(s) != nil {
		return "", fault.Bad("body.endpoint", "push_subscription")
	}
	sum := sha256.Sum256([]byte(s.Endpoint))
	digest := hex.EncodeToString(sum[:])
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		had, err := sqldb.All[browser](tx.Ctx, tx, `SELECT `+browserCols+` FROM {o}.push_subscriptions WHERE digest=?`, digest)
		if err != nil {
			return err
		}
		b := browser{tx.NewID(), who.ID, who.Session, digest, sqldb.Seal(s), who.Device, language, sqldb.At(tx.Now()), 0}
		if len(had) > 0 && had[0].Person == who.ID && had[0].Session == who.Session && had[0].Keys.V == s && had[0].Language == language {
			id = had[0].ID
			return nil
		}
		id = b.ID
		if len(had) == 0 || had[0].Person != who.ID {
			tx.Record(org.Entry{Action: "notify.device.add", Object: ref.To("person", who.ID), After: map[string]string{"device": who.Device}})
		}
		tx.Exempt("session") // the same browser with newer keys
		return save(tx, b)
	})
	return id, err
}

func save(tx *org.Tx, b browser) error {
	if _, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.push_subscriptions WHERE digest=?`, b.Digest); err != nil {
		return err
	}
	if _, err := sqldb.Exec(tx.Ctx, tx, `INSERT INTO {o}.push_subscriptions(`+browserCols+`) VALUES(?,?,?,?,?,?,?,?,?)`,
		b.ID, b.Person, b.Session, b.Digest, b.Keys, b.Device, b.Language, b.AddedAt, b.PushedAt); err != nil {
		return err
	}
	_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.push_subscriptions WHERE person=? AND id NOT IN
		(SELECT id FROM {o}.push_subscriptions WHERE person=? ORDER BY id DESC LIMIT ?)`, b.Person, b.Person, maxBrowsers)
	return err
}

// Unsubscribe ends one of a person's own. Errors: not_found.
func Unsubscribe(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		n, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.push_subscriptions WHERE id=? AND person=?`, id, who.ID)
		if err == nil && n == 0 {
			err = fault.New(fault.NotFound, "not_found")
		}
		tx.Record(org.Entry{Action: "notify.device.remove", Object: ref.To("person", who.ID)})
		return err
	})
}

// browsersOf are those of some persons whose sessions still lead into the house; the
// others are removed on the way.
func (m *Module) browsersOf(ctx context.Context, o *org.Org, persons []string) ([]browser, error) {
	rows, err := sqldb.All[browser](ctx, o.Read(), `SELECT `+browserCols+` FROM {o}.push_subscriptions WHERE person IN {in} ORDER BY id`, sqldb.Strings(persons))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	sessions := make([]string, len(rows))
	for i, b := range rows {
		sessions[i] = b.Session
	}
	living, err := m.cfg.Sessions.Living(ctx, o.ID, sessions)
	if err != nil {
		return nil, err
	}
	over := []string{}
	rows = slices.DeleteFunc(rows, func(b browser) bool {
		if !living[b.Session] {
			over = append(over, b.ID)
		}
		return !living[b.Session]
	})
	return rows, drop(ctx, o, over)
}

// drop removes browsers that are gone by themselves.
func drop(ctx context.Context, o *org.Org, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	return o.Write(ctx, org.System(pushJob), func(tx *org.Tx) error {
		tx.Exempt("session")
		_, err := sqldb.Exec(tx.Ctx, tx, `DELETE FROM {o}.push_subscriptions WHERE id IN {in}`, sqldb.Strings(ids))
		return err
	})
}
