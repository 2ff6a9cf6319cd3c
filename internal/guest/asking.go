package guest

import (
	"context"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/fault"
	"tramway/internal/guest/guestevent"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// Where somebody who is invited belongs to another organisation of the installation, a
// job takes the invitation to its queue, and another brings back what was decided there.
// Both may run again: each says only what is not known there yet.
const (
	askJob    = "guest.ask"
	answerJob = "guest.answer"
)

const (
	passed    = "passed"
	withdrawn = "withdrawn"
)

// queued is an invitation from another organisation.
type queued struct {
	ID         string               `db:"id"`
	Person     string               `db:"person"`
	Email      string               `db:"email"`
	Name       string               `db:"name"`
	FromOrg    string               `db:"from_org"`
	FromName   string               `db:"from_name"`
	FromNameZh string               `db:"from_name_zh"`
	Inviter    string               `db:"inviter"`
	Title      sqldb.Sealed[string] `db:"title"`
	Until      sqldb.Micros         `db:"until"`
	AskedAt    sqldb.Micros         `db:"asked_at"`
	State      string               `db:"state"`
	Reason     string               `db:"reason"`
	DecidedBy  string               `db:"decided_by"`
	DecidedAt  sqldb.Micros         `db:"decided_at"`
}

const queueCols = `id, person, email, name, from_org, from_name, from_name_zh, inviter, title, until, asked_at, state, reason, decided_by, decided_at`

func saveQueued(ctx context.Context, q sqldb.Q, r queued) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.outside_invitations(`+queueCols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET
		state=excluded.state, reason=excluded.reason, decided_by=excluded.decided_by, decided_at=excluded.decided_at`,
		r.ID, r.Person, r.Email, r.Name, r.FromOrg, r.FromName, r.FromNameZh, r.Inviter, r.Title, r.Until, r.AskedAt, r.State, r.Reason, r.DecidedBy, r.DecidedAt)
	return err
}

func queuedAs(ctx context.Context, q sqldb.Q, id string) (queued, error) {
	return known(sqldb.One[queued](ctx, q, `SELECT `+queueCols+` FROM {o}.outside_invitations WHERE id=?`, id))
}

// ask takes an invitation to the organisations that decide, or takes it back from them.
func (m *Module) ask(ctx context.Context, o *org.Org, j org.Due) error {
	r, err := jobRow(ctx, o.Read(), j)
	if err != nil || r.ID == "" {
		return err
	}
	homes, err := m.host.Homes(ctx, r.Email, o.ID)
	if err != nil {
		return err
	}
	persons := map[string]string{}
	for _, h := range homes {
		persons[h.Org] = h.Person
	}
	for other := range r.Answers.V {
		if err := m.tell(ctx, o, r, host.Home{Org: other, Person: persons[other]}); err != nil {
			return err
		}
	}
	return nil
}

func (m *Module) tell(ctx context.Context, o *org.Org, r row, to host.Home) error {
	names, err := m.people.Names(ctx, o.Read(), []string{r.InvitedBy})
	if err != nil {
		return err
	}
	groups, err := m.talks.GroupsOf(ctx, o.Read(), []string{r.InvitedBy})
	if err != nil {
		return err
	}
	title := ""
	for _, g := range groups[r.InvitedBy] {
		if g.ID == r.Conversation {
			title = g.Title
		}
	}
	by := names[r.InvitedBy]
	there, err := m.houses.Open(ctx, to.Org)
	if err != nil {
		return err
	}
	defer there.Close()
	called := o.Names()
	one := queued{ID: r.ID, Person: to.Person, Email: r.Email, Name: r.Name, FromOrg: o.ID, FromName: called.Name, FromNameZh: called.NameZh,
		Inviter: strings.TrimSpace(by.NameZh + " " + by.Name), Title: sqldb.Seal(title), Until: r.Until, AskedAt: r.InvitedAt, State: waiting}
	return there.Write(ctx, org.System(askJob), func(tx *org.Tx) error { return queue(tx, one, r.State != waiting) })
}

