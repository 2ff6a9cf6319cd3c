package guest

import (
	"context"
	"errors"

	"tramway/internal/fault"
	"tramway/internal/sqldb"
)

// The states of a guest.
const (
	waiting  = "waiting"  // another organisation decides
	invited  = "invited"  // they have a link
	here     = "here"     // they came in
	refused  = "refused"  // another organisation does not let them
	declined = "declined" // they do not want to
	ended    = "ended"    // their time is over
	stayed   = "stayed"   // they belong to the organisation since
)

type row struct {
	ID           string                        `db:"id"`
	Person       string                        `db:"person"`
	Name         string                        `db:"name"`
	Email        string                        `db:"email"`
	Company      string                        `db:"company"`
	Conversation string                        `db:"conversation"`
	Language     string                        `db:"language"`
	InvitedBy    string                        `db:"invited_by"`
	InvitedAt    sqldb.Micros                  `db:"invited_at"`
	Until        sqldb.Micros                  `db:"until"`
	State        string                        `db:"state"`
	Answers      sqldb.JSON[map[string]string] `db:"answers"`
	Reason       string                        `db:"reason"`
	EndedAt      sqldb.Micros                  `db:"ended_at"`
	EndedBy      string                        `db:"ended_by"`
}

const cols = `id, person, name, email, company, conversation, language, invited_by, invited_at, until, state, answers, reason, ended_at, ended_by`

func save(ctx context.Context, q sqldb.Q, r row) error {
	_, err := sqldb.Exec(ctx, q, `INSERT INTO {o}.guests(`+cols+`) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET
		person=excluded.person, invited_by=excluded.invited_by, until=excluded.until, state=excluded.state, answers=excluded.answers, reason=excluded.reason,
		ended_at=excluded.ended_at, ended_by=excluded.ended_by`,
		r.ID, r.Person, r.Name, r.Email, r.Company, r.Conversation, r.Language, r.InvitedBy, r.InvitedAt, r.Until, r.State, r.Answers, r.Reason, r.EndedAt, r.EndedBy)
	return err
}

// known turns what is not there into the answer for it.
func known[T any](r T, err error) (T, error) {
	if errors.Is(err, sqldb.ErrNone) {
		err = fault.New(fault.NotFound, "not_found")
	}
	return r, err
}

func find(ctx context.Context, q sqldb.Q, id string) (row, error) {
	return known(sqldb.One[row](ctx, q, `SELECT `+cols+` FROM {o}.guests WHERE id=?`, id))
}

// openOf are the rows of a person whose time is not over.
func openOf(ctx context.Context, q sqldb.Q, person string) ([]row, error) {
	return sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.guests WHERE person=? AND ended_at=0 ORDER BY id`, person)
}

// openBy are those for whom a person answers.
func openBy(ctx context.Context, q sqldb.Q, inviter string) ([]row, error) {
	return sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.guests WHERE invited_by=? AND ended_at=0 ORDER BY id`, inviter)
}

// asked are those whom somebody with an address is already, or is asked to be.
func asked(ctx context.Context, q sqldb.Q, email string) ([]row, error) {
	return sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.guests WHERE email=? AND ended_at=0`, email)
}

// into are those of a group who are invited and did not come in yet.
func into(ctx context.Context, q sqldb.Q, conversation string) ([]row, error) {
	return sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.guests WHERE conversation=? AND ended_at=0 ORDER BY id`, conversation)
}

// list are guests, the newest first, whose time is over or not.
func list(ctx context.Context, q sqldb.Q, over bool, before string, limit int) ([]row, error) {
	return sqldb.All[row](ctx, q, `SELECT `+cols+` FROM {o}.guests WHERE (ended_at > 0) = ? AND id < ? ORDER BY id DESC LIMIT ?`, over, before, limit)
}

func countOpen(ctx context.Context, q sqldb.Q) (int, error) {
	return sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.guests WHERE ended_at=0`)
}
