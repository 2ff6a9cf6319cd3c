package proof

import (
	"context"
	"slices"
	"strings"
	"time"

	"tramway/internal/lang"
	"tramway/internal/org"
	"tramway/internal/sqldb"
)

// Filter narrows a list of entries.
type Filter struct {
	Actor  string    `query:"actor" maxLength:"40"`
	Action string    `query:"action" maxLength:"100" doc:"an action, or its beginning up to a dot"`
	Object string    `query:"object" maxLength:"240" doc:"type:id"`
	From   time.Time `query:"from"`
	To     time.Time `query:"to"`
}

// query is a filter in SQL: its text begins at FROM, and more conditions can follow.
// Entries are walked by one word where the filter has any, so that a page costs what
// it shows; what else is asked is looked at on the way.
type query struct {
	text  string
	order string // the column that tells newer from older
	words bool   // and it is the place in the tree
	args  []any
}

func (f Filter) query() query {
	q := query{text: `FROM {o}.entries e WHERE TRUE`, order: "e.n"}
	if word := f.word(); word != "" {
		q = query{`FROM {o}.worded w JOIN {o}.entries e ON e.n = w.n WHERE w.word = ?`, "w.idx", true, []any{word}}
	}
	q.and(f.Actor != "", `e.actor = ?`, f.Actor)
	q.and(f.Action != "", `(e.action = ? OR (e.action >= ? AND e.action < ?))`, f.Action, f.Action+".", f.Action+"/")
	q.and(f.Object != "", `e.object = ?`, f.Object)
	q.and(!f.From.IsZero(), `e.at >= ?`, sqldb.At(f.From))
	q.and(!f.To.IsZero(), `e.at < ?`, sqldb.At(f.To))
	return q
}

// word is the one that leads to the fewest entries, as a rule.
func (f Filter) word() string {
	switch {
	case f.Object != "":
		return org.Word("object", f.Object)
	case f.Actor != "":
		return org.Word("actor", f.Actor)
	case isWhole(f.Action):
		return org.Word("action", f.Action)
	case f.Action != "":
		first, _, _ := strings.Cut(f.Action, ".")
		return org.Word("action", first)
	}
	return ""
}

// isWhole says that this is the name of an action and not the beginning of others'. One
// of a later release counts as a beginning, which finds it, too.
func isWhole(action string) bool {
	known := lang.Keys(lang.English)
	return slices.Contains(known, "act."+action) &&
		!slices.ContainsFunc(known, func(key string) bool { return strings.HasPrefix(key, "act."+action+".") })
}

func (q *query) and(asked bool, text string, args ...any) {
	if asked {
		q.text, q.args = q.text+" AND "+text, append(q.args, args...)
	}
}

// settled makes sure that what was written before is found.
func (q query) settled(ctx context.Context, o *org.Org) error {
	if !q.words {
		return nil
	}
	return o.Worded(ctx)
}

// cursor is where the next page begins.
func (q query) cursor(r row) int64 {
	if q.words {
		return *r.Idx
	}
	return r.N
}

const rowCols = `e.n, e.idx, e.id, e.at, e.body`

// rows is the whole text.
func (q query) rows(order string) string { return `SELECT ` + rowCols + ` ` + q.text + ` ` + order }
