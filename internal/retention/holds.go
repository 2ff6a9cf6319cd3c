package retention

import (
	"context"
	"slices"
	"strings"
	"time"

	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/retention/internal/store"
	"tramway/internal/sqldb"
)

// Held are the persons of whom nothing goes at a moment; all: nothing of anybody.
func Held(ctx context.Context, q sqldb.Q, now time.Time) (all bool, persons []string, err error) {
	return held(ctx, q, now)
}

// held says whose things must stay: everybody's, or those of some.
func held(ctx context.Context, q sqldb.Q, now time.Time) (all bool, persons []string, err error) {
	persons, err = store.HeldPersons(ctx, q, sqldb.At(now))
	return slices.Contains(persons, ""), slices.DeleteFunc(persons, func(p string) bool { return p == "" }), err
}

// NewHold is what somebody asks for.
type NewHold struct {
	Person string // "": the whole organisation
	Reason string // the law or the interest named; section 26 of Cap. 486 asks for one
	Until  time.Time
}

func (n *NewHold) check(now time.Time) error {
	var bad fault.Fields
	n.Reason = strings.TrimSpace(n.Reason)
	bad.Length("body.reason", n.Reason, 1, maxReason)
	if !n.Until.After(now) || n.Until.After(now.Add(maxHold)) {
		bad.Add("body.until", "hold_until")
	}
	return bad.Err()
}

type holdFacts struct {
	Person string    `json:"person,omitempty"`
	Until  time.Time `json:"until"`
}

// Hold keeps everything of a person, or of the organisation, from going.
func (m *Module) Hold(ctx context.Context, o *org.Org, who org.Who, n NewHold) (id string, err error) {
	if err := n.check(o.Now()); err != nil {
		return "", err
	}
	err = o.Write(ctx, who, func(tx *org.Tx) error {
		if n.Person != "" {
			p, err := m.people.Person(tx.Ctx, tx, n.Person)
			if err != nil {
				return err
			}
			if p.ID == "" {
				return fault.Bad("body.person_id", "unknown_person")
			}
		}
		id = tx.NewID()
		tx.Record(org.Entry{Action: "retention.hold.make", Object: ref.To("hold", id), After: holdFacts{n.Person, n.Until.UTC()}})
		return store.SaveHold(tx.Ctx, tx, store.Hold{ID: id, Person: n.Person, Reason: sqldb.Seal(n.Reason), MadeBy: who.ID,
			MadeAt: sqldb.At(tx.Now()), Until: sqldb.At(n.Until)})
	})
	return id, err
}

// EndHold ends a hold before its time.
func EndHold(ctx context.Context, o *org.Org, who org.Who, id string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		on, err := store.EndHold(tx.Ctx, tx, id, sqldb.At(tx.Now()))
		if err == nil && !on {
			err = fault.New(fault.NotFound, "not_found")
		}
		tx.Record(org.Entry{Action: "retention.hold.end", Object: ref.To("hold", id)})
		return err
	})
}
