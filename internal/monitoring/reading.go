package monitoring

import (
	"context"
	"slices"
	"strings"
	"time"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/httpapi"
	"tramway/internal/id"
	"tramway/internal/monitoring/monitoringevent"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Bounds of a reading.
const (
	maxSpan   = 31 * 24 * time.Hour
	readLife  = 7 * 24 * time.Hour // after that a new reason is needed
	maxReason = 500
)

// NewReading is whose conversations are to be read, of which time and why.
type NewReading struct {
	Person   string
	From, To time.Time
	Reason   string
}

func (n *NewReading) check() error {
	var bad fault.Fields
	n.Reason = strings.TrimSpace(n.Reason)
	bad.Length("body.reason", n.Reason, minWords, maxReason)
	if !n.From.Before(n.To) || n.To.Sub(n.From) > maxSpan {
		bad.Add("body.to", "invalid_value")
	}
	return bad.Err()
}

// Begin puts a reading on record, for whom it concerns to see, before anything is read.
// Errors: monitoring_shut, not_found, bad fields.
func (m *Module) Begin(ctx context.Context, c *httpapi.Call, n NewReading) (r reading, err error) {
	if err := n.check(); err != nil {
		return r, err
	}
	names, err := m.people.Names(ctx, c.Org.Read(), []string{n.Person})
	if err != nil {
		return r, err
	}
	if _, ok := names[n.Person]; !ok {
		return r, fault.Bad("body.person_id", "unknown_person")
	}
	open, all, err := m.rooms(ctx, c, n.Person)
	if err != nil {
		return r, err
	}
	err = c.Org.Write(ctx, c.Who(), func(tx *org.Tx) error {
		r = reading{ID: tx.NewID(), Person: n.Person, Reader: c.Person(), Reason: sqldb.Seal(n.Reason), From: sqldb.At(n.From), To: sqldb.At(n.To),
			Rooms: len(open), Kept: all - len(open), MadeAt: sqldb.At(tx.Now())}
		tx.Record(org.Entry{Action: "monitoring.read", Object: ref.To("person", n.Person), After: map[string]any{"reading": r.ID, "reason": n.Reason,
			"from": n.From.UTC().Format(time.RFC3339), "to": n.To.UTC().Format(time.RFC3339), "conversations": r.Rooms, "shut": r.Kept}})
		tx.Emit(monitoringevent.Begun{Reading: r.ID, Person: n.Person, By: c.Person()})
		return saveReading(tx.Ctx, tx, r)
	})
	return r, err
}

// rooms are a person's conversations that the caller may read at this moment, as the
// policy engine decides, and how many there are: all members of each consent.
func (m *Module) rooms(ctx context.Context, c *httpapi.Call, person string) (open []string, all int, err error) {
	q := c.Org.Read()
	s, err := m.stand(ctx, c.Org, q, Chats)
	if err != nil {
		return nil, 0, err
	}
	res := authz.Resource{Ref: ref.To("person", person), Owner: person}
	var yes []string
	if s.open(c.Org.Now()) {
		if yes, err = consenting(ctx, q, Chats, s.notice, nil); err != nil {
			return nil, 0, err
		}
		if slices.Contains(yes, person) {
			res.Gates = []string{Chats}
		}
	}
	if err := c.Allow(Read, res); err != nil {
		return nil, 0, err
	}
	return m.talks.RoomsAmong(ctx, q, person, yes)
}

// Pages gives a portion of a reading, oldest first, to whoever began it; everything is
// decided anew each time. Errors: not_found, monitoring_over, monitoring_shut.
func (m *Module) Pages(ctx context.Context, c *httpapi.Call, which, after string, limit int) ([]Said, error) {
	r, err := readingOf(ctx, c.Org.Read(), which, c.Person())
	if err != nil {
		return nil, err
	}
	if c.Org.Now().Sub(r.MadeAt.Time()) > readLife {
		return nil, fault.New(fault.Conflict, "monitoring_over")
	}
	open, _, err := m.rooms(ctx, c, r.Person)
	if err != nil {
		return nil, err
	}
	from := max(id.Floor(c.Org.Region, r.From.Time()), after)
	return m.talks.SaidIn(ctx, c.Org, open, from, id.Floor(c.Org.Region, r.To.Time()), limit)
}
