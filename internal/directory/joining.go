package directory

import (
	"context"
	"net/mail"
	"strings"

	"tramway/internal/authz"
	"tramway/internal/directory/internal/rules"
	"tramway/internal/directory/internal/store"
	"tramway/internal/fault"
	"tramway/internal/org"
	"tramway/internal/ref"
	"tramway/internal/sqldb"
)

// A request goes from code (the mail address is to be proved) to waiting (somebody
// decides) to accepted or declined. A link without approval skips the waiting; what a
// link may not decide by itself (somebody with rights, no room in the plan) waits all
// the same.
const (
	joinCode     = "code"
	joinWaiting  = "waiting"
	joinAccepted = "accepted"
	joinDeclined = "declined"
)

// maxWaiting is how many requests a house holds undecided, so that a link that got
// around fills no disk.
const maxWaiting = 5000

// Asked is what somebody writes who asks to join.
type Asked struct {
	Name   string `json:"name,omitempty" maxLength:"120" doc:"surname in capitals first: CHAN Tai Man"`
	NameZh string `json:"name_zh,omitempty" maxLength:"60"`
	Email  string `json:"email,omitempty" maxLength:"254" doc:"the sign-in name; with a session that of its account"`
	Phone  string `json:"phone,omitempty" maxLength:"40"`
}

// check cleans the input in place and reports every bad field.
func (a *Asked) check(region string) error {
	var bad fault.Fields
	a.Name, a.NameZh = strings.TrimSpace(a.Name), strings.TrimSpace(a.NameZh)
	if a.Name == "" && a.NameZh == "" {
		bad.Add("body.name", "required")
	}
	a.Email = strings.ToLower(strings.TrimSpace(a.Email))
	if at, err := mail.ParseAddress(a.Email); err != nil || at.Address != a.Email {
		bad.Add("body.email", "mail_address")
	}
	if a.Phone != "" {
		phone, ok := rules.Phone(a.Phone, region)
		if !ok {
			bad.Add("body.phone", "phone_number")
		}
		a.Phone = phone
	}
	return bad.Err()
}

func (a Asked) shown() string {
	if a.Name != "" {
		return a.Name
	}
	return a.NameZh
}

// stranger is who acts before anybody has recognised them.
func stranger(who org.Who) org.Who {
	who.ID, who.Kind = "joining", "system"
	return who
}

var errLinkDead = fault.New(fault.NotFound, "join_link_dead")

// livingLink is a link that works now. Errors: join_link_dead.
func livingLink(ctx context.Context, q sqldb.Q, id string, now sqldb.Micros) (store.JoinLink, error) {
	l, err := store.JoinLinkByID(ctx, q, id)
	if fault.KindOf(err) == fault.NotFound || err == nil && l.State(now) != "active" {
		return l, errLinkDead
	}
	return l, err
}

// Ask keeps a request. prove: the mail address is to be proved by a code first.
// Errors: join_link_dead, join_full.
func Ask(ctx context.Context, o *org.Org, who org.Who, r store.JoinRequest, prove bool) (state string, err error) {
	err = o.Write(ctx, stranger(who), func(tx *org.Tx) error {
		l, err := livingLink(tx.Ctx, tx, r.Link, micros(tx))
		if err != nil {
			return err
		}
		open, err := sqldb.One[int](tx.Ctx, tx, `SELECT count(*) FROM {o}.join_requests WHERE state IN ('code','waiting')`)
		if err == nil && open >= maxWaiting {
			err = fault.New(fault.Conflict, "join_full")
		}
		if err != nil {
			return err
		}
		one := r
		one.State, one.Department, one.AskedAt = joinCode, l.Department, micros(tx)
		tx.Record(org.Entry{Action: "directory.join.ask", Object: ref.To("join_request", one.ID), Note: map[string]string{"link": l.ID}})
		if !prove {
			err = arrive(tx, l, &one)
		} else {
			err = store.SaveJoinRequest(tx.Ctx, tx, one)
		}
		state = one.State
		return err
	})
	return state, err
}

// Prove goes on with a request whose mail address is proved; alone: nothing but the link
// and the house speaks against letting them in at once. Errors: not_found, join_link_dead.
func Prove(ctx context.Context, o *org.Org, who org.Who, id string, alone bool) (state string, err error) {
	err = o.Write(ctx, stranger(who), func(tx *org.Tx) error {
		r, err := joinRequest(tx.Ctx, tx, id)
		if err != nil || r.State != joinCode {
			state = r.State
			return err
		}
		l, err := livingLink(tx.Ctx, tx, r.Link, micros(tx))
		if err != nil {
			return err
		}
		r.Proved = true
		tx.Record(org.Entry{Action: "directory.join.prove", Object: ref.To("join_request", id)})
		if err := store.DropOlderJoins(tx.Ctx, tx, r.Email, r.ID); err != nil {
			return err
		}
		l.Approval = l.Approval || !alone
		err = arrive(tx, l, &r)
		state = r.State
		return err
	})
	return state, err
}

// arrive counts a use of the link, and lets in or queues.
func arrive(tx *org.Tx, l store.JoinLink, r *store.JoinRequest) error {
	works, err := store.UseJoinLink(tx.Ctx, tx, l.ID, micros(tx))
	if err == nil && !works {
		err = errLinkDead
	}
	if err != nil {
		return err
	}
	r.State = joinWaiting
	if !l.Approval && r.Proved {
		alone, err := mayComeAlone(tx, *r)
		if err != nil {
			return err
		}
		if alone {
			return letIn(tx, r, "", "")
		}
	}
	return store.SaveJoinRequest(tx.Ctx, tx, *r)
}

// mayComeAlone: nobody has to look at somebody new for whom there is room, or at
// somebody who is in the directory, has no rights yet and proved their address.
func mayComeAlone(tx *org.Tx, r store.JoinRequest) (bool, error) {
	person, err := store.PersonByMail(tx.Ctx, tx, r.Email)
	if err != nil {
		return false, err
	}
	if person == "" {
		err := roomFor(tx.Ctx, tx, tx.Org, 1)
		if fault.Is(err, "plan_limit") {
			return false, nil
		}
		return err == nil, err
	}
	people, err := store.ByID(tx.Ctx, tx, []string{person})
	if err != nil || people[0].Status != "active" {
		return false, err
	}
	had, err := authz.Load(tx.Ctx, tx, person)
	return len(had.Roles)+len(had.Grants) == 0, err
}

func joinRequest(ctx context.Context, q sqldb.Q, id string) (store.JoinRequest, error) {
	rs, err := store.JoinRequestsByID(ctx, q, []string{id})
	if err == nil && len(rs) == 0 {
		err = fault.New(fault.NotFound, "not_found")
	}
	if err != nil {
		return store.JoinRequest{}, err
	}
	return rs[0], nil
}
