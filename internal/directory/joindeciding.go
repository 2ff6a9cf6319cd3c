package directory

import (
	"context"
	"encoding/json"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/host"
	"tramway/internal/org"
	"tramway/internal/ref"
)

// decideAtOnce is how many requests are decided in one commit: all of them or none.
const decideAtOnce = 50

// Accepting is one request that is accepted, as somebody who is there already or ("")
// as somebody new.
type Accepting struct {
	Request string `json:"id" maxLength:"40"`
	Person  string `json:"person_id,omitempty" maxLength:"40" doc:"who they are, if they are in the directory; empty: somebody new, or whoever has their mail address"`
}

// Accept lets some people in, all or none. Errors: not_found, join_decided, plan_limit,
// join_other_person, join_left.
func Accept(ctx context.Context, o *org.Org, who org.Who, all []Accepting) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		for _, a := range all {
			r, err := waiting(tx, a.Request)
			if err != nil {
				return err
			}
			if err := letIn(tx, &r, a.Person, who.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

// Decline turns some people away, all or none. Errors: not_found, join_decided.
func Decline(ctx context.Context, o *org.Org, who org.Who, ids []string, reason string) error {
	return o.Write(ctx, who, func(tx *org.Tx) error {
		for _, id := range ids {
			r, err := waiting(tx, id)
			if err != nil {
				return err
			}
			r.State, r.Reason, r.DecidedBy, r.DecidedAt = joinDeclined, strings.TrimSpace(reason), who.ID, micros(tx)
			tx.Record(org.Entry{Action: "directory.join.decline", Object: ref.To("join_request", id)})
			decided(tx, id)
			if err := store.SaveJoinRequest(tx.Ctx, tx, r); err != nil {
				return err
			}
		}
		return nil
	})
}

func waiting(tx *org.Tx, id string) (store.JoinRequest, error) {
	r, err := joinRequest(tx.Ctx, tx, id)
	if err == nil && r.State != joinWaiting {
		err = fault.New(fault.Conflict, "join_decided")
	}
	return r, err
}

// letIn makes the person, or takes the one who is there, a member; their account
// follows by a job.
func letIn(tx *org.Tx, r *store.JoinRequest, person, by string) error {
	there, err := store.PersonByMail(tx.Ctx, tx, r.Email)
	if err != nil {
		return err
	}
	if person == "" {
		person = there
	}
	if there != "" && person != there {
		return fault.New(fault.Conflict, "join_other_person")
	}
	if person == "" {
		person, err = newcomer(tx, *r)
	} else {
		err = present(tx, person)
	}
	if err != nil {
		return err
	}
	r.State, r.Person, r.DecidedBy, r.DecidedAt = joinAccepted, person, by, micros(tx)
	tx.Record(org.Entry{Action: "directory.join.accept", Object: ref.To("person", person), Note: map[string]string{"request": r.ID, "login": r.Email}})
	decided(tx, r.ID)
	if err := store.SaveJoinRequest(tx.Ctx, tx, *r); err != nil {
		return err
	}
	had, err := authz.Load(tx.Ctx, tx, person)
	if err == nil && len(had.Roles) == 0 {
		_, err = authz.Give(tx.Ctx, tx, person, authz.Member)
	}
	return err
}

func newcomer(tx *org.Tx, r store.JoinRequest) (string, error) {
	if err := roomFor(tx.Ctx, tx, tx.Org, 1); err != nil {
		return "", err
	}
	n := NewPerson{Name: r.Name, NameZh: r.NameZh, Email: r.Email, Phone: r.Phone}
	all, err := store.Departments(tx.Ctx, tx)
	if err != nil {
		return "", err
	}
	if hasDepartment(all, r.Department) { // it may be gone since the link was made
		n.Departments = []string{r.Department}
	}
	id := tx.NewID()
	return id, put(tx, nil, n.into(store.Person{ID: id, Status: "active", Version: 1, CreatedAt: micros(tx)}))
}

// present: somebody who left is taken back first, by whoever may.
func present(tx *org.Tx, person string) error {
	people, err := store.ByID(tx.Ctx, tx, []string{person})
	switch {
	case err != nil:
		return err
	case len(people) == 0:
		return fault.Bad("body.items", "unknown_person")
	case people[0].Status != "active":
		return fault.New(fault.Conflict, "join_left")
	}
	return nil
}

// joinJob gives whoever was let in their account, and tells them and those who were not.
const joinJob = "directory.join"

type joined struct {
	Request string `json:"request"`
}

func decided(tx *org.Tx, request string) {
	tx.Enqueue(org.Job{Kind: joinJob, Key: joinJob + ":" + request, Data: joined{request}})
}

func (m *Module) tellJoiner(ctx context.Context, o *org.Org, j org.Due) error {
	var d joined
	if err := json.Unmarshal(j.Data.V, &d); err != nil {
		return err
	}
	rs, err := store.JoinRequestsByID(ctx, o.Read(), []string{d.Request})
	if err != nil || len(rs) == 0 { // gone with its class's time
		return err
	}
	if rs[0].State == joinDeclined {
		if err := m.comers.TurnAway(ctx, d.Request); err != nil {
			return err
		}
		return m.mailJoiner(ctx, o, rs[0], "join_declined", j.ID, map[string]any{"reason": rs[0].Reason})
	}
	if err := m.takeIn(ctx, o, rs[0]); err != nil {
		return err
	}
	chooses, err := m.comers.JoinerChooses(ctx, d.Request, rs[0].Person)
	if err != nil {
		return err
	}
	if chooses && m.post != nil {
		return m.mailChoosing(ctx, o, rs[0], j.ID)
	}
	return m.mailJoiner(ctx, o, rs[0], "join_accepted", j.ID, map[string]any{"link": m.origin + "/sign-in"})
}

func (m *Module) takeIn(ctx context.Context, o *org.Org, r store.JoinRequest) error {
	return m.comers.TakeIn(ctx, joiner(o, r), r.Person)
}

func joiner(o *org.Org, r store.JoinRequest) host.Joiner {
	return host.Joiner{Request: r.ID, Org: o.ID, Account: r.Account, Login: r.Email, Name: Asked{Name: r.Name, NameZh: r.NameZh}.shown()}
}