// queue puts an invitation before the administrators, or takes it away.
func queue(tx *org.Tx, one queued, gone bool) error {
	had, err := queuedAs(tx.Ctx, tx, one.ID)
	switch {
	case err == nil && had.State == waiting && gone:
		had.State, had.DecidedAt = withdrawn, sqldb.At(tx.Now())
		tx.Record(org.Entry{Action: "guest.outside.withdrawn", Object: had.about(), After: had.shape()})
		return saveQueued(tx.Ctx, tx, had)
	case err == nil, gone && fault.KindOf(err) == fault.NotFound:
		tx.Exempt("job")
		return nil
	case fault.KindOf(err) != fault.NotFound:
		return err
	}
	admins, err := authz.Administrators(tx.Ctx, tx)
	if err != nil {
		return err
	}
	tx.Record(org.Entry{Action: "guest.outside.asked", Object: one.about(), After: one.shape()})
	tx.Emit(guestevent.Told{Kind: "guest_queued", Persons: admins})
	return saveQueued(tx.Ctx, tx, one)
}

// about and shape are as those of a guest: names only where they can be forgotten with
// the person.
func (r queued) about() ref.Ref {
	if r.Person != "" {
		return ref.To("person", r.Person)
	}
	return ref.To("outside_invitation", r.ID)
}

func (r queued) shape() map[string]string {
	out := map[string]string{"invitation": r.ID, "organisation": r.FromName, "organisation_id": r.FromOrg}
	if r.Person != "" {
		out["name"], out["email"], out["inviter"] = r.Name, r.Email, r.Inviter
	}
	return out
}

// Decide lets an invitation through to whom it is for, or refuses it with a reason.
// Errors: not_found, guest_decided, required.
func (m *Module) Decide(ctx context.Context, o *org.Org, who org.Who, id string, through bool, reason string) error {
	if reason = strings.TrimSpace(reason); !through && reason == "" {
		return fault.Bad("body.reason", "required")
	}
	if len([]rune(reason)) > maxReason {
		return fault.Bad("body.reason", "too_long", fault.Args{"max": maxReason})
	}
	return o.Write(ctx, who, func(tx *org.Tx) error {
		r, err := queuedAs(tx.Ctx, tx, id)
		if err == nil && r.State != waiting {
			err = fault.New(fault.Conflict, "guest_decided")
		}
		if err != nil {
			return err
		}
		action := "guest.outside.pass"
		if r.State = passed; !through {
			action, r.State, r.Reason = "guest.outside.refuse", refused, reason
		}
		r.DecidedBy, r.DecidedAt = who.ID, sqldb.At(tx.Now())
		tx.Record(org.Entry{Action: action, Object: r.about(), Before: r.shape()})
		tx.Enqueue(org.Job{Kind: answerJob, Key: answerJob + ":" + id, Data: about{id}})
		return saveQueued(tx.Ctx, tx, r)
	})
}

// answer brings a decision back to the organisation that invited.
func (m *Module) answer(ctx context.Context, o *org.Org, j org.Due) error {
	id, err := jobAbout(j)
	if err != nil {
		return err
	}
	r, err := queuedAs(ctx, o.Read(), id)
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	there, err := m.houses.Open(ctx, r.FromOrg)
	if fault.KindOf(err) == fault.NotFound { // it is dissolved
		return nil
	}
	if err != nil {
		return err
	}
	defer there.Close()
	return there.Write(ctx, org.System(answerJob), func(tx *org.Tx) error { return m.hear(tx, o.ID, r) })
}

// hear takes what one organisation decided. Once all that were asked let a guest go out
// they are a person here and are sent their link.
func (m *Module) hear(tx *org.Tx, from string, said queued) error {
	r, err := find(tx.Ctx, tx, said.ID)
	if err != nil || r.State != waiting || r.Answers.V[from] != waiting {
		tx.Exempt("job")
		if fault.KindOf(err) == fault.NotFound {
			err = nil
		}
		return err
	}
	r.Answers.V[from] = said.State
	told := guestevent.Told{Kind: "guest_" + said.State, Persons: []string{r.InvitedBy}, Conversation: r.Conversation}
	if said.State == refused {
		r.Reason = said.Reason
		tx.Emit(told)
		return over(tx, r, refused)
	}
	tx.Record(org.Entry{Action: "guest.passed", Object: r.about(), After: shape(r)})
	for _, state := range r.Answers.V {
		if state == waiting {
			return save(tx.Ctx, tx, r)
		}
	}
	tx.Emit(told)
	tx.Enqueue(org.Job{Kind: sendJob, Key: sendJob + ":" + r.ID, Data: about{r.ID}})
	return m.admit(tx, &r)
}
