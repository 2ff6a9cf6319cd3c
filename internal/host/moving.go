package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"tramway/internal/sqldb"
)

// Errors of an organisation that comes from elsewhere.
var (
	// ErrHere: the installation has it already.
	ErrHere = errors.New("host: the organisation is here already")
	// ErrForeign: what came along has rows that are not the organisation's.
	ErrForeign = errors.New("host: rows of another organisation or account")
	// ErrLogin: somebody else signs in here with the name of one who comes along.
	ErrLogin = errors.New("host: the sign-in name belongs to another account here")
)

// moving are the tables of which an organisation has rows, and which rows are its:
// itself, who signs in there and how, and who was asked to. Sessions stay behind.
var moving = []movingTable{
	{"organisations", `id=?`},
	{"accounts", `id IN (SELECT account FROM {o}.memberships WHERE org=?)`},
	{"passkeys", `account IN (SELECT account FROM {o}.memberships WHERE org=?)`},
	{"authenticators", `account IN (SELECT account FROM {o}.memberships WHERE org=?)`},
	{"mobiles", `account IN (SELECT account FROM {o}.memberships WHERE org=?)`},
	{"recovery_codes", `account IN (SELECT account FROM {o}.memberships WHERE org=?)`},
	{"memberships", `org=?`},
	{"invitations", `org=?`},
}

type movingTable struct{ table, where string }

// Moving are the rows of one organisation, of an installation with these tables.
func Moving(tables []sqldb.Table, orgID string) []sqldb.Part {
	var out []sqldb.Part
	for _, m := range moving {
		if i := slices.IndexFunc(tables, func(t sqldb.Table) bool { return t.Name == m.table }); i >= 0 {
			out = append(out, sqldb.Part{Table: tables[i], Where: m.where, Args: []any{orgID}})
		}
	}
	return out
}

// Arrival is an organisation on its way in: what came with it, and what it is to be
// here.
type Arrival struct {
	Org    string
	Log    string   // name of its log, kept
	Size   int64    // head of its record
	Root   []byte   //
	Invite []string // sign-in names that another account has here: asked in instead

	batches []batch
}

// batch is rows of one table.
type batch struct {
	table   string
	columns []string
	rows    [][]any
}

func (b batch) moves(m movingTable) bool { return b.table == m.table }

// Read takes what came along and says how many rows each table has; all of it is
// kept in memory, some hundred bytes for each account. Errors: [ErrForeign], those
// of the rows.
func (a *Arrival) Read(r io.Reader, tables []sqldb.Table) ([]sqldb.Count, error) {
	counts, err := sqldb.ReadRows(r, tables, nil, func(table string, columns []string, rows [][]any) error {
		a.batches = append(a.batches, batch{table, columns, rows})
		return nil
	})
	if err != nil {
		return nil, err
	}
	return counts, a.own()
}

// own refuses rows by which somebody would get into another organisation, or
// another account: who wrote the file is not known.
func (a *Arrival) own() error {
	accounts := map[string]bool{}
	for _, id := range a.column("accounts", "id") {
		accounts[id] = true
	}
	for _, id := range slices.Concat(a.column("memberships", "account"), a.column("passkeys", "account"),
		a.column("authenticators", "account"), a.column("recovery_codes", "account"), a.column("mobiles", "account")) {
		if !accounts[id] {
			return fmt.Errorf("%w: account %s", ErrForeign, id)
		}
	}
	itself := a.column("organisations", "id")
	for _, id := range slices.Concat(itself, a.column("memberships", "org"), a.column("invitations", "org")) {
		if id != a.Org {
			return fmt.Errorf("%w: organisation %s", ErrForeign, id)
		}
	}
	if len(itself) != 1 || slices.ContainsFunc(a.batches, func(b batch) bool { return !slices.ContainsFunc(moving, b.moves) }) {
		return fmt.Errorf("%w: a table that does not move", ErrForeign)
	}
	return nil
}

// Refused says why an installation would not take the organisation: [ErrHere],
// [ErrLogin].
func (a *Arrival) Refused(ctx context.Context, q sqldb.Q) error {
	n, err := sqldb.One[int](ctx, q, `SELECT count(*) FROM {o}.organisations WHERE id=?`, a.Org)
	if err != nil {
		return err
	}
	if n > 0 {
		return fmt.Errorf("%w: %s", ErrHere, a.Org)
	}
	others, err := a.others(ctx, q)
	if err != nil {
		return err
	}
	taken := slices.DeleteFunc(slices.Sorted(maps.Values(others)), func(login string) bool { return slices.Contains(a.Invite, login) })
	if len(taken) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s", ErrLogin, strings.Join(taken, ", "))
}
