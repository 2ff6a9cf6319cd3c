package host

import (
	"context"
	"slices"
	"strings"
	"time"

	"tramway/internal/sqldb"
)

// Invited is somebody who came along and signs in here with an account that was
// here before: the token lets that account be the person.
type Invited struct {
	Invitation
	Token   string
	Expires time.Time
}

// here are the accounts of this installation with an id or a login that comes
// along: login by id.
func (a *Arrival) here(ctx context.Context, q sqldb.Q) (map[string]string, error) {
	type row struct {
		ID    string `db:"id"`
		Login string `db:"login"`
	}
	all, err := sqldb.All[row](ctx, q, `SELECT id, login FROM {o}.accounts WHERE id IN {in} OR login IN {in}`,
		sqldb.Strings(a.column("accounts", "id")), sqldb.Strings(a.column("accounts", "login")))
	out := map[string]string{}
	for _, r := range all {
		out[r.ID] = r.Login
	}
	return out, err
}

// others are the accounts that come along under the login of somebody else here:
// login by id. The same id is the same account, whatever it is called.
func (a *Arrival) others(ctx context.Context, q sqldb.Q) (map[string]string, error) {
	here, err := a.here(ctx, q)
	taken := map[string]bool{}
	for _, login := range here {
		taken[login] = true
	}
	out := map[string]string{}
	logins := a.column("accounts", "login")
	for i, id := range a.column("accounts", "id") {
		if _, same := here[id]; !same && taken[logins[i]] {
			out[id] = logins[i]
		}
	}
	return out, err
}

// Settle writes everything that came along, in the caller's transaction: after it
// the organisation is here, and is opened at the next tick. An account that is
// here already stays as it is. Errors: those of Refused.
func (a *Arrival) Settle(ctx context.Context, q sqldb.Q, now time.Time) ([]Invited, error) {
	if err := a.Refused(ctx, q); err != nil {
		return nil, err
	}
	here, err := a.here(ctx, q)
	if err != nil {
		return nil, err
	}
	others, err := a.others(ctx, q)
	if err != nil {
		return nil, err
	}
	asked := a.people(others)
	for _, b := range a.batches {
		b.rows = slices.DeleteFunc(slices.Clone(b.rows), func(r []any) bool {
			account := b.text(r, "account")
			if b.table == "accounts" {
				account = b.text(r, "id")
			}
			_, joins := here[account]
			_, other := others[account]
			_, askedIn := asked[b.text(r, "person")]
			return other || (joins && b.table != "memberships") || (askedIn && b.table == "invitations")
		})
		if err := sqldb.Insert(ctx, q, `INSERT INTO {o}.`+b.table+`(`+strings.Join(b.columns, ", ")+`)`, b.rows, ""); err != nil {
			return nil, err
		}
	}
	// That somebody elsewhere looked at its papers says nothing here, and its provider does
	// not know this installation.
	if _, err := sqldb.Exec(ctx, q, `UPDATE {o}.organisations SET log=?, seen_size=?, seen_root=?, next_due=1, opened=?,
		verified_until=0, standing=?, ending='', ending_at=0, company_only=? WHERE id=?`, a.Log, a.Size, a.Root, false, Free, false, a.Org); err != nil {
		return nil, err
	}
	names := slices.Concat(a.column("organisations", "name"), a.column("organisations", "name_zh"))
	if err := saveNameKeys(ctx, q, a.Org, slices.DeleteFunc(names, func(s string) bool { return s == "" })); err != nil {
		return nil, err
	}
	return invite(ctx, q, asked, now)
}

// people are the invitations of those who come in by an account from here, by
// person.
func (a *Arrival) people(others map[string]string) map[string]Invitation {
	names := map[string]string{}
	all := a.column("accounts", "name")
	for i, id := range a.column("accounts", "id") {
		names[id] = all[i]
	}
	out := map[string]Invitation{}
	persons := a.column("memberships", "person")
	for i, account := range a.column("memberships", "account") {
		if login, ok := others[account]; ok {
			out[persons[i]] = Invitation{Org: a.Org, Person: persons[i], Login: login, Name: names[account]}
		}
	}
	return out
}

func invite(ctx context.Context, q sqldb.Q, asked map[string]Invitation, now time.Time) ([]Invited, error) {
	var out []Invited
	for _, i := range asked {
		token, digest := newToken()
		expires := now.Add(InvitationLife)
		if _, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.invitations(token, org, person, login, name, expires_at) VALUES(?,?,?,?,?,?)`,
			digest, i.Org, i.Person, i.Login, i.Name, sqldb.At(expires)); err != nil {
			return nil, err
		}
		out = append(out, Invited{i, token, expires})
	}
	slices.SortFunc(out, func(a, b Invited) int { return strings.Compare(a.Login, b.Login) })
	return out, nil
}

// text is a value of a row, "" if the table has no such column.
func (b batch) text(row []any, column string) string {
	at := slices.Index(b.columns, column)
	if at < 0 {
		return ""
	}
	s, _ := row[at].(string)
	return s
}

// column are the values of a text column, row by row.
func (a *Arrival) column(table, column string) []string {
	var out []string
	for _, b := range a.batches {
		for _, r := range b.rows {
			if b.table == table {
				out = append(out, b.text(r, column))
			}
		}
	}
	return out
}
